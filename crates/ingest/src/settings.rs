//! What the pipeline is told: how much at once, and how often an article is looked at again.

use std::time::Duration;

use tidings_fetch::picture::PictureLimits;
use tidings_fetch::schedule::PollBounds;
use tidings_model::publisher::DisplayPolicy;
use tidings_parse::feed::Limits;

/// Settings of the pipeline.
#[derive(Debug, Clone)]
pub struct IngestSettings {
    /// Jobs done side by side, at least 1.
    pub workers: usize,
    /// How long after its arrival an article's page is read again, to find changed texts; rising.
    pub rechecks: Vec<Duration>,
    /// Pages that one process looks at again in a minute at most.
    pub rechecks_a_minute: usize,
    /// How long a live article waits until its page is read again.
    pub live_recheck: Duration,
    /// How long after its last change an article counts as live.
    pub live_for: Duration,
    /// How far back the grouper looks for articles of the same event.
    pub hot_window: Duration,
    /// The display policy of publishers that are new.
    pub policy: DisplayPolicy,
    /// Largest side of a page joined from several, in pages.
    pub joined_pages: usize,
    /// How often feeds are asked.
    pub polling: PollBounds,
    /// Bounds on pictures, each and all at once.
    pub pictures: PictureLimits,
    /// Our public address with a slash at its end, under which hubs reach us; without one no hub is asked.
    pub callback: Option<String>,
    /// Bounds on what is read from one feed.
    pub feed_limits: Limits,
}

impl Default for IngestSettings {
    fn default() -> Self {
        Self {
            workers: 8,
            rechecks: vec![
                Duration::from_mins(15),
                Duration::from_hours(1),
                Duration::from_hours(6),
                Duration::from_hours(24),
            ],
            rechecks_a_minute: 120,
            live_recheck: Duration::from_mins(5),
            live_for: Duration::from_hours(8),
            hot_window: Duration::from_hours(14 * 24),
            policy: DisplayPolicy::Excerpt,
            joined_pages: 8,
            polling: PollBounds::default(),
            pictures: PictureLimits::default(),
            callback: None,
            feed_limits: Limits::default(),
        }
    }
}
