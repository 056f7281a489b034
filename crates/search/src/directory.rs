//! The publishers that a query may name.

use tidings_model::id::PublisherId;

use crate::query::QueryProblem;
use crate::token::{Token, tokens};

/// A publisher by its name and site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownPublisher {
    /// Its id.
    pub id: PublisherId,
    /// Its name.
    pub name: String,
    /// Its site.
    pub site: String,
}

/// Every publisher.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Directory {
    publishers: Vec<KnownPublisher>,
}

impl Directory {
    /// A directory of these.
    #[must_use]
    pub fn new(publishers: Vec<KnownPublisher>) -> Self {
        Self { publishers }
    }

    /// Every publisher, in the order given.
    #[must_use]
    pub fn publishers(&self) -> &[KnownPublisher] {
        &self.publishers
    }

    /// The name of a publisher.
    #[must_use]
    pub fn name(&self, id: PublisherId) -> Option<&str> {
        self.publishers.iter().find(|known| known.id == id).map(|known| known.name.as_str())
    }

    /// The publishers that a reader means: those of exactly this name or site, otherwise those in whose name words begin
    /// with these words, in order.
    ///
    /// # Errors
    /// [`QueryProblem::UnknownPublisher`] with the nearest name.
    pub fn find(&self, value: &str) -> Result<Vec<PublisherId>, QueryProblem> {
        let sought = folded(value);
        let ids = |fits: &dyn Fn(&KnownPublisher) -> bool| -> Vec<PublisherId> {
            self.publishers.iter().filter(|known| fits(known)).map(|known| known.id).collect()
        };
        let exact = ids(&|known| folded(&known.name) == sought || known.site.eq_ignore_ascii_case(value));
        let found =
            if exact.is_empty() { ids(&|known| begins(&folded(&known.name), &sought)) } else { exact };
        if found.is_empty() {
            return Err(QueryProblem::UnknownPublisher {
                value: value.to_owned(),
                near: self.nearest(&sought),
            });
        }
        Ok(found)
    }

    /// The nearest name, if it is near at all: at most a third of the letters differ.
    fn nearest(&self, sought: &[String]) -> Option<String> {
        let sought = sought.join(" ");
        let distance = |known: &&KnownPublisher| strsim::levenshtein(&folded(&known.name).join(" "), &sought);
        let best = self.publishers.iter().min_by_key(distance)?;
        (distance(&best) * 3 <= sought.chars().count().max(3)).then(|| best.name.clone())
    }
}

fn folded(text: &str) -> Vec<String> {
    tokens(text).iter().map(Token::folded).collect()
}

/// Whether words in a row begin with the sought words.
fn begins(name: &[String], sought: &[String]) -> bool {
    !sought.is_empty()
        && name
            .windows(sought.len())
            .any(|row| row.iter().zip(sought).all(|(word, start)| word.starts_with(start)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn directory() -> Directory {
        let known = |id, name: &str, site: &str| KnownPublisher {
            id: PublisherId::new(id),
            name: name.to_owned(),
            site: site.to_owned(),
        };
        Directory::new(vec![
            known(1, "The Harbour Post", "harbour.example"),
            known(2, "Küstenblatt", "kueste.example"),
            known(3, "Harbour Weekly", "weekly.example"),
        ])
    }

    fn ids(value: &str) -> Vec<i64> {
        directory().find(value).unwrap().into_iter().map(PublisherId::get).collect()
    }

    #[test]
    fn a_publisher_is_found_by_name_part_of_a_name_or_site() {
        assert_eq!(ids("the harbour post"), [1]);
        assert_eq!(ids("harbour"), [1, 3]);
        assert_eq!(ids("kustenblatt"), [2]);
        assert_eq!(ids("kueste.example"), [2]);
    }

    #[test]
    fn a_slip_gets_the_nearest_name() {
        let problem = directory().find("Kustenblat x").unwrap_err();
        assert!(problem.to_string().contains("Küstenblatt"), "{problem}");
        assert!(!directory().find("Completely Different").unwrap_err().to_string().contains("mean"));
    }
}
