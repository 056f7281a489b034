//! The attributes of a tag, with values decoded and names in lower case.

use std::borrow::Cow;

use quick_xml::events::attributes::Attributes as RawAttributes;

use super::entity::{self, Entities};

/// A tag with more attributes than this has the further ones ignored.
pub(crate) const MOST: usize = 256;

/// Attributes in the order of the tag. Names keep their prefix.
#[derive(Debug, Clone, Default)]
pub(crate) struct Attributes<'a>(Vec<(Cow<'a, str>, Cow<'a, str>)>);

impl<'a> Attributes<'a> {
    /// Reads what stands in a tag after its name. Values may lack quotes.
    pub(crate) fn read(raw: &'a str, entities: &Entities) -> Self {
        Self::bounded(raw, entities, MOST)
    }

    /// Reads so many of what stands in a tag after its name.
    pub(crate) fn bounded(raw: &'a str, entities: &Entities, most: usize) -> Self {
        if !raw.contains('=') {
            return Self::default();
        }
        let mut attributes = RawAttributes::html(raw, 0);
        let pairs = attributes.with_checks(false).take(most).flatten().map(|attribute| {
            let key = lower(attribute.key.into_inner());
            let value = match attribute.value {
                Cow::Borrowed(value) => entity::decode(value, entities),
                Cow::Owned(value) => Cow::Owned(entity::decode(&value, entities).into_owned()),
            };
            (key, value)
        });
        Self(pairs.collect())
    }

    /// The value of an attribute by its lower-case name.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.trim())
    }

    /// The value of an attribute, whatever its prefix.
    pub(crate) fn local(&self, name: &str) -> Option<&str> {
        self.iter().find(|(key, _)| key.rsplit(':').next() == Some(name)).map(|(_, value)| value.trim())
    }

    /// All pairs of name and value.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(key, value)| (key.as_ref(), value.as_ref()))
    }
}

/// The text in ASCII lower case, copied only where it must be.
pub(crate) fn lower(text: &str) -> Cow<'_, str> {
    if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
        Cow::Owned(text.to_ascii_lowercase())
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_with_and_without_quotes() {
        let attributes = Attributes::read(
            " xmlUrl=\"http://a.test/?x=1&amp;y=2\" TITLE='Caf&eacute;' open n=3",
            &Entities::default(),
        );
        assert_eq!(attributes.get("xmlurl"), Some("http://a.test/?x=1&y=2"));
        assert_eq!(attributes.get("title"), Some("Café"));
        assert_eq!(attributes.get("n"), Some("3"));
        assert_eq!(attributes.local("title"), Some("Café"));
    }
}
