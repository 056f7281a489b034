//! Names out of bylines: what stands before, behind and between them is taken off, and what is no name is left out.

use crate::article::words;

/// Words that come before names in a byline, folded.
#[rustfmt::skip]
pub(super) const BEFORE: &[&str] = &[
    "by", "written by", "story by", "reported by", "posted by", "published by", "author", "authors",
    "words by", "text by", "review by", "reviewed by", "von", "autor", "autorin", "autoren", "text",
    "ein bericht von", "eine analyse von", "ein kommentar von", "ein gastbeitrag von", "interview von",
    "aus", "par", "propos recueillis par", "por", "escrito por", "texto", "di", "a cura di", "door", "av",
    "af", "tekst", "autorzy", "autorka", "yazan", "yazar", "yazı", "haber", "автор", "текст", "oleh", "penulis", "bởi",
    "تقرير", "كتب", "بقلم", "作者", "文", "記者", "글", "기자", "लेखक", "skrevet av", "kirjoittaja", "from",
    "edited by", "contributor", "view all posts by", "article by", "updated by", "posts by", "articles by", "medically reviewed by", "fact checked by",
    "recent articles by", "submitted by", "added by", "created by", "zeige alle beiträge von", "alle beiträge von",
    "veröffentlicht von", "geschrieben von", "publiziert von", "erstellt von", "verfasst von", "gepostet von",
    "beitrag von", "eingestellt von", "publié par", "écrit par", "rédigé par", "publicado por", "publicada por",
    "scritto da", "pubblicato da", "geschreven door", "geplaatst door", "skrivet av", "napisał", "napisała",
];

/// Words of roles: a part of a byline that has one is no name.
#[rustfmt::skip]
const ROLES: &[&str] = &[
    "editor", "editors", "reviewer", "founder", "expert", "specialist", "consultant", "educators", "director", "officer", "marketing", "manager",
    "reporter", "correspondent", "producer", "writer", "journalist", "founder", "analyst", "professor", "strategist", "columnist", "photographer",
    "president", "engineer", "redakteur", "redakteurin", "korrespondent", "korrespondentin", "redacteur", "journaliste", "rédacteur", "periodista",
    "redactor", "redactora", "giornalista", "comment", "read", "about", "min", "updated", "published", "share", "follow", "certified", "licensed",
];

/// What is no person's name, folded: roles, agencies and the like that templates put in a byline's place.
#[rustfmt::skip]
const NO_NAMES: &[&str] = &[
    "admin", "administrator", "guest", "staff", "contributor", "author", "authors", "redaktion", "editor",
    "unknown", "null", "none", "anonymous", "share", "follow", "read more", "view all posts",
    "more stories", "subscribe", "email", "contact", "bio", "profile", "website", "view profile", "see all",
    "articles", "comments", "twitter", "facebook", "linkedin", "instagram", "reporter", "senior reporter",
    "correspondent", "published", "updated", "save", "print", "posted on", "posted", "privacy", "reddit",
    "publiziert am", "veröffentlicht am", "hinterlasse einen kommentar", "kommentar hinterlassen", "leave a comment",
    "leave a reply", "sign in", "log in", "login", "anmelden", "sign up", "mon", "tue", "wed", "thu", "fri", "sat", "sun",
    "words", "pictures", "photos", "photographs", "photography", "images", "illustrations", "video", "graphics",
    "pinterest", "research", "development", "business", "home", "news", "nachrichten", "community development", "paid",
];

/// Takes the names out of a byline and adds those that are new.
pub(super) fn add(byline: &str, names: &mut Vec<String>) {
    let folded: Vec<String> =
        byline.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    let folded = folded.join("\n");
    if folded.len() > 300 {
        return;
    }
    for part in split(&without_credits(&folded)) {
        let Some(name) = name(&part) else { continue };
        if !names.iter().any(|known| words::fold(known) == words::fold(&name)) {
            names.push(name);
        }
    }
}

/// Adds a name that its source sets apart as one: it is not split at "and" where it is an organisation's, and it may
/// be an agency's sign or hold a role's word.
pub(super) fn add_whole(whole: &str, is_organisation: bool, names: &mut Vec<String>) {
    let text = without_before(whole.trim()).unwrap_or_default();
    let folded = words::fold(text);
    let is_list =
        text.contains([',', ';', '|', '•', '·', '/', '(']) || !is_organisation && split(text).len() > 1;
    let is_label = BEFORE.contains(&folded.as_str()) || NO_NAMES.contains(&folded.as_str());
    let is_short = (2..=60).contains(&text.chars().count()) && text.split_whitespace().count() <= 8;
    if is_list || is_label || !is_short || is_odd(text) || !text.starts_with(char::is_uppercase) {
        return add(whole, names);
    }
    let text = without_degrees(text.split(" - ").next().unwrap_or(text));
    if !names.iter().any(|known| words::fold(known) == words::fold(&text)) {
        names.push(text);
    }
}

/// The words for "and" between names.
const AND: [&str; 16] = [
    " and ", " und ", " et ", " y ", " e ", " & ", " en ", " och ", " og ", " ve ", " и ", " oraz ", " AND ",
    " UND ", " with ", " mit ",
];

/// Whether a line joins names by a word for "and".
pub(super) fn is_joined(line: &str) -> bool {
    AND.iter().any(|and| line.contains(and))
}

/// Nouns of a credit: what somebody made of a piece. The first are a writer's.
const WRITTEN: [&str; 8] =
    ["words", "text", "story", "report", "reporting", "interview", "interviews", "article"];
const DRAWN: [&str; 14] = [
    "pictures",
    "picture",
    "photos",
    "photo",
    "photographs",
    "photography",
    "images",
    "illustrations",
    "illustration",
    "video",
    "videos",
    "graphics",
    "art",
    "design",
];

/// A byline with the makers of its words only: `Words and pictures by Ana Lind` is she, `pictures by Jan Roth` nobody.
fn without_credits(byline: &str) -> String {
    let parts = byline.split_inclusive([',', ';', '|', '\n', '•', '·']);
    parts.map(|part| credited(part).unwrap_or(part)).collect()
}

/// What stands behind "by" in a part that begins with nouns of a credit.
fn credited(part: &str) -> Option<&str> {
    let (mut is_credit, mut is_written, mut end) = (false, false, 0);
    for word in part.split_inclusive(char::is_whitespace) {
        end += word.len();
        let bare = words::fold(word);
        match bare.as_str() {
            "by" if is_credit => return Some(if is_written { part.get(end..)? } else { "," }),
            "and" | "" => {}
            bare if WRITTEN.contains(&bare) => (is_credit, is_written) = (true, true),
            bare if DRAWN.contains(&bare) => is_credit = true,
            _ => return None,
        }
    }
    None
}

/// Splits at commas, semicolons, bars and the words for "and".
fn split(byline: &str) -> Vec<String> {
    let mut text = byline.replace([';', '|', '\n', '•', '·', '∙', '、'], ",");
    for and in AND {
        text = text.replace(and, ",");
    }
    text.split(',').map(str::to_owned).collect()
}

/// A part of a byline as a name; `None` when it is none.
pub(super) fn name(part: &str) -> Option<String> {
    let name = without_before(part)?;
    let name = without_initials(without_date(name.split(" - ").next().unwrap_or(name)));
    let name =
        name.trim_end_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | ')' | '!' | '\'' | '’'));
    let folded = words::fold(name);
    let words = name.split_whitespace().count();
    let has_number = name.split_whitespace().any(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    let is_role = folded.split(' ').any(|word| ROLES.contains(&word))
        || name.starts_with(char::is_lowercase) && !is_lower_name(name, words)
        || words == 1 && is_path(name);
    let is_label = BEFORE.contains(&folded.as_str()) || NO_NAMES.contains(&folded.as_str());
    let is_sign = name.len() <= 5 && !name.contains(|c: char| c.is_lowercase() || !c.is_ascii());
    let is_title = name.split_whitespace().next().is_some_and(is_degree);
    let is_short = (2..=60).contains(&name.chars().count()) && words <= 6;
    let is_name = is_short && !is_odd(name) && !is_sign && !is_title && !has_number && !is_role && !is_label;
    (is_name && !folded.is_empty()).then(|| without_degrees(name))
}

/// What no name holds.
fn is_odd(name: &str) -> bool {
    name.contains(['@', '/', '{', '<', '=', '?', '!', '！', ':', '#', '…'])
}

/// A part of a byline without the words that come before names.
fn without_before(part: &str) -> Option<&str> {
    let mut name = unglued(part).trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, ':' | '-' | '–' | '—' | '/' | '.' | '"' | '*' | '(' | '[' | '∙')
    });
    loop {
        let lower = name.to_lowercase();
        let before = BEFORE.iter().filter(|before| {
            lower
                .strip_prefix(**before)
                .is_some_and(|rest| rest.starts_with([' ', ':', '：', '／', '\u{a0}']))
        });
        let Some(longest) = before.max_by_key(|before| before.len()) else { return Some(name) };
        name = name
            .get(longest.len()..)?
            .trim_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '：' | '／'));
    }
}

/// A part without the label that only a style sheet sets apart from the name (`AuthorAna Lind`), or that tells where a
/// piece was posted (`Posted in News by Ana Lind`).
fn unglued(part: &str) -> &str {
    let part = part.trim();
    let glued = ["Author", "Autor", "Verfasser"].iter().find_map(|label| part.strip_prefix(label));
    let is_posted = ["Posted in ", "Posted on ", "Filed under ", "Published in "]
        .iter()
        .any(|start| part.starts_with(start));
    match (glued, part.rsplit_once(" by ")) {
        (Some(rest), _) if rest.starts_with(char::is_uppercase) => rest,
        (_, Some((_, rest))) if is_posted => rest,
        _ => part,
    }
}

/// A name without the date behind it: "Ana Lind on 3 May 2024", "Ana Lind May 3".
fn without_date(name: &str) -> &str {
    let mut ends = name.match_indices(' ').map(|(at, _)| at);
    let is_date = |rest: &str| {
        let rest = rest.trim_start();
        ["on ", "am "].iter().any(|word| rest.starts_with(word))
            || matches!(rest, "on" | "am")
            || rest.starts_with(|c: char| c.is_ascii_digit())
            || super::date_text::begins(rest)
    };
    if super::date_text::begins(name) {
        return "";
    }
    let end = ends.find(|at| name.get(*at..).is_some_and(is_date));
    end.and_then(|end| name.get(..end)).unwrap_or(name)
}

/// Degrees and orders behind a name.
#[rustfmt::skip]
const DEGREES: &[&str] = &[
    "BA", "BS", "BSC", "CFA", "CFP", "CISSP", "CPA", "CPP", "CPT", "DDS", "DO", "DVM", "EDD", "ESQ", "FAAP", "FACS",
    "JD", "LCSW", "LD", "LLB", "LLM", "MA", "MBA", "MD", "MPH", "MS", "MSC", "NP", "OBE", "PHD", "PMP", "PSYD", "RD",
    "RDN", "RN",
];

fn is_degree(word: &str) -> bool {
    let bare: String = word.chars().filter(|c| c.is_alphanumeric()).collect();
    let is_written = bare.chars().filter(|c| c.is_uppercase()).count() > 1 || word.contains('.');
    is_written && DEGREES.contains(&bare.to_uppercase().as_str())
}

/// A name without the degrees behind it, two words of it kept.
fn without_degrees(name: &str) -> String {
    let mut words: Vec<&str> = name.split_whitespace().collect();
    while words.len() > 2 && words.last().is_some_and(|word| is_degree(word)) {
        words.pop();
    }
    words.join(" ")
}

/// Whether small letters can be a name all the same: a short sign, or a name of two words that a form did not check.
fn is_lower_name(name: &str, words: usize) -> bool {
    name.starts_with("the ") && name.contains(char::is_uppercase)
        || words <= 2 && !name.contains(|c: char| c.is_uppercase() || c == '-')
}

/// Whether a word with full stops is no site's address: `page.author.name`.
fn is_path(word: &str) -> bool {
    let end = word.rsplit_once('.').map_or("", |(_, end)| end);
    !end.is_empty() && !(2..=3).contains(&end.len())
}

/// A name without the writer's short sign behind it: "Ana Lind (ali)".
fn without_initials(name: &str) -> &str {
    match name.split_once(" (") {
        Some((bare, sign)) if sign.len() <= 6 && sign.ends_with(')') && !bare.is_empty() => bare,
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines_are_split_into_names() {
        let names = |byline| {
            let mut names = Vec::new();
            add(byline, &mut names);
            names
        };
        assert_eq!(names("By Ana Lind and Jan Roth"), ["Ana Lind", "Jan Roth"]);
        assert_eq!(names("Von Jan Roth, Eva Berg"), ["Jan Roth", "Eva Berg"]);
        assert_eq!(names("Written by: Ana Lind | Ana Lind"), ["Ana Lind"]);
        assert_eq!(names("Yazan: Ana Lind"), ["Ana Lind"]);
        assert_eq!(names("Ana Lind May 3, 2024"), ["Ana Lind"]);
        assert_eq!(names("Ana Lind MS, RDN"), ["Ana Lind"]);
        assert_eq!(names("Words and pictures by Ana Lind"), ["Ana Lind"]);
        assert_eq!(names("Words by Ana Lind, pictures by Jan Roth"), ["Ana Lind"]);
        assert_eq!(names("Text and photos by Ana Lind and Jan Roth"), ["Ana Lind", "Jan Roth"]);
        assert_eq!(names("Posted in News by Ana Lind"), ["Ana Lind"]);
        assert_eq!(names("AuthorAna Lind"), ["Ana Lind"]);
        assert_eq!(names("Zeige alle Beiträge von Ana Lind"), ["Ana Lind"]);
        assert_eq!(names("Ana Lind am Samstag"), ["Ana Lind"]);
        assert!(names("Words").is_empty() && names("Photographs by Jan Roth").is_empty());
        assert!(names("May 3, 2024").is_empty());
        assert!(names("admin").is_empty() && names("ana@paper.example").is_empty());
    }

    #[test]
    fn a_name_set_apart_may_be_an_agency() {
        let whole = |name, is_organisation| {
            let mut names = Vec::new();
            add_whole(name, is_organisation, &mut names);
            names
        };
        assert_eq!(whole("AP", false), ["AP"]);
        assert_eq!(whole("Office for Rye and Oats", true), ["Office for Rye and Oats"]);
        assert_eq!(whole("Ana Lind and Jan Roth", false), ["Ana Lind", "Jan Roth"]);
        assert!(whole("Admin", false).is_empty());
    }
}
