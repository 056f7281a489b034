//! Pages that list articles: a publisher's home, its sections, and short notices such as "page not found".

use super::frame::{Card, Frame};
use crate::address;
use crate::scene::Scene;

/// A list of articles below one heading, or a notice in its place.
#[derive(Debug)]
pub(crate) struct ListPage<'a> {
    pub(crate) frame: Frame<'a>,
    /// The section's name; none on the home page.
    pub(crate) section: Option<&'a str>,
    /// Newest first.
    pub(crate) cards: Vec<Card<'a>>,
    /// Words that stand in place of the list.
    pub(crate) notice: Option<Notice>,
}

/// A heading and a sentence.
#[derive(Debug)]
pub(crate) struct Notice {
    pub(crate) heading: &'static str,
    pub(crate) words: String,
}

impl<'a> ListPage<'a> {
    /// The home page.
    pub(crate) fn home(scene: &Scene<'a>) -> Self {
        let cards = scene.articles().into_iter().map(|article| Card::new(scene, article)).collect();
        let title = format!("{}: {}", scene.publisher.name, scene.publisher.tagline);
        Self { frame: Frame::new(scene, &title, "/"), section: None, cards, notice: None }
    }

    /// The list of a section by its name in addresses; `None` when the publisher has no such section.
    pub(crate) fn section(scene: &Scene<'a>, slug: &str) -> Option<Self> {
        let mut page = Self::home(scene);
        page.cards.retain(|card| address::slug(card.section) == slug);
        let section = page.cards.first()?.section;
        let title = format!("{section} | {}", scene.publisher.name);
        page.frame = Frame::new(scene, &title, &format!("/section/{slug}"));
        page.section = Some(section);
        Some(page)
    }

    /// What a reader sees where no page is.
    pub(crate) fn missing(scene: &Scene<'a>) -> Self {
        let (heading, words) = match scene.publisher.language {
            "de" => {
                ("Seite nicht gefunden", "Diese Seite gibt es nicht. Zur Startseite führt der Name oben.")
            }
            _ => (
                "Page not found",
                "There is no page at this address. The name above leads to the front page.",
            ),
        };
        Self::with_notice(scene, Notice { heading, words: words.to_owned() })
    }

    /// Who is behind the site: nobody, it is part of the sample world.
    pub(crate) fn about(scene: &Scene<'a>) -> Self {
        let name = scene.publisher.name;
        let (heading, words) = match scene.publisher.language {
            "de" => {
                ("Über uns", format!("{name} ist eine erfundene Zeitung aus der Beispielwelt von Tidings."))
            }
            _ => ("About us", format!("{name} is an invented publisher in the sample world of Tidings.")),
        };
        Self::with_notice(scene, Notice { heading, words })
    }

    fn with_notice(scene: &Scene<'a>, notice: Notice) -> Self {
        let title = format!("{} | {}", notice.heading, scene.publisher.name);
        Self {
            frame: Frame::new(scene, &title, "/about"),
            section: None,
            cards: Vec::new(),
            notice: Some(notice),
        }
    }
}
