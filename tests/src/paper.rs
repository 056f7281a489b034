//! A running paper as a reader sees it: its publishers, articles and stories, read from the pages.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use dom_query::{Document, Selection};

use crate::page::{Answer, Client};

/// A paper at an address.
#[derive(Debug, Clone)]
pub struct Paper {
    client: Client,
    address: String,
}

/// An article as its page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadArticle {
    /// Its id.
    pub id: String,
    /// Address of the original.
    pub original: String,
    /// The publisher's name.
    pub publisher: String,
    /// The headline.
    pub headline: String,
    /// The byline, without "By".
    pub byline: Option<String>,
    /// The text's blocks, in order.
    pub paragraphs: Vec<String>,
    /// The figures, in order.
    pub figures: Vec<ReadFigure>,
    /// What stands under the head: paywall, live, changes, copies.
    pub notes: Vec<String>,
    /// The id of its story, where others report the same.
    pub story: Option<String>,
}

/// A figure as a page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadFigure {
    /// The alternative text.
    pub alternative: String,
    /// The caption.
    pub caption: Option<String>,
    /// The credit, without its label.
    pub credit: Option<String>,
}

/// A story as its page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadStory {
    /// The sentence that counts publishers and independent reports.
    pub count: String,
    /// The ids of its articles.
    pub articles: BTreeSet<String>,
    /// The publishers of the copies, below the text they copy.
    pub copies: Vec<String>,
    /// What differs, as text.
    pub differences: Vec<String>,
}

impl Paper {
    /// A paper at an address without a slash at its end.
    #[must_use]
    pub fn at(address: &str) -> Self {
        Self { client: Client::new(), address: address.to_owned() }
    }

    /// Reads a page of it.
    pub async fn page(&self, path: &str) -> Answer {
        self.client.get(&format!("{}{path}", self.address)).await.expect("the paper answers")
    }

    /// Waits until no job is due or running, for `seconds` at most.
    pub async fn until_quiet(&self, seconds: u64) {
        let mut calm = 0;
        for _ in 0..seconds * 4 {
            calm = if is_quiet(&self.page("/metrics").await.body) { calm + 1 } else { 0 };
            if calm >= 3 {
                return;
            }
            tokio::time::sleep(Duration::from_millis(250)).await;
        }
        panic!("the pipeline is not quiet after {seconds} s: {}", self.page("/metrics").await.body);
    }

    /// Waits until there are so many articles and no job is due or running, for `seconds` at most.
    pub async fn until_articles(&self, count: usize, seconds: u64) {
        for _ in 0..seconds * 4 {
            if self.article_ids().await.len() >= count {
                return self.until_quiet(seconds).await;
            }
            tokio::time::sleep(Duration::from_millis(250)).await;
        }
        panic!("{count} articles have not come within {seconds} s");
    }

    /// The ids of every article, from the pages of all publishers; an id that is listed twice comes twice.
    pub async fn article_ids(&self) -> Vec<String> {
        let mut ids = Vec::new();
        for publisher in ids_behind(&self.page("/editor/publishers").await, "a", "/publisher/") {
            let mut next = Some(format!("/publisher/{publisher}"));
            while let Some(path) = next {
                let page = self.page(&path).await;
                ids.extend(listed(&page));
                next = page.attributes("a[rel=next]", "href").into_iter().next();
            }
        }
        ids
    }

    /// Every article.
    pub async fn articles(&self) -> Vec<ReadArticle> {
        let mut articles = Vec::new();
        for id in self.article_ids().await {
            articles.push(self.article(&id).await);
        }
        articles
    }

    /// One article.
    pub async fn article(&self, id: &str) -> ReadArticle {
        let page = self.page(&format!("/article/{id}")).await;
        assert_eq!(page.status, 200, "article {id}");
        let document = page.document();
        let first = |selector: &str| words(&document.select(selector).first());
        let some = |text: String| Some(text).filter(|text| !text.is_empty());
        ReadArticle {
            id: id.to_owned(),
            original: page.attributes("a[data-original]", "href").into_iter().next().unwrap_or_default(),
            publisher: first(".article .source a"),
            headline: first("h1"),
            byline: some(first(".byline").trim_start_matches("By ").to_owned()),
            paragraphs: page
                .texts(".article .body p, .article .body li, .article .body h2, .article .body h3"),
            figures: figures(&document),
            notes: page.texts(".article .note"),
            story: ids_behind(&page, ".article a.on", "/story/").into_iter().next(),
        }
    }

    /// One story.
    pub async fn story(&self, id: &str) -> ReadStory {
        let page = self.page(&format!("/story/{id}")).await;
        assert_eq!(page.status, 200, "story {id}");
        ReadStory {
            count: page.texts(".story .head .count").concat(),
            articles: ids_behind(&page, ".story .reports .headline a", "/article/").into_iter().collect(),
            copies: page.texts(".story .copies .source a"),
            differences: page.texts(".story dl.differs"),
        }
    }

    /// The members of every story with more than one article, by the story's id.
    pub async fn stories(&self, articles: &[ReadArticle]) -> BTreeMap<String, ReadStory> {
        let mut stories = BTreeMap::new();
        for id in articles.iter().filter_map(|article| article.story.clone()).collect::<BTreeSet<_>>() {
            let story = self.story(&id).await;
            stories.insert(id, story);
        }
        stories
    }
}

fn is_quiet(metrics: &str) -> bool {
    let is_busy = |line: &&str| {
        let (name, value) = line.rsplit_once(' ').unwrap_or_default();
        (name.contains("state=\"running\"") || name.contains("oldest_due_seconds")) && value != "0"
    };
    let waiting_groups =
        |line: &&str| line.contains("kind=\"group\",state=\"waiting\"") && !line.ends_with(" 0");
    // Background out of the archive is found at leisure, by whoever serves pages.
    let is_waited_for = |line: &&str| !line.starts_with('#') && !line.contains("kind=\"background\"");
    let mut figures = metrics.lines().filter(is_waited_for);
    metrics.contains("tidings_jobs{") && !figures.any(|line| is_busy(&line) || waiting_groups(&line))
}

fn listed(page: &Answer) -> Vec<String> {
    ids_behind(page, ".publisher .reports .headline a", "/article/")
}

fn ids_behind(page: &Answer, selector: &str, prefix: &str) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let links = page.attributes(selector, "href").into_iter();
    let ids = links.filter_map(|link| link.strip_prefix(prefix).map(str::to_owned));
    let all: Vec<String> = ids.filter(|id| id.bytes().all(|byte| byte.is_ascii_digit())).collect();
    // A publisher is linked twice on the editor's page; an article in a list must not be.
    if prefix == "/publisher/" { all.into_iter().filter(|id| seen.insert(id.clone())).collect() } else { all }
}

fn figures(document: &Document) -> Vec<ReadFigure> {
    let figures = document.select(".article figure.figure");
    figures
        .iter()
        .map(|figure| {
            let text = |selector: &str| {
                Some(words(&figure.select(selector).first())).filter(|text| !text.is_empty())
            };
            ReadFigure {
                alternative: figure.select("img").attr_or("alt", "").to_string(),
                caption: text(".caption"),
                credit: text(".credit").map(|credit| credit.trim_start_matches("Photo: ").to_owned()),
            }
        })
        .collect()
}

fn words(selection: &Selection<'_>) -> String {
    selection.text().split_whitespace().collect::<Vec<_>>().join(" ")
}
