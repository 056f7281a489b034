//! Sample data of the article page.

use tidings_model::comment::{Comment, Removal};
use tidings_model::id::{ArticleId, CommentId, PublisherId, StoryId, UserId};
use tidings_model::quote::Sourcing;
use tidings_model::section::Section;
use tidings_parse::sanitize::clean;

use super::front::report;
use super::{NOW, frame, minutes_ago, picture};
use crate::link::Link;
use crate::page::article::{ArticleHeadView, ArticlePage, CommentsView, OriginalLink, PointView, TextView};
use crate::page::body::parts;
use crate::page::comment::{CommentFormPage, CommentRights, threads};
use crate::page::coverage::{CoverageCount, ReportWithCopies};
use crate::page::figure::FigureView;
use crate::page::mark::Mark;
use crate::page::quote::QuoteView;
use crate::return_to::ReturnTo;

const TEXT: &str = "<p>The ferry Maren Lind came into Port Averil under tow shortly before dawn on Monday, six hours \
    after a fire broke out in her engine room. All 212 people aboard walked off.</p>\
    <p>\u{201c}The crew did what they train for, and they did it in the dark,\u{201d} said Orla Venn, the harbour master. \
    Four people were treated for smoke.</p>\
    <h2>The route stays closed</h2>\
    <p>Divers are to look at the hull before the ship is moved again. A senior official at the transport ministry, who \
    was not allowed to speak on the record, said that the ship\u{2019}s last inspection had been put off twice.</p>\
    <figure><img src=\"https://ledger.example/pier.jpg\" alt=\"Pier\"></figure>\
    <blockquote><p>We have asked for a second boat every winter since the bridge was shut.</p></blockquote>\
    <p>The owners, Lind &amp; Daughters, run three more ships of the same age:</p>\
    <ul><li>the Sella Lind, built in 1994;</li><li>the Ketil Lind, built in 1996;</li><li>the Hedda Lind, laid up.</li></ul>\
    <table><tr><th>Route</th><th>Crossings a day</th></tr><tr><td>Averil to Ostrey</td><td>none until Thursday</td></tr>\
    <tr><td>Averil to Tolmere</td><td>4</td></tr></table>\
    <p>The islands\u{2019} council meets on Tuesday. Until then bread, post and medicine go by the lifeboat.</p>";

fn figure(address: &str, lead: bool) -> FigureView {
    FigureView {
        picture: picture(),
        address: address.to_owned(),
        caption: Some("The Maren Lind off Port Averil on Monday morning.".to_owned()),
        credit: Some("Tomas Reyl / Northern Ledger".to_owned()),
        lead,
    }
}

fn head() -> ArticleHeadView {
    ArticleHeadView {
        publisher: "The Northern Ledger".to_owned(),
        publisher_link: Link::Publisher(PublisherId::new(1)),
        mark: Mark::new("The Northern Ledger"),
        section: Section::Local,
        headline: "Ferry with 212 aboard reaches Port Averil under tow after engine fire".to_owned(),
        standfirst: Some(
            "Nobody was badly hurt. Divers look at the hull today, and the islands wait for bread."
                .to_owned(),
        ),
        language: Some("en".to_owned()),
        byline: Some("Sunna Aldane and Tomas Reyl".to_owned()),
        published: minutes_ago(95),
        dated: true,
        changed: Some(minutes_ago(12)),
        reading_minutes: 4,
        original: OriginalLink::new("https://ledger.example/ferry"),
        original_at: "The Northern Ledger".to_owned(),
        notes: Vec::new(),
    }
}

fn quotes() -> Vec<QuoteView> {
    let quote = |speaker: Option<&str>, sourcing, direct, text: &str| QuoteView {
        speaker: speaker.map(str::to_owned),
        sourcing,
        direct,
        text: text.to_owned(),
        place: Link::Sentence("quote-1".to_owned()),
    };
    vec![
        quote(
            Some("Orla Venn, harbour master"),
            Sourcing::Named,
            true,
            "The crew did what they train for, and they did it in the dark",
        ),
        quote(
            Some("a senior official at the transport ministry"),
            Sourcing::Unnamed,
            false,
            "The ship\u{2019}s last inspection had been put off twice.",
        ),
        quote(
            Some("the inspection report"),
            Sourcing::Document,
            false,
            "The extinguishers were in order in May.",
        ),
    ]
}

fn comment(id: i64, depth: i64, text: &str) -> Comment {
    Comment {
        id: CommentId::new(id),
        article_id: ArticleId::new(1),
        parent_id: (depth > 0).then(|| CommentId::new(id - 1)),
        depth,
        user_id: UserId::new(id),
        user_name: ["Ines Marlow", "P. Tarn", "lighthouse keeper"]
            .get(usize::try_from(id % 3).unwrap_or(0))
            .copied()
            .unwrap_or_default()
            .to_owned(),
        text: text.to_owned(),
        written_at: NOW.minus(std::time::Duration::from_secs(if id == 1 { 400 } else { 4_000 })),
        edited_at: (id == 1).then_some(NOW),
        removed: None,
    }
}

fn comments() -> CommentsView {
    let mut removed = comment(3, 1, "");
    removed.removed =
        Some(Removal { at: NOW, by: UserId::new(9), reason: "It named a private person.".to_owned() });
    let all = [
        comment(1, 0, "I was on board. The crew were calm and told us what they knew, every half hour."),
        comment(2, 1, "Glad to hear it. Was the second boat ever near?"),
        removed,
        comment(4, 2, "It lay off the point all night."),
    ];
    let rights = CommentRights {
        user_id: Some(UserId::new(1)),
        writes: true,
        moderates: true,
        form_token: "sample".to_owned(),
    };
    CommentsView {
        threads: threads(&all, &rights, NOW),
        present: 211,
        first: Some(Link::CommentPage(ArticleId::new(1), false, None)),
        next: Some(Link::CommentPage(ArticleId::new(1), false, Some(CommentId::new(9)))),
        other_order: Link::CommentPage(ArticleId::new(1), true, None),
        write: Some(Link::WriteComment(ArticleId::new(1))),
        sign_in: Link::SignIn,
        newest_first: false,
    }
}

/// A comment that was not taken, with what was typed.
#[must_use]
pub fn comment_form_sample() -> CommentFormPage {
    CommentFormPage {
        frame: frame("Your answer"),
        problem: "Many comments came from you in a short time. Wait 30 seconds, then try again. Your text is kept below."
            .to_owned(),
        send: Link::WriteComment(ArticleId::new(1)),
        parent: Some(CommentId::new(2)),
        text: "It lay off the point all night.".to_owned(),
        back: Link::ArticleComments(ArticleId::new(1)),
    }
}

/// An article with everything.
#[must_use]
pub fn sample() -> ArticlePage {
    let mut figures = vec![figure("https://ledger.example/pier.jpg", false)];
    let point =
        |text: &str| PointView { text: text.to_owned(), places: vec![Link::Sentence("point-1".to_owned())] };
    ArticlePage {
        frame: frame("Ferry with 212 aboard reaches Port Averil"),
        head: head(),
        link: Link::Article(ArticleId::new(1)),
        lead: Some(figure("https://ledger.example/lead.jpg", true)),
        text: TextView::Full(parts(&clean(TEXT, None), None, &mut figures)),
        part: None,
        gallery: Vec::new(),
        machine_made: true,
        points: vec![
            point("All 212 people aboard walked off."),
            point("Divers are to look at the hull before the ship is moved again."),
            point("Until then bread, post and medicine go by the lifeboat."),
        ],
        quotes: quotes(),
        story: Some(Link::Story(StoryId::new(1))),
        count: CoverageCount { publishers: 14, independent: 3, articles: 14 },
        coverage: vec![
            ReportWithCopies { report: report(0, 3), copies: vec![report(0, 4), report(0, 5)], unlisted: 0 },
            ReportWithCopies { report: report(0, 2), copies: Vec::new(), unlisted: 0 },
        ],
        coverage_left_out: 0,
        quotes_left_out: 0,
        copy_of: None,
        related: vec![report(4, 1), report(3, 2)],
        comments: comments(),
    }
}

/// An article that stands alone: nothing found in it, nobody else reports it, no comments.
#[must_use]
pub fn quiet_sample() -> ArticlePage {
    let mut page = sample();
    page.head.notes = vec![
        "The page could not be read: the publisher\u{2019}s robots.txt closes it. This is the feed\u{2019}s text.".to_owned(),
        "The publisher shows the rest of this text to subscribers only.".to_owned(),
    ];
    page.head.changed = None;
    page.lead = None;
    page.points = Vec::new();
    page.quotes = Vec::new();
    page.story = None;
    page.count = CoverageCount { publishers: 1, independent: 1, articles: 1 };
    page.coverage = Vec::new();
    page.related = Vec::new();
    page.comments.threads = Vec::new();
    (page.comments.present, page.comments.first, page.comments.next) = (0, None, None);
    page
}

/// An article as a stranger sees it under the policy of opening lines.
#[must_use]
pub fn excerpt_sample() -> ArticlePage {
    let mut page = quiet_sample();
    page.head.notes = Vec::new();
    page.frame.reader = crate::page::frame::Reader { accounts: true, ..Default::default() };
    page.machine_made = false;
    page.text = TextView::Excerpt(
        "The ferry Maren Lind came into Port Averil under tow shortly before dawn.".to_owned(),
    );
    page.comments.write = None;
    page.comments.sign_in = Link::SignInThen(ReturnTo::new("/article/1"));
    page
}
