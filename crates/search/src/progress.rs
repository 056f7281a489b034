//! How far an index has come: its place in the change log, and while it is built, the last article taken in.

use std::fmt;

use tidings_model::id::ArticleId;

use crate::schema::SCHEMA_VERSION;

/// How far an index has come. It is written with every commit, so that words and place never disagree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    /// The change log's transaction (0 on SQLite).
    pub transaction: i64,
    /// The change log's position within it.
    pub position: i64,
    /// While the index is built: the last article taken in, in the order of ids. `None` when it is complete.
    pub building: Option<ArticleId>,
}

impl Progress {
    /// Reads what was written; `None` when it is of another version, or none of ours.
    pub(crate) fn from_text(text: &str) -> Option<Self> {
        let mut words = text.split(' ');
        if words.next()?.parse::<u32>().ok()? != SCHEMA_VERSION {
            return None;
        }
        let (transaction, position) = (words.next()?.parse().ok()?, words.next()?.parse().ok()?);
        let building = match words.next()? {
            "complete" => None,
            id => Some(id.parse().ok()?),
        };
        Some(Self { transaction, position, building })
    }
}

impl fmt::Display for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{SCHEMA_VERSION} {} {} ", self.transaction, self.position)?;
        match self.building {
            Some(id) => write!(f, "{id}"),
            None => f.write_str("complete"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_goes_there_and_back() {
        for building in [None, Some(ArticleId::new(42))] {
            let progress = Progress { transaction: 7, position: 9, building };
            assert_eq!(Progress::from_text(&progress.to_string()), Some(progress));
        }
        assert_eq!(Progress::from_text("0 7 9 complete"), None);
        assert_eq!(Progress::from_text(""), None);
    }
}
