//! How much newer articles weigh: the one formula.

/// An article just published weighs twice as much as a very old one, one of a week ago one and a half times:
/// `1 + 1 / (1 + age / 7 days)`. So what is new stands first among equals, and a much better match is never lost.
///
/// Both times are seconds since 1970.
pub(crate) fn recency(now: i64, time: i64) -> f32 {
    const WEEK_HOURS: f32 = 168.0;
    let hours = now.saturating_sub(time).div_euclid(3600).clamp(0, i64::from(u16::MAX));
    let age = f32::from(u16::try_from(hours).unwrap_or(u16::MAX));
    1.0 + WEEK_HOURS / (WEEK_HOURS + age)
}

#[cfg(test)]
mod tests {
    use super::recency;

    #[test]
    fn new_weighs_twice_as_much_as_old() {
        let day = 24 * 3600;
        let weights: Vec<f32> =
            [0, 7, 30, 3650].map(|days| recency(4000 * day, (4000 - days) * day)).to_vec();
        assert!(weights.is_sorted_by(|newer, older| newer > older), "{weights:?}");
        assert!((weights[0] - 2.0).abs() < 0.01 && (weights[1] - 1.5).abs() < 0.01 && weights[3] < 1.01);
        assert!((recency(0, 5 * day) - 2.0).abs() < 0.01, "a time to come counts as now");
    }
}
