//! Pictures: the re-encoded files of the cache, as raster images only.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, StatusCode, header};
use tidings_model::figure::PictureVariant;
use tidings_model::id::PictureId;

use super::request::Names;
use crate::cache::CachePolicy;
use crate::error::WebError;
use crate::state::WebState;

pub(crate) async fn picture(
    State(state): State<WebState>,
    Names((id, variant)): Names<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, WebError> {
    let id: PictureId = id.parse().map_err(|_ignored| WebError::NotFound)?;
    let variant = variant_of(&variant).ok_or(WebError::NotFound)?;
    let file = state.store().picture_file(id, variant).await?.ok_or(WebError::NotFound)?;
    let media_type = raster(&file.media_type).ok_or(WebError::NotFound)?;
    let tag = format!("\"{}\"", file.sha256);
    let cache = CachePolicy::Day.header();
    let is_known = headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes());
    if is_known {
        return Ok((
            StatusCode::NOT_MODIFIED,
            [(header::ETAG, tag.as_str()), (header::CACHE_CONTROL, cache)],
        )
            .into_response());
    }
    let headers = [(header::CONTENT_TYPE, media_type), (header::ETAG, &tag), (header::CACHE_CONTROL, cache)];
    Ok((headers, file.bytes).into_response())
}

fn variant_of(word: &str) -> Option<PictureVariant> {
    [PictureVariant::Full, PictureVariant::Small].into_iter().find(|variant| variant.as_str() == word)
}

/// The media type when it is a raster image of ours; SVG is never served as itself (CVE-2023-27592).
fn raster(media_type: &str) -> Option<&'static str> {
    ["image/jpeg", "image/png", "image/webp", "image/gif"].into_iter().find(|known| *known == media_type)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_never_served_as_svg_or_markup() {
        assert_eq!(raster("image/svg+xml"), None);
        assert_eq!(raster("text/html"), None);
        assert_eq!(raster("image/jpeg"), Some("image/jpeg"));
    }
}
