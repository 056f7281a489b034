//! Pages: our own fixtures in many layouts and languages, each with its expectation beside it and a snapshot of the
//! whole answer; what holds for any page whatever; and pages that are too large.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::format_collect,
    reason = "a test that cannot read its fixtures has failed"
)]

use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use serde::Deserialize;
use serde_json::{Value, json};
use tidings_parse::article::{Context, Extracted, Verdict, explain, extract};
use tidings_parse::sanitize;

/// What a fixture's page must give; what is left out is not checked.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Expected {
    url: String,
    title: String,
    authors: Option<Vec<String>>,
    published: Option<String>,
    language: Option<String>,
    canonical: Option<String>,
    amp: Option<String>,
    print: Option<String>,
    next_page: Option<String>,
    lead_image: Option<String>,
    paywalled: bool,
    live: bool,
    updates: usize,
    /// Each stands in the text.
    has: Vec<String>,
    /// None stands in the text.
    hasnot: Vec<String>,
    /// Each stands in the text once.
    once: Vec<String>,
    /// Each stands in the markup.
    html: Vec<String>,
    /// The figures in order, with the fields that are checked.
    images: Vec<Value>,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/page")
}

fn fixtures() -> Vec<(String, String, Expected)> {
    let files = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    let mut pages: Vec<PathBuf> =
        files.filter(|path| path.extension().is_some_and(|kind| kind == "html")).collect();
    pages.sort();
    let fixture = |path: PathBuf| {
        let expected =
            serde_json::from_str(&fs::read_to_string(path.with_extension("json")).unwrap()).unwrap();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        (name, fs::read_to_string(path).unwrap(), expected)
    };
    pages.into_iter().map(fixture).collect()
}

fn read(html: &str, url: &str) -> Extracted {
    extract(html, &Context { url: Some(url.to_owned()), announced_characters: None }).0
}

#[test]
fn every_fixture_gives_what_is_expected_of_it() {
    let fixtures = fixtures();
    assert!(fixtures.len() >= 12);
    for (name, html, expected) in fixtures {
        let article = read(&html, &expected.url);
        check_head(&name, &article, &expected);
        check_body(&name, &article, &expected);
    }
}

fn check_head(name: &str, article: &Extracted, expected: &Expected) {
    let fields = serde_json::to_value(article).unwrap();
    assert_eq!(article.title.as_deref(), Some(expected.title.as_str()), "{name}");
    if let Some(authors) = &expected.authors {
        assert_eq!(&article.authors, authors, "{name}");
    }
    for (field, wanted) in [
        ("published", &expected.published),
        ("language", &expected.language),
        ("lead_image", &expected.lead_image),
    ] {
        assert!(wanted.is_none() || fields[field] == json!(wanted), "{name}: {field} is {}", fields[field]);
    }
    for (found, wanted) in [
        (&article.canonical, &expected.canonical),
        (&article.amp, &expected.amp),
        (&article.print, &expected.print),
        (&article.next_page, &expected.next_page),
    ] {
        assert!(wanted.is_none() || found == wanted, "{name}: {found:?} for {wanted:?}");
    }
    assert_eq!((article.paywalled, article.live), (expected.paywalled, expected.live), "{name}");
    assert_eq!(article.updates.len(), expected.updates, "{name}");
}

fn check_body(name: &str, article: &Extracted, expected: &Expected) {
    for words in &expected.has {
        assert!(article.text.contains(words), "{name} lacks {words}:\n{}", article.text);
    }
    for words in &expected.hasnot {
        assert!(!article.text.contains(words), "{name} has {words}:\n{}", article.text);
    }
    for words in &expected.once {
        assert_eq!(article.text.matches(words.as_str()).count(), 1, "{name}: {words}");
    }
    for markup in &expected.html {
        assert!(article.html.as_str().contains(markup), "{name} lacks {markup}:\n{}", article.html);
    }
    for (at, wanted) in expected.images.iter().enumerate() {
        let found = serde_json::to_value(article.images.get(at)).unwrap();
        for (field, value) in wanted.as_object().unwrap() {
            assert_eq!(&found[field], value, "{name}: {field} of figure {at}");
        }
    }
}

#[test]
fn every_fixture_has_its_snapshot() {
    for (name, html, expected) in fixtures() {
        let mut fields = serde_json::to_value(read(&html, &expected.url)).unwrap();
        // The model may be fitted anew; how sure it is of a page is no promise.
        fields.as_object_mut().unwrap().remove("confidence");
        insta::assert_json_snapshot!(name, fields);
    }
}

#[test]
fn explaining_tells_of_every_block_and_agrees_with_the_text() {
    for (name, html, expected) in fixtures() {
        let context = Context { url: Some(expected.url.clone()), announced_characters: None };
        let (blocks, _) = explain(&html, &context);
        let kept: Vec<&str> = blocks
            .iter()
            .filter(|block| matches!(block.verdict, Verdict::Kept | Verdict::Standfirst))
            .map(|block| block.text.as_str())
            .collect();
        assert_eq!(kept.join("\n"), read(&html, &expected.url).text, "{name}");
        assert!(blocks.iter().any(|block| block.verdict == Verdict::Headline), "{name}");
    }
}

#[test]
fn too_much_a_page_of_ten_megabytes_is_read_in_part_with_a_warning() {
    let paragraph = "<p>The ferry left the harbour at nine, and nobody on the quay waved to it.</p>";
    let html = paragraph.repeat(10 * 1024 * 1024 / paragraph.len() + 1);
    let (article, warnings) = extract(&html, &Context::default());
    assert!(!warnings.is_empty() && article.text.len() < html.len());
}

#[test]
fn too_much_200_000_nested_elements_give_a_warning() {
    let html = format!("<body>{}deep{}", "<div>".repeat(200_000), "</div>".repeat(200_000));
    let (_, warnings) = extract(&html, &Context::default());
    assert!(!warnings.is_empty());
}

#[test]
fn too_much_100_000_attributes_give_a_warning() {
    let attributes: String = (0..100_000).map(|number| format!(" data-a{number}=\"x\"")).collect();
    let (_, warnings) = extract(&format!("<body><div{attributes}>text</div>"), &Context::default());
    assert!(!warnings.is_empty());
}

/// Pieces of pages, whole and broken.
fn markup() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[a-zA-Zäßжが漢ע ,.]{0,120}",
        4 => proptest::sample::select(vec![
            "<p>", "</p>", "<div class=article-body>", "</div>", "<article>", "</article>", "<h1>", "</h1>", "<h2>",
            "<ul><li>", "</li>", "</ul>", "<table><tr><td>", "<td>", "</table>", "<blockquote>", "</blockquote>",
            "<figure><img src=/a/long-picture.jpg>", "<figcaption>", "</figure>", "<iframe src=/v title='a<b'>",
            "<a href=/x>", "<a href=javascript:1>", "</a>", "<b><i>", "</b>", "<br><br>", "<pre>", "</pre>",
            "<script>alert(1)</script>", "<svg><p>", "<template>", "<noscript>", "<button><figure><img src=/b.png>",
            "<math><mtext>", "<style>p{}</style>", "<!--", "-->", "&lt;script&gt;", "&#0;", "<blockquote class=twitter-tweet>",
        ]).prop_map(str::to_owned),
    ];
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn the_markup_of_any_article_is_clean_and_stays_so(html in markup()) {
        let article = read(&html, "https://paper.example/a");
        let again = sanitize::clean(article.html.as_str(), Some("https://paper.example/a"));
        prop_assert_eq!(again.as_str(), article.html.as_str());
        prop_assert!(!article.html.as_str().contains("<script") && !article.html.as_str().contains("javascript:"));
    }
}
