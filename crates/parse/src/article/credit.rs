//! Credits: who made a picture, split from the caption by labels, brackets and the names of agencies; left joined
//! when nothing is certain.

use unicode_normalization::UnicodeNormalization;

/// Labels before a credit, in lower case. A colon, a space or the end must follow.
#[rustfmt::skip]
const LABELS: &[&str] = &[
    "photograph by", "photographs by", "photograph", "photography by", "photos by", "photo by",
    "photo credit", "photo", "photos", "picture by", "picture", "pictures", "pic", "image credit",
    "image source", "image", "images", "credit", "credits", "courtesy of", "courtesy", "illustration by",
    "illustration", "graphic", "source", "video", "screenshot", "screengrab", "file photo", "composite",
    "foto", "fotos", "bild", "bilder", "bildquelle", "bildrechte", "fotocredit", "quelle", "grafik",
    "symbolbild", "archivbild", "archivfoto", "montage", "crédit photo", "crédit", "crédits", "photo de", "cedida por",
    "crédits photo", "fotografía", "fotografía de", "fuente", "imagen", "imágenes", "crédito", "foto de",
    "fotografia", "fonte", "imagem", "divulgação", "crediti", "immagine", "beeld", "bron", "fotograf",
    "bilde", "billede", "kuva", "kuvat", "zdjęcie", "fot", "źródło", "autor", "fotoğraf", "görsel",
    "kaynak", "фото", "источник", "иллюстрация", "світлина", "صورة", "تصوير", "المصدر", "الصورة", "图",
    "图片来源", "来源", "摄影", "摄", "圖", "圖片來源", "攝影", "写真", "撮影", "提供", "画像", "사진", "사진제공", "자료사진", "출처", "फोटो",
    "तस्वीर", "स्रोत", "ছবি", "تصویر", "ảnh", "nguồn",
];

/// Labels that stay in the credit: they say that the maker is no photographer of the publisher.
const READERS: &[&str] = &[
    "reader picture",
    "reader photo",
    "reader photograph",
    "reader's picture",
    "reader's photo",
    "leserfoto",
    "leserbild",
];

/// Agencies and archives whose name at the end of a caption is a credit.
#[rustfmt::skip]
const AGENCIES: &[&str] = &[
    "ap", "ap photo", "associated press", "the associated press", "reuters", "afp", "dpa", "apa", "epa",
    "efe", "ansa", "pa", "pa wire", "pa media", "pa images", "aap", "getty", "getty images",
    "afp via getty images", "via getty images", "alamy", "shutterstock", "istock", "unsplash", "pexels",
    "pixabay", "adobe stock", "imago", "imago images", "picture alliance", "keystone", "tt", "ntb",
    "ritzau", "scanpix", "anp", "belga", "lehtikuva", "pap", "tass", "ria novosti", "xinhua", "kyodo",
    "jiji", "yonhap", "newsis", "anadolu", "anadolu agency", "bloomberg", "sipa", "zuma", "zuma press",
    "europa press", "lusa", "ats", "wikimedia", "wikimedia commons", "cc by", "handout", "supplied",
    "flickr", "nasa", "pti", "ani", "antara", "bernama", "cp", "the canadian press", "canadian press",
    "postmedia", "abaca", "ddp", "apimages", "upi", "mti", "ctk", "čtk", "agencia", "archiv", "archivo",
    "file", "shutterstock com", "時事", "共同", "代表", "新华社", "연합뉴스", "뉴시스", "뉴스1",
];

/// Characters a credit may have at most.
const LONGEST: usize = 110;

/// Splits a caption whose credit no markup sets apart. The credit is without its label and brackets.
pub(super) fn split(caption: &str) -> (String, Option<String>) {
    let caption = caption.trim();
    let found = bracketed(caption)
        .or_else(|| labelled(caption))
        .or_else(|| signed(caption))
        .or_else(|| line(caption))
        .or_else(|| slashed(caption))
        .or_else(|| equated(caption));
    match found {
        Some((text, credit)) if !credit.is_empty() && credit.chars().count() <= LONGEST => {
            (text.trim().trim_end_matches([',', '|', '–', '-', '—', '/']).trim_end().to_owned(), Some(credit))
        }
        _ => (caption.to_owned(), None),
    }
}

/// A credit that markup sets apart, without labels, marks and brackets; `None` when nothing is left.
pub(super) fn clean(credit: &str) -> Option<String> {
    let mut rest = trim(credit);
    for _ in 0..4 {
        let Some(behind) = strip_label(rest).or_else(|| strip_mark(rest)) else { break };
        rest = trim(behind);
    }
    (!rest.is_empty() && rest.chars().any(char::is_alphanumeric)).then(|| rest.to_owned())
}

fn trim(text: &str) -> &str {
    let is_edge = |c: char| {
        c.is_whitespace()
            || matches!(c, ':' | '|' | '/' | ',' | ';' | '–' | '—' | '-' | '：' | '•' | '·' | '"')
    };
    let mut text = text.trim_matches(is_edge);
    for (open, close) in [('(', ')'), ('[', ']'), ('（', '）'), ('「', '」'), ('【', '】')] {
        let inner = text.strip_prefix(open).and_then(|text| text.strip_suffix(close));
        text = inner.filter(|inner| !inner.contains([open, close])).unwrap_or(text).trim_matches(is_edge);
    }
    let is_sentence = text.split_whitespace().count() > 3;
    let bare =
        text.strip_suffix('.').filter(|bare| !is_sentence && !bare.ends_with(|c: char| c.is_uppercase()));
    bare.unwrap_or(text)
}

fn strip_mark(text: &str) -> Option<&str> {
    text.strip_prefix(['©', '®', '📷', '📸', '@']).or_else(|| {
        let head = text.get(..3)?;
        head.eq_ignore_ascii_case("(c)").then(|| text.get(3..)).flatten()
    })
}

/// What follows a label at the start.
fn strip_label(text: &str) -> Option<&str> {
    let lower = text.to_lowercase();
    let label = LABELS.iter().filter(|label| lower.starts_with(**label)).max_by_key(|label| label.len())?;
    let rest = text.get(label.len()..)?;
    let rest = rest.strip_prefix('.').unwrap_or(rest);
    let is_end = rest.starts_with([':', '：', '/', '|', '©', '=', '-', '–']) || starts_label(rest, label);
    is_end.then(|| rest.trim_start_matches([':', '：', ' ', '/', '|', '=', '-', '–', '\u{a0}']))
}

/// Whether a space ends the label: only labels that ask for a name ("photo by") or a picture word before a name.
fn starts_label(rest: &str, label: &str) -> bool {
    let rest = rest.trim_start_matches('\u{a0}');
    let asks = label.ends_with(" by") || label.ends_with(" of") || label.ends_with(" de");
    rest.starts_with(' ') && (asks || rest.trim_start().starts_with(['©', ':']))
}

/// `Text (Photo: Name)` or `Text [Name/Agency]`.
fn bracketed(caption: &str) -> Option<(String, String)> {
    let trimmed = caption.trim_end_matches(['.', ' ']);
    for (open, close) in [('(', ')'), ('[', ']'), ('（', '）')] {
        let Some(inner) = trimmed.strip_suffix(close) else { continue };
        let (text, inside) = inner.rsplit_once(open)?;
        let is_credit = strip_label(inside.trim()).is_some()
            || strip_mark(inside.trim()).is_some()
            || is_signature(inside)
            || text.trim_end().ends_with(['.', '!', '?', '”', '"']) && is_maker(inside);
        return is_credit.then(|| Some((text.to_owned(), clean(inside)?))).flatten();
    }
    None
}

/// Whether a bracket behind a full sentence can name the maker of a picture: capitals, and no label of its own.
fn is_maker(inside: &str) -> bool {
    let inside = inside.trim();
    let is_label = LABELS.contains(&inside.to_lowercase().as_str());
    words(inside) <= 6
        && is_capitalised(inside)
        && !is_label
        && !inside.contains(|c: char| c.is_ascii_digit())
}

/// `Text＝NAME` of Japanese papers, also with day and place before the name: `Text＝３日、霧浜市、NAME撮影`.
fn equated(caption: &str) -> Option<(String, String)> {
    let (text, tail) = caption.rsplit_once('＝')?;
    let tail = tail.trim();
    let folded: String = tail.nfkc().collect();
    let is_maker = ["撮影", "提供", "写す"].iter().any(|mark| tail.ends_with(mark)) || is_signature(&folded);
    if !is_maker || tail.chars().count() > 20 {
        return None;
    }
    match tail.rsplit_once('、') {
        Some((about, name)) => Some((format!("{text}＝{about}"), clean(name)?)),
        None => Some((text.to_owned(), clean(tail)?)),
    }
}

/// `Text. Photograph: Name` or `Text © Name`: the last label that begins a phrase.
fn labelled(caption: &str) -> Option<(String, String)> {
    let starts = caption.char_indices().filter(|(at, character)| {
        let before = caption.get(..*at).unwrap_or_default().chars().next_back();
        *character == '©' || before.is_none_or(|before| !before.is_alphanumeric())
    });
    let mut best = None;
    for (at, _) in starts {
        let (text, behind) = caption.split_at_checked(at)?;
        let is_phrase = text.trim_end().is_empty()
            || text.trim_end().ends_with([
                '.', '!', '?', '|', '"', '”', '»', '–', '-', '—', ',', '。', '/', ')', '\n', ':',
            ]);
        let has_colon = strip_label(behind).is_some()
            && (is_phrase || behind.chars().next().is_some_and(char::is_uppercase));
        let is_kept = keeps_words(behind);
        let has_mark =
            behind.starts_with(['©', '📷', '📸']) || behind.starts_with("(c)") || behind.starts_with("(C)");
        if (has_colon || has_mark || is_kept) && behind.chars().count() <= LONGEST {
            best = best.or_else(|| Some((text.to_owned(), clean(behind)?)));
        }
    }
    best
}

/// Whether a credit begins that says more of its maker than a label does: `Reader picture: Name`.
fn keeps_words(behind: &str) -> bool {
    let head = behind.split_once(':').map(|(head, _)| head.to_lowercase());
    head.is_some_and(|head| READERS.contains(&head.as_str()))
}

/// `Text. NAME / AGENCY`: the last sentence is a signature.
fn signed(caption: &str) -> Option<(String, String)> {
    let at = caption
        .rmatch_indices(['.', '!', '?', '”', '|', '。'])
        .map(|(at, mark)| at + mark.len())
        .find(|end| *end < caption.trim_end().len())?;
    let (text, tail) = caption.split_at_checked(at)?;
    (is_signature(tail) && text.split_whitespace().count() > 2)
        .then(|| Some((text.trim_end_matches('|').to_owned(), clean(tail)?)))
        .flatten()
}

/// A caption of several lines whose first or last is a name: the lines were set apart by markup.
fn line(caption: &str) -> Option<(String, String)> {
    let parts = |(one, other): (&str, &str)| (one.trim().to_owned(), other.trim().to_owned());
    let (text, tail) = parts(caption.rsplit_once(['|', '\n'])?);
    if is_signature(&tail) || is_name(&tail) && words(&text) > 4 {
        return Some((text, clean(&tail)?));
    }
    let (head, text) = parts(caption.split_once('\n')?);
    (is_name(&head) && words(&text) > 4).then(|| Some((text, clean(&head)?))).flatten()
}

/// `Text / Name Name` at the end.
fn slashed(caption: &str) -> Option<(String, String)> {
    let (text, tail) = caption.rsplit_once(" / ")?;
    (is_name(tail) && words(text) > 3).then(|| Some((text.to_owned(), clean(tail)?))).flatten()
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

/// Whether a text can be a name: two to six words that begin with capitals, and no sentence.
fn is_name(text: &str) -> bool {
    let text = text.trim();
    (2..=6).contains(&words(text))
        && !text.ends_with(['.', '?', '!', ':'])
        && is_capitalised(text)
        && !text.contains(|c: char| c.is_ascii_digit())
}

/// Whether every word begins with no small letter, but for those that join names.
fn is_capitalised(text: &str) -> bool {
    let joins = ["via", "for", "de", "von", "van", "der", "del", "da", "di", "of", "the", "und", "and"];
    let is_large =
        |word: &str| word.chars().next().is_some_and(|first| !first.is_lowercase()) || joins.contains(&word);
    text.split_whitespace().all(is_large)
}

/// Whether a text is a name with an agency, or an agency alone: short, no sentence.
fn is_signature(text: &str) -> bool {
    let text = text.trim().trim_end_matches('.');
    let words = text.split_whitespace().count();
    if words == 0 || words > 9 || text.chars().count() > 80 {
        return false;
    }
    let parts: Vec<String> =
        text.split(['/', ',', '|', '-', '–', '(', ')', ';']).map(|part| part.trim().to_lowercase()).collect();
    let has_agency = parts.iter().any(|part| AGENCIES.contains(&part.as_str()));
    let is_capital = is_capitalised(text);
    let names_agency =
        AGENCIES.iter().any(|agency| agency.len() > 4 && text.to_lowercase().ends_with(agency));
    (has_agency && words <= 8)
        || (names_agency && is_capital)
        || (is_capital && text.contains(" / ") && words <= 7)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(caption: &str, text: &str, credit: &str) {
        assert_eq!(
            split(caption),
            (text.to_owned(), Some(credit.to_owned()).filter(|credit| !credit.is_empty())),
            "{caption}"
        );
    }

    #[test]
    fn credits_are_split_by_label_bracket_and_agency() {
        check("The bridge at dawn. Photograph: Ana Lind/Reuters", "The bridge at dawn.", "Ana Lind/Reuters");
        check("Die Brücke (Foto: Jan Roth/dpa)", "Die Brücke", "Jan Roth/dpa");
        check("Le pont, mardi. BENOÎT ROY / AFP", "Le pont, mardi.", "BENOÎT ROY / AFP");
        check("Bron i gryningen © Liv Berg", "Bron i gryningen", "Liv Berg");
        check("Ice on the quay 📷 Ana Lind/Bay Post", "Ice on the quay", "Ana Lind/Bay Post");
        check("The weir. 📷 Reader picture: Jo Ash", "The weir.", "Reader picture: Jo Ash");
        check("The weir. Reader picture: Jo Ash", "The weir.", "Reader picture: Jo Ash");
        check("The weir in flood Photo by Jo Ash", "The weir in flood", "Jo Ash");
        check("The weir in flood. Picture: Jo Ash", "The weir in flood.", "Jo Ash");
        check("The bridge. (AP Photo/Max Ode)", "The bridge.", "AP Photo/Max Ode");
        check("El puente (Marta Gil / Europa Press)", "El puente", "Marta Gil / Europa Press");
    }

    #[test]
    fn captions_without_a_certain_credit_stay_whole() {
        check("The photo shows the bridge: a mile long.", "The photo shows the bridge: a mile long.", "");
        check("Mayor Lind (right) opens the bridge.", "Mayor Lind (right) opens the bridge.", "");
        check("Source of joy for the town", "Source of joy for the town", "");
    }

    #[test]
    fn labels_and_marks_are_taken_off() {
        assert_eq!(clean("Foto: © Jan Roth").as_deref(), Some("Jan Roth"));
        assert_eq!(clean("(Photo by Ana Lind)").as_deref(), Some("Ana Lind"));
        assert_eq!(clean("写真：代表").as_deref(), Some("代表"));
        assert_eq!(clean("  ©  "), None);
    }
}
