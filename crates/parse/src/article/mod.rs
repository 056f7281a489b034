//! Articles: a publisher's page to headline, byline, dates, text and figures.
//!
//! The page is cut into blocks with its pictures taken out before (`segment`); a forest of decision trees gives each
//! block its chance of being article text (`features`, `forest`); blocks, figures and players are chosen by it
//! (`choose`) and written as clean markup (`render`). Headline, byline and dates come by agreement of what the page
//! says in JSON-LD, meta tags and its own text (`metadata`).

mod block;
mod choose;
mod code;
mod credit;
mod diction;
mod display;
mod embed;
mod explain;
mod extracted;
mod features;
mod figure;
mod forest;
mod furniture;
mod grid;
mod hidden;
mod hints;
mod image;
mod lead;
mod metadata;
mod nest;
mod note;
mod ornament;
mod page_data;
mod phrases;
mod plea;
mod quick;
mod relation;
mod render;
mod segment;
mod settle;
mod shown;
mod signs;
mod standfirst;
mod unit;
mod wall;
mod words;

pub use choose::Verdict;
pub use explain::{Explained, explain};
pub use extracted::{ArticleImage, Context, Extracted, Update};
pub use metadata::date::PageDate;

use url::Url;

use crate::markup::{Bounds, NodeId, Tree, parse_document};
use crate::sanitize;
use crate::warning::Warning;
use block::{Block, Insert, InsertKind};
use features::Claims;
use figure::Figure;
use hints::PageHints;
use metadata::json_ld::JsonLd;
use metadata::meta::Meta;
use metadata::place::Place;
use metadata::title::Title;
use metadata::{byline, page, published, title};
use render::Piece;
use segment::Segments;

/// Words of a text below which it is looked for in the page's data too.
const LEAST_WORDS: usize = 40;

const BOUNDS: Bounds = Bounds { bytes: 8 << 20, nodes: 300_000, depth: 400 };

/// Reads the article of a page that is already decoded.
#[must_use]
pub fn extract(html: &str, context: &Context) -> (Extracted, Vec<Warning>) {
    let (tree, mut warnings) = parse_document(html, BOUNDS);
    let page = Page::read(&tree, context);
    let mut extracted = page.extract(context);
    page.fill_from_data(&mut extracted);
    if extracted.text.is_empty() {
        warnings.push(Warning::new("no article text was found on the page"));
    }
    (extracted, warnings)
}

/// Figures, each with the number of its insert; those that only the head of the page names have none.
type Figures = Vec<(Option<usize>, ArticleImage)>;

/// A page with all that was read of it.
struct Page<'a> {
    tree: &'a Tree,
    hints: PageHints,
    json_ld: JsonLd,
    meta: Meta,
    asked: Option<Url>,
    base: Option<Url>,
    body: NodeId,
    segments: Segments,
    chances: Vec<f64>,
    title: Option<String>,
    /// The number of the heading that is the headline.
    headline: Option<usize>,
    /// The number of the block that is the standfirst.
    standfirst: Option<usize>,
}

impl<'a> Page<'a> {
    fn read(tree: &'a Tree, context: &Context) -> Self {
        let meta = Meta::read(tree);
        let json_ld = JsonLd::read(tree);
        let asked = context.url.as_deref().and_then(|url| Url::parse(url).ok());
        let base = base(tree, &meta, asked.as_ref());
        let body = tree.find(NodeId::ROOT, "body").unwrap_or(NodeId::ROOT);
        let hints = PageHints::new(tree);
        let segments = segment::segment(tree, &hints, body);
        let rows = features::features(tree, &segments.blocks, &Claims::new(&meta, &json_ld));
        let chances = forest::chances(&rows);
        let mut page = Self {
            tree,
            hints,
            json_ld,
            meta,
            asked,
            base,
            body,
            segments,
            chances,
            title: None,
            headline: None,
            standfirst: None,
        };
        page.headline = page.find_title().block;
        settle::settle(tree, &page.segments, &mut page.chances, page.headline);
        let title = page.find_title();
        (page.title, page.headline) = (title.text, title.block);
        page.standfirst = page.find_standfirst();
        page
    }

    fn find_standfirst(&self) -> Option<usize> {
        let blocks = self.segments.blocks.as_slice();
        let is_title = |block: &Block| self.title.as_deref() == Some(block.text.as_str());
        let headline = self.headline.or_else(|| blocks.iter().position(is_title));
        let claims = standfirst::claims(&self.json_ld, &self.meta);
        standfirst::Search { tree: self.tree, blocks, chances: &self.chances, headline, claims }.find()
    }

    /// The number of the first block that is surely article text.
    fn first_text(&self) -> usize {
        self.chances.iter().position(|chance| *chance > 0.6).unwrap_or(0)
    }

    fn find_title(&self) -> Title {
        let publisher = self.publishers().into_iter().next();
        let (tree, blocks, first_text) = (self.tree, self.segments.blocks.as_slice(), self.first_text());
        let choice = title::Choice { tree, blocks, first_text, publisher: publisher.as_deref() };
        title::find(&self.json_ld, &self.meta, &choice)
    }

    /// What is decided of each block.
    fn verdicts(&self) -> Vec<Verdict> {
        let mut verdicts = choose::verdicts(&self.segments.blocks, &self.chances, self.title.as_deref());
        if let Some(verdict) = self.headline.and_then(|at| verdicts.get_mut(at)) {
            *verdict = Verdict::Headline;
        }
        if let Some(verdict) = self.standfirst.and_then(|at| verdicts.get_mut(at)) {
            *verdict = Verdict::Standfirst;
        }
        verdicts
    }

    /// When the article was published and last changed.
    fn dates(&self) -> (Option<PageDate>, Option<PageDate>) {
        let place = self.place();
        let from_address = || self.asked.as_ref().and_then(published::in_address);
        let modified = published::modified(&place, &self.json_ld, &self.meta);
        let date = published::published(&place, &self.json_ld, &self.meta)
            .map(|date| published::in_own_zone(date, modified, &place))
            .map(|date| published::as_shown(date, &place))
            .map(|date| published::in_zone_of(date, modified))
            .or_else(from_address);
        (date, modified)
    }

    fn extract(&self, context: &Context) -> Extracted {
        let blocks = &self.segments.blocks;
        let verdicts = self.verdicts();
        let is_in_text = |verdict: &Verdict| matches!(verdict, Verdict::Kept | Verdict::Standfirst);
        let said: Vec<bool> = verdicts.iter().map(is_in_text).collect();
        let kept: Vec<bool> = verdicts.iter().map(|verdict| *verdict == Verdict::Kept).collect();
        let mut taken = choose::inserts(self.tree, blocks, &said, &self.segments.inserts, self.headline);
        let (figures, lead_image) = self.pictures(&said, &mut taken);
        let text = text(blocks, &said);
        let (date, modified) = self.dates();
        Extracted {
            standfirst: self.standfirst(&text),
            authors: self.authors(),
            published: date,
            modified,
            language: page::language(self.tree, &self.json_ld, &self.meta),
            section: page::section(&self.json_ld, &self.meta),
            html: self.html(&kept, &taken, &figures),
            paywalled: wall::is_cut(&self.json_ld, &self.meta, blocks, &text, context),
            live: wall::is_live(&self.json_ld, &self.meta),
            confidence: choose::confidence(blocks, &self.chances, &kept),
            canonical: page::canonical(&self.meta, self.asked.as_ref(), self.base.as_ref()),
            amp: page::other_form(&self.meta, "amphtml", self.base.as_ref()),
            print: page::other_form(&self.meta, "print", self.base.as_ref()),
            next_page: page::next_page(self.tree, &self.meta, self.base.as_ref()),
            icon: page::icon(&self.meta, self.base.as_ref()),
            updates: wall::updates(&self.json_ld),
            images: figures.into_iter().map(|(_, image)| image).collect(),
            title: self.title.clone(),
            publisher: self.publishers().into_iter().next(),
            text,
            lead_image,
        }
    }

    /// Takes the text out of the page's data where the page itself shows hardly any and no wall stands before it.
    fn fill_from_data(&self, extracted: &mut Extracted) {
        if extracted.paywalled || words::count(&extracted.text) >= LEAST_WORDS {
            return;
        }
        if let Some(markup) = page_data::find(self.tree, &self.json_ld) {
            extracted.html = sanitize::clean(&markup, self.base.as_ref().map(Url::as_str));
            extracted.text = sanitize::annotate::plain(&extracted.html);
        }
    }

    fn authors(&self) -> Vec<String> {
        byline::find(&self.place(), &self.json_ld, &self.meta, &self.publishers())
    }

    fn publishers(&self) -> Vec<String> {
        page::publishers(self.tree, &self.json_ld, &self.meta)
    }

    /// Where byline and date stand.
    fn place(&self) -> Place<'_> {
        let (blocks, first_text) = (self.segments.blocks.as_slice(), self.first_text());
        let title = |block: &Block| self.title.as_deref() == Some(block.text.as_str());
        let headline = self.headline.or_else(|| blocks.iter().position(title));
        Place { tree: self.tree, hints: &self.hints, body: self.body, blocks, first_text, headline }
    }

    /// The figures with the number of their insert, lead first, and the address of the lead image.
    fn pictures(&self, kept: &[bool], taken: &mut [bool]) -> (Figures, Option<String>) {
        let claimed = lead::claimed(&self.json_ld, &self.meta, self.base.as_ref());
        self.take_claimed(&claimed, kept, taken);
        let mut figures = self.figures(taken);
        let first_kept = kept.iter().position(|keeps| *keeps).unwrap_or(0);
        let above = self.segments.inserts.iter().filter(|insert| insert.before <= first_kept).count();
        let lead_image = lead::choose(&mut figures, &claimed, above);
        let known = lead::known(&self.json_ld, self.base.as_ref());
        for (_, image) in &mut figures {
            lead::fill(image, &known);
        }
        (figures, lead_image)
    }

    /// Takes the figure of a picture that the head of the page names, wherever it stands above the text's end, when
    /// none of them is taken yet.
    fn take_claimed(&self, claimed: &[ArticleImage], kept: &[bool], taken: &mut [bool]) {
        let is_claimed = |insert: &Insert| {
            let image = image::find(self.tree, insert.node, self.base.as_ref());
            image.is_some_and(|image| lead::is_claimed(&image.url, claimed))
        };
        let figures = || {
            self.segments.inserts.iter().enumerate().filter(|(_, insert)| insert.kind == InsertKind::Figure)
        };
        if claimed.is_empty()
            || figures().any(|(at, insert)| taken.get(at) == Some(&true) && is_claimed(insert))
        {
            return;
        }
        let last = kept.iter().rposition(|keeps| *keeps).unwrap_or(0);
        let found =
            figures().filter(|(_, insert)| insert.before <= last + 1).find(|(_, insert)| is_claimed(insert));
        if let Some(taken) = found.and_then(|(at, _)| taken.get_mut(at)) {
            *taken = true;
        }
    }

    /// The figures with the number of their insert, each picture once.
    fn figures(&self, taken: &[bool]) -> Figures {
        let mut figures: Figures = Vec::new();
        let inserts = self.segments.inserts.iter().enumerate().zip(taken);
        for ((at, insert), _) in
            inserts.filter(|((_, insert), taken)| **taken && insert.kind == InsertKind::Figure)
        {
            for figure in figure::read(self.tree, insert.node, self.base.as_ref()) {
                let image = article_image(figure);
                let stem = lead::stem(&image.url);
                match figures.iter_mut().find(|(_, known)| lead::stem(&known.url) == stem) {
                    Some((_, known)) if known.caption.is_none() => known.caption = image.caption,
                    Some(_) => {}
                    None => figures.push((Some(at), image)),
                }
            }
        }
        figures
    }

    /// The standfirst: what the page shows as such, or else its description where that is not in the text.
    fn standfirst(&self, text: &str) -> Option<String> {
        if let Some(block) = self.standfirst.and_then(|at| self.segments.blocks.get(at)) {
            return Some(block.text.clone());
        }
        let described = self.json_ld.text("alternativeHeadline").filter(|text| words::count(text) > 6);
        let tagged =
            self.meta.first(&["og:description", "description", "twitter:description"]).map(str::to_owned);
        let found = described.or_else(|| self.json_ld.text("description")).or(tagged);
        let found = found.filter(|text| text.chars().count() <= 1_000);
        standfirst::described(found, self.title.as_deref(), text)
    }

    fn html(
        &self,
        kept: &[bool],
        taken: &[bool],
        figures: &[(Option<usize>, ArticleImage)],
    ) -> sanitize::SafeHtml {
        let mut pieces: Vec<Piece<'_>> =
            figures.iter().filter(|(at, _)| at.is_none()).map(|(_, image)| Piece::Figure(image)).collect();
        let mut inserts = self.segments.inserts.iter().enumerate().peekable();
        for (number, block) in self.segments.blocks.iter().enumerate() {
            while let Some((at, insert)) = inserts.next_if(|(_, insert)| insert.before <= number) {
                if taken.get(at) == Some(&true) {
                    self.add_insert(at, insert, figures, &mut pieces);
                }
            }
            if kept.get(number) == Some(&true) {
                pieces.push(Piece::Block(block));
            }
        }
        for (at, insert) in inserts.filter(|(at, _)| taken.get(*at) == Some(&true)) {
            self.add_insert(at, insert, figures, &mut pieces);
        }
        sanitize::clean(
            &render::html(self.tree, &self.segments.shown, &pieces),
            self.base.as_ref().map(Url::as_str),
        )
    }

    fn add_insert<'b>(
        &self,
        at: usize,
        insert: &Insert,
        figures: &'b [(Option<usize>, ArticleImage)],
        pieces: &mut Vec<Piece<'b>>,
    ) {
        let node = insert.node;
        match insert.kind {
            InsertKind::Figure => pieces.extend(
                figures.iter().filter(|(of, _)| *of == Some(at)).map(|(_, image)| Piece::Figure(image)),
            ),
            InsertKind::Embed => {
                let link = embed::link(self.tree, node, self.base.as_ref());
                pieces.extend(link.map(|(url, text)| Piece::Embed(url, text)));
            }
        }
    }
}

fn base(tree: &Tree, meta: &Meta, asked: Option<&Url>) -> Option<Url> {
    let named = tree.find(NodeId::ROOT, "base").and_then(|base| tree.attribute(base, "href"));
    let page = asked
        .cloned()
        .or_else(|| Url::parse(meta.link("canonical").or_else(|| meta.first(&["og:url"]))?).ok());
    match (named, page) {
        (Some(named), Some(page)) => page.join(named).ok().or(Some(page)),
        (Some(named), None) => Url::parse(named).ok(),
        (None, page) => page,
    }
}

fn article_image(figure: Figure) -> ArticleImage {
    let Figure { image, caption, credit } = figure;
    ArticleImage { url: image.url, caption, credit, alt: image.alt, width: image.width, height: image.height }
}

fn text(blocks: &[Block], kept: &[bool]) -> String {
    let lines: Vec<&str> =
        blocks.iter().zip(kept).filter(|(_, keeps)| **keeps).map(|(block, _)| block.text.as_str()).collect();
    lines.join("\n")
}

/// The features of every block of a page with its text, for fitting the model.
#[doc(hidden)]
#[must_use]
pub fn block_features(html: &str) -> Vec<(String, Vec<f64>)> {
    let (tree, _) = parse_document(html, BOUNDS);
    let page = Page::read(&tree, &Context::default());
    let claims = Claims::new(&page.meta, &page.json_ld);
    let rows = features::features(&tree, &page.segments.blocks, &claims);
    page.segments.blocks.into_iter().zip(rows).map(|(block, row)| (block.text, row)).collect()
}
