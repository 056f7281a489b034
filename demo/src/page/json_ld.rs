//! The JSON-LD of an article, as schema.org names things.
//!
//! Source: <https://schema.org/NewsArticle> and <https://schema.org/LiveBlogPosting>.

use serde_json::{Map, Value, json};

use super::moment::Moment;
use crate::article::{Article, Block, Update};
use crate::offset::Offset;
use crate::publisher::Layout;
use crate::scene::Scene;

/// The words of the script element, safe to stand in HTML; empty for publishers that have none.
pub(super) fn script(scene: &Scene<'_>, article: &Article) -> String {
    let value = match scene.publisher.layout {
        Layout::HarbourPost => news_article(scene, article),
        Layout::NorthernLedger => behind_the_wall(news_article(scene, article)),
        Layout::Kuestenblatt => graph(scene, &news_article(scene, article)),
        Layout::AverilNow if article.body.updates.is_empty() => news_article(scene, article),
        Layout::AverilNow => live_blog(scene, article),
        _ => return String::new(),
    };
    value.to_string().replace('<', "\\u003c")
}

fn news_article(scene: &Scene<'_>, article: &Article) -> Value {
    let header = &article.header;
    let authors: Vec<Value> =
        header.bylines.iter().map(|name| json!({ "@type": "Person", "name": name })).collect();
    let changed = scene.changed(article).unwrap_or(header.published);
    let mut fields = Map::new();
    let mut put = |key: &str, value: Value| fields.insert(key.to_owned(), value);
    put("@context", json!("https://schema.org"));
    put("@type", json!("NewsArticle"));
    put("mainEntityOfPage", json!({ "@type": "WebPage", "@id": scene.url(&article.path) }));
    put("headline", json!(header.headline));
    put("description", json!(article.teaser()));
    put("articleSection", json!(header.section));
    put("inLanguage", json!(scene.publisher.language));
    put("datePublished", json!(iso(scene, header.published)));
    put("dateModified", json!(iso(scene, changed)));
    put("publisher", organisation(scene));
    put("author", if authors.is_empty() { organisation(scene) } else { Value::Array(authors) });
    let pictures: Vec<Value> = article.body.all_blocks().filter_map(Block::figure).map(|figure| {
        json!({ "@type": "ImageObject", "url": scene.picture_url(&figure.file), "width": figure.width, "height": figure.height })
    }).collect();
    if !pictures.is_empty() {
        put("image", Value::Array(pictures));
    }
    Value::Object(fields)
}

fn organisation(scene: &Scene<'_>) -> Value {
    let logo = json!({ "@type": "ImageObject", "url": scene.url("/favicon.png"), "width": 64, "height": 64 });
    json!({ "@type": "NewsMediaOrganization", "name": scene.publisher.name, "url": scene.url("/"), "logo": logo })
}

fn iso(scene: &Scene<'_>, time: Offset) -> String {
    Moment::new(&scene.local(time), scene.publisher).iso
}

fn behind_the_wall(mut value: Value) -> Value {
    if let Some(fields) = value.as_object_mut() {
        let wall = json!({ "@type": "WebPageElement", "isAccessibleForFree": false, "cssSelector": ".subscriber-only" });
        fields.insert("isAccessibleForFree".to_owned(), json!(false));
        fields.insert("hasPart".to_owned(), wall);
    }
    value
}

fn graph(scene: &Scene<'_>, article: &Value) -> Value {
    let trail = json!({ "@type": "BreadcrumbList", "itemListElement": [
        { "@type": "ListItem", "position": 1, "name": "Startseite", "item": scene.url("/") },
    ] });
    json!({ "@context": "https://schema.org", "@graph": [organisation(scene), trail, article] })
}

fn live_blog(scene: &Scene<'_>, article: &Article) -> Value {
    let mut value = news_article(scene, article);
    let updates: Vec<Value> =
        scene.updates(&article.body).into_iter().map(|update| posting(scene, update)).collect();
    if let Some(fields) = value.as_object_mut() {
        fields.insert("@type".to_owned(), json!("LiveBlogPosting"));
        fields.insert("coverageStartTime".to_owned(), json!(iso(scene, article.header.published)));
        fields.insert("liveBlogUpdate".to_owned(), Value::Array(updates));
    }
    value
}

fn posting(scene: &Scene<'_>, update: &Update) -> Value {
    let paragraphs: Vec<&str> = update.blocks.iter().filter_map(Block::paragraph).collect();
    json!({
        "@type": "BlogPosting",
        "headline": update.title,
        "datePublished": iso(scene, update.at),
        "articleBody": paragraphs.join("\n\n"),
    })
}
