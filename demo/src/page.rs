//! What the pages show: the frame around them, lists of articles, and one article.

mod article;
mod frame;
mod json_ld;
mod list;
mod moment;
#[expect(
    unused_qualifications,
    clippy::ref_binding_to_reference,
    reason = "the code that askama derives for an enum is written so"
)]
mod template;

pub(crate) use article::ArticlePage;
pub(crate) use list::ListPage;
pub(crate) use moment::Moment;
pub(crate) use template::{article as render_article, list as render_list};
