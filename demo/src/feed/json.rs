//! JSON Feed 1.1. Source: <https://www.jsonfeed.org/version/1.1/>.

use serde_json::{Map, Value, json};

use super::{Entry, Feed};
use crate::publisher::FeedFormat;

/// The feed as JSON.
pub(super) fn render(feed: &Feed<'_>) -> Result<String, askama::Error> {
    let items: Vec<Value> = feed.entries.iter().map(|entry| item(feed, entry)).collect::<Result<_, _>>()?;
    let value = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.publisher.name,
        "description": feed.publisher.tagline,
        "home_page_url": format!("{}/", feed.origin),
        "feed_url": feed.address,
        "icon": format!("{}/favicon.png", feed.origin),
        "favicon": format!("{}/favicon.png", feed.origin),
        "language": feed.publisher.language,
        "items": items,
    });
    Ok(value.to_string())
}

fn item(feed: &Feed<'_>, entry: &Entry<'_>) -> Result<Value, askama::Error> {
    let mut fields = Map::new();
    let mut put = |key: &str, value: Value| fields.insert(key.to_owned(), value);
    put("id", json!(format!("{}-{}", feed.publisher.id, entry.number)));
    put("url", json!(entry.url));
    put("title", json!(entry.headline));
    put("summary", json!(entry.teaser));
    put("date_published", json!(entry.published.iso));
    put("date_modified", json!(entry.changed.iso));
    put("tags", json!([entry.section]));
    match feed.publisher.feed.format {
        FeedFormat::JsonFull => put("content_html", json!(entry.html(feed)?)),
        _ => put("content_text", json!(entry.teaser)),
    };
    if !entry.bylines.is_empty() {
        put("authors", entry.bylines.iter().map(|name| json!({ "name": name })).collect());
    }
    if let Some(picture) = &entry.picture {
        put("image", json!(picture.url));
        let attachment =
            json!({ "url": picture.url, "mime_type": picture.mime, "size_in_bytes": picture.length });
        put("attachments", json!([attachment]));
    }
    Ok(Value::Object(fields))
}
