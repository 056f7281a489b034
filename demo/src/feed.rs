//! The feeds of the publishers: the entries, and the form that each publisher gives them.

mod json;
mod template;

use crate::article::{Article, Block, Figure};
use crate::page::Moment;
use crate::publisher::{FeedFormat, Publisher};
use crate::scene::Scene;

const ENTRIES: usize = 40;

/// A publisher's feed at one moment.
#[derive(Debug)]
pub(crate) struct Feed<'a> {
    pub(crate) publisher: &'static Publisher,
    /// Scheme, host and port, without a slash at the end.
    pub(crate) origin: &'a str,
    /// The feed's own full address.
    pub(crate) address: String,
    /// When an entry was last added or changed; the world's start for an empty feed.
    pub(crate) updated: Moment,
    /// Newest first.
    pub(crate) entries: Vec<Entry<'a>>,
}

/// One entry. It tells of the first text only: a silent correction leaves it as it is.
#[derive(Debug)]
pub(crate) struct Entry<'a> {
    pub(crate) number: u32,
    pub(crate) url: String,
    pub(crate) headline: &'a str,
    pub(crate) teaser: &'a str,
    pub(crate) section: &'a str,
    pub(crate) bylines: &'a [String],
    pub(crate) credit_line: Option<&'a str>,
    pub(crate) published: Moment,
    /// The time of the last change that the publisher tells of, or of publication.
    pub(crate) changed: Moment,
    pub(crate) picture: Option<EntryPicture<'a>>,
    pub(crate) blocks: Vec<&'a Block>,
}

/// The picture of an entry.
#[derive(Debug)]
pub(crate) struct EntryPicture<'a> {
    pub(crate) url: String,
    pub(crate) figure: &'a Figure,
    pub(crate) mime: &'static str,
    /// Size of the file in bytes.
    pub(crate) length: usize,
}

impl<'a> Feed<'a> {
    /// The feed of the scene's publisher.
    pub(crate) fn new(scene: &Scene<'a>) -> Self {
        let articles = scene.articles();
        let changes =
            articles.iter().map(|article| scene.changed(article).unwrap_or(article.header.published));
        let updated = changes.max().map_or_else(|| scene.local_start(), |last| scene.local(last));
        Self {
            publisher: scene.publisher,
            origin: scene.origin,
            address: scene.url(scene.publisher.feed.path),
            updated: Moment::new(&updated, scene.publisher),
            entries: articles.into_iter().take(ENTRIES).map(|article| Entry::new(scene, article)).collect(),
        }
    }

    /// The feed as its publisher writes it.
    ///
    /// # Errors
    ///
    /// Formatting failed.
    pub(crate) fn render(&self) -> Result<String, askama::Error> {
        match self.publisher.feed.format {
            FeedFormat::JsonFull | FeedFormat::JsonTeaser => json::render(self),
            _ => template::render(self),
        }
    }
}

impl<'a> Entry<'a> {
    fn new(scene: &Scene<'a>, article: &'a Article) -> Self {
        let header = &article.header;
        let moment = |time| Moment::new(&scene.local(time), scene.publisher);
        Self {
            number: article.number,
            url: scene.url(&article.path),
            headline: &header.headline,
            teaser: article.teaser(),
            section: &header.section,
            bylines: &header.bylines,
            credit_line: header.credit_line.as_deref(),
            published: moment(header.published),
            changed: moment(scene.changed(article).unwrap_or(header.published)),
            picture: article
                .body
                .all_blocks()
                .find_map(Block::figure)
                .and_then(|figure| picture(scene, figure)),
            blocks: article.body.blocks().collect(),
        }
    }

    /// The entry's HTML text.
    ///
    /// # Errors
    ///
    /// Formatting failed.
    pub(crate) fn html(&self, feed: &Feed<'_>) -> Result<String, askama::Error> {
        template::entry_html(feed, self)
    }
}

fn picture<'a>(scene: &Scene<'a>, figure: &'a Figure) -> Option<EntryPicture<'a>> {
    let picture = scene.world.pictures.get(figure.file.as_str())?;
    Some(EntryPicture {
        url: scene.picture_url(&figure.file),
        figure,
        mime: picture.mime,
        length: picture.bytes.len(),
    })
}
