//! The tags that may stand in clean markup, and where each may stand.

/// An allowed tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tag {
    /// The name as it is written.
    pub(super) name: &'static str,
    /// What it may hold and where it may stand.
    pub(super) kind: Kind,
}

/// The content model of clean markup: blocks hold blocks and inlines, inlines hold only inlines and text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Holds blocks and text: `div`, `blockquote`.
    Flow,
    /// Holds text and inlines only: `p`, `h2`.
    Phrasing,
    /// As [`Kind::Phrasing`], with its spaces kept: `pre`.
    Preformatted,
    /// `ul` and `ol`.
    List,
    /// `li`: only in a list.
    Item,
    /// `dl`.
    Definitions,
    /// `dt`: only in `dl`, holds inlines.
    Term,
    /// `dd`: only in `dl`.
    Definition,
    /// `figure`.
    Figure,
    /// `figcaption`: only in a figure.
    FigureCaption,
    /// `details`.
    Details,
    /// `summary`: only in details, holds inlines.
    Summary,
    /// `table`.
    Table,
    /// `caption`: only in a table, holds inlines.
    TableCaption,
    /// `thead`, `tbody`, `tfoot`: only in a table.
    Rows,
    /// `tr`: only in rows.
    Row,
    /// `td`, `th`: only in a row.
    Cell,
    /// An inline that is not nested in itself: `a`, `b`.
    Inline,
    /// An inline that may be nested in itself: `span`, `sub`.
    Nesting,
    /// `rt` and `rp`: only in `ruby`.
    RubyText,
    /// `img`, `br`, `wbr`: inlines without content.
    InlineVoid,
    /// `hr`: a block without content.
    BlockVoid,
}

impl Tag {
    /// A plain `div`, which stands in for blocks that are not where they belong.
    pub(super) const DIV: Self = Self { name: "div", kind: Kind::Flow };
    /// The rows of a table whose source gave none.
    pub(super) const TBODY: Self = Self { name: "tbody", kind: Kind::Rows };
    /// A link.
    pub(super) const A: Self = Self { name: "a", kind: Kind::Inline };

    /// The tag for a name in lower case; `None` when it is not allowed. Blocks without a meaning of their own here
    /// (`section`, `article`) become `div`.
    pub(super) fn from_name(name: &str) -> Option<Self> {
        let tag = |name, kind| Some(Self { name, kind });
        match name {
            "p" => tag("p", Kind::Phrasing),
            "a" => tag("a", Kind::Inline),
            "br" => tag("br", Kind::InlineVoid),
            "img" => tag("img", Kind::InlineVoid),
            "em" => tag("em", Kind::Inline),
            "strong" => tag("strong", Kind::Inline),
            "span" => tag("span", Kind::Nesting),
            "ul" => tag("ul", Kind::List),
            "ol" => tag("ol", Kind::List),
            "li" => tag("li", Kind::Item),
            "div" | "section" | "article" | "main" | "aside" | "header" | "footer" | "center" | "address"
            | "hgroup" => Some(Self::DIV),
            _ => Self::block_from_name(name).or_else(|| Self::inline_from_name(name)),
        }
    }

    fn block_from_name(name: &str) -> Option<Self> {
        let tag = |name, kind| Some(Self { name, kind });
        match name {
            "h1" => tag("h1", Kind::Phrasing),
            "h2" => tag("h2", Kind::Phrasing),
            "h3" => tag("h3", Kind::Phrasing),
            "h4" => tag("h4", Kind::Phrasing),
            "h5" => tag("h5", Kind::Phrasing),
            "h6" => tag("h6", Kind::Phrasing),
            "blockquote" => tag("blockquote", Kind::Flow),
            "pre" => tag("pre", Kind::Preformatted),
            "hr" => tag("hr", Kind::BlockVoid),
            "figure" => tag("figure", Kind::Figure),
            "figcaption" => tag("figcaption", Kind::FigureCaption),
            "details" => tag("details", Kind::Details),
            "summary" => tag("summary", Kind::Summary),
            "dl" => tag("dl", Kind::Definitions),
            "dt" => tag("dt", Kind::Term),
            "dd" => tag("dd", Kind::Definition),
            "table" => tag("table", Kind::Table),
            "caption" => tag("caption", Kind::TableCaption),
            "thead" => tag("thead", Kind::Rows),
            "tbody" => tag("tbody", Kind::Rows),
            "tfoot" => tag("tfoot", Kind::Rows),
            "tr" => tag("tr", Kind::Row),
            "td" => tag("td", Kind::Cell),
            "th" => tag("th", Kind::Cell),
            _ => None,
        }
    }

    fn inline_from_name(name: &str) -> Option<Self> {
        let tag = |name, kind| Some(Self { name, kind });
        match name {
            "b" => tag("b", Kind::Inline),
            "i" => tag("i", Kind::Inline),
            "u" => tag("u", Kind::Inline),
            "s" | "strike" => tag("s", Kind::Inline),
            "code" | "tt" => tag("code", Kind::Inline),
            "small" => tag("small", Kind::Inline),
            "abbr" | "acronym" => tag("abbr", Kind::Inline),
            "cite" => tag("cite", Kind::Inline),
            "del" => tag("del", Kind::Inline),
            "dfn" => tag("dfn", Kind::Inline),
            "ins" => tag("ins", Kind::Inline),
            "kbd" => tag("kbd", Kind::Inline),
            "mark" => tag("mark", Kind::Inline),
            "samp" => tag("samp", Kind::Inline),
            "time" => tag("time", Kind::Inline),
            "var" => tag("var", Kind::Inline),
            "bdi" => tag("bdi", Kind::Nesting),
            "bdo" => tag("bdo", Kind::Nesting),
            "q" => tag("q", Kind::Nesting),
            "sub" => tag("sub", Kind::Nesting),
            "sup" => tag("sup", Kind::Nesting),
            "ruby" => tag("ruby", Kind::Inline),
            "rt" => tag("rt", Kind::RubyText),
            "rp" => tag("rp", Kind::RubyText),
            "wbr" => tag("wbr", Kind::InlineVoid),
            _ => None,
        }
    }
}

impl Kind {
    /// Whether the tag stands in a line of text.
    pub(super) fn is_inline(self) -> bool {
        matches!(self, Self::Inline | Self::Nesting | Self::RubyText | Self::InlineVoid)
    }

    /// Whether a block of this kind holds text and inlines only.
    pub(super) fn is_phrasing_only(self) -> bool {
        matches!(self, Self::Phrasing | Self::Preformatted | Self::Term | Self::Summary | Self::TableCaption)
    }

    /// Whether a block of this kind holds only parts of a table.
    pub(super) fn is_table_frame(self) -> bool {
        matches!(self, Self::Table | Self::Rows | Self::Row)
    }

    /// Whether a block of this kind is written even when nothing is in it.
    pub(super) fn is_kept_empty(self) -> bool {
        matches!(self, Self::Cell)
    }
}

/// Whether an element goes with all that is in it: it is code, a control, a drawing or belongs to the page's frame.
pub(super) fn is_dropped_whole(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "template"
            | "noscript"
            | "object"
            | "embed"
            | "applet"
            | "svg"
            | "math"
            | "head"
            | "title"
            | "textarea"
            | "select"
            | "option"
            | "button"
            | "input"
            | "canvas"
            | "noframes"
            | "noembed"
            | "xmp"
            | "plaintext"
            | "listing"
            | "frame"
            | "frameset"
            | "param"
            | "source"
            | "track"
            | "link"
            | "meta"
            | "base"
            | "dialog"
            | "datalist"
            | "portal"
            | "map"
            | "area"
            | "nav"
    )
}

/// Whether an element is a player or another page set into this one, of which a link is kept.
pub(super) fn is_embed(name: &str) -> bool {
    matches!(name, "iframe" | "video" | "audio")
}
