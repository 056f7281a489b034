//! Walls and live articles: whether the text is cut for those who have not paid, and whether it still grows.

use serde_json::Value;

use super::block::Block;
use super::extracted::{Context, Update};
use super::hints::Hints;
use super::metadata::date::PageDate;
use super::metadata::json_ld::{JsonLd, text_in};
use super::metadata::meta::Meta;
use super::{phrases, words};

/// Words below which a text with a wall beside it is cut.
const SHORT: usize = 250;

/// Whether the text is cut by a wall. A page that only says that it is not free, and yet gives a long text, is not.
pub(super) fn is_cut(json_ld: &JsonLd, meta: &Meta, blocks: &[Block], text: &str, context: &Context) -> bool {
    let characters = text.chars().count();
    if context.announced_characters.is_some_and(|announced| announced > 600 && characters * 2 < announced) {
        return true;
    }
    let count = words::count(text);
    let is_not_free = says_not_free(json_ld)
        || meta.first(&["article:content_tier"]).is_some_and(|tier| matches!(tier, "locked" | "metered"));
    let shows_wall = blocks.iter().any(|block| {
        let may_be_wall =
            block.near.has(Hints::PAYWALL.with(Hints::NEWSLETTER).with(Hints::OVERLAY)) || count < SHORT;
        may_be_wall && block.count.words < 60 && phrases::is_wall(&block.folded)
    });
    let ends_open = text.trim_end().ends_with(['…']) || text.trim_end().ends_with("...");
    (is_not_free && (shows_wall || ends_open || count < SHORT))
        || (shows_wall && (count < SHORT || ends_open))
}

fn says_not_free(json_ld: &JsonLd) -> bool {
    let is_false = |value: &Value| match value {
        Value::Bool(free) => !free,
        Value::String(text) => text.eq_ignore_ascii_case("false"),
        _ => false,
    };
    json_ld.value("isAccessibleForFree").is_some_and(is_false)
}

/// Whether the article is a live one.
pub(super) fn is_live(json_ld: &JsonLd, meta: &Meta) -> bool {
    json_ld.is_live || meta.first(&["og:type"]).is_some_and(|kind| kind.eq_ignore_ascii_case("liveblog"))
}

/// The updates that the page's description lists.
pub(super) fn updates(json_ld: &JsonLd) -> Vec<Update> {
    let posts = json_ld
        .of_type("LiveBlogPosting")
        .filter_map(|live| live.get("liveBlogUpdate")?.as_array())
        .flatten();
    let update = |post: &Value| {
        let post = post.as_object()?;
        let title = text_in(post, "headline");
        let text = text_in(post, "articleBody").or_else(|| text_in(post, "description")).unwrap_or_default();
        let published = text_in(post, "datePublished").and_then(|text| PageDate::read(&text));
        (title.is_some() || !text.is_empty()).then_some(Update { title, published, text })
    };
    posts.take(500).filter_map(update).collect()
}

#[cfg(test)]
mod tests {
    use super::super::extract;
    use super::*;

    fn is_paywalled(end: &str, announced_characters: Option<usize>) -> bool {
        let page = format!(
            "<html><body><main><article><h1>Ferry to the islands stops</h1><div><p>The ferry to the islands stops on \
             Sunday, and nobody in the harbour office could say on Friday when it will sail again.</p><p>The company \
             that owns it has not paid its crew since March, said two people who work on board{end}</p></div>\
             </article></main></body></html>"
        );
        extract(&page, &Context { url: None, announced_characters }).0.paywalled
    }

    #[test]
    fn a_text_far_shorter_than_the_feeds_is_cut() {
        assert!(is_paywalled(".", Some(5_000)));
        assert!(!is_paywalled(".", Some(300)) && !is_paywalled(".", None));
    }

    #[test]
    fn a_wall_behind_a_short_text_is_a_cut() {
        assert!(is_paywalled("…</p><div class=paywall><p>Subscribe to continue reading</p></div><p>", None));
    }
}
