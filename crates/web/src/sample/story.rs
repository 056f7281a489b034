//! Sample data of the story page.

use tidings_model::id::{ArticleId, StoryId};
use tidings_model::section::Section;

use super::front::report;
use super::{frame, minutes_ago, picture};
use crate::link::Link;
use crate::page::coverage::{CoverageCount, ReportWithCopies};
use crate::page::figure::FigureView;
use crate::page::story::{DayView, Difference, DifferentValue, KnownPoint, Moment, QuotedSpeaker, StoryPage};

fn known(text: &str, publisher: &str) -> KnownPoint {
    KnownPoint {
        text: text.to_owned(),
        language: Some("en".to_owned()),
        publisher: publisher.to_owned(),
        place: Link::ArticleText(ArticleId::new(1)),
    }
}

fn value(value: &str, publisher: &str, minutes: u64) -> DifferentValue {
    DifferentValue {
        value: value.to_owned(),
        places: vec![(publisher.to_owned(), Link::Article(ArticleId::new(1)))],
        when: Some(minutes_ago(minutes)),
    }
}

fn moment(minutes: u64, publisher: &str, headline: &str) -> Moment {
    Moment {
        when: minutes_ago(minutes),
        publisher: publisher.to_owned(),
        link: Link::Article(ArticleId::new(1)),
        headline: headline.to_owned(),
        language: Some("en".to_owned()),
    }
}

fn day() -> DayView {
    DayView {
        iso: "2026-11-26".to_owned(),
        day: "Thursday 26 November 2026".to_owned(),
        text: "The island route stays closed until Thursday.".to_owned(),
        language: Some("en".to_owned()),
        places: vec![("The Northern Ledger".to_owned(), Link::Article(ArticleId::new(1)))],
    }
}

fn speaker() -> QuotedSpeaker {
    let place = |publisher: &str| (publisher.to_owned(), Link::ArticleText(ArticleId::new(1)));
    QuotedSpeaker {
        name: "Orla Venn".to_owned(),
        sourcing: "named",
        words: "The crew did what they train for, and they did it in the dark".to_owned(),
        places: vec![place("The Northern Ledger"), place("Meridian Wire")],
    }
}

fn reports() -> Vec<ReportWithCopies> {
    vec![
        ReportWithCopies { report: report(0, 3), copies: vec![report(0, 4), report(0, 5)], unlisted: 0 },
        ReportWithCopies { report: report(0, 0), copies: Vec::new(), unlisted: 0 },
        ReportWithCopies { report: report(0, 2), copies: Vec::new(), unlisted: 0 },
    ]
}

/// A story with copies and a difference.
#[must_use]
pub fn sample() -> StoryPage {
    StoryPage {
        frame: frame("Ferry fire off Port Averil").with_feed(Link::StoryFeed(StoryId::new(1))),
        label: "Ferry with 212 aboard reaches Port Averil under tow after engine fire".to_owned(),
        language: Some("en".to_owned()),
        section: Section::Local,
        count: CoverageCount { publishers: 14, independent: 3, articles: 14 },
        why: Some(
            "Its weight is 3.12: 2.20 for 3 independent reports by 14 publishers, times 0.97.".to_owned(),
        ),
        first: minutes_ago(390),
        last: minutes_ago(35),
        picture: Some(FigureView {
            picture: picture(),
            address: String::new(),
            caption: Some("The Maren Lind off Port Averil on Monday morning.".to_owned()),
            credit: Some("Tomas Reyl / Northern Ledger".to_owned()),
            lead: true,
        }),
        known: vec![
            known("All 212 people aboard walked off.", "The Northern Ledger"),
            known("The fire started in the engine room.", "Meridian Wire"),
        ],
        differences: vec![Difference {
            subject: "treated for smoke".to_owned(),
            values: vec![value("4", "The Northern Ledger", 95), value("11", "Averil Now", 35)],
        }],
        moments: vec![
            moment(390, "Averil Now", "Smoke seen over the Ostrey ferry"),
            moment(300, "Meridian Wire", "Ferry on fire off Averil, 212 aboard"),
            moment(95, "The Northern Ledger", "Ferry reaches Port Averil under tow"),
        ],
        days: vec![day()],
        reports: reports(),
        before: None,
        after: None,
        moments_left_out: 0,
        speakers: vec![speaker()],
    }
}
