//! Times as pages print them, in English and German.

use jiff::Zoned;

use crate::publisher::Publisher;

/// A point in time in the forms that templates need, all in the publisher's zone.
#[derive(Debug, Clone)]
pub(crate) struct Moment {
    /// RFC 3339, with `Z` or the offset.
    pub(crate) iso: String,
    /// As the publisher prints it.
    pub(crate) words: String,
    /// Hour and minute.
    pub(crate) clock: String,
    /// RFC 5322, as RSS wants it.
    pub(crate) mail: String,
}

impl Moment {
    /// The forms of a time that is already in the publisher's zone.
    pub(crate) fn new(time: &Zoned, publisher: &Publisher) -> Self {
        let zone = if publisher.zone_hours == 0 { "Z" } else { "%:z" };
        Self {
            iso: time.strftime(&format!("%Y-%m-%dT%H:%M:%S{zone}")).to_string(),
            words: in_language(time.strftime(publisher.date_format).to_string(), publisher.language),
            clock: time.strftime("%H:%M").to_string(),
            mail: time.strftime("%a, %d %b %Y %H:%M:%S %z").to_string(),
        }
    }
}

/// The day of a masthead, such as `Monday, 23 November 2026`.
pub(crate) fn day(time: &Zoned, publisher: &Publisher) -> String {
    let format = if publisher.language == "de" { "%A, %-d. %B %Y" } else { "%A, %-d %B %Y" };
    in_language(time.strftime(format).to_string(), publisher.language)
}

const GERMAN: [(&str, &str); 15] = [
    ("Monday", "Montag"),
    ("Tuesday", "Dienstag"),
    ("Wednesday", "Mittwoch"),
    ("Thursday", "Donnerstag"),
    ("Friday", "Freitag"),
    ("Saturday", "Samstag"),
    ("Sunday", "Sonntag"),
    ("January", "Januar"),
    ("February", "Februar"),
    ("March", "März"),
    ("May", "Mai"),
    ("June", "Juni"),
    ("July", "Juli"),
    ("October", "Oktober"),
    ("December", "Dezember"),
];

fn in_language(words: String, language: &str) -> String {
    if language != "de" {
        return words;
    }
    GERMAN.iter().fold(words, |words, (english, german)| words.replace(english, german))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publisher;

    fn moment(id: &str) -> Moment {
        let publisher = publisher::by_id(id).unwrap();
        let zone = jiff::tz::TimeZone::fixed(jiff::tz::Offset::constant(publisher.zone_hours));
        let time: jiff::Timestamp = "2026-10-05T17:05:00Z".parse().unwrap();
        Moment::new(&time.to_zoned(zone), publisher)
    }

    #[test]
    fn times_read_in_the_publishers_zone_and_language() {
        let german = moment("kuestenblatt");
        assert_eq!(german.iso, "2026-10-05T18:05:00+01:00");
        assert_eq!(german.words, "5. Oktober 2026, 18:05 Uhr");
        assert_eq!(german.mail, "Mon, 05 Oct 2026 18:05:00 +0100");
        assert_eq!(moment("valley-courier").words, "5 October 2026, 5.05pm");
        assert_eq!(moment("meridian-wire").iso, "2026-10-05T17:05:00Z");
    }
}
