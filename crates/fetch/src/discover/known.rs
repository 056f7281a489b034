//! Addresses to try: those of kinds of sites whose feeds have a known form, and well-known paths.

use url::{Host, Url};

use super::{FeedKind, FeedLink};

/// Paths under which sites often keep a feed, the most frequent first.
const WELL_KNOWN: [&str; 10] = [
    "/feed",
    "/rss",
    "/rss.xml",
    "/feed.xml",
    "/atom.xml",
    "/index.xml",
    "/feed.json",
    "/feeds",
    "/index.rdf",
    "/?feed=rss2",
];

/// Addresses to try when a page announces no feed: first beside the page's own section, then at the root of the site.
#[must_use]
pub fn well_known(url: &Url) -> Vec<String> {
    let mut urls = Vec::new();
    let section = url.path().trim_end_matches('/');
    if !section.is_empty() {
        let near = ["feed", "rss.xml"].map(|name| url.join(&format!("{section}/{name}")));
        urls.extend(near.into_iter().flatten());
    }
    urls.extend(WELL_KNOWN.iter().filter_map(|path| url.join(path).ok()));
    let mut texts: Vec<String> = urls.iter().map(Url::to_string).collect();
    texts.dedup();
    texts
}

/// The feeds of a page whose address already tells them: `YouTube` channels and lists, `GitHub` repositories and people,
/// Mastodon profiles on any server, and Reddit communities and people. Empty for all other addresses.
#[must_use]
pub fn feeds_of_site(url: &Url) -> Vec<FeedLink> {
    let Some(Host::Domain(host)) = url.host() else { return Vec::new() };
    let host = host.trim_start_matches("www.").trim_start_matches("m.");
    let segments: Vec<&str> =
        url.path_segments().into_iter().flatten().filter(|part| !part.is_empty()).collect();
    let paths = match host {
        "youtube.com" => youtube(url, &segments),
        "github.com" => github(&segments),
        "reddit.com" | "old.reddit.com" | "new.reddit.com" => reddit(&segments),
        _ => profile(&segments),
    };
    let found = paths.into_iter().filter_map(|(path, kind)| {
        let url = url.join(&path).ok()?;
        Some(FeedLink { url: url.to_string(), title: None, kind })
    });
    found.collect()
}

type Path = (String, FeedKind);

/// A channel by its id or old user name, and a playlist. A handle (`/@name`) is announced by the page itself.
fn youtube(url: &Url, segments: &[&str]) -> Vec<Path> {
    let list = url.query_pairs().find(|(name, _)| name == "list").map(|(_, value)| value.into_owned());
    let query = match (segments, list) {
        (["channel", id, ..], _) => format!("channel_id={}", plain(id)),
        (["user", name, ..], _) => format!("user={}", plain(name)),
        (["playlist" | "watch"], Some(list)) => format!("playlist_id={}", plain(&list)),
        _ => return Vec::new(),
    };
    vec![(format!("/feeds/videos.xml?{query}"), FeedKind::Atom)]
}

/// Releases before commits: they are what is told to the public.
fn github(segments: &[&str]) -> Vec<Path> {
    let atom = |path: String| (path, FeedKind::Atom);
    match segments {
        [owner] => vec![atom(format!("/{owner}.atom"))],
        [owner, name, ..] => {
            let name = name.trim_end_matches(".git");
            ["releases", "tags", "commits"].map(|part| atom(format!("/{owner}/{name}/{part}.atom"))).to_vec()
        }
        [] => Vec::new(),
    }
}

fn reddit(segments: &[&str]) -> Vec<Path> {
    match segments {
        [] => vec![("/.rss".to_owned(), FeedKind::Atom)],
        [kind @ ("r" | "user" | "u"), name, ..] => vec![(format!("/{kind}/{name}/.rss"), FeedKind::Atom)],
        _ => Vec::new(),
    }
}

/// `/@name` and `/users/name` are profiles of Mastodon servers; `/@name@other` shows a profile of another server.
fn profile(segments: &[&str]) -> Vec<Path> {
    let rss = |path: String| vec![(path, FeedKind::Rss)];
    match segments {
        [name] if name.strip_prefix('@').is_some_and(|name| !name.is_empty() && !name.contains('@')) => {
            rss(format!("/{}.rss", name.trim_end_matches(".rss")))
        }
        ["users", name] => rss(format!("/users/{}.rss", name.trim_end_matches(".rss"))),
        _ => Vec::new(),
    }
}

/// Ids hold letters, digits, `_` and `-`; whatever else is dropped cannot change the address's meaning.
fn plain(id: &str) -> String {
    id.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(url: &str) -> Option<String> {
        feeds_of_site(&Url::parse(url).unwrap()).into_iter().next().map(|feed| feed.url)
    }

    #[test]
    fn youtube_channels_and_lists_are_known() {
        let feed = "https://www.youtube.com/feeds/videos.xml";
        assert_eq!(
            first("https://www.youtube.com/channel/UC_a-1/videos"),
            Some(format!("{feed}?channel_id=UC_a-1"))
        );
        assert_eq!(first("https://www.youtube.com/user/harbour"), Some(format!("{feed}?user=harbour")));
        assert_eq!(
            first("https://www.youtube.com/playlist?list=PL9"),
            Some(format!("{feed}?playlist_id=PL9"))
        );
        assert_eq!(first("https://www.youtube.com/@harbour"), None);
    }

    #[test]
    fn github_repositories_and_people_are_known() {
        let releases = "https://github.com/owner/name/releases.atom".to_owned();
        assert_eq!(first("https://github.com/owner/name"), Some(releases.clone()));
        assert_eq!(first("https://github.com/owner/name.git"), Some(releases.clone()));
        assert_eq!(first("https://github.com/owner/name/releases"), Some(releases));
        assert_eq!(first("https://github.com/owner"), Some("https://github.com/owner.atom".to_owned()));
        assert_eq!(first("https://github.com/"), None);
    }

    #[test]
    fn mastodon_profiles_are_known_on_any_server() {
        let feed = Some("https://social.example/@mara.rss".to_owned());
        assert_eq!(first("https://social.example/@mara"), feed);
        assert_eq!(first("https://social.example/@mara.rss"), feed);
        assert_eq!(
            first("https://social.example/users/mara"),
            Some("https://social.example/users/mara.rss".to_owned())
        );
        assert_eq!(first("https://social.example/@mara@elsewhere.example"), None);
        assert_eq!(first("https://social.example/@mara/1234"), None);
    }

    #[test]
    fn reddit_communities_and_people_are_known() {
        assert_eq!(
            first("https://www.reddit.com/r/harbours"),
            Some("https://www.reddit.com/r/harbours/.rss".to_owned())
        );
        assert_eq!(
            first("https://old.reddit.com/user/mara/"),
            Some("https://old.reddit.com/user/mara/.rss".to_owned())
        );
        assert_eq!(first("https://www.reddit.com/settings"), None);
    }

    #[test]
    fn well_known_paths_stay_on_the_site() {
        let urls = well_known(&Url::parse("https://harbour.example/sport/").unwrap());
        assert_eq!(urls.first().map(String::as_str), Some("https://harbour.example/sport/feed"));
        assert!(urls.contains(&"https://harbour.example/rss.xml".to_owned()));
        assert!(urls.iter().all(|url| url.starts_with("https://harbour.example/")));
        assert_eq!(well_known(&Url::parse("https://harbour.example").unwrap()).len(), WELL_KNOWN.len());
    }

    #[test]
    fn other_pages_have_no_known_form() {
        assert_eq!(first("https://harbour.example/news/2026"), None);
        assert_eq!(first("http://192.0.2.1/@mara"), None);
    }
}
