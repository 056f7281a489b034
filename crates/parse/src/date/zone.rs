//! Zones of time by number (`+0100`, `+01:00`, `GMT+1`) and by name (`EST`, `MESZ`).

use jiff::civil::Date;
use jiff::tz::TimeZone;

/// Names and their offsets in minutes east of UTC. Where a name has several meanings, the one that feeds mean.
#[rustfmt::skip]
const NAMED: [(&str, i32); 66] = [
    ("a", 60), ("acdt", 630), ("acst", 570), ("adt", -180), ("aedt", 660), ("aest", 600), ("akdt", -480),
    ("akst", -540), ("art", -180), ("ast", -240), ("awst", 480), ("brst", -120), ("brt", -180), ("bst", 60),
    ("cdt", -300), ("cest", 120), ("cet", 60), ("clst", -180), ("clt", -240), ("cst", -360), ("ct", -360),
    ("edt", -240), ("eest", 180), ("eet", 120), ("est", -300), ("et", -300), ("gmt", 0), ("gst", 240),
    ("hadt", -540), ("hast", -600), ("hkt", 480), ("hst", -600), ("ict", 420), ("ist", 330), ("jst", 540),
    ("kst", 540), ("m", 720), ("mdt", -360), ("mest", 120), ("mesz", 120), ("met", 60), ("mez", 60),
    ("msd", 240), ("msk", 180), ("mst", -420), ("mt", -420), ("n", -60), ("ndt", -150), ("npt", 345),
    ("nst", -210), ("nzdt", 780), ("nzst", 720), ("pdt", -420), ("pkt", 300), ("pst", -480), ("pt", -480),
    ("sgt", 480), ("trt", 180), ("ut", 0), ("utc", 0), ("west", 60), ("wet", 0), ("wib", 420), ("wst", 480),
    ("y", -720), ("z", 0),
];

/// The offset of a zone in minutes east of UTC.
pub(super) fn offset(text: &str) -> Option<i32> {
    let text = text.trim().trim_matches(['(', ')']).to_ascii_lowercase();
    let bare = text.strip_prefix("gmt").or_else(|| text.strip_prefix("utc")).map_or(text.as_str(), str::trim);
    if let Some(rest) = bare.strip_prefix(['+', '-', '\u{2212}']) {
        let sign = if bare.starts_with('+') { 1 } else { -1 };
        return numeric(rest).map(|minutes| sign * minutes);
    }
    NAMED.iter().find(|(name, _)| *name == text).map(|(_, minutes)| *minutes)
}

/// The offset at a place of the zone database, on a day at an hour of its own clocks, in minutes east of UTC.
pub(super) fn offset_of_place(name: &str, day: Date, hour: i8) -> Option<i32> {
    let zone = TimeZone::get(name).ok()?;
    let local = day.at(hour % 24, 0, 0, 0).to_zoned(zone).ok()?;
    Some(local.offset().seconds() / 60)
}

/// `0100`, `01:00`, `100`, `01` and `1` as minutes.
fn numeric(text: &str) -> Option<i32> {
    let digits: String = text.chars().filter(|c| *c != ':').collect();
    let number: i32 = digits.parse().ok().filter(|number| *number >= 0)?;
    let minutes = if digits.len() <= 2 { number * 60 } else { number / 100 * 60 + number % 100 };
    (digits.len() <= 4 && number % 100 < 60 && minutes <= 24 * 60).then_some(minutes)
}
