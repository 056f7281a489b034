//! Hints: what an element's class, id, role and test marks say about its purpose, in the words that templates use
//! in many languages.

use std::sync::LazyLock;

use crate::markup::Element;

/// A set of purposes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Hints(u64);

macro_rules! hints {
    ($($(#[$doc:meta])* $name:ident = $bit:literal,)+) => {
        impl Hints {
            $($(#[$doc])* pub(super) const $name: Self = Self(1 << $bit);)+
            /// The purposes by name.
            const NAMES: &[(Self, &str)] = &[$((Self::$name, stringify!($name))),+];
        }
    };
}

hints! {
    /// The article's text.
    BODY = 0,
    /// The article.
    ARTICLE = 1,
    /// Content in general.
    CONTENT = 2,
    /// Share buttons.
    SHARE = 3,
    /// Related pieces.
    RELATED = 4,
    /// Newsletter box.
    NEWSLETTER = 5,
    /// Advertisement.
    ADVERTISEMENT = 6,
    /// Comments.
    COMMENT = 7,
    /// Navigation and menus.
    NAVIGATION = 8,
    /// Foot of a page.
    FOOTER = 9,
    /// Head of a page.
    HEADER = 10,
    /// Side column.
    SIDEBAR = 11,
    /// Author's name or box.
    AUTHOR = 12,
    /// Time of publication.
    DATE = 13,
    /// Topics.
    TAGS = 14,
    /// Caption of a picture.
    CAPTION = 15,
    /// Promotion or teaser.
    PROMOTION = 16,
    /// Widget or module.
    WIDGET = 17,
    /// Most read.
    POPULAR = 18,
    /// Cookie or consent text.
    COOKIE = 19,
    /// Paywall or registration.
    PAYWALL = 20,
    /// Standfirst.
    STANDFIRST = 21,
    /// Headline.
    HEADLINE = 22,
    /// Gallery or slides.
    GALLERY = 23,
    /// Video, audio, player.
    MEDIA = 24,
    /// Modal or overlay.
    OVERLAY = 25,
    /// Way to the page.
    BREADCRUMB = 26,
    /// Information about the article.
    META = 27,
    /// Card or item of a list of pieces.
    CARD = 28,
    /// Not shown.
    HIDDEN = 29,
    /// Correction or disclaimer.
    NOTE = 30,
    /// Table of contents.
    CONTENTS = 31,
    /// Post of a social network.
    EMBED = 32,
    /// Quotation set apart.
    QUOTE = 33,
    /// Photo credit or copyright.
    CREDIT = 34,
    /// Search and forms.
    FORM = 35,
    /// Paragraph.
    PARAGRAPH = 36,
    /// Box set into the text.
    BOX = 37,
}

/// How many purposes there are.
pub(super) const HINT_COUNT: u32 = 38;

impl Hints {
    /// Both sets together.
    pub(super) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether a purpose of `other` is in the set.
    pub(super) const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether the purpose with this number is in the set.
    pub(super) const fn bit(self, number: u32) -> bool {
        self.0 >> number & 1 == 1
    }

    /// The names of the purposes in the set.
    pub(super) fn names(self) -> impl Iterator<Item = &'static str> {
        Self::NAMES.iter().filter(move |(hint, _)| self.has(*hint)).map(|(_, name)| *name)
    }

    /// The hints of one element.
    pub(super) fn of(element: &Element) -> Self {
        let name: &str = element.name();
        let mut hints = if name.contains('-') { of_words(name) } else { Self::default() };
        for (name, value) in element.attributes() {
            match name {
                "class"
                | "id"
                | "role"
                | "data-testid"
                | "data-component"
                | "data-qa"
                | "data-type"
                | "itemprop"
                | "aria-label"
                | "data-module"
                | "data-component-name"
                | "data-block-type"
                | "property" => {
                    hints = hints.with(of_words(value));
                }
                "hidden" => hints = hints.with(Self::HIDDEN),
                "style" if hides(value) => hints = hints.with(Self::HIDDEN),
                _ => {}
            }
        }
        hints
    }
}

/// Whether a style attribute hides its element.
fn hides(style: &str) -> bool {
    let squeezed: String =
        style.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
    squeezed.contains("display:none") || squeezed.contains("visibility:hidden")
}

/// The hints of a value of class names or the like: it is split at everything that is no letter and at humps.
fn of_words(value: &str) -> Hints {
    let mut hints = Hints::default();
    let mut word = String::new();
    let mut was_lower = false;
    for character in value.chars().take(400) {
        let is_hump = character.is_ascii_uppercase() && was_lower;
        if !character.is_ascii_alphabetic() || is_hump {
            hints = hints.with(of_word(&word));
            word.clear();
        }
        was_lower = character.is_ascii_lowercase();
        if character.is_ascii_alphabetic() {
            word.push(character.to_ascii_lowercase());
        }
    }
    hints.with(of_word(&word))
}

fn of_word(word: &str) -> Hints {
    let whole = listed(&WORDS, word).iter().find(|(known, _)| *known == word);
    if let Some((_, hints)) = whole {
        return *hints;
    }
    if word.len() < 6 {
        return Hints::default();
    }
    let starts = word.char_indices().filter_map(|(at, _)| word.get(at..)).filter(|rest| rest.len() > 4);
    starts.fold(Hints::default(), |all, rest| {
        let found = listed(&PARTS, rest).iter().filter(|(part, _)| rest.starts_with(part));
        found.fold(all, |all, (_, hints)| all.with(*hints))
    })
}

/// Words that begin with the same two letters, with their hints: looking up every class of a page has to be quick.
type List = Vec<(&'static str, Hints)>;

/// The list in which a word of small letters would stand.
fn listed<'a>(lists: &'a [List], word: &str) -> &'a [(&'static str, Hints)] {
    place(word).and_then(|place| lists.get(place)).map(Vec::as_slice).unwrap_or_default()
}

fn place(word: &str) -> Option<usize> {
    let letter = |at: usize| word.as_bytes().get(at)?.checked_sub(b'a').map(usize::from);
    Some(letter(0)? * 26 + letter(1)?)
}

fn lists(table: &[(Hints, &[&'static str])]) -> Vec<List> {
    let mut lists = vec![Vec::new(); 26 * 26];
    for (hints, words) in table {
        for word in *words {
            if let Some(list) = place(word).and_then(|place| lists.get_mut(place)) {
                list.push((*word, *hints));
            }
        }
    }
    lists
}

/// The parts of longer words.
static PARTS: LazyLock<Vec<List>> = LazyLock::new(|| lists(INSIDE));

static WORDS: LazyLock<Vec<List>> = LazyLock::new(|| lists(EXACT));

/// Parts of longer words.
#[rustfmt::skip]
const INSIDE: &[(Hints, &[&str])] = &[
    (Hints::BODY, &["articlebody", "articletext", "storybody", "postcontent", "artikeltext", "richtext",
        "bodytext"]),
    (Hints::ARTICLE, &["article", "artikel"]),
    (Hints::CONTENT, &["content"]),
    (Hints::SHARE, &["facebook", "whatsapp", "sharing", "sharebar", "socialmedia"]),
    (Hints::RELATED, &["related", "recommend"]),
    (Hints::NEWSLETTER, &["newsletter", "subscri"]),
    (Hints::ADVERTISEMENT, &["advert", "sponsor", "outbrain", "taboola"]),
    (Hints::COMMENT, &["comment", "kommentar", "disqus"]),
    (Hints::NAVIGATION, &["navigation"]),
    (Hints::FOOTER, &["footer"]),
    (Hints::SIDEBAR, &["sidebar"]),
    (Hints::AUTHOR, &["author", "byline"]),
    (Hints::CAPTION, &["caption"]),
    (Hints::PROMOTION, &["teaser", "promo"]),
    (Hints::WIDGET, &["widget"]),
    (Hints::POPULAR, &["popular", "trending"]),
    (Hints::COOKIE, &["cookie", "consent"]),
    (Hints::PAYWALL, &["paywall"]),
    (Hints::STANDFIRST, &["standfirst"]),
    (Hints::HEADLINE, &["headline"]),
    (Hints::GALLERY, &["gallery", "slideshow", "carousel"]),
    (Hints::BREADCRUMB, &["breadcrumb"]),
    (Hints::NOTE, &["disclaimer"]),
    (Hints::EMBED, &["twitter", "instagram"]),
    (Hints::QUOTE, &["pullquote"]),
    (Hints::CREDIT, &["copyright"]),
    (Hints::PARAGRAPH, &["paragraph"]),
];

/// Whole words.
#[rustfmt::skip]
const EXACT: &[(Hints, &[&str])] = &[
    (Hints::BODY, &["body", "copy", "corps", "cuerpo", "detay", "icerik", "prose", "texte", "texto",
        "wysiwyg"]),
    (Hints::ARTICLE, &["entry", "haber", "live", "news", "noticia", "post", "single", "story"]),
    (Hints::CONTENT, &["contenido", "contenu", "inhalt", "main", "section"]),
    (Hints::SHARE, &["fbshare", "follow", "partage", "print", "rate", "rating", "share", "social",
        "toolbar", "tools", "utility"]),
    (Hints::RELATED, &["also", "leggi", "links", "mehr", "more", "next", "noticias", "posts", "read",
        "readmore", "reco", "relacionadas"]),
    (Hints::NEWSLETTER, &["signup"]),
    (Hints::ADVERTISEMENT, &["ad", "ads", "adslot", "anzeige", "banner", "commercial", "pub",
        "publicidad", "publicite", "reklam", "reklama", "werbung"]),
    (Hints::COMMENT, &["comentarios", "commentaires", "reply", "respond", "yorum"]),
    (Hints::NAVIGATION, &["menu", "nav", "navbar", "pagination", "prev", "previous"]),
    (Hints::FOOTER, &["foot"]),
    (Hints::HEADER, &["entete", "head", "header", "masthead"]),
    (Hints::SIDEBAR, &["aside", "rail"]),
    (Hints::AUTHOR, &["auteur", "autor", "autore", "avatar", "bio", "person", "profile", "verfasser"]),
    (Hints::DATE, &["date", "dateline", "datetime", "datum", "published", "tarih", "time", "timestamp"]),
    (Hints::TAGS, &["tag", "tags", "topic", "topics"]),
    (Hints::CAPTION, &["bildtext", "bildunterschrift", "figcaption", "legend", "legende"]),
    (Hints::PROMOTION, &["cta", "donate", "download", "magazin", "marketing", "tease"]),
    (Hints::WIDGET, &["module", "pb"]),
    (Hints::POPULAR, &["latest", "most"]),
    (Hints::COOKIE, &["optanon"]),
    (Hints::PAYWALL, &["login", "piano", "premium", "register"]),
    (Hints::STANDFIRST, &["chapo", "deck", "dek", "description", "entradilla", "excerpt", "intro",
        "lead", "lede", "subhead", "subheading", "subtitle", "sumario", "summary", "vorspann"]),
    (Hints::HEADLINE, &["title", "titre", "titulo"]),
    (Hints::GALLERY, &["galerie", "slide", "slider"]),
    (Hints::MEDIA, &["audio", "bild", "foto", "image", "img", "media", "photo", "picture", "player",
        "podcast", "video"]),
    (Hints::OVERLAY, &["dialog", "isopen", "modal", "overlay", "popup"]),
    (Hints::BREADCRUMB, &["bread", "crumb"]),
    (Hints::META, &["flag", "info", "kicker", "label", "meta", "metadata", "overline", "tagline"]),
    (Hints::CARD, &["card", "cards", "grid", "item", "items", "list", "listing"]),
    (Hints::HIDDEN, &["hidden", "hide", "sr", "visually"]),
    (Hints::NOTE, &["correction", "footnote", "legal", "note", "seo"]),
    (Hints::CONTENTS, &["toc"]),
    (Hints::EMBED, &["embed", "tweet"]),
    (Hints::QUOTE, &["blockquote", "citat", "quote"]),
    (Hints::CREDIT, &["agence", "attribution", "credit", "credits", "source"]),
    (Hints::FORM, &["form", "search"]),
    (Hints::PARAGRAPH, &["text"]),
    (Hints::BOX, &["box", "callout", "factbox", "faq", "inline"]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_stands_twice() {
        let mut words: Vec<&str> = EXACT.iter().flat_map(|(_, words)| words.iter().copied()).collect();
        let listed: usize = WORDS.iter().map(Vec::len).sum();
        assert_eq!(listed, words.len());
        words.sort_unstable();
        words.dedup();
        assert_eq!(listed, words.len());
    }

    #[test]
    fn class_names_are_split_at_dashes_and_humps() {
        assert!(of_words("c-articleBody__text").has(Hints::BODY));
        assert!(of_words("js-Share-Bar").has(Hints::SHARE));
        assert!(!of_words("shared").has(Hints::SHARE));
        assert!(hides("color: red; display : none"));
    }
}
