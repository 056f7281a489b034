//! Days as sentences name them, in English and German.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use unicode_segmentation::UnicodeSegmentation;

const MONTHS: [&[&str]; 12] = [
    &["january", "jan", "januar"],
    &["february", "feb", "februar"],
    &["march", "mar", "märz"],
    &["april", "apr"],
    &["may", "mai"],
    &["june", "jun", "juni"],
    &["july", "jul", "juli"],
    &["august", "aug"],
    &["september", "sept", "sep"],
    &["october", "oct", "oktober"],
    &["november", "nov"],
    &["december", "dec", "dezember"],
];

const WEEKDAYS: [(&[&str], Weekday); 7] = [
    (&["monday", "montag"], Weekday::Monday),
    (&["tuesday", "dienstag"], Weekday::Tuesday),
    (&["wednesday", "mittwoch"], Weekday::Wednesday),
    (&["thursday", "donnerstag"], Weekday::Thursday),
    (&["friday", "freitag"], Weekday::Friday),
    (&["saturday", "samstag", "sonnabend"], Weekday::Saturday),
    (&["sunday", "sonntag"], Weekday::Sunday),
];

/// Words that tell of what will be.
const COMING: &[&str] =
    &["will", "next", "due", "planned", "wird", "werden", "soll", "sollen", "kommenden", "geplant"];

/// The days that a sentence of a report of `today` names, in order, each once.
pub(super) fn read(sentence: &str, today: Date) -> Vec<Date> {
    let words: Vec<String> = sentence.unicode_words().map(str::to_lowercase).collect();
    let coming = words.iter().any(|word| COMING.contains(&word.as_str()));
    let capital: Vec<bool> =
        sentence.unicode_words().map(|word| word.starts_with(char::is_uppercase)).collect();
    // Whoever is quoted may have spoken on another day.
    let spoken = sentence.contains(['"', '“', '”', '„', '«', '»']);
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let is_name = capital.get(at) == Some(&true);
        let date = match word.as_str() {
            "yesterday" | "gestern" if !spoken => today.yesterday().ok(),
            "today" | "heute" if !spoken => Some(today),
            "tomorrow" if !spoken => today.tomorrow().ok(),
            _ if is_name => weekday(word).and_then(|day| nearest(day, today, coming)).or_else(|| {
                let month = month(word)?;
                dated(&words, at, month, today)
            }),
            _ => None,
        };
        if let Some(date) = date.filter(|date| !found.contains(date)) {
            found.push(date);
        }
    }
    found
}

fn month(word: &str) -> Option<i8> {
    let place = MONTHS.iter().position(|names| names.contains(&word))?;
    i8::try_from(place + 1).ok()
}

fn weekday(word: &str) -> Option<Weekday> {
    WEEKDAYS.iter().find(|(names, _)| names.contains(&word)).map(|(_, day)| *day)
}

/// The last such weekday, today included; the next one for what will be.
fn nearest(day: Weekday, today: Date, coming: bool) -> Option<Date> {
    if coming {
        return today.nth_weekday(1, day).ok();
    }
    if today.weekday() == day { Some(today) } else { today.nth_weekday(-1, day).ok() }
}

/// A day of a month: the number before or after the month, and the year after them.
fn dated(words: &[String], at: usize, month: i8, today: Date) -> Option<Date> {
    let number = |place: Option<usize>| {
        words.get(place?)?.trim_end_matches(|letter: char| letter.is_alphabetic()).parse::<i8>().ok()
    };
    let day_of = |place: Option<usize>| number(place).filter(|day| (1..=31).contains(day));
    let (day, last) = match (day_of(at.checked_sub(1)), day_of(at.checked_add(1))) {
        (Some(day), _) => (day, at),
        (None, Some(day)) => (day, at + 1),
        (None, None) => return None,
    };
    let year = words
        .get(last + 1)
        .and_then(|word| word.parse::<i16>().ok())
        .filter(|year| (1900..2200).contains(year));
    match year {
        Some(year) => Date::new(year, month, day).ok(),
        None => without_year(month, day, today),
    }
}

/// The day nearest to `today`.
fn without_year(month: i8, day: i8, today: Date) -> Option<Date> {
    let years = [-1_i64, 0, 1].map(|step| today.checked_add(step.years()).ok());
    let dates = years.into_iter().flatten().filter_map(|date| Date::new(date.year(), month, day).ok());
    dates.min_by_key(|date| today.until(*date).map_or(i32::MAX, |span| span.get_days().abs()))
}
