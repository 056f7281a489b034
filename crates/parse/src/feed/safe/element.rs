//! The elements that may stand in a feed's markup, their attributes, and which end where others begin.

/// What an element is in the flow of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Block,
    Inline,
    Void,
}

/// An allowed element.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Element {
    pub(super) name: &'static str,
    kind: Kind,
    attributes: &'static [&'static str],
}

/// Attributes that every element may have.
const COMMON: [&str; 3] = ["title", "lang", "dir"];

const fn element(name: &'static str, kind: Kind, attributes: &'static [&'static str]) -> Element {
    Element { name, kind, attributes }
}

const CELL: &[&str] = &["abbr", "align", "char", "charoff", "colspan", "headers", "rowspan", "scope"];
const ROW: &[&str] = &["align", "char", "charoff"];
const COLUMN: &[&str] = &["align", "char", "charoff", "span"];
const PLAYER: &[&str] = &["src", "poster", "controls", "width", "height"];
const PICTURE: &[&str] = &["align", "alt", "height", "src", "width"];
const TABLE: &[&str] = &["align", "char", "charoff", "summary"];
const NONE: &[&str] = &[];

/// In the order of their names, so that those with the same first letter lie together.
static ELEMENTS: [Element; 82] = [
    element("a", Kind::Inline, &["href", "hreflang"]),
    element("abbr", Kind::Inline, NONE),
    element("acronym", Kind::Inline, NONE),
    element("address", Kind::Block, NONE),
    element("area", Kind::Void, NONE),
    element("article", Kind::Block, NONE),
    element("aside", Kind::Block, NONE),
    element("audio", Kind::Inline, PLAYER),
    element("b", Kind::Inline, NONE),
    element("bdi", Kind::Inline, NONE),
    element("bdo", Kind::Inline, NONE),
    element("big", Kind::Inline, NONE),
    element("blockquote", Kind::Block, &["cite"]),
    element("br", Kind::Void, NONE),
    element("caption", Kind::Block, NONE),
    element("center", Kind::Block, NONE),
    element("cite", Kind::Inline, NONE),
    element("code", Kind::Inline, NONE),
    element("col", Kind::Void, COLUMN),
    element("colgroup", Kind::Block, COLUMN),
    element("data", Kind::Inline, NONE),
    element("dd", Kind::Block, NONE),
    element("del", Kind::Inline, &["cite", "datetime"]),
    element("details", Kind::Block, NONE),
    element("dfn", Kind::Inline, NONE),
    element("div", Kind::Block, NONE),
    element("dl", Kind::Block, NONE),
    element("dt", Kind::Block, NONE),
    element("em", Kind::Inline, NONE),
    element("figcaption", Kind::Block, NONE),
    element("figure", Kind::Block, NONE),
    element("footer", Kind::Block, NONE),
    element("h1", Kind::Block, NONE),
    element("h2", Kind::Block, NONE),
    element("h3", Kind::Block, NONE),
    element("h4", Kind::Block, NONE),
    element("h5", Kind::Block, NONE),
    element("h6", Kind::Block, NONE),
    element("header", Kind::Block, NONE),
    element("hgroup", Kind::Block, NONE),
    element("hr", Kind::Void, &["align", "size", "width"]),
    element("i", Kind::Inline, NONE),
    element("img", Kind::Void, PICTURE),
    element("ins", Kind::Inline, &["cite", "datetime"]),
    element("kbd", Kind::Inline, NONE),
    element("li", Kind::Block, NONE),
    element("main", Kind::Block, NONE),
    element("map", Kind::Inline, NONE),
    element("mark", Kind::Inline, NONE),
    element("nav", Kind::Block, NONE),
    element("ol", Kind::Block, &["start"]),
    element("p", Kind::Block, NONE),
    element("picture", Kind::Inline, NONE),
    element("pre", Kind::Block, NONE),
    element("q", Kind::Inline, &["cite"]),
    element("rp", Kind::Inline, NONE),
    element("rt", Kind::Inline, NONE),
    element("rtc", Kind::Inline, NONE),
    element("ruby", Kind::Inline, NONE),
    element("s", Kind::Inline, NONE),
    element("samp", Kind::Inline, NONE),
    element("section", Kind::Block, NONE),
    element("small", Kind::Inline, NONE),
    element("source", Kind::Void, &["src", "type"]),
    element("span", Kind::Inline, NONE),
    element("strike", Kind::Inline, NONE),
    element("strong", Kind::Inline, NONE),
    element("sub", Kind::Inline, NONE),
    element("summary", Kind::Block, NONE),
    element("sup", Kind::Inline, NONE),
    element("table", Kind::Block, TABLE),
    element("tbody", Kind::Block, ROW),
    element("td", Kind::Block, CELL),
    element("th", Kind::Block, CELL),
    element("thead", Kind::Block, ROW),
    element("time", Kind::Inline, &["datetime"]),
    element("tr", Kind::Block, ROW),
    element("tt", Kind::Inline, NONE),
    element("u", Kind::Inline, NONE),
    element("ul", Kind::Block, NONE),
    element("var", Kind::Inline, NONE),
    element("video", Kind::Inline, PLAYER),
];

impl Element {
    /// The element of a name in lower case; `None` when it is not allowed.
    pub(super) fn named(name: &str) -> Option<&'static Self> {
        // Letters are compared by halves and whole names only among the few that begin alike: most names are short.
        let letter = name.as_bytes().first();
        let start = ELEMENTS.partition_point(|element| element.name.as_bytes().first() < letter);
        let alike =
            ELEMENTS.get(start..)?.iter().take_while(|element| element.name.as_bytes().first() == letter);
        alike.into_iter().find(|element| element.name == name)
    }

    pub(super) fn is_void(&self) -> bool {
        self.kind == Kind::Void
    }

    pub(super) fn is_block(&self) -> bool {
        self.kind == Kind::Block
    }

    /// Whether any open element can end where this one begins.
    pub(super) fn may_end_others(&self) -> bool {
        self.kind == Kind::Block || self.name == "hr"
    }

    /// Whether an attribute, by its name in lower case, may stand in the element.
    pub(super) fn allows(&self, attribute: &str) -> bool {
        self.attributes.contains(&attribute) || COMMON.contains(&attribute)
    }

    /// Whether an open element ends where this one begins (HTML, section 13.1.2.4).
    pub(super) fn ends(&self, open: &Self) -> bool {
        match (self.name, open.name) {
            ("li", "li")
            | ("dt" | "dd", "dt" | "dd")
            | ("td" | "th" | "tr" | "tbody" | "thead", "td" | "th")
            | ("tr" | "tbody" | "thead", "tr")
            | ("tbody" | "thead", "tbody" | "thead") => true,
            (_, "p") => self.kind == Kind::Block || self.name == "hr",
            _ => false,
        }
    }

    /// Whether an open element holds this one, so that nothing around it ends.
    pub(super) fn stays_in(&self, open: &Self) -> bool {
        match open.name {
            "ul" | "ol" | "dl" | "table" | "blockquote" | "div" | "figure" | "details" => true,
            "td" | "th" => !matches!(self.name, "tr" | "tbody" | "thead"),
            "li" => self.name != "li",
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_element_is_found() {
        assert!(ELEMENTS.iter().all(|element| Element::named(element.name) == Some(element)));
        assert_eq!(Element::named("script"), None);
    }
}
