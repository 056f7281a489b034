//! Offsets from the start of the world, such as `-3h20m`, `-2d3h` or `+9m`.

use jiff::{SignedDuration, Timestamp};

/// Whole seconds after the start of the world; negative before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Offset(i64);

impl Offset {
    /// Reads a sign and one or more numbers with a unit (`d`, `h`, `m`, `s`); `None` when it is none.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (sign, rest) = match text.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, text.strip_prefix('+')?),
        };
        let mut seconds: i64 = 0;
        let mut number: Option<i64> = None;
        for character in rest.chars() {
            if let Some(digit) = character.to_digit(10) {
                number = Some(number.unwrap_or(0).checked_mul(10)?.checked_add(i64::from(digit))?);
                continue;
            }
            seconds = seconds.checked_add(number.take()?.checked_mul(unit_seconds(character)?)?)?;
        }
        let complete = number.is_none() && !rest.is_empty();
        complete.then(|| Self(sign * seconds))
    }

    /// Seconds after the start of the world.
    pub(crate) fn seconds(self) -> i64 {
        self.0
    }

    /// The time that this offset means when the world starts at `epoch`.
    pub(crate) fn after(self, epoch: Timestamp) -> Timestamp {
        epoch.checked_add(SignedDuration::from_secs(self.0)).unwrap_or(epoch)
    }
}

fn unit_seconds(unit: char) -> Option<i64> {
    match unit {
        'd' => Some(86_400),
        'h' => Some(3_600),
        'm' => Some(60),
        's' => Some(1),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_count_days_hours_and_minutes() {
        assert_eq!(Offset::parse("-3h20m"), Some(Offset(-12_000)));
        assert_eq!(Offset::parse("-2d3h"), Some(Offset(-183_600)));
        assert_eq!(Offset::parse("+9m"), Some(Offset(540)));
    }

    #[test]
    fn what_is_no_offset_is_refused() {
        for text in ["", "-", "3h", "-3", "-h", "-3x", "-3h5", "-99999999999999999999d"] {
            assert_eq!(Offset::parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn an_offset_counts_from_the_epoch() {
        let epoch: Timestamp = "2026-11-23T09:00:00Z".parse().unwrap();
        assert_eq!(Offset(-3_600).after(epoch).to_string(), "2026-11-23T08:00:00Z");
    }
}
