//! Hints: what an element's class, id, role and test marks say about its purpose, in the words that templates use
//! in many languages.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::quick::Quickly;
use crate::markup::{Element, NodeId, Tree};

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

    /// The hints of an element's class alone: what the template says of it, and not what its text is about.
    pub(super) fn of_class(element: &Element) -> Self {
        element.attribute("class").map(of_words).unwrap_or_default()
    }

    /// The hints of one element.
    pub(super) fn of(element: &Element) -> Self {
        Self::gather(element, of_words)
    }

    /// The hints of one element, its attributes' values read by `read`.
    fn gather<'a>(element: &'a Element, mut read: impl FnMut(&'a str) -> Self) -> Self {
        let name: &str = element.name();
        let mut hints = if name.contains('-') { read(name) } else { Self::default() };
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
                    hints = hints.with(read(value));
                }
                "hidden" => hints = hints.with(Self::HIDDEN),
                "style" if hides(value) => hints = hints.with(Self::HIDDEN),
                _ => {}
            }
        }
        hints
    }
}

/// The hints of every element of a page, each attribute's value read once: pages repeat few values many times.
#[derive(Debug)]
pub(super) struct PageHints {
    by_position: Vec<Hints>,
}

impl PageHints {
    pub(super) fn new(tree: &Tree) -> Self {
        let mut by_position = vec![Hints::default(); tree.len()];
        let mut known: HashMap<&str, Hints> = HashMap::new();
        for id in tree.descendants(NodeId::ROOT) {
            let Some(element) = tree.element(id) else { continue };
            let hints =
                Hints::gather(element, |value| *known.entry(value).or_insert_with(|| of_words(value)));
            if let Some(slot) = by_position.get_mut(id.position()) {
                *slot = hints;
            }
        }
        Self { by_position }
    }

    /// The hints of an element; none for other nodes.
    pub(super) fn of(&self, id: NodeId) -> Hints {
        self.by_position.get(id.position()).copied().unwrap_or_default()
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
    if let Some(hints) = WORDS.get(word) {
        return *hints;
    }
    if word.len() < 6 {
        return Hints::default();
    }
    let starts = word.char_indices().filter_map(|(at, _)| word.get(at..)).filter(|rest| rest.len() > 4);
    let parts = starts.filter_map(|rest| PARTS.get(rest.get(..3)?).map(|parts| (rest, parts)));
    parts.fold(Hints::default(), |all, (rest, parts)| {
        let found = parts.iter().filter(|(part, _)| rest.starts_with(part));
        found.fold(all, |all, (_, hints)| all.with(*hints))
    })
}

/// Parts of longer words by their first three letters.
type Parts = HashMap<&'static str, Vec<(&'static str, Hints)>, Quickly>;

static PARTS: LazyLock<Parts> = LazyLock::new(|| {
    let mut parts = Parts::default();
    for (hints, words) in INSIDE {
        for word in *words {
            parts.entry(word.get(..3).unwrap_or(word)).or_default().push((word, *hints));
        }
    }
    parts
});

static WORDS: LazyLock<HashMap<&str, Hints, Quickly>> = LazyLock::new(|| {
    EXACT.iter().flat_map(|(hints, words)| words.iter().map(|word| (*word, *hints))).collect()
});

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
        assert_eq!(WORDS.len(), EXACT.iter().map(|(_, words)| words.len()).sum::<usize>());
    }

    #[test]
    fn class_names_are_split_at_dashes_and_humps() {
        assert!(of_words("c-articleBody__text").has(Hints::BODY));
        assert!(of_words("js-Share-Bar").has(Hints::SHARE));
        assert!(!of_words("shared").has(Hints::SHARE));
        assert!(hides("color: red; display : none"));
    }
}
