//! Keyset places in lists: where the next, older part of a list begins.

use std::fmt;

use tidings_model::time::Timestamp;

/// The last item of a part of a list: the next part has what is older. It prints as `before=TIME.ID`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Older {
    /// The time the list is sorted by.
    pub time: Timestamp,
    /// The id that decides between equal times.
    pub id: i64,
}

impl Older {
    /// Reads the value of `before`; `None` when it is none of ours.
    #[must_use]
    pub fn from_value(value: &str) -> Option<Self> {
        let (time, id) = value.split_once('.')?;
        Some(Self { time: Timestamp::from_millis(time.parse().ok()?), id: id.parse().ok()? })
    }
}

impl fmt::Display for Older {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "before={}.{}", self.time.millis(), self.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_goes_there_and_back() {
        let older = Older { time: Timestamp::from_millis(1_795_000_000_000), id: 42 };
        let printed = older.to_string();
        assert_eq!(Older::from_value(printed.strip_prefix("before=").unwrap()), Some(older));
        assert_eq!(Older::from_value("now"), None);
    }
}
