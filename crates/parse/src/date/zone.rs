//! Zones of time by number (`+0100`, `+01:00`, `GMT+1`) and by name (`EST`, `MESZ`).

use jiff::civil::Date;
use jiff::tz::TimeZone;

/// Abbreviations and their offsets in minutes east of UTC: RFC 822, the tz database and what newsrooms write, in their order.
///
/// Many letters mean several zones. The choice is the one that feeds mean most: `ast` and `adt` Atlantic (not Arabia), `amt`
/// Amazon (not Armenia), `bst` British summer (not Bangladesh), `cst` and `cdt` North America (not China, Cuba), `ect` Ecuador,
/// `gst` Gulf (not South Georgia), `ist` India (not Ireland, Israel), `mst` Mountain (not Malaysia), `pst` Pacific (not the
/// Philippines), `sst` Samoa (not Singapore), `wst` Western Australia. Of the military letters only those are known whose
/// meaning RFC 822 and the military share by accident or by use; RFC 5322 (section 4.3) takes the others as unknown.
#[rustfmt::skip]
const NAMED: [(&str, i32); 208] = [
    ("a", 60), ("acdt", 630), ("acst", 570), ("act", -300), ("acwst", 525), ("adt", -180), ("aedt", 660),
    ("aest", 600), ("aet", 600), ("aft", 270), ("akdt", -480), ("akst", -540), ("almt", 300), ("amst", -180),
    ("amt", -240), ("anat", 720), ("aqtt", 300), ("art", -180), ("ast", -240), ("awst", 480), ("azost", 0),
    ("azot", -60), ("azt", 240), ("bdt", 360), ("biot", 360), ("bit", -720), ("bnt", 480), ("bot", -240),
    ("brst", -120), ("brt", -180), ("bst", 60), ("btt", 360), ("cat", 120), ("cct", 390), ("cdt", -300),
    ("cest", 120), ("cet", 60), ("chadt", 825), ("chast", 765), ("chost", 540), ("chot", 480), ("chst", 600),
    ("chut", 600), ("cist", -480), ("ckt", -600), ("clst", -180), ("clt", -240), ("cost", -240), ("cot", -300),
    ("cst", -360), ("cvt", -60), ("cxt", 420), ("davt", 420), ("ddut", 600), ("dft", 60), ("easst", -300),
    ("east", -360), ("eat", 180), ("ect", -300), ("edt", -240), ("eest", 180), ("eet", 120), ("egst", 0),
    ("egt", -60), ("est", -300), ("fet", 180), ("fjt", 720), ("fkst", -180), ("fkt", -240), ("fnt", -120),
    ("galt", -360), ("gamt", -540), ("get", 240), ("gft", -180), ("gilt", 720), ("gmt", 0), ("gst", 240),
    ("gyt", -240), ("hadt", -540), ("haec", 120), ("hast", -600), ("hdt", -540), ("hkt", 480), ("hmt", 300),
    ("hovst", 480), ("hovt", 420), ("hst", -600), ("ict", 420), ("idlw", -720), ("idt", 180), ("iot", 360),
    ("irdt", 270), ("irkt", 480), ("irst", 210), ("ist", 330), ("jst", 540), ("kalt", 120), ("kgt", 360),
    ("kost", 660), ("krat", 420), ("kst", 540), ("lhdt", 660), ("lhst", 630), ("lint", 840), ("m", 720),
    ("magt", 660), ("mart", -570), ("mawt", 300), ("mdt", -360), ("mest", 120), ("mesz", 120), ("met", 60),
    ("mez", 60), ("mht", 720), ("mist", 660), ("mit", -570), ("mmt", 390), ("msd", 240), ("msk", 180),
    ("mst", -420), ("mut", 240), ("mvt", 300), ("myt", 480), ("n", -60), ("nct", 660), ("ndt", -150),
    ("nfdt", 720), ("nft", 660), ("novt", 420), ("npt", 345), ("nrt", 720), ("nst", -210), ("nut", -660),
    ("nzdt", 780), ("nzst", 720), ("oesz", 180), ("oez", 120), ("omst", 360), ("orat", 300), ("pdt", -420),
    ("pet", -300), ("pett", 720), ("pgt", 600), ("phot", 780), ("phst", 480), ("pht", 480), ("pkt", 300),
    ("pmdt", -120), ("pmst", -180), ("pont", 660), ("pst", -480), ("pwt", 540), ("pyst", -180), ("pyt", -180),
    ("ret", 240), ("rott", -180), ("sakt", 660), ("samt", 240), ("sast", 120), ("sbt", 660), ("sct", 240),
    ("sdt", -600), ("sgt", 480), ("slst", 330), ("sret", 660), ("srt", -180), ("sst", -660), ("syot", 180),
    ("taht", -600), ("tft", 300), ("tha", 420), ("tjt", 300), ("tkt", 780), ("tlt", 540), ("tmt", 300),
    ("tot", 780), ("trt", 180), ("tst", 480), ("tvt", 720), ("ulast", 540), ("ulat", 480), ("ut", 0),
    ("utc", 0), ("uyst", -120), ("uyt", -180), ("uzt", 300), ("vet", -240), ("vlat", 600), ("volt", 180),
    ("vost", 360), ("vut", 660), ("wakt", 720), ("wast", 120), ("wat", 60), ("west", 60), ("wesz", 60),
    ("wet", 0), ("wez", 0), ("wgst", -60), ("wgt", -120), ("wib", 420), ("wit", 540), ("wita", 480),
    ("wst", 480), ("y", -720), ("yakt", 540), ("yekt", 300), ("z", 0),
];

/// Names without a season, whose offset depends on the day: those of North America, with a place that keeps their time.
const PLACES: [(&str, &str); 10] = [
    ("at", "America/Halifax"),
    ("et", "America/New_York"),
    ("ct", "America/Chicago"),
    ("mt", "America/Denver"),
    ("pt", "America/Los_Angeles"),
    ("eastern", "America/New_York"),
    ("central", "America/Chicago"),
    ("mountain", "America/Denver"),
    ("pacific", "America/Los_Angeles"),
    ("akt", "America/Anchorage"),
];

/// The offset of a zone in minutes east of UTC.
pub(super) fn offset(text: &str) -> Option<i32> {
    let text = text.trim().trim_matches(['(', ')', '[', ']']).to_ascii_lowercase();
    let greenwich = ["gmt", "utc", "ut", "z"].iter().find_map(|name| text.strip_prefix(name));
    let bare = greenwich.map_or(text.as_str(), str::trim);
    if let Some(rest) = bare.strip_prefix(['+', '-', '\u{2212}', '\u{2013}']) {
        let sign = if bare.starts_with('+') { 1 } else { -1 };
        return numeric(rest).map(|minutes| sign * minutes);
    }
    let at = NAMED.binary_search_by_key(&text.as_str(), |(name, _)| *name).ok()?;
    NAMED.get(at).map(|(_, minutes)| *minutes)
}

/// Whether a word is the name of universal time, after which a number may say how far the zone is from it.
pub(super) fn is_greenwich(text: &str) -> bool {
    ["gmt", "utc", "ut", "z"].iter().any(|name| text.eq_ignore_ascii_case(name))
}

/// The place whose clocks a name without a season means.
pub(super) fn place(text: &str) -> Option<&'static str> {
    let text = text.trim_matches(['(', ')']);
    PLACES.iter().find(|(name, _)| text.eq_ignore_ascii_case(name)).map(|(_, place)| *place)
}

/// The offset at a place of the zone database, on a day at an hour of its own clocks, in minutes east of UTC.
pub(super) fn offset_of_place(name: &str, day: Date, hour: i8) -> Option<i32> {
    let zone = TimeZone::get(name.trim_matches(['(', ')', '[', ']'])).ok()?;
    let local = day.at(hour % 24, 0, 0, 0).to_zoned(zone).ok()?;
    Some(local.offset().seconds() / 60)
}

/// `0100`, `01:00`, `01.00`, `100`, `01` and `1` as minutes.
fn numeric(text: &str) -> Option<i32> {
    let digits: String = text.chars().filter(|c| !matches!(c, ':' | '.')).collect();
    let number: i32 = digits.parse().ok().filter(|number| *number >= 0)?;
    let minutes = if digits.len() <= 2 { number * 60 } else { number / 100 * 60 + number % 100 };
    (digits.len() <= 4 && number % 100 < 60 && minutes <= 24 * 60).then_some(minutes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_in_order_and_within_a_day() {
        assert!(NAMED.is_sorted_by(|(first, _), (second, _)| first < second));
        assert!(NAMED.iter().all(|(_, minutes)| (-720..=840).contains(minutes)));
    }

    #[test]
    fn zones_by_letters_beyond_the_mail_standard() {
        for (name, minutes) in [
            ("SAST", 120),
            ("EAT", 180),
            ("WAT", 60),
            ("PHT", 480),
            ("WITA", 480),
            ("NPT", 345),
            ("CHAST", 765),
            ("PYT", -180),
            ("IDT", 180),
            ("(AEST)", 600),
            ("UTC+05:30", 330),
            ("GMT\u{2212}3", -180),
            ("Z", 0),
        ] {
            assert_eq!(offset(name), Some(minutes), "{name}");
        }
        for name in ["", "XYZT", "h", "Uhr", "+9999", "GMT+x"] {
            assert_eq!(offset(name), None, "{name}");
        }
    }
}
