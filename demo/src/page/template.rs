//! The templates of the ten publishers: one folder each below `demo/templates`.

use askama::Template;

use super::frame::Frame;
use super::{ArticlePage, ListPage};
use crate::article::Block;
use crate::publisher::Layout;

/// Renders an article with the templates of its publisher.
///
/// # Errors
///
/// Formatting failed.
pub(crate) fn article(page: &ArticlePage<'_>) -> Result<String, askama::Error> {
    let frame = &page.frame;
    let template = match frame.publisher.layout {
        Layout::HarbourPost => ArticleTemplate::HarbourPost { frame, page },
        Layout::MeridianWire => ArticleTemplate::MeridianWire { frame, page },
        Layout::DailyLantern => ArticleTemplate::DailyLantern { frame, page },
        Layout::ValleyCourier => ArticleTemplate::ValleyCourier { frame, page },
        Layout::AverilNow => ArticleTemplate::AverilNow { frame, page },
        Layout::Quadrant => ArticleTemplate::Quadrant { frame, page },
        Layout::NorthernLedger => ArticleTemplate::NorthernLedger { frame, page },
        Layout::Kuestenblatt => ArticleTemplate::Kuestenblatt { frame, page },
        Layout::IslandsGazette => ArticleTemplate::IslandsGazette { frame, page },
        Layout::TolmereReview => ArticleTemplate::TolmereReview { frame, page },
    };
    template.render()
}

/// Renders a list of articles or a notice with the templates of its publisher.
///
/// # Errors
///
/// Formatting failed.
pub(crate) fn list(page: &ListPage<'_>) -> Result<String, askama::Error> {
    let frame = &page.frame;
    let template = match frame.publisher.layout {
        Layout::HarbourPost => ListTemplate::HarbourPost { frame, page },
        Layout::MeridianWire => ListTemplate::MeridianWire { frame, page },
        Layout::DailyLantern => ListTemplate::DailyLantern { frame, page },
        Layout::ValleyCourier => ListTemplate::ValleyCourier { frame, page },
        Layout::AverilNow => ListTemplate::AverilNow { frame, page },
        Layout::Quadrant => ListTemplate::Quadrant { frame, page },
        Layout::NorthernLedger => ListTemplate::NorthernLedger { frame, page },
        Layout::Kuestenblatt => ListTemplate::Kuestenblatt { frame, page },
        Layout::IslandsGazette => ListTemplate::IslandsGazette { frame, page },
        Layout::TolmereReview => ListTemplate::TolmereReview { frame, page },
    };
    template.render()
}

#[derive(Template)]
enum ArticleTemplate<'a> {
    #[template(path = "harbour-post/article.html")]
    HarbourPost { frame: &'a Frame<'a>, page: &'a ArticlePage<'a> },
    #[template(path = "meridian-wire/article.html")]
    MeridianWire { frame: &'a Frame<'a>, page: &'a ArticlePage<'a> },
    #[template(path = "daily-lantern/article.html")]
    DailyLantern { frame: &'a Frame<'a>, page: &'a ArticlePage<'a> },
    #[template(path = "valley-courier/article.html")]
    ValleyCourier { frame: &'a Frame<'a>, page: &'a ArticlePage<'a> },
    #[template(path = "averil-now/article.html")]
    AverilNow { frame: &'a Frame<'a>, page: &'a ArticlePage<'a> },
    #[template(path = "the-quadrant/article.html")]
    Quadrant { frame: &'a Frame<'a>, page: &'a ArticlePage<'a> },
    #[template(path = "northern-ledger/article.html")]
    NorthernLedger { frame: &'a Frame<'a>, page: &'a ArticlePage<'a> },
    #[template(path = "kuestenblatt/article.html")]
    Kuestenblatt { frame: &'a Frame<'a>, page: &'a ArticlePage<'a> },
    #[template(path = "islands-gazette/article.html")]
    IslandsGazette { frame: &'a Frame<'a>, page: &'a ArticlePage<'a> },
    #[template(path = "tolmere-review/article.html")]
    TolmereReview { frame: &'a Frame<'a>, page: &'a ArticlePage<'a> },
}

#[derive(Template)]
enum ListTemplate<'a> {
    #[template(path = "harbour-post/list.html")]
    HarbourPost { frame: &'a Frame<'a>, page: &'a ListPage<'a> },
    #[template(path = "meridian-wire/list.html")]
    MeridianWire { frame: &'a Frame<'a>, page: &'a ListPage<'a> },
    #[template(path = "daily-lantern/list.html")]
    DailyLantern { frame: &'a Frame<'a>, page: &'a ListPage<'a> },
    #[template(path = "valley-courier/list.html")]
    ValleyCourier { frame: &'a Frame<'a>, page: &'a ListPage<'a> },
    #[template(path = "averil-now/list.html")]
    AverilNow { frame: &'a Frame<'a>, page: &'a ListPage<'a> },
    #[template(path = "the-quadrant/list.html")]
    Quadrant { frame: &'a Frame<'a>, page: &'a ListPage<'a> },
    #[template(path = "northern-ledger/list.html")]
    NorthernLedger { frame: &'a Frame<'a>, page: &'a ListPage<'a> },
    #[template(path = "kuestenblatt/list.html")]
    Kuestenblatt { frame: &'a Frame<'a>, page: &'a ListPage<'a> },
    #[template(path = "islands-gazette/list.html")]
    IslandsGazette { frame: &'a Frame<'a>, page: &'a ListPage<'a> },
    #[template(path = "tolmere-review/list.html")]
    TolmereReview { frame: &'a Frame<'a>, page: &'a ListPage<'a> },
}
