//! Digests: live blogs, briefings, letters pages, forecasts and other standing formats, told by their headlines. They gather many
//! events or none, and two of them are never one story, however much their headlines have in common.

use unicode_segmentation::UnicodeSegmentation;

/// Words that only a digest has in its headline.
const MARKS: &[&str] = &[
    "liveblog",
    "liveticker",
    "newsblog",
    "newsletter",
    "briefing",
    "roundup",
    "headlines",
    "digest",
    "nachrichtenüberblick",
    "nachrichtenblog",
    "kurznachrichten",
    "horoscope",
    "horoscopes",
    "horoskop",
    "crossword",
    "crosswords",
    "kreuzworträtsel",
    "sudoku",
    "leserbriefe",
    "wettervorhersage",
    "wetterbericht",
    "obituaries",
    "todesanzeigen",
];
/// Runs of words that only a digest has.
const RUNS: &[&[&str]] = &[
    &["live", "blog"],
    &["live", "updates"],
    &["live", "news"],
    &["politics", "live"],
    &["business", "live"],
    &["as", "it", "happened"],
    &["what", "we", "know"],
    &["things", "to", "know"],
    &["the", "week", "in"],
    &["this", "week", "in"],
    &["letters", "to", "the", "editor"],
    &["readers", "letters"],
    &["courrier", "des", "lecteurs"],
    &["cartas", "al", "director"],
    &["cartas", "de", "los", "lectores"],
    &["weather", "forecast"],
    &["weather", "outlook"],
    &["today's", "weather"],
    &["das", "wetter", "am"],
    &["das", "wetter", "heute"],
    &["prévisions", "météo"],
    &["el", "tiempo", "hoy"],
    &["on", "this", "day"],
    &["this", "day", "in", "history"],
    &["today", "in", "history"],
    &["tv", "tonight"],
    &["tv", "guide"],
    &["news", "quiz"],
    &["quiz", "of", "the"],
    &["in", "pictures"],
    &["photos", "of", "the"],
    &["pictures", "of", "the"],
    &["picture", "of", "the", "day"],
    &["cartoon", "of", "the"],
    &["word", "of", "the", "day"],
    &["lottery", "results"],
    &["winning", "numbers"],
    &["corrections", "and", "clarifications"],
    &["death", "notices"],
    &["tide", "times"],
    &["das", "wichtigste", "in"],
    &["der", "tag", "im"],
];

/// Whether a headline is one of a digest: by its words, or by "live" before a colon, or at the end after a dash or bar.
pub(crate) fn is_digest(title: &str) -> bool {
    let lower = title.to_lowercase();
    let lower = lower.replace('\u{2019}', "'");
    let words: Vec<&str> = lower.unicode_words().collect();
    let marked = words.iter().any(|word| MARKS.contains(word));
    let runs = RUNS.iter().any(|run| words.windows(run.len()).any(|window| window == *run));
    let parts: Vec<&str> = lower.split(['–', '—', '|', ':']).map(str::trim).collect();
    let alone = parts.len() > 1 && [parts.first(), parts.last()].contains(&Some(&"live"));
    let tail = parts.len() > 1 && parts.first().is_some_and(|first| first.ends_with(" live"));
    marked || runs || alone || tail
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn live_blogs_and_briefings_are_told() {
        for title in [
            "Marenland politics live: council votes on the bridge",
            "Bridge closed at Bram – live",
            "Live: the storm reaches Holm",
            "Morning briefing: five stories for Thursday",
            "Sturm über Holm im Liveticker",
            "Letters to the editor",
            "Weather forecast for Holm: rain later",
            "Today’s weather: fog on the coast",
            "Leserbriefe vom 3. Mai",
            "Your horoscope for the week",
            "On this day: 3 May",
        ] {
            assert!(is_digest(title), "{title}");
        }
    }

    #[test]
    fn other_headlines_are_none() {
        for title in [
            "People live longer in Holm",
            "Bram bridge: where we live now",
            "Band plays live in Orde",
            "Central bank cuts its growth forecast",
            "Minister's letters to the bank are published",
        ] {
            assert!(!is_digest(title), "{title}");
        }
    }
}
