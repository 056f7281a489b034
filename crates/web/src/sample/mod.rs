//! Sample data for every template: made-up people and places, at a fixed time. The gallery shows it and tests print it.

pub mod account;
pub mod article;
pub mod editor;
pub mod front;
pub mod search;
pub mod story;

use askama::Template;
use tidings_model::figure::PictureSize;
use tidings_model::id::PictureId;
use tidings_model::time::Timestamp;

use crate::asset::Asset;
use crate::link::Link;
use crate::page::figure::PictureView;
use crate::page::frame::{Frame, Reader};
use crate::when::{When, day};

/// The time of all sample data: 2026-11-23T12:00:00Z.
pub(crate) const NOW: Timestamp = Timestamp::from_millis(1_795_435_200_000);

/// A frame as an editor sees it.
#[must_use]
pub fn frame(title: &str) -> Frame {
    let reader = Reader {
        name: Some("Ines Marlow".to_owned()),
        accounts: true,
        moderates: true,
        edits: true,
        administers: true,
    };
    Frame {
        title: title.to_owned(),
        reader,
        form_token: "sample".to_owned(),
        day: day(NOW),
        version: env!("CARGO_PKG_VERSION"),
        ..Frame::default()
    }
}

pub(crate) fn minutes_ago(minutes: u64) -> When {
    When::with_offset(NOW.minus(std::time::Duration::from_secs(minutes * 60)), NOW, Some(60))
}

pub(crate) fn picture() -> PictureView {
    let view = PictureView::new(
        PictureId::new(1),
        Some("A white ferry at dusk before low hills"),
        PictureSize { width: 480, height: 320 },
    );
    PictureView { full: Link::Asset(Asset::SamplePicture), small: Link::Asset(Asset::SamplePicture), ..view }
}

/// A template with sample data: its name in the gallery's addresses, what it shows, and the printed page.
pub type Sample = (&'static str, &'static str, fn() -> Result<String, askama::Error>);

/// Every template with sample data.
pub const SAMPLES: [Sample; 26] = [
    ("front", "Front page", || front::sample().render()),
    ("front-empty", "Front page before anything has arrived", || front::empty_sample().render()),
    ("section", "Section page", || front::section_sample().render()),
    ("story", "Story page", || story::sample().render()),
    ("article", "Article page", || article::sample().render()),
    ("article-quiet", "Article page with nothing around the text", || article::quiet_sample().render()),
    ("article-excerpt", "Article page for strangers, opening lines only", || {
        article::excerpt_sample().render()
    }),
    ("comment", "Comment that was not taken", || article::comment_form_sample().render()),
    ("publisher", "Publisher page", || front::publisher_sample().render()),
    ("search", "Search", || search::sample().render()),
    ("search-problem", "Search with a query that explains itself", || search::problem_sample().render()),
    ("search-empty", "Search before anything is asked", || search::empty_sample().render()),
    ("welcome", "First run", || account::welcome_sample().render()),
    ("adding", "Adding an address", || account::adding_sample().render()),
    ("storing", "Importing a list", || account::storing_sample().render()),
    ("newswire", "The sample newswire", || account::newswire_sample().render()),
    ("sign-in", "Sign in", || account::sign_in_sample().render()),
    ("join", "One-time link", || account::join_sample().render()),
    ("account", "One's own account", || account::account_sample().render()),
    ("settings", "Settings", || account::settings_sample().render()),
    ("about", "About", || account::about_sample().render()),
    ("error", "Error", || account::error_sample().render()),
    ("publishers", "Editor: publishers", || editor::publishers_sample().render()),
    ("jobs", "Editor: jobs", || editor::jobs_sample().render()),
    ("users", "Editor: accounts", || editor::users_sample().render()),
    ("comments", "Editor: moderation", || editor::comments_sample().render()),
];

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn rendered(name: &str) -> String {
        SAMPLES.iter().find(|(known, ..)| *known == name).unwrap().2().unwrap()
    }

    #[test]
    fn every_sample_prints_with_one_h1_and_without_inline_style_or_script() {
        for (name, _, render) in SAMPLES {
            let page = render().unwrap();
            assert_eq!(page.matches("<h1").count(), 1, "{name}");
            assert!(page.contains("<main id=\"main\""), "{name}");
            for forbidden in ["style=", "<style", "onclick", "onload", "<script>", "javascript:"] {
                assert!(!page.contains(forbidden), "{name}: {forbidden}");
            }
        }
    }

    #[test]
    fn words_of_publishers_and_readers_find_their_own_direction() {
        let with_class =
            ["headline", "lines", "standfirst", "caption", "writer", "subject", "address", "body"];
        for (name, _, render) in SAMPLES {
            let page = render().unwrap();
            for class in with_class {
                // A standfirst may be ours too: what the first run says.
                let open = page.matches(&format!("class=\"{class}\"")).count();
                let turned = page.matches(&format!("class=\"{class}\" dir=\"auto\"")).count();
                let ours = usize::from(class == "standfirst" && name == "welcome");
                assert_eq!(open - ours.min(open), turned - ours.min(turned), "{name}: {class}");
            }
        }
        for (name, words) in [("article", "By <bdi>"), ("article", "at <bdi>"), ("publisher", "<bdi>")] {
            assert!(rendered(name).contains(words), "{name}: {words}");
        }
    }

    #[test]
    fn every_form_is_a_post_with_a_token_but_the_search() {
        for (name, _, render) in SAMPLES {
            let page = render().unwrap();
            let posts = page.matches("<form method=\"post\"").count()
                + page.matches("<form class=\"write\" method=\"post\"").count()
                + page.matches("<form class=\"row\" method=\"post\"").count();
            let searches = page.matches("<form class=\"find\" role=\"search\"").count();
            assert_eq!(page.matches("<form").count(), posts + searches, "{name}");
            assert_eq!(searches, 1, "{name}: one field to search");
            assert_eq!(page.matches("name=\"token\"").count(), posts, "{name}");
        }
    }

    #[test]
    fn every_picture_has_its_size_and_every_picture_is_ours() {
        for (name, _, render) in SAMPLES {
            for picture in render().unwrap().split("<img").skip(1) {
                let picture = picture.split('>').next().unwrap();
                assert!(picture.contains(" width=\"") && picture.contains(" height=\""), "{name}: {picture}");
                assert!(picture.contains("src=\"/"), "{name}: {picture}");
            }
        }
    }

    #[test]
    fn the_panels_of_the_article_page_are_headed_as_promised() {
        let page = rendered("article");
        for heading in ["In brief", "Who says so", "Coverage", "Related", "Comments"] {
            assert!(page.contains(&format!(">{heading}</h2>")), "{heading}");
        }
        assert!(rendered("article-quiet").contains("No comments yet"));
    }

    #[test]
    fn the_front_page_stays_within_25_kilobytes() {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(rendered("front").as_bytes()).unwrap();
        let size = encoder.finish().unwrap().len();
        assert!(size <= 25_000, "{size}");
    }

    #[test]
    fn no_template_prints_anything_unescaped() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/templates");
        let mut folders = vec![std::path::PathBuf::from(folder)];
        let mut seen = 0;
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                seen += 1;
                let template = std::fs::read_to_string(&path).unwrap();
                assert!(!template.contains("|safe") && !template.contains("| safe"), "{path:?}");
            }
        }
        assert!(seen > 20);
    }
}
