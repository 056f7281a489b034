//! The timeline of a story: the days that its reports tell of, each with the sentence that tells it.

mod date;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Serialize;

use crate::difference::ReportText;

/// A day that a report tells of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Moment {
    /// The day; as text 2026-11-24.
    #[serde(serialize_with = "as_text")]
    pub date: Date,
    /// The article's id.
    pub key: i64,
    /// Who published it.
    pub source: String,
    /// The sentence, as written.
    pub text: String,
    /// Where it stands, in bytes.
    pub span: (usize, usize),
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for this form")]
fn as_text<S: serde::Serializer>(date: &Date, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(date)
}

/// Days told of one day by one report.
const MOST_A_DAY: usize = 1;
/// Days farther from the report than this are history, no part of the story.
const MOST_DAYS: i32 = 400;

/// The days that reports tell of, in their order; of one day every report gives its first sentence. Days without a year are
/// the ones nearest to the report, weekdays the last or, in a sentence about what will be, the next. Reports without a time
/// tell nothing.
#[must_use]
pub fn moments(reports: &[ReportText<'_>]) -> Vec<Moment> {
    let mut found: Vec<Moment> = Vec::new();
    for report in reports {
        let Some(published) = report.published else { continue };
        let today = published.to_jiff().to_zoned(TimeZone::UTC).date();
        for (start, end) in sentences(report.text) {
            let text = report.text.get(start..end).unwrap_or_default();
            for date in date::read(text, today) {
                let days = today.until(date).map_or(i32::MAX, |span| span.get_days().abs());
                let told = found.iter().filter(|one| one.key == report.key && one.date == date).count();
                if days <= MOST_DAYS && told < MOST_A_DAY {
                    let (source, text) = (report.source.to_owned(), text.to_owned());
                    found.push(Moment { date, key: report.key, source, text, span: (start, end) });
                }
            }
        }
    }
    let order = |key: i64| reports.iter().position(|report| report.key == key);
    found.sort_by_key(|one| (one.date, order(one.key), one.span.0));
    found
}

/// The sentences of a text, without the space around them. A point after a number ("12. März") or a short word ends none.
fn sentences(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, letter) in text.char_indices() {
        let end = at + letter.len_utf8();
        let word = text.get(start..at).unwrap_or_default();
        let last = word.rsplit(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default();
        let short = last.len() < 3 || last.chars().all(|letter| letter.is_ascii_digit());
        let followed =
            text.get(end..).is_none_or(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace));
        let stops = match letter {
            '\n' => true,
            '!' | '?' => followed,
            '.' => followed && !short,
            _ => false,
        };
        if stops {
            found.extend(trimmed(text, start, end));
            start = end;
        }
    }
    found.extend(trimmed(text, start, text.len()));
    found
}

fn trimmed(text: &str, start: usize, end: usize) -> Option<(usize, usize)> {
    let part = text.get(start..end)?;
    let lead = part.len() - part.trim_start().len();
    let body = part.trim();
    (!body.is_empty()).then_some((start + lead, start + lead + body.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use tidings_model::time::Timestamp;

    fn report(key: i64, published: &str, text: &'static str) -> ReportText<'static> {
        ReportText { key, source: "Bram Courier", published: Timestamp::from_rfc3339(published), text }
    }

    fn days(found: &[Moment]) -> Vec<String> {
        found.iter().map(|moment| moment.date.to_string()).collect()
    }

    #[test]
    fn days_of_all_reports_stand_in_order() {
        let found = moments(&[
            report(
                1,
                "2026-11-25T09:00:00Z",
                "The bridge was closed on Tuesday. It will open again on 3 March 2027, the council said.",
            ),
            report(
                2,
                "2026-11-26T09:00:00Z",
                "Cracks were first seen on October 30. The council met yesterday. \"I saw none today,\" one said.",
            ),
        ]);
        assert_eq!(days(&found), ["2026-10-30", "2026-11-24", "2026-11-25", "2027-03-03"]);
        assert_eq!(found[1].text, "The bridge was closed on Tuesday.");
    }

    #[test]
    fn german_days_are_read() {
        let text = "Der Rat tagte am 12. November. Die Brücke soll am Montag öffnen.";
        let found = moments(&[report(1, "2026-11-25T09:00:00Z", text)]);
        assert_eq!(days(&found), ["2026-11-12", "2026-11-30"]);
    }

    #[test]
    fn history_and_undated_reports_tell_nothing() {
        let old = report(1, "2026-11-25T09:00:00Z", "The bridge was built on 4 May 1931.");
        let undated =
            ReportText { published: None, ..report(2, "2026-11-25T09:00:00Z", "It closed on Tuesday.") };
        assert_eq!(moments(&[old, undated]), Vec::new());
    }
}
