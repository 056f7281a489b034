//! An element as a slice of its document: name, attributes and what is inside, read only when asked for.

use std::borrow::Cow;
use std::sync::Arc;

use super::attribute::{self, Attributes};
use super::entity::{self, Entities};
use super::space::Space;
use super::token::{Tag, Token, Tokens};
use crate::url;

/// An element has at most this many children read.
const MOST_CHILDREN: usize = 4096;

/// What an element inherits from those around it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Scope {
    /// The address that relative addresses start from.
    pub(crate) base: Option<Arc<str>>,
    /// The language of the text, as a BCP 47 tag.
    pub(crate) language: Option<Arc<str>>,
    /// Prefixes and entities that the document declares.
    pub(crate) names: Arc<Names>,
}

/// Declarations of a document.
#[derive(Debug, Clone, Default)]
pub(crate) struct Names {
    spaces: Vec<(String, Space)>,
    pub(crate) entities: Entities,
    /// Attributes of one tag that are read, where it is not the usual number.
    most_attributes: Option<usize>,
}

impl Names {
    /// No declarations, in a document of whose tags so many attributes are read.
    pub(crate) fn bounded(most_attributes: usize) -> Self {
        Self { most_attributes: Some(most_attributes), ..Self::default() }
    }
}

impl Scope {
    /// The scope inside a tag with these attributes.
    fn enter(&self, attributes: &Attributes<'_>) -> Self {
        let mut scope = self.clone();
        for (name, value) in attributes.iter() {
            match name {
                "xml:base" => scope.rebase(value.trim()),
                "xml:lang" => scope.language = language(value),
                "xmlns" => scope.declare("", value),
                _ => {
                    if let Some(prefix) = name.strip_prefix("xmlns:") {
                        scope.declare(prefix, value);
                    }
                }
            }
        }
        scope
    }

    fn declare(&mut self, prefix: &str, address: &str) {
        let names = Arc::make_mut(&mut self.names);
        if names.spaces.len() < attribute::MOST {
            names.spaces.push((prefix.to_owned(), Space::of_address(address)));
        }
    }

    fn rebase(&mut self, address: &str) {
        let resolved = url::resolve(self.base.as_deref().unwrap_or_default(), address);
        let usable = resolved.filter(|address| url::is_web(address) || self.base.is_none());
        if let Some(address) = usable {
            self.base = Some(address.into());
        }
    }

    fn space(&self, prefix: &str) -> Space {
        let declared = self.names.spaces.iter().rev().find(|(known, _)| known.eq_ignore_ascii_case(prefix));
        declared.map_or_else(|| Space::of_prefix(&attribute::lower(prefix)), |(_, space)| *space)
    }

    /// An address as it is meant here.
    pub(crate) fn resolve(&self, address: &str) -> String {
        let base = self.base.as_deref().unwrap_or_default();
        url::resolve(base, address).unwrap_or_else(|| address.trim().to_owned())
    }
}

/// A language tag, `None` where it is blank.
pub(crate) fn language(value: &str) -> Option<Arc<str>> {
    let value = value.trim().replace('_', "-");
    (!value.is_empty()).then(|| value.into())
}

/// An element: its name, what its tag says, and its inside.
#[derive(Debug, Clone)]
pub(crate) struct Element<'a> {
    pub(crate) space: Space,
    pub(crate) prefix: &'a str,
    /// The name without prefix, in lower case.
    pub(crate) name: Cow<'a, str>,
    pub(crate) attributes: Attributes<'a>,
    pub(crate) scope: Scope,
    pub(crate) inner: Inner<'a>,
}

/// What stands between a start tag and its end tag.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Inner<'a> {
    pub(crate) raw: &'a str,
    /// Whether there are tags in it.
    pub(crate) elements: bool,
    /// Whether there are CDATA sections in it.
    pub(crate) sections: bool,
}

impl<'a> Element<'a> {
    /// The element that a tag begins, without its inside.
    pub(crate) fn open(tag: &Tag<'a>, scope: &Scope) -> Self {
        let Names { entities, most_attributes, .. } = &*scope.names;
        let attributes =
            Attributes::bounded(tag.attributes, entities, most_attributes.unwrap_or(attribute::MOST));
        let inner = if attributes.iter().any(|(name, _)| name.starts_with("xml")) {
            scope.enter(&attributes)
        } else {
            scope.clone()
        };
        let (prefix, local) = tag.name.split_once(':').unwrap_or(("", tag.name));
        Self {
            space: inner.space(prefix),
            prefix,
            name: attribute::lower(local),
            attributes,
            scope: inner,
            inner: Inner::default(),
        }
    }

    /// The text with references decoded and tags left out, without white space at the ends.
    pub(crate) fn text(&self) -> Cow<'a, str> {
        let entities = &self.scope.names.entities;
        if !self.inner.elements && !self.inner.sections {
            return trimmed(entity::decode(self.inner.raw, entities));
        }
        let mut text = Cow::Borrowed("");
        for token in Tokens::new(self.inner.raw) {
            match token {
                Token::Text(piece) => append(&mut text, entity::decode(piece, entities)),
                Token::Cdata(piece) => append(&mut text, Cow::Borrowed(piece)),
                _ => {}
            }
        }
        trimmed(text)
    }

    /// The elements directly inside.
    pub(crate) fn children(&self) -> Vec<Element<'a>> {
        let mut children = Vec::new();
        if !self.inner.elements {
            return children;
        }
        let mut tokens = Tokens::new(self.inner.raw);
        while let Some(token) = tokens.next() {
            let Token::Start(tag) = token else { continue };
            let mut child = Element::open(&tag, &self.scope);
            child.inner = inside(&mut tokens, &tag, |_| false).inner;
            children.push(child);
            if children.len() >= MOST_CHILDREN {
                break;
            }
        }
        children
    }

    /// The first child of a name.
    pub(crate) fn child(&self, name: &str) -> Option<Element<'a>> {
        self.children().into_iter().find(|child| child.name == name)
    }
}

fn append<'a>(text: &mut Cow<'a, str>, piece: Cow<'a, str>) {
    if text.trim().is_empty() {
        *text = piece;
    } else {
        text.to_mut().push_str(&piece);
    }
}

fn trimmed(text: Cow<'_, str>) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
        Cow::Owned(text) if text.trim().len() == text.len() => Cow::Owned(text),
        Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
    }
}

/// The inside of an element and how it ended.
pub(crate) struct Inside<'a> {
    pub(crate) inner: Inner<'a>,
    /// Whether its own end tag closed it.
    pub(crate) closed: bool,
    /// Where the inside begins, and where the first tag in it begins.
    pub(crate) start: usize,
    pub(crate) first_tag: Option<usize>,
}

/// Reads up to the end tag that belongs to `tag`, or to the token before which `stop` says that it is at an end.
pub(crate) fn inside<'a>(
    tokens: &mut Tokens<'a>,
    tag: &Tag<'a>,
    stop: impl Fn(&Token<'a>) -> bool,
) -> Inside<'a> {
    let start = tokens.offset();
    let mut inside = Inside { inner: Inner::default(), closed: tag.empty, start, first_tag: None };
    let mut depth = 0_usize;
    while !inside.closed {
        let before = tokens.offset();
        inside.inner.raw = tokens.between(start, before);
        let Some(token) = tokens.next() else { break };
        if stop(&token) {
            tokens.seek(before);
            break;
        }
        match token {
            Token::Start(inner) => {
                inside.inner.elements = true;
                inside.first_tag = inside.first_tag.or(Some(before));
                depth += usize::from(!inner.empty && inner.name == tag.name);
            }
            Token::End(name) if name == tag.name => match depth.checked_sub(1) {
                Some(less) => depth = less,
                None => inside.closed = true,
            },
            Token::Cdata(_) => inside.inner.sections = true,
            _ => {}
        }
    }
    inside
}

#[cfg(test)]
mod tests {
    use super::*;

    fn root(document: &str) -> Element<'_> {
        let mut tokens = Tokens::new(document);
        let Some(Token::Start(tag)) = tokens.next() else { panic!("a tag") };
        let mut element = Element::open(&tag, &Scope::default());
        element.inner = inside(&mut tokens, &tag, |_| false).inner;
        element
    }

    #[test]
    fn text_joins_sections_and_references() {
        assert_eq!(root("<a> x &amp; <![CDATA[<b>]]> y </a>").text(), "x & <b> y");
        assert_eq!(root("<a>\n<![CDATA[ only ]]>\n</a>").text(), "only");
        assert_eq!(root("<a>one <b>two</b></a>").text(), "one two");
    }

    #[test]
    fn children_know_their_namespace_base_and_language() {
        let document = "<a xmlns:D='http://purl.org/dc/elements/1.1/' xml:base='http://lake.test/x/'>\
                        <D:Title xml:base='y/' xml:lang='sv_SE'>T</D:Title><a><a/></a></a>";
        let children = root(document).children();
        let title = children.first().unwrap();
        assert_eq!((title.space, title.name.as_ref(), title.prefix), (Space::Dc, "title", "D"));
        assert_eq!(title.scope.base.as_deref(), Some("http://lake.test/x/y/"));
        assert_eq!(title.scope.language.as_deref(), Some("sv-SE"));
        assert_eq!(children.len(), 2);
    }
}
