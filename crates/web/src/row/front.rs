//! The front page out of rows: the order of its stories and where each stands.

use std::collections::{HashMap, HashSet};

use tidings_model::id::{PublisherId, StoryId};
use tidings_model::section::{SECTIONS, Section};
use tidings_model::time::Timestamp;
use tidings_store::front::{FrontRows, StoryCard};

use super::card::{Setting, river_card, story_card};
use super::rank;
use crate::link::Link;
use crate::page::card::{Card, CardSize};
use crate::page::front::{FrontPage, SectionColumn};
use crate::visitor::Visitor;

/// Stories beside the lead.
const SECONDS: usize = 2;
/// Stories of a section's column in the common order; a single report of a publisher that is not yet on the page follows.
const COLUMN: usize = 3;
/// Articles of the latest river.
const RIVER: usize = 20;

/// The front page for a visitor.
pub(crate) fn page(rows: &FrontRows, waiting: i64, visitor: &Visitor) -> FrontPage {
    let mut stories = ordered(&rows.stories, visitor.now()).into_iter();
    let top: Vec<&StoryCard> = take_top(&mut stories);
    let rest: Vec<&StoryCard> = stories.collect();
    let mut shown: HashSet<StoryId> = top.iter().map(|row| row.story.id).collect();
    let rest: Vec<&StoryCard> = rest.into_iter().filter(|row| shown.insert(row.story.id)).collect();
    let mut top = top.into_iter();
    let lead = top.next().map(|row| card(row, visitor, CardSize::Lead));
    let mut frame = visitor.frame("Front page").with_feed(Link::FrontFeed);
    frame.refresh_seconds = (lead.is_none() && waiting > 0).then_some(3);
    FrontPage {
        frame,
        lead,
        seconds: top.map(|row| card(row, visitor, CardSize::Second)).collect(),
        columns: columns(&rest, visitor),
        latest: rows.latest.iter().take(RIVER).map(|article| river_card(article, visitor)).collect(),
        waiting,
    }
}

fn take_top<'a>(stories: &mut impl Iterator<Item = &'a StoryCard>) -> Vec<&'a StoryCard> {
    stories.take(1 + SECONDS).collect()
}

fn card(row: &StoryCard, visitor: &Visitor, size: CardSize) -> Card {
    story_card(row, visitor, Setting { size, names_section: true, has_picture: true, tells_why: true })
}

/// Stories in the order of `tidings_story::rank`.
fn ordered(stories: &[StoryCard], now: Timestamp) -> Vec<&StoryCard> {
    let by_id: HashMap<i64, &StoryCard> = stories.iter().map(|row| (row.story.id.get(), row)).collect();
    let order = rank::order(stories.iter().map(|row| &row.story), now);
    order.into_iter().filter_map(|id| by_id.get(&id).copied()).collect()
}

fn columns(stories: &[&StoryCard], visitor: &Visitor) -> Vec<SectionColumn> {
    let mut publishers: HashSet<PublisherId> = HashSet::new();
    let columns = SECTIONS.into_iter().map(|section| {
        let cards = column(section, stories, &mut publishers, visitor);
        SectionColumn { section, cards }
    });
    columns.filter(|column| !column.cards.is_empty()).collect()
}

fn column(
    section: Section,
    stories: &[&StoryCard],
    publishers: &mut HashSet<PublisherId>,
    visitor: &Visitor,
) -> Vec<Card> {
    let (first, others): (Vec<_>, Vec<_>) = stories
        .iter()
        .filter(|row| row.story.section == section)
        .enumerate()
        .partition(|(place, _)| *place < COLUMN);
    let mut chosen: Vec<&StoryCard> = first.into_iter().map(|(_, row)| *row).collect();
    publishers.extend(chosen.iter().flat_map(|row| row.publishers.iter().map(|publisher| publisher.id)));
    let quiet = others.into_iter().map(|(_, row)| *row).find(|row| {
        row.story.publishers <= 1
            && row.publishers.iter().any(|publisher| !publishers.contains(&publisher.id))
    });
    publishers.extend(quiet.iter().flat_map(|row| row.publishers.iter().map(|publisher| publisher.id)));
    chosen.extend(quiet);
    let setting = |place| Setting {
        size: CardSize::Plain,
        names_section: false,
        has_picture: place == 0,
        tells_why: true,
    };
    chosen.iter().enumerate().map(|(place, row)| story_card(row, visitor, setting(place))).collect()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tidings_model::story::Story;

    use super::*;

    fn row(id: i64, publishers: i64, independent: i64, hours: u64) -> StoryCard {
        let last_at = Timestamp::from_millis(1_795_000_000_000).minus(Duration::from_hours(hours));
        let story = Story {
            id: StoryId::new(id),
            label: String::new(),
            section: Section::Local,
            language: None,
            lead_article_id: None,
            articles: publishers,
            publishers,
            independent,
            first_at: last_at,
            last_at,
            score: 0.0,
            score_why: String::new(),
            differences: Vec::new(),
            days: Vec::new(),
        };
        StoryCard { story, lead: None, publishers: Vec::new() }
    }

    fn order(rows: &[StoryCard]) -> Vec<i64> {
        let now = Timestamp::from_millis(1_795_000_000_000);
        ordered(rows, now).into_iter().map(|row| row.story.id.get()).collect()
    }

    #[test]
    fn independent_reports_weigh_more_than_copies() {
        assert_eq!(order(&[row(1, 6, 1, 1), row(2, 4, 4, 1)]), [2, 1]);
    }

    #[test]
    fn yesterdays_large_story_gives_way_to_todays_small_one() {
        assert_eq!(order(&[row(1, 6, 5, 40), row(2, 1, 1, 1)]), [2, 1]);
        assert_eq!(order(&[row(1, 6, 5, 3), row(2, 1, 1, 1)]), [1, 2]);
    }

    #[test]
    fn a_story_from_the_future_weighs_no_more_than_one_of_now() {
        let now = Timestamp::from_millis(1_795_000_000_000);
        let mut future = row(1, 1, 1, 0);
        future.story.last_at = now.plus(Duration::from_hours(24));
        let weight =
            |row: &StoryCard| rank::why(&row.story, now).unwrap().split(':').next().map(str::to_owned);
        assert_eq!(weight(&future), weight(&row(1, 1, 1, 0)));
    }

    #[test]
    fn a_card_says_of_what_its_weight_is_made() {
        let now = Timestamp::from_millis(1_795_000_000_000);
        let mut row = row(1, 4, 3, 1);
        let hour_ago = now.minus(Duration::from_hours(1)).millis();
        row.story.score_why =
            format!(r#"{{"publishers":4,"independent":3,"quietest":2,"times":[{hour_ago}]}}"#);
        let why = rank::why(&row.story, now).unwrap();
        assert!(why.starts_with("Its weight is 3."), "{why}");
        assert!(why.contains(" for 3 independent reports by 4 publishers, times 0.94 "), "{why}");
        assert!(
            why.contains("1.17 for 1 of them in the last three hours, times 1.50 for a publisher"),
            "{why}"
        );
    }
}
