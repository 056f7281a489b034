//! What stands around every page of a publisher, and the cards that point to articles.

use super::moment::{self, Moment};
use crate::address;
use crate::article::{Article, Block, Figure};
use crate::publisher::Publisher;
use crate::scene::Scene;

const TRENDING: usize = 5;

/// Header, navigation and lists of a page.
#[derive(Debug)]
pub(crate) struct Frame<'a> {
    pub(crate) publisher: &'static Publisher,
    /// Scheme, host and port, without a slash at the end.
    pub(crate) origin: &'a str,
    /// The words of the `title` element.
    pub(crate) title: String,
    /// The page's own full address.
    pub(crate) canonical: String,
    pub(crate) today: String,
    pub(crate) sections: Vec<SectionLink>,
    pub(crate) trending: Vec<Card<'a>>,
}

/// A link to the list of one section.
#[derive(Debug)]
pub(crate) struct SectionLink {
    pub(crate) name: String,
    pub(crate) href: String,
}

/// A short form of an article that points to it.
#[derive(Debug)]
pub(crate) struct Card<'a> {
    pub(crate) headline: &'a str,
    pub(crate) href: &'a str,
    pub(crate) teaser: &'a str,
    pub(crate) section: &'a str,
    pub(crate) section_href: String,
    pub(crate) bylines: &'a [String],
    pub(crate) published: Moment,
    pub(crate) picture: Option<&'a Figure>,
    pub(crate) is_live: bool,
}

impl<'a> Frame<'a> {
    /// The frame of a page with this title and path.
    pub(crate) fn new(scene: &Scene<'a>, title: &str, path: &str) -> Self {
        let articles = scene.articles();
        let mut sections: Vec<SectionLink> = Vec::new();
        for article in &articles {
            let name = &article.header.section;
            if sections.iter().all(|section| section.name != *name) {
                sections.push(SectionLink { name: name.clone(), href: section_href(name) });
            }
        }
        sections.sort_by(|a, b| a.name.cmp(&b.name));
        let most_read = articles.iter().rev().take(TRENDING);
        Self {
            publisher: scene.publisher,
            origin: scene.origin,
            title: title.to_owned(),
            canonical: scene.url(path),
            today: moment::day(&scene.local_now(), scene.publisher),
            sections,
            trending: most_read.map(|article| Card::new(scene, article)).collect(),
        }
    }

    /// The path of a figure's picture on this site.
    pub(crate) fn picture_path(&self, figure: &Figure) -> String {
        format!("/{}/{}", self.publisher.picture_folder, figure.file)
    }
}

impl<'a> Card<'a> {
    /// The card of an article.
    pub(crate) fn new(scene: &Scene<'a>, article: &'a Article) -> Self {
        Self {
            headline: &article.header.headline,
            href: &article.path,
            teaser: article.teaser(),
            section: &article.header.section,
            section_href: section_href(&article.header.section),
            bylines: &article.header.bylines,
            published: Moment::new(&scene.local(article.header.published), scene.publisher),
            picture: article.body.all_blocks().find_map(Block::figure),
            is_live: !article.body.updates.is_empty(),
        }
    }
}

fn section_href(name: &str) -> String {
    format!("/section/{}", address::slug(name))
}
