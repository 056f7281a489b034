//! Searching from outside: the sample world is found by words, phrases and filters; the index mends and renews itself.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a failure here is a failed test"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use tidings_tests::binary::{self, Running};
use tidings_tests::database::Database;
use tidings_tests::mill::serve;
use tidings_tests::page::{Answer, Client, encode};
use tidings_tests::paper::Paper;

/// A paper with its search page.
struct Searched {
    paper: Paper,
    address: String,
}

impl Searched {
    fn at(running: &Running) -> Self {
        let address = running.address();
        Self { paper: Paper::at(&address), address }
    }

    async fn search(&self, query: &str) -> Answer {
        self.paper.page(&format!("/search?q={}", encode(query))).await
    }

    /// The headlines that a query finds on its first page.
    async fn headlines(&self, query: &str) -> Vec<String> {
        let page = self.search(query).await;
        assert_eq!(page.status, 200, "{query}: {}", page.body);
        assert_eq!(page.texts(".problem"), Vec::<String>::new(), "{query}");
        page.texts(".hits .headline")
    }

    async fn publishers(&self, query: &str) -> Vec<String> {
        let mut publishers = self.search(query).await.texts(".hits .source > a");
        publishers.sort();
        publishers.dedup();
        publishers
    }

    /// Waits until a query finds so many articles: a fresh article may take two seconds, on a busy machine more.
    async fn until_found(&self, query: &str, count: &str) {
        let mut last = Vec::new();
        for _ in 0..120 {
            last = self.search(query).await.texts("#results");
            if last == [count] {
                return;
            }
            tokio::time::sleep(Duration::from_millis(250)).await;
        }
        panic!("{query} finds {last:?}, not {count}");
    }

    /// Sends a form of the search page, with its token and the browser's cookie.
    async fn send(&self, path: &str, form: &[(&str, &str)]) -> Answer {
        let page = self.search("ferry").await;
        let token = page.attributes("main input[name=token]", "value").remove(0);
        let cookie = page.header("set-cookie").unwrap().split(';').next().unwrap().to_owned();
        let form = [&[("token", token.as_str())], form].concat();
        let headers = [("cookie", cookie.as_str()), ("origin", self.address.as_str())];
        Client::new().post(&format!("{}{path}", self.address), &form, &headers).await.unwrap()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sample_world_can_be_searched() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().display().to_string();
    let running = Running::start(&["demo", "--listen", "127.0.0.1:0", "--data", &data]);
    let searched = Searched::at(&running);
    searched.paper.until_quiet(240).await;
    let there = searched.paper.article_ids().await.len();
    searched.until_found("after:2020", &format!("{there} articles")).await;
    words_find_what_they_should(&searched).await;
    filters_narrow(&searched).await;
    the_form_helps(&searched).await;
    bad_queries_explain_themselves(&searched).await;
    a_kept_search_has_a_feed(&searched).await;
    the_command_line_finds_the_same(&searched, &data).await;
}

async fn words_find_what_they_should(searched: &Searched) {
    let page = searched.search("\"emptied in 50 minutes\"").await;
    assert_eq!(page.texts(".hits .headline").len(), 1, "{}", page.body);
    assert!(page.texts(".hits .headline mark").contains(&"emptied in 50 minutes".to_owned()));
    assert_eq!(searched.headlines("\"minutes 50 in emptied\"").await, Vec::<String>::new());
    let with = searched.headlines("ferry engine").await;
    let without = searched.headlines("ferry engine -\"Ostrey Star\"").await;
    assert!(with.len() > without.len(), "{with:?} {without:?}");
    assert!(!searched.headlines("ferr*").await.is_empty());
}

async fn filters_narrow(searched: &Searched) {
    assert_eq!(searched.publishers("ferry publisher:\"The Harbour Post\"").await, ["The Harbour Post"]);
    assert_eq!(searched.publishers("after:2020 language:de").await, ["Küstenblatt"]);
    assert!(!searched.headlines("person:\"Jonas Pell\"").await.is_empty());
    assert!(!searched.headlines("ferry section:local after:7d").await.is_empty());
    assert_eq!(searched.headlines("ferry before:2020").await, Vec::<String>::new());
}

async fn the_form_helps(searched: &Searched) {
    let empty = searched.search("ferry before:2020").await;
    assert!(empty.texts("#results")[0].starts_with("Nothing here fits"), "{}", empty.body);
    let suggested: Vec<String> =
        serde_json::from_str(&searched.paper.page("/search/suggest?q=jonas%20pe").await.body).unwrap();
    assert!(
        suggested.iter().any(|query| query.contains("Jonas Pell") || query.contains("pell")),
        "{suggested:?}"
    );
    let narrowed = searched.paper.page("/search?q=ferry&since=7d&order=newest").await;
    assert_eq!(
        (narrowed.status, narrowed.header("location")),
        (303, Some("/search?q=ferry+after%3A7d&order=newest"))
    );
}

async fn bad_queries_explain_themselves(searched: &Searched) {
    for (query, words) in [
        ("ferry \"engine fire", "quotation mark is open"),
        ("publisher:", "has no value"),
        ("publisher:Nobody", "No publisher here is called"),
        ("-ferry", "looks for nothing"),
        ("<script>alert(1)</script> \"", "quotation mark"),
    ] {
        let page = searched.search(query).await;
        assert_eq!(page.status, 200);
        assert!(page.texts(".problem").concat().contains(words), "{query}: {}", page.body);
        assert!(!page.body.contains("<script>alert"), "{query}");
    }
}

async fn a_kept_search_has_a_feed(searched: &Searched) {
    let saved = searched.send("/search/save", &[("name", "Ferries"), ("query", "ferry -storm")]).await;
    assert_eq!(saved.status, 303, "{}", saved.body);
    let page = searched.paper.page("/search").await;
    let kept = page.texts(".kept li > a");
    assert_eq!(kept, ["Ferries"]);
    let feed = page.attributes(".kept .quiet a", "href").remove(0);
    let atom = searched.paper.page(&feed).await;
    assert!(atom.status == 200 && atom.header("content-type").unwrap().starts_with("application/atom+xml"));
    assert!(
        atom.body.contains("<title>Ferries · Tidings</title>") && atom.body.matches("<entry>").count() > 2
    );
    let other = format!("/feed/search/{}", "0".repeat(64));
    assert_eq!(searched.paper.page(&other).await.status, 404);
    let forget = page.attributes(".kept form", "action").remove(0);
    assert_eq!(searched.send(&forget, &[]).await.status, 303);
    assert_eq!(searched.paper.page(&feed).await.status, 404);
}

async fn the_command_line_finds_the_same(searched: &Searched, data: &str) {
    let folder = Path::new(data).join("sample").display().to_string();
    let found = binary::run(&["--data", &folder, "search", "--json", "\"emptied in 50 minutes\""]);
    let lines = binary::text(&found.stdout);
    let line: serde_json::Value = serde_json::from_str(lines.trim()).unwrap();
    let headline = searched.headlines("\"emptied in 50 minutes\"").await.remove(0);
    assert_eq!(line["title"].as_str().unwrap().split_whitespace().collect::<Vec<_>>().join(" "), headline);
    let bad = binary::run(&["--data", &folder, "search", "language:elvish"]);
    assert_eq!(bad.status.code(), Some(2));
    assert!(binary::text(&bad.stderr).contains("names no language"));
}

/// The folder of the index of a database.
fn index_folder(database: &Database) -> PathBuf {
    let entries = fs::read_dir(database.folder()).unwrap().map(|entry| entry.unwrap().path());
    let is_index = |path: &PathBuf| path.file_name().unwrap().to_string_lossy().starts_with("search");
    entries.filter(is_index).find(|path| path.is_dir()).unwrap()
}

fn garble(folder: &Path) {
    let generations = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    for generation in generations.filter(|path| path.is_dir()) {
        for file in fs::read_dir(generation).unwrap().map(|entry| entry.unwrap().path()) {
            if file.extension().is_some_and(|kind| kind == "idx" || kind == "term") {
                let mut bytes = fs::read(&file).unwrap();
                bytes[0] ^= 0x55;
                fs::write(&file, bytes).unwrap();
            }
        }
    }
}

async fn the_index_mends_itself(database: Database) {
    let site = serve();
    let started = ["--listen", "127.0.0.1:0", "--allow-network", "127.0.0.1/32"];
    let added = database.run(&["add", &site, "--allow-network", "127.0.0.1/32"]);
    assert!(added.status.success(), "{}", binary::text(&added.stderr));
    let running = database.start(&started);
    let searched = Searched::at(&running);
    searched.until_found("oak shaft person:Brook", "1 article").await;
    let asked = database.run(&["reindex"]);
    assert!(binary::text(&asked.stdout).contains("searches go on"), "{}", binary::text(&asked.stderr));
    searched.until_found("mill wheel", "1 article").await;
    running.kill();
    let alone = database.run(&["reindex"]);
    assert!(binary::text(&alone.stdout).contains("made anew: 1 articles"), "{}", binary::text(&alone.stderr));
    garble(&index_folder(&database));
    let sick = binary::text(&database.run(&["doctor"]).stdout);
    assert!(sick.contains("bad   search: the search index is damaged"), "{sick}");
    let running = database.start(&started);
    until_mended(&database).await;
    Searched::at(&running).until_found("mill wheel", "1 article").await;
}

/// Waits until the doctor finds the index well and says that it was made anew. The damaged one may answer until then.
async fn until_mended(database: &Database) {
    let mut said = String::new();
    for _ in 0..120 {
        said = binary::text(&database.run(&["doctor"]).stdout);
        if said.contains("good  search:") && said.contains("it was damaged") {
            return;
        }
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
    panic!("the index is not mended: {said}");
}

#[tokio::test]
async fn on_sqlite_the_index_mends_itself() {
    the_index_mends_itself(Database::sqlite()).await;
}

#[tokio::test]
async fn on_postgresql_the_index_mends_itself() {
    the_index_mends_itself(Database::postgres()).await;
}
