//! Back-off: how long a failed job waits, and when it is given up.

use std::time::Duration;

use tidings_model::job::AfterFailure;
use tidings_model::time::Timestamp;

/// Tries of one job before it is left for an editor.
pub(crate) const MOST_ATTEMPTS: i64 = 8;
/// Even a host that asks for less is left alone so long.
const SHORTEST_WAIT: Duration = Duration::from_secs(1);
const FIRST_WAIT: Duration = Duration::from_secs(15);
const LONGEST_WAIT: Duration = Duration::from_hours(6);

/// What happens to a job that failed at `now` after `attempts` earlier tries.
///
/// `asked` is how long the other side asked us to wait: then it was not tried at all, and the try does not count.
pub(crate) fn after_failure(
    attempts: i64,
    may_pass: bool,
    asked: Option<Duration>,
    now: Timestamp,
) -> AfterFailure {
    if let Some(asked) = asked {
        return AfterFailure::Postpone(now.plus(asked.max(SHORTEST_WAIT)));
    }
    if !may_pass || attempts + 1 >= MOST_ATTEMPTS {
        return AfterFailure::GiveUp;
    }
    let doublings = u32::try_from(attempts).unwrap_or(0).min(16);
    let wait = FIRST_WAIT.saturating_mul(1 << doublings).min(LONGEST_WAIT);
    AfterFailure::RetryAt(now.plus(wait))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_millis(1_795_000_000_000);

    #[test]
    fn waits_double_until_the_job_is_given_up() {
        let wait = |attempts| match after_failure(attempts, true, None, NOW) {
            AfterFailure::RetryAt(at) => Some(at.since(NOW).as_secs()),
            AfterFailure::Postpone(_) | AfterFailure::GiveUp => None,
        };
        assert_eq!([wait(0), wait(1), wait(2), wait(7)], [Some(15), Some(30), Some(60), None]);
    }

    #[test]
    fn what_cannot_pass_is_given_up_at_once() {
        assert_eq!(after_failure(0, false, None, NOW), AfterFailure::GiveUp);
    }

    #[test]
    fn a_wish_to_wait_is_granted_and_counts_no_try() {
        let hour = Duration::from_hours(1);
        assert_eq!(after_failure(7, true, Some(hour), NOW), AfterFailure::Postpone(NOW.plus(hour)));
    }
}
