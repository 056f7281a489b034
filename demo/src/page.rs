//! What the pages show: the frame around them, lists of articles, and one article.

mod article;
mod frame;
mod json_ld;
mod list;
mod moment;
mod template;

pub(crate) use article::ArticlePage;
pub(crate) use frame::{Card, Frame};
pub(crate) use list::ListPage;
pub(crate) use moment::Moment;
pub(crate) use template::{article as render_article, list as render_list};
