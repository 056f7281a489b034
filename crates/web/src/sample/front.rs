//! Sample data of the front page, a section and a publisher.

use tidings_model::id::{ArticleId, PublisherId, StoryId};
use tidings_model::publisher::DisplayPolicy;
use tidings_model::section::Section;
use tidings_model::time::Timestamp;

use super::{frame, minutes_ago, picture};
use crate::link::Link;
use crate::page::article::OriginalLink;
use crate::page::card::{Card, CardSize};
use crate::page::coverage::{CoverageCount, Report};
use crate::page::front::{FrontPage, SectionColumn};
use crate::page::mark::Mark;
use crate::page::older::Older;
use crate::page::publisher::PublisherPage;
use crate::page::section::SectionPage;

const NAMES: [&str; 6] =
    ["The Northern Ledger", "Harbour Post", "Averil Now", "Meridian Wire", "Daily Lantern", "Valley Courier"];

struct Told(&'static str, &'static str, i64, i64, u64);

const TOLD: [Told; 6] = [
    Told(
        "Ferry with 212 aboard reaches Port Averil under tow after engine fire",
        "The crew put the fire out within the hour and nobody was badly hurt, the harbour master said. Divers are to \
         look at the hull before the ship is moved again, and the island route stays closed until Thursday.",
        14,
        3,
        35,
    ),
    Told(
        "Assembly passes budget by two votes after night sitting",
        "Two members of the coalition stayed away. The finance minister called the margin \u{201c}enough\u{201d}.",
        9,
        4,
        130,
    ),
    Told(
        "Crown bank leaves its rate where it is and hints at spring",
        "Inflation has come down faster than it had expected, the bank said.",
        6,
        5,
        260,
    ),
    Told(
        "Valley hospitals to be run as one from January",
        "The two boards say that no ward will close; the nurses\u{2019} council has seen no plan.",
        3,
        3,
        410,
    ),
    Told(
        "A wooden wreck off Ostrey is older than anybody thought",
        "Rings in its oak put the ship before the town\u{2019}s own charter.",
        1,
        1,
        700,
    ),
    Told(
        "Tolmere reopens its library after nine years",
        "The first reader at the door was eighty-four.",
        1,
        1,
        1_900,
    ),
];

pub(crate) fn card(place: usize, size: CardSize, section: Option<Section>) -> Card {
    let Told(headline, lines, publishers, independent, minutes) =
        TOLD.get(place % TOLD.len()).unwrap_or(&Told("", "", 1, 1, 0));
    let with_picture =
        matches!(size, CardSize::Lead | CardSize::Second) || place == 3 && size == CardSize::Plain;
    let shown = usize::try_from(*publishers).unwrap_or(1).min(4);
    Card {
        size,
        link: Link::Story(StoryId::new(1)),
        section,
        headline: (*headline).to_owned(),
        language: Some("en".to_owned()),
        lines: (size != CardSize::Line).then(|| (*lines).to_owned()),
        publisher: (*publishers == 1).then(|| "Islands Gazette".to_owned()),
        link_to: (*publishers == 1 && size == CardSize::Line).then(|| "lakepost.example".to_owned()),
        count: CoverageCount { publishers: *publishers, independent: *independent, articles: *publishers },
        marks: NAMES.iter().take(shown).map(|name| Mark::new(name)).collect(),
        when: minutes_ago(*minutes).short(),
        picture: with_picture.then(picture),
        why: (size == CardSize::Lead).then(|| {
            "14 publishers report it, 3 of them independently; the newest report is 35 minutes old."
                .to_owned()
        }),
    }
}

/// A full front page.
#[must_use]
pub fn sample() -> FrontPage {
    let sections = [
        Section::Politics,
        Section::Business,
        Section::Health,
        Section::Science,
        Section::Culture,
        Section::Local,
    ];
    let columns = sections
        .into_iter()
        .enumerate()
        .map(|(at, section)| SectionColumn {
            section,
            cards: (0..3).map(|place| card(at + place, CardSize::Plain, None)).collect(),
        })
        .collect();
    FrontPage {
        frame: frame("Front page").with_feed(Link::FrontFeed),
        lead: Some(card(0, CardSize::Lead, Some(Section::Local))),
        seconds: vec![
            card(1, CardSize::Second, Some(Section::Politics)),
            card(2, CardSize::Second, Some(Section::Business)),
        ],
        columns,
        latest: (0..12).map(|place| card(place, CardSize::Line, None)).collect(),
        waiting: 0,
    }
}

/// A front page on which nothing has arrived.
#[must_use]
pub fn empty_sample() -> FrontPage {
    FrontPage {
        frame: frame("Front page"),
        lead: None,
        seconds: Vec::new(),
        columns: Vec::new(),
        latest: Vec::new(),
        waiting: 31,
    }
}

/// A section.
#[must_use]
pub fn section_sample() -> SectionPage {
    let older = Older { time: Timestamp::from_millis(1_795_000_000_000), id: 6 };
    SectionPage {
        frame: frame("Local").within(Section::Local),
        section: Section::Local,
        cards: (0..6).map(|place| card(place, CardSize::Plain, None)).collect(),
        older: Some(Link::SectionOlder(Section::Local, older)),
    }
}

pub(crate) fn report(place: usize, publisher: usize) -> Report {
    let Told(headline, lines, _, _, minutes) = TOLD.get(place % TOLD.len()).unwrap_or(&Told("", "", 1, 1, 0));
    let name = NAMES.get(publisher % NAMES.len()).copied().unwrap_or_default();
    Report {
        link: Link::Article(ArticleId::new(1)),
        publisher_link: Link::Publisher(PublisherId::new(1)),
        publisher: name.to_owned(),
        mark: Mark::new(name),
        headline: (*headline).to_owned(),
        language: Some("en".to_owned()),
        lines: Some((*lines).to_owned()),
        when: minutes_ago(*minutes),
        notes: if publisher == 5 { vec!["behind a paywall".to_owned()] } else { Vec::new() },
    }
}

/// A publisher.
#[must_use]
pub fn publisher_sample() -> PublisherPage {
    PublisherPage {
        frame: frame("The Northern Ledger"),
        name: "The Northern Ledger".to_owned(),
        mark: Mark::new("The Northern Ledger"),
        site: "ledger.example".to_owned(),
        home: OriginalLink::new("https://ledger.example/"),
        policy: DisplayPolicy::Full,
        added: minutes_ago(9_000),
        reports: (0..6).map(|place| report(place, 0)).collect(),
        older: None,
    }
}
