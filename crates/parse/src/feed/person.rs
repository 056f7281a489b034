//! People as feeds write them: "Name (mail)", "mail (Name)", "Name <mail>", a bare name or a bare address.

use super::record::Person;
use super::{guess, speech};
use crate::url;
use crate::xml::attribute::Attributes;
use crate::xml::entity::Entities;
use crate::xml::token::{Token, Tokens};

impl Person {
    /// Reads a person from one line of text.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let text = text.trim();
        let mut person = Self::of_words(&speech::plain(text));
        if guess::has_tag(text) {
            person.take_link(text);
        }
        person
    }

    /// A name in plain words, however it was marked up.
    pub(super) fn name_of(text: &str) -> Option<String> {
        some(speech::plain(text).trim())
    }

    /// The address of the only link around a name.
    fn take_link(&mut self, markup: &str) {
        let mut links = Tokens::new(markup).filter_map(|token| match token {
            Token::Start(tag) if tag.name.eq_ignore_ascii_case("a") => {
                Attributes::read(tag.attributes, &Entities::default()).get("href").map(str::to_owned)
            }
            _ => None,
        });
        let only = links.next().filter(|_| links.next().is_none());
        match only.and_then(|address| url::followable(&address)) {
            Some(address) if url::is_web(&address) => self.href = Some(address),
            Some(address) => self.email = self.email.take().or_else(|| email(&address).map(str::to_owned)),
            None => {}
        }
    }

    fn of_words(text: &str) -> Self {
        let text = text.trim();
        let Some(email) = email(text) else {
            return Self { name: some(text), ..Self::default() };
        };
        let rest = text.replacen(email, "", 1).replace("mailto:", "");
        let name = rest.replace("()", "").replace("<>", "");
        let name = name
            .trim()
            .trim_matches(|c: char| matches!(c, '(' | ')' | '<' | '>' | '"' | ',') || c.is_whitespace());
        Self { name: some(name), email: Some(email.to_owned()), href: None }
    }

    /// The person on one line: "Name (mail)", or what there is of it.
    #[must_use]
    pub fn line(&self) -> Option<String> {
        match (&self.name, &self.email) {
            (Some(name), Some(email)) => Some(format!("{name} ({email})")),
            (Some(name), None) => Some(name.clone()),
            (None, Some(email)) => Some(email.clone()),
            (None, None) => None,
        }
    }

    /// Whether nothing is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// The first mail address in a text.
fn email(text: &str) -> Option<&str> {
    let limits =
        |c: char| c.is_whitespace() || matches!(c, '(' | ')' | '<' | '>' | ',' | ';' | '"' | '[' | ']');
    let words = text.split(limits).map(|word| word.strip_prefix("mailto:").unwrap_or(word));
    words.into_iter().find(|word| {
        let Some((user, host)) = word.split_once('@') else { return false };
        let plain =
            |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '+' | '%' | '\'' | '~' | '=');
        !user.is_empty()
            && host.contains('.')
            && !host.contains('@')
            && word.chars().all(|c| plain(c) || c == '@')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> (Option<String>, Option<String>) {
        let person = Person::read(text);
        (person.name, person.email)
    }

    #[test]
    fn names_and_mail_in_any_order() {
        let both = (Some("Ada Lund".to_owned()), Some("ada+x@lake.test".to_owned()));
        for text in [
            "Ada Lund (ada+x@lake.test)",
            "ada+x@lake.test (Ada Lund)",
            "\"Ada Lund\" <ada+x@lake.test>",
            "mailto:ada+x@lake.test (Ada Lund)",
        ] {
            assert_eq!(parts(text), both, "{text}");
        }
        assert_eq!(parts("Ada Lund"), (both.0.clone(), None));
        assert_eq!(parts("ada+x@lake.test"), (None, both.1));
        assert_eq!(Person::read("ada@lake.test (Ada)").line().as_deref(), Some("Ada (ada@lake.test)"));
        assert_eq!(parts("Ada @ Home"), (Some("Ada @ Home".to_owned()), None));
    }
}
