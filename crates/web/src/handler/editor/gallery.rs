//! The gallery of templates with their sample data.

use axum::response::{IntoResponse, Response};
use http::header;
use tidings_model::user::Role;

use crate::cache::CachePolicy;
use crate::error::WebError;
use crate::handler::request::Id;
use crate::handler::show;
use crate::link::Link;
use crate::page::editor::gallery::GalleryPage;
use crate::sample::SAMPLES;
use crate::visitor::Visitor;

pub(crate) async fn gallery(visitor: Visitor) -> Result<Response, WebError> {
    visitor.require(Role::Editor)?;
    let samples = SAMPLES.iter().map(|(name, title, _)| (*title, Link::GallerySample(name))).collect();
    show(&GalleryPage { frame: visitor.frame("Gallery"), samples }, CachePolicy::Revalidate)
}

pub(crate) async fn sample(visitor: Visitor, Id(name): Id<String>) -> Result<Response, WebError> {
    visitor.require(Role::Editor)?;
    let (_, _, render) = SAMPLES.iter().find(|(known, ..)| *known == name).ok_or(WebError::NotFound)?;
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CACHE_CONTROL, CachePolicy::Revalidate.header()),
    ];
    Ok((headers, render()?).into_response())
}
