//! Sections: the one table from publishers' labels to ours; what is not in it goes to *More*.

use serde::{Deserialize, Serialize};

/// A section of the paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Section {
    /// Home politics.
    Politics,
    /// Other countries.
    World,
    /// Firms, markets, work.
    Business,
    /// Research.
    Science,
    /// Machines, networks, software.
    Technology,
    /// Medicine and care.
    Health,
    /// Nature, weather, climate.
    Environment,
    /// Arts, books, film, media.
    Culture,
    /// Sport.
    Sport,
    /// City and region.
    Local,
    /// Views and leaders.
    Opinion,
    /// Whatever the table does not know.
    #[default]
    More,
}

/// Every section in the order of the paper.
pub const SECTIONS: [Section; 12] = [
    Section::Politics,
    Section::World,
    Section::Business,
    Section::Science,
    Section::Technology,
    Section::Health,
    Section::Environment,
    Section::Culture,
    Section::Sport,
    Section::Local,
    Section::Opinion,
    Section::More,
];

/// Labels in lower case, in several languages. A label fits when it is equal, or when one of its words is.
const TABLE: &[(Section, &[&str])] = &[
    (
        Section::Politics,
        &[
            "politics",
            "parliament",
            "assembly",
            "election",
            "elections",
            "government",
            "policy",
            "politik",
            "innenpolitik",
            "politique",
            "política",
            "politica",
            "elecciones",
            "wahl",
            "wahlen",
            "politiek",
            "polityka",
            "inland",
        ],
    ),
    (
        Section::World,
        &[
            "world",
            "international",
            "abroad",
            "foreign",
            "global",
            "europe",
            "asia",
            "africa",
            "americas",
            "welt",
            "ausland",
            "monde",
            "mundo",
            "internacional",
            "esteri",
            "buitenland",
            "świat",
        ],
    ),
    (
        Section::Business,
        &[
            "business",
            "economy",
            "economics",
            "markets",
            "finance",
            "money",
            "companies",
            "industry",
            "work",
            "jobs",
            "wirtschaft",
            "finanzen",
            "économie",
            "economía",
            "economia",
            "negocios",
            "economie",
            "gospodarka",
        ],
    ),
    (
        Section::Science,
        &[
            "science",
            "research",
            "space",
            "wissenschaft",
            "forschung",
            "wissen",
            "sciences",
            "ciencia",
            "scienza",
        ],
    ),
    (
        Section::Technology,
        &[
            "technology",
            "tech",
            "digital",
            "internet",
            "computing",
            "technik",
            "technologie",
            "tecnología",
            "tecnologia",
            "netzwelt",
            "gadgets",
            "software",
        ],
    ),
    (
        Section::Health,
        &[
            "health",
            "medicine",
            "hospital",
            "care",
            "gesundheit",
            "medizin",
            "santé",
            "salud",
            "salute",
            "gezondheid",
        ],
    ),
    (
        Section::Environment,
        &[
            "environment",
            "climate",
            "weather",
            "nature",
            "energy",
            "umwelt",
            "klima",
            "wetter",
            "natur",
            "environnement",
            "medio ambiente",
            "ambiente",
            "milieu",
        ],
    ),
    (
        Section::Culture,
        &[
            "culture",
            "arts",
            "art",
            "books",
            "film",
            "films",
            "movies",
            "music",
            "theatre",
            "television",
            "entertainment",
            "kultur",
            "feuilleton",
            "bücher",
            "musik",
            "theater",
            "cultura",
            "cultuur",
            "kultura",
            "media",
        ],
    ),
    (
        Section::Sport,
        &[
            "sport",
            "sports",
            "football",
            "soccer",
            "cycling",
            "tennis",
            "cricket",
            "rugby",
            "athletics",
            "fußball",
            "fussball",
            "deportes",
            "sporten",
            "athletic",
        ],
    ),
    (
        Section::Local,
        &[
            "local",
            "city",
            "region",
            "regional",
            "community",
            "islands",
            "county",
            "town",
            "metro",
            "lokales",
            "stadt",
            "küste",
            "valley",
            "harbour",
            "local news",
            "faits divers",
            "locale",
            "lokaal",
        ],
    ),
    (
        Section::Opinion,
        &[
            "opinion",
            "comment",
            "editorial",
            "leaders",
            "columns",
            "views",
            "letters",
            "meinung",
            "kommentar",
            "opinión",
            "débats",
        ],
    ),
];

impl Section {
    /// Finds the section of a publisher's label; [`Section::More`] when the table does not know it.
    #[must_use]
    pub fn from_label(label: &str) -> Self {
        let label = label.trim().to_lowercase();
        let known = |candidate: &str| {
            TABLE.iter().find(|(_, labels)| labels.contains(&candidate)).map(|(section, _)| *section)
        };
        if let Some(section) = known(&label) {
            return section;
        }
        label.split(|c: char| !c.is_alphanumeric()).find_map(known).unwrap_or_default()
    }

    /// Finds the section of the first label that the table knows.
    #[must_use]
    pub fn from_labels<'a>(labels: impl IntoIterator<Item = &'a str>) -> Self {
        labels.into_iter().map(Self::from_label).find(|section| *section != Self::More).unwrap_or_default()
    }

    /// The word in addresses and in the store.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Politics => "politics",
            Self::World => "world",
            Self::Business => "business",
            Self::Science => "science",
            Self::Technology => "technology",
            Self::Health => "health",
            Self::Environment => "environment",
            Self::Culture => "culture",
            Self::Sport => "sport",
            Self::Local => "local",
            Self::Opinion => "opinion",
            Self::More => "more",
        }
    }

    /// The name readers see.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Politics => "Politics",
            Self::World => "World",
            Self::Business => "Business",
            Self::Science => "Science",
            Self::Technology => "Technology",
            Self::Health => "Health",
            Self::Environment => "Environment",
            Self::Culture => "Culture",
            Self::Sport => "Sport",
            Self::Local => "Local",
            Self::Opinion => "Opinion",
            Self::More => "More",
        }
    }

    /// Reads the word of an address; `None` when there is no such section.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        SECTIONS.into_iter().find(|section| section.as_str() == word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_in_several_languages_find_their_section() {
        assert_eq!(Section::from_label("Wirtschaft"), Section::Business);
        assert_eq!(Section::from_label("UK Politics"), Section::Politics);
        assert_eq!(Section::from_label("Around the Islands"), Section::Local);
    }

    #[test]
    fn what_the_table_does_not_know_goes_to_more() {
        assert_eq!(Section::from_label("Zzz"), Section::More);
        assert_eq!(Section::from_labels(["Zzz", "Sport"]), Section::Sport);
    }

    #[test]
    fn every_section_has_its_own_word() {
        for section in SECTIONS {
            assert_eq!(Section::from_word(section.as_str()), Some(section));
        }
    }
}
