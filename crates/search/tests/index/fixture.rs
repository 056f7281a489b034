//! A small fictional paper in an index of its own.

use tempfile::TempDir;
use tidings_model::id::{ArticleId, PublisherId};
use tidings_model::section::Section;
use tidings_model::time::Timestamp;
use tidings_search::directory::KnownPublisher;
use tidings_search::like::Like;
use tidings_search::{
    Batch, Directory, Document, Follower, Order, Progress, Query, Search, SearchIndex, Step,
};

/// The time of the tests.
pub(crate) fn now() -> Timestamp {
    Timestamp::from_rfc3339("2026-11-23T12:00:00Z").unwrap()
}

/// An index with its folder.
pub(crate) struct Bench {
    pub(crate) folder: TempDir,
    pub(crate) index: SearchIndex,
    pub(crate) follower: Follower,
}

impl Bench {
    /// An empty index that follows.
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let index = SearchIndex::open(folder.path());
        let follower = index.follow().unwrap().unwrap();
        Self { folder, index, follower }
    }

    /// An index with the paper in it.
    pub(crate) fn of_the_paper() -> Self {
        let mut bench = Self::new();
        bench.complete(paper());
        bench
    }

    /// Writes articles into the next generation and lets it serve.
    pub(crate) fn complete(&mut self, documents: Vec<Document>) {
        let step = *self.follower.steps().last().unwrap();
        let progress = Progress { transaction: 0, position: 1, building: None };
        self.follower.write(step, &Batch { documents, gone: Vec::new(), progress }).unwrap();
        self.follower.take_over().unwrap();
    }

    /// Writes changes into the generation that serves.
    pub(crate) fn change(&mut self, documents: Vec<Document>, gone: Vec<i64>) {
        let Some(step @ Step::Serving(progress)) = self.follower.steps().first().copied() else {
            panic!("none serves")
        };
        let progress = Progress { position: progress.position + 1, ..progress };
        let gone = gone.into_iter().map(ArticleId::new).collect();
        self.follower.write(step, &Batch { documents, gone, progress }).unwrap();
    }

    /// The ids that a query finds, in order.
    pub(crate) fn found(&self, query: &str) -> Vec<i64> {
        self.found_by(query, Order::Best)
    }

    /// The ids that a query finds, in the order of the ids.
    pub(crate) fn found_sorted(&self, query: &str) -> Vec<i64> {
        let mut ids = self.found(query);
        ids.sort_unstable();
        ids
    }

    /// The ids of the articles like a text, in order.
    pub(crate) fn like(&self, like: Like<'_>) -> Vec<i64> {
        self.index.like(like).unwrap().iter().map(|hit| hit.id.get()).collect()
    }

    /// The ids that a query finds, or what the nearest words find, with the query asked in its place.
    pub(crate) fn found_or_near(&self, query: &str) -> (Vec<i64>, Option<String>) {
        let (query, directory) = (Query::parse(query).unwrap(), directory());
        let order = Order::Best;
        let search = Search { query: &query, directory: &directory, order, now: now(), skip: 0, limit: 20 };
        let (found, other) = self.index.find_or_near(search).unwrap();
        (found.hits.iter().map(|hit| hit.id.get()).collect(), other.map(|query| query.to_string()))
    }

    pub(crate) fn found_by(&self, query: &str, order: Order) -> Vec<i64> {
        let query = Query::parse(query).unwrap();
        let directory = directory();
        let search = Search { query: &query, directory: &directory, order, now: now(), skip: 0, limit: 20 };
        self.index.find(search).unwrap().hits.iter().map(|hit| hit.id.get()).collect()
    }
}

pub(crate) fn directory() -> Directory {
    let known = |id, name: &str, site: &str| KnownPublisher {
        id: PublisherId::new(id),
        name: name.to_owned(),
        site: site.to_owned(),
    };
    Directory::new(vec![
        known(1, "Harbour Post", "harbour.example"),
        known(2, "Küstenblatt", "kueste.example"),
        known(3, "Minato Shimbun", "minato.example"),
    ])
}

/// An English article of the Harbour Post, published some days ago.
pub(crate) fn article(id: i64, headline: &str, text: &str, days: i64) -> Document {
    Document {
        id: ArticleId::new(id),
        publisher_id: PublisherId::new(1),
        section: Section::Local,
        language: Some("en-GB".to_owned()),
        time: Timestamp::from_millis(now().millis() - days * 86_400_000),
        headline: headline.to_owned(),
        standfirst: None,
        text: text.to_owned(),
        names: Vec::new(),
    }
}

pub(crate) fn paper() -> Vec<Document> {
    vec![
        Document {
            names: vec!["Orla Venn".to_owned(), "Harbour Board".to_owned()],
            ..article(
                1,
                "Ferry fire off Averil",
                "The engine fire was out by noon, harbour master Orla Venn said.",
                1,
            )
        },
        article(
            2,
            "Council votes on bridges",
            "Two bridges need repairs. A fire engine could not cross the old one.",
            40,
        ),
        Document {
            publisher_id: PublisherId::new(2),
            section: Section::World,
            language: Some("de".to_owned()),
            ..article(
                3,
                "Fähre brennt vor Averil",
                "Die Brücken über den Hafen blieben gesperrt, sagte der Hafenmeister.",
                0,
            )
        },
        Document {
            publisher_id: PublisherId::new(3),
            section: Section::World,
            language: Some("ja".to_owned()),
            ..article(4, "アヴェリル沖でフェリー火災", "昨夜、港で火災があった。", 2)
        },
        Document {
            section: Section::Sport,
            ..article(5, "Averil wins the regatta", "The ferry crew won at last.", 3)
        },
    ]
}
