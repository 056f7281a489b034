//! One moment at one publisher: which articles can be seen now, and how their times and addresses read.

use jiff::tz::{Offset as ZoneOffset, TimeZone};
use jiff::{SignedDuration, Timestamp, Zoned};

use crate::article::{Article, Body, Update};
use crate::offset::Offset;
use crate::publisher::Publisher;
use crate::world::World;

/// Seconds after the world's start at which corrected texts take the place of the first ones.
const CORRECTION_SECONDS: i64 = 90;

/// What is needed to show a publisher's pages at one moment.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scene<'a> {
    pub(crate) world: &'a World,
    pub(crate) publisher: &'static Publisher,
    /// Scheme, host and port, without a slash at the end.
    pub(crate) origin: &'a str,
    pub(crate) epoch: Timestamp,
    pub(crate) now: Timestamp,
}

impl<'a> Scene<'a> {
    /// The publisher's articles whose time has come, newest first.
    pub(crate) fn articles(&self) -> Vec<&'a Article> {
        let mine = self.world.articles.iter().filter(|article| article.publisher.id == self.publisher.id);
        let mut articles: Vec<&Article> =
            mine.filter(|article| self.has_come(article.header.published)).collect();
        articles.sort_by_key(|article| (std::cmp::Reverse(article.header.published), article.number));
        articles
    }

    /// The article at a path, when its time has come.
    pub(crate) fn article_at(&self, path: &str) -> Option<&'a Article> {
        let mut mine = self.world.articles.iter().filter(|article| article.publisher.id == self.publisher.id);
        let same_path = |article: &&Article| article.path.trim_end_matches('/') == path.trim_end_matches('/');
        mine.find(same_path).filter(|article| self.has_come(article.header.published))
    }

    /// The text of an article at this moment: the corrected one after the correction.
    pub(crate) fn body(&self, article: &'a Article) -> &'a Body {
        let correction = self.epoch.checked_add(SignedDuration::from_secs(CORRECTION_SECONDS));
        let is_corrected = correction.is_ok_and(|correction| self.now >= correction);
        article.corrected.as_ref().filter(|_| is_corrected).unwrap_or(&article.body)
    }

    /// The updates whose time has come, newest first.
    pub(crate) fn updates(&self, body: &'a Body) -> Vec<&'a Update> {
        let mut updates: Vec<&Update> =
            body.updates.iter().filter(|update| self.has_come(update.at)).collect();
        updates.sort_by_key(|update| std::cmp::Reverse(update.at));
        updates
    }

    /// When the article was last changed as its publisher tells it: `modified` or the last update; `None` if never.
    pub(crate) fn changed(&self, article: &Article) -> Option<Offset> {
        let updates = article.body.updates.iter().map(|update| update.at);
        let times = updates.chain(article.header.modified).filter(|time| self.has_come(*time));
        times.max().filter(|time| *time > article.header.published)
    }

    /// An offset as a time in the publisher's own zone.
    pub(crate) fn local(&self, offset: Offset) -> Zoned {
        self.zoned(offset.after(self.epoch))
    }

    /// This moment in the publisher's own zone.
    pub(crate) fn local_now(&self) -> Zoned {
        self.zoned(self.now)
    }

    /// The world's start in the publisher's own zone.
    pub(crate) fn local_start(&self) -> Zoned {
        self.zoned(self.epoch)
    }

    fn zoned(&self, time: Timestamp) -> Zoned {
        time.to_zoned(TimeZone::fixed(ZoneOffset::constant(self.publisher.zone_hours)))
    }

    /// The full address of a path on this site.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.origin)
    }

    /// The full address of a picture.
    pub(crate) fn picture_url(&self, file: &str) -> String {
        format!("{}/{}/{file}", self.origin, self.publisher.picture_folder)
    }

    fn has_come(&self, time: Offset) -> bool {
        time.after(self.epoch) <= self.now
    }
}
