//! Feeds of comments, which a page announces beside its own: they come last.

use url::Url;

use super::FeedLink;

/// Beginnings of the word "comment" and its like in titles, in lower case.
const WORDS: [&str; 18] = [
    "comment",
    "kommentar",
    "coment",
    "commenti",
    "reacties",
    "reakcie",
    "komentar",
    "komentář",
    "komentarz",
    "комментар",
    "комента",
    "yorum",
    "kommentit",
    "hozzászól",
    "σχόλια",
    "评论",
    "評論",
    "コメント",
];

/// The same links, those to comments behind all others.
pub(super) fn last(links: Vec<FeedLink>) -> Vec<FeedLink> {
    let (comments, mut news): (Vec<_>, Vec<_>) = links.into_iter().partition(is_of_comments);
    news.extend(comments);
    news
}

/// Whether a link leads to the comments on a site or an article, by its address or its title.
fn is_of_comments(link: &FeedLink) -> bool {
    let title = link.title.as_deref().unwrap_or_default().to_lowercase();
    let says_so = title
        .split(|c: char| !c.is_alphanumeric())
        .any(|word| WORDS.iter().any(|beginning| word.starts_with(beginning)));
    let Ok(url) = Url::parse(&link.url) else { return says_so };
    let is_named =
        |word: &str| matches!(word, "comments" | "comment" | "comments-rss2" | "kommentare" | "replies");
    let in_path = url.path_segments().into_iter().flatten().any(|segment| {
        let name = segment.split('.').next().unwrap_or_default().to_ascii_lowercase();
        is_named(&name) || name.ends_with("-comments") || name.starts_with("comments-")
    });
    let in_query = url.query_pairs().any(|(_, value)| is_named(&value) || value.starts_with("comments"));
    says_so || in_path || in_query
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::discover::FeedKind;

    fn link(url: &str, title: &str) -> FeedLink {
        let title = Some(title.to_owned()).filter(|title| !title.is_empty());
        FeedLink { url: url.to_owned(), title, kind: FeedKind::Rss }
    }

    #[test]
    fn feeds_of_comments_come_last_in_their_order() {
        let links = vec![
            link("https://spin.example/comments/feed/", ""),
            link("https://spin.example/a", "Spin » Kommentar-Feed"),
            link("https://spin.example/?feed=comments-rss2", ""),
            link("https://spin.example/feed/", "Spin » Feed"),
            link("https://spin.example/commentary/feed", "Opinion"),
        ];
        let order: Vec<String> = last(links).into_iter().map(|link| link.url).collect();
        assert_eq!(order.first().map(String::as_str), Some("https://spin.example/feed/"));
        assert_eq!(order.get(1).map(String::as_str), Some("https://spin.example/commentary/feed"));
        assert_eq!(order.len(), 5);
    }
}
