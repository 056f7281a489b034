//! The page of one article: what each publisher shows of it and what it puts around it.

use super::frame::{Card, Frame};
use super::json_ld;
use super::moment::Moment;
use crate::article::{Article, Block, Figure};
use crate::publisher::Layout;
use crate::scene::Scene;

const MORE: usize = 6;
const LEAD_REACH: usize = 4;
const PARAGRAPHS_BEFORE_THE_WALL: usize = 2;

/// Everything that the article template of a publisher prints.
#[derive(Debug)]
pub(crate) struct ArticlePage<'a> {
    pub(crate) frame: Frame<'a>,
    pub(crate) number: u32,
    pub(crate) card: Card<'a>,
    pub(crate) standfirst: Option<&'a str>,
    pub(crate) credit_line: Option<&'a str>,
    pub(crate) changed: Option<Moment>,
    pub(crate) lead: Option<&'a Figure>,
    /// The text without the lead and the gallery.
    pub(crate) blocks: Vec<&'a Block>,
    /// The figures at the end of the text, when there are two or more.
    pub(crate) gallery: Vec<&'a Figure>,
    /// Newest first.
    pub(crate) updates: Vec<LiveUpdate<'a>>,
    /// Counted from 1.
    pub(crate) page: usize,
    pub(crate) pages: usize,
    pub(crate) json_ld: String,
    /// Other articles of the publisher, newest first.
    pub(crate) more: Vec<Card<'a>>,
    /// The article that follows on the same page.
    pub(crate) below: Option<Box<ArticlePage<'a>>>,
}

/// An update of a live blog with its time.
#[derive(Debug)]
pub(crate) struct LiveUpdate<'a> {
    pub(crate) at: Moment,
    pub(crate) title: &'a str,
    pub(crate) blocks: &'a [Block],
}

impl<'a> ArticlePage<'a> {
    /// The page with this number of an article; `None` when the article has fewer pages.
    pub(crate) fn new(scene: &Scene<'a>, article: &'a Article, page: usize) -> Option<Self> {
        let publisher = scene.publisher;
        let body = scene.body(article);
        let (pages, mut blocks): (usize, Vec<&Block>) = match publisher.layout {
            Layout::TolmereReview => {
                (body.pages.len(), body.pages.get(page.checked_sub(1)?)?.iter().collect())
            }
            _ => (1, body.blocks().collect()),
        };
        let gallery = take_gallery(&mut blocks, publisher.layout);
        let lead = take_lead(&mut blocks, publisher.layout);
        if publisher.layout == Layout::NorthernLedger {
            cut_at_the_wall(&mut blocks);
        }
        let others = scene.articles().into_iter().filter(|other| other.number != article.number);
        let path = if page > 1 { format!("{}?page={page}", article.path) } else { article.path.clone() };
        Some(Self {
            frame: Frame::new(scene, &format!("{} | {}", article.header.headline, publisher.name), &path),
            number: article.number,
            card: Card::new(scene, article),
            standfirst: article.header.standfirst.as_deref(),
            credit_line: article.header.credit_line.as_deref(),
            changed: scene.changed(article).map(|time| Moment::new(&scene.local(time), publisher)),
            lead,
            blocks,
            gallery,
            updates: live_updates(scene, article),
            page,
            pages,
            json_ld: json_ld::script(scene, article),
            more: others.take(MORE).map(|other| Card::new(scene, other)).collect(),
            below: None,
        })
    }

    /// Puts an older article of another event below this one, as endless scrolling does.
    pub(crate) fn with_article_below(mut self, scene: &Scene<'a>, article: &Article) -> Self {
        let articles = scene.articles();
        let older = articles.iter().skip_while(|other| other.number != article.number).chain(&articles);
        let below = older.copied().find(|other| other.event != article.event);
        self.below = below.and_then(|below| Self::new(scene, below, 1)).map(Box::new);
        self
    }

    /// The figure that stands for the article in previews.
    pub(crate) fn preview(&self) -> Option<&'a Figure> {
        self.card.picture
    }

    /// The names of the authors in one line, or nothing.
    pub(crate) fn authors(&self) -> Option<String> {
        let (last, first) = self.card.bylines.split_last()?;
        let and = if self.frame.publisher.language == "de" { "und" } else { "and" };
        Some(if first.is_empty() { last.clone() } else { format!("{} {and} {last}", first.join(", ")) })
    }
}

fn live_updates<'a>(scene: &Scene<'a>, article: &'a Article) -> Vec<LiveUpdate<'a>> {
    let show = |update: &'a crate::article::Update| LiveUpdate {
        at: Moment::new(&scene.local(update.at), scene.publisher),
        title: &update.title,
        blocks: &update.blocks,
    };
    scene.updates(scene.body(article)).into_iter().map(show).collect()
}

fn cut_at_the_wall(blocks: &mut Vec<&Block>) {
    let mut paragraphs = 0;
    blocks.retain(|block| {
        let shown = paragraphs < PARAGRAPHS_BEFORE_THE_WALL;
        paragraphs += usize::from(block.paragraph().is_some());
        shown
    });
}

/// Takes out the figure that stands above the text: one near its beginning, at publishers that lead with a picture.
fn take_lead<'a>(blocks: &mut Vec<&'a Block>, layout: Layout) -> Option<&'a Figure> {
    let reach = match layout {
        Layout::MeridianWire | Layout::DailyLantern | Layout::ValleyCourier | Layout::IslandsGazette => 1,
        _ => LEAD_REACH,
    };
    let place = blocks.iter().take(reach).position(|block| block.figure().is_some())?;
    blocks.remove(place).figure()
}

fn take_gallery<'a>(blocks: &mut Vec<&'a Block>, layout: Layout) -> Vec<&'a Figure> {
    let figures = blocks.iter().rev().take_while(|block| block.figure().is_some()).count();
    if layout != Layout::Quadrant || figures < 2 {
        return Vec::new();
    }
    let gallery = blocks.split_off(blocks.len() - figures);
    gallery.into_iter().filter_map(Block::figure).collect()
}
