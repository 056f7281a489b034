//! Story cards out of rows.

use tidings_model::publisher::DisplayPolicy;
use tidings_model::section::Section;
use tidings_store::card::ArticleCard;
use tidings_store::front::StoryCard;

use super::rank;
use crate::link::Link;
use crate::page::card::{Card, CardSize};
use crate::page::coverage::CoverageCount;
use crate::page::figure::PictureView;
use crate::page::mark::Mark;
use crate::visitor::Visitor;
use crate::when::When;

/// Marks on one card.
const MARKS: usize = 4;

/// How a card is set: its size, whether it names its section, whether it has its picture, and whether it tells why it is
/// there.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Setting {
    pub(crate) size: CardSize,
    pub(crate) names_section: bool,
    pub(crate) has_picture: bool,
    pub(crate) tells_why: bool,
}

/// The card of a story; of a report that stands alone when the story has only one.
pub(crate) fn story_card(row: &StoryCard, visitor: &Visitor, setting: Setting) -> Card {
    let story = &row.story;
    let count = CoverageCount {
        publishers: story.publishers,
        independent: story.independent,
        articles: story.articles,
    };
    let lead = row.lead.as_ref();
    let alone = lead.filter(|_| !count.is_shared());
    let seen = lead.map_or(DisplayPolicy::Headline, |lead| visitor.sees(lead.publisher.policy));
    Card {
        size: setting.size,
        link: alone.map_or(Link::Story(story.id), |article| Link::Article(article.id)),
        section: Some(story.section).filter(|section| setting.names_section && *section != Section::More),
        headline: story.label.clone(),
        language: story.language.clone(),
        lines: lead.filter(|_| setting.size != CardSize::Line).and_then(|lead| lines(lead, visitor)),
        publisher: alone.map(|article| article.publisher.name.clone()),
        link_to: alone.and_then(|article| article.link_site.clone()),
        count,
        marks: row.publishers.iter().take(MARKS).map(|publisher| Mark::new(&publisher.name)).collect(),
        when: When::new(story.last_at, visitor.now()).short(),
        picture: lead.filter(|_| setting.has_picture && seen != DisplayPolicy::Headline).and_then(picture),
        why: setting.tells_why.then(|| rank::why(story, visitor.now())).flatten(),
    }
}

/// The card of an article in the latest river.
pub(crate) fn river_card(article: &ArticleCard, visitor: &Visitor) -> Card {
    Card {
        size: CardSize::Line,
        link: Link::Article(article.id),
        section: None,
        headline: article.headline.clone(),
        language: article.language.clone(),
        lines: None,
        publisher: Some(article.publisher.name.clone()),
        link_to: article.link_site.clone(),
        count: CoverageCount { publishers: 1, independent: 1, articles: 1 },
        marks: vec![Mark::new(&article.publisher.name)],
        when: When::new(article.shown_at, visitor.now()).short(),
        picture: None,
        why: None,
    }
}

/// The opening lines, where the visitor may see them.
pub(crate) fn lines(article: &ArticleCard, visitor: &Visitor) -> Option<String> {
    let hidden = visitor.sees(article.publisher.policy) == DisplayPolicy::Headline;
    (!hidden && !article.excerpt.is_empty()).then(|| article.excerpt.clone())
}

fn picture(article: &ArticleCard) -> Option<PictureView> {
    article.picture.as_ref().map(|picture| PictureView::new(picture.id, picture.alt.as_deref(), picture.size))
}
