//! Numbers: the few conversions between counts and weights that the standard library leaves to `as`.

/// A count as a weight; exact up to sixteen million.
#[expect(clippy::as_conversions, clippy::cast_precision_loss, reason = "counts here are far below 2^24")]
pub(crate) const fn weight(count: usize) -> f32 {
    count as f32
}

/// Milliseconds as hours.
#[expect(
    clippy::as_conversions,
    clippy::cast_precision_loss,
    reason = "an hour's fraction needs no exactness"
)]
pub(crate) const fn hours(millis: u64) -> f32 {
    millis as f32 / 3_600_000.0
}

/// A part of one (0 to 1) as a step of 65,535.
#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a float cast saturates, which is what is wanted"
)]
pub(crate) fn step(part: f32) -> u16 {
    (part * 65_535.0).round() as u16
}

/// A step as a part of one.
pub(crate) fn part(step: u16) -> f32 {
    f32::from(step) / 65_535.0
}

/// A part of one (0 to 1) as a step of 255.
#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a float cast saturates, which is what is wanted"
)]
pub(crate) fn small_step(part: f32) -> u8 {
    (part * 255.0).round() as u8
}

/// A step of 255 as a part of one.
pub(crate) fn small_part(step: u8) -> f32 {
    f32::from(step) / 255.0
}

/// A number between -127 and 127 as a byte.
#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    reason = "a float cast saturates, which is what is wanted"
)]
pub(crate) fn byte(value: f32) -> i8 {
    value.round().clamp(-127.0, 127.0) as i8
}

/// The place of an item in a list of at most 2^32 items.
pub(crate) fn place(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

/// A place as an index.
pub(crate) fn index(place: u32) -> usize {
    usize::try_from(place).unwrap_or(usize::MAX)
}

/// The log odds of a probability, held at a million to one.
pub(crate) fn log_odds(probability: f32) -> f32 {
    let held = probability.clamp(1e-6, 1.0 - 1e-6);
    (held / (1.0 - held)).ln()
}

/// The probability of log odds.
pub(crate) fn probability(log_odds: f32) -> f32 {
    1.0 / (1.0 + (-log_odds).exp())
}
