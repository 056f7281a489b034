//! The starter lists: well-known public feeds by theme and country, as OPML files that the program carries.

use std::sync::LazyLock;

use tidings_parse::opml::{self, Opml, Outline};

/// The name of each list in forms, and its file.
const FILES: &[(&str, &str)] = &[
    ("world", include_str!("../starter/world.opml")),
    ("science", include_str!("../starter/science.opml")),
    ("technology", include_str!("../starter/technology.opml")),
    ("climate-environment", include_str!("../starter/climate-environment.opml")),
    ("business", include_str!("../starter/business.opml")),
    ("culture", include_str!("../starter/culture.opml")),
    ("sport", include_str!("../starter/sport.opml")),
    ("investigations-rights", include_str!("../starter/investigations-rights.opml")),
    ("security-open-source", include_str!("../starter/security-open-source.opml")),
    ("official-sources", include_str!("../starter/official-sources.opml")),
    ("united-kingdom-ireland", include_str!("../starter/united-kingdom-ireland.opml")),
    ("united-states", include_str!("../starter/united-states.opml")),
    ("canada", include_str!("../starter/canada.opml")),
    ("australia-new-zealand", include_str!("../starter/australia-new-zealand.opml")),
    ("germany-austria-switzerland", include_str!("../starter/germany-austria-switzerland.opml")),
    ("france-belgium-switzerland", include_str!("../starter/france-belgium-switzerland.opml")),
    ("italy", include_str!("../starter/italy.opml")),
    ("nordic-countries", include_str!("../starter/nordic-countries.opml")),
    ("central-eastern-europe", include_str!("../starter/central-eastern-europe.opml")),
    ("spain-latin-america", include_str!("../starter/spain-latin-america.opml")),
    ("brazil-portugal", include_str!("../starter/brazil-portugal.opml")),
    ("middle-east", include_str!("../starter/middle-east.opml")),
    ("africa", include_str!("../starter/africa.opml")),
    ("india-south-asia", include_str!("../starter/india-south-asia.opml")),
    ("east-southeast-asia", include_str!("../starter/east-southeast-asia.opml")),
];

/// A list as the first-run page offers it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StarterList {
    /// Its name in forms.
    pub name: &'static str,
    /// Its title for people.
    pub title: String,
    /// What is in it, as a sentence.
    pub about: String,
    /// It is of a country or region, not of a theme.
    pub country: bool,
    /// How many feeds it has.
    pub feeds: usize,
    /// The month in which all of its addresses were last known to work, such as `February 2026`.
    pub known: Option<String>,
}

static LISTS: LazyLock<Vec<(StarterList, Opml)>> = LazyLock::new(|| {
    let read = |(name, file): &(&'static str, &'static str)| {
        let (list, _) = opml::parse(file.as_bytes());
        let about = list.outlines.first().map(|folder| of_folder(name, folder, &list))?;
        Some((about, list))
    };
    FILES.iter().filter_map(read).collect()
});

fn of_folder(name: &'static str, folder: &Outline, list: &Opml) -> StarterList {
    let stated = |attribute: &str| folder.attributes.get(&format!("tidings:{attribute}")).cloned();
    StarterList {
        name,
        title: folder.title.clone(),
        about: stated("about").unwrap_or_default(),
        country: stated("kind").as_deref() == Some("country"),
        feeds: list.feeds().len(),
        known: stated("known").and_then(|month| in_words(&month)),
    }
}

/// `2026-02` as `February 2026`.
fn in_words(month: &str) -> Option<String> {
    let first: jiff::civil::Date = format!("{month}-01").parse().ok()?;
    Some(first.strftime("%B %Y").to_string())
}

/// Every list, in the order in which it is offered.
pub fn lists() -> impl Iterator<Item = &'static StarterList> {
    LISTS.iter().map(|(list, _)| list)
}

/// The chosen lists as one, each in a folder of its own name.
pub(crate) fn chosen(is_chosen: impl Fn(&str) -> bool) -> Opml {
    let mut all = Opml::default();
    for (_, list) in LISTS.iter().filter(|(list, _)| is_chosen(list.name)) {
        all.namespaces.extend(list.namespaces.clone());
        all.outlines.extend(list.outlines.iter().map(plain));
    }
    all
}

/// What a list says of itself is for the first-run page and not for the reader's own list.
fn plain(outline: &Outline) -> Outline {
    let mut plain = outline.clone();
    plain.attributes.retain(|name, _| !name.starts_with("tidings:"));
    plain.outlines = outline.outlines.iter().map(self::plain).collect();
    plain
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use tidings_model::publisher::DisplayPolicy;

    use super::*;

    #[test]
    fn there_are_a_dozen_lists_with_what_a_person_wants_to_know_of_each() {
        assert!(lists().count() >= 12);
        for list in lists() {
            assert!(list.feeds >= 5 && !list.title.is_empty() && list.about.ends_with('.'), "{list:?}");
            assert!(list.known.is_some(), "{list:?}");
        }
    }

    #[test]
    fn every_feed_can_be_added_and_none_stands_twice() {
        let all = chosen(|_| true);
        let feeds = opml::subscriptions(&all, DisplayPolicy::default());
        let addresses: BTreeSet<&str> = feeds.iter().map(|(_, feed)| feed.url.as_str()).collect();
        assert_eq!(addresses.len(), all.feeds().len());
        assert!(addresses.len() >= 150, "{}", addresses.len());
        assert!(feeds.iter().all(|(_, feed)| feed.folders.len() == 1 && feed.title.is_some()));
        assert!(feeds.iter().all(|(_, feed)| !feed.attributes.keys().any(|name| name.contains("tidings"))));
    }

    #[test]
    fn every_file_of_the_folder_is_offered() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/starter");
        let files = std::fs::read_dir(folder).unwrap().filter(|file| {
            file.as_ref().unwrap().path().extension().is_some_and(|extension| extension == "opml")
        });
        assert_eq!(files.count(), FILES.len());
        assert_eq!(lists().count(), FILES.len());
    }
}
