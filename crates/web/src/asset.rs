//! Assets: style sheet, scripts, font and pictures of our own, carried in the binary and addressed by their content.

use std::sync::LazyLock;

use axum::http::header;
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

use crate::cache::CachePolicy;
use crate::error::WebError;
use crate::handler::request::Names;
use crate::hex::hex;

/// One file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asset {
    /// The style sheet.
    Style,
    /// The first script module; it imports the others.
    Script,
    /// Module: relative times.
    TimeScript,
    /// Module: keys.
    KeyScript,
    /// Module: panels of the article page.
    PanelScript,
    /// Module: suggestions of the search page.
    SuggestScript,
    /// Source Serif 4, Latin, variable weight.
    Font,
    /// The font's licence.
    FontLicence,
    /// The icon in the browser's bar.
    Icon,
    /// A picture for the gallery of templates.
    SamplePicture,
}

/// Every asset.
pub const ASSETS: [Asset; 10] = [
    Asset::Style,
    Asset::Script,
    Asset::TimeScript,
    Asset::KeyScript,
    Asset::PanelScript,
    Asset::SuggestScript,
    Asset::Font,
    Asset::FontLicence,
    Asset::Icon,
    Asset::SamplePicture,
];

const STYLE: &str = concat!(
    include_str!("../assets/css/base.css"),
    include_str!("../assets/css/frame.css"),
    include_str!("../assets/css/form.css"),
    include_str!("../assets/css/part/card.css"),
    include_str!("../assets/css/part/report.css"),
    include_str!("../assets/css/part/figure.css"),
    include_str!("../assets/css/part/comment.css"),
    include_str!("../assets/css/page/front.css"),
    include_str!("../assets/css/page/section.css"),
    include_str!("../assets/css/page/story.css"),
    include_str!("../assets/css/page/article.css"),
    include_str!("../assets/css/page/publisher.css"),
    include_str!("../assets/css/page/search.css"),
    include_str!("../assets/css/page/welcome.css"),
    include_str!("../assets/css/page/editor.css"),
    include_str!("../assets/css/print.css"),
);

impl Asset {
    /// Its name in addresses.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Style => "style.css",
            Self::Script => "main.js",
            Self::TimeScript => "time.js",
            Self::KeyScript => "key.js",
            Self::PanelScript => "panel.js",
            Self::SuggestScript => "suggest.js",
            Self::Font => "source-serif-4.woff2",
            Self::FontLicence => "source-serif-4-licence.txt",
            Self::Icon => "icon.png",
            Self::SamplePicture => "sample.png",
        }
    }

    /// Its media type.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Style => "text/css; charset=utf-8",
            Self::Script | Self::TimeScript | Self::KeyScript | Self::PanelScript | Self::SuggestScript => {
                "text/javascript; charset=utf-8"
            }
            Self::Font => "font/woff2",
            Self::FontLicence => "text/plain; charset=utf-8",
            Self::Icon | Self::SamplePicture => "image/png",
        }
    }

    /// Its bytes.
    #[must_use]
    pub const fn bytes(self) -> &'static [u8] {
        match self {
            Self::Style => STYLE.as_bytes(),
            Self::Script => include_bytes!("../assets/js/main.js"),
            Self::TimeScript => include_bytes!("../assets/js/time.js"),
            Self::KeyScript => include_bytes!("../assets/js/key.js"),
            Self::PanelScript => include_bytes!("../assets/js/panel.js"),
            Self::SuggestScript => include_bytes!("../assets/js/suggest.js"),
            Self::Font => include_bytes!("../assets/fonts/source-serif-4.woff2"),
            Self::FontLicence => include_bytes!("../assets/fonts/OFL.txt"),
            Self::Icon => include_bytes!("../assets/picture/icon.png"),
            Self::SamplePicture => include_bytes!("../assets/picture/sample.png"),
        }
    }
}

static BUNDLE_HASH: LazyLock<String> = LazyLock::new(|| {
    let mut hasher = Sha256::new();
    for asset in ASSETS {
        hasher.update(asset.bytes());
    }
    hex(&hasher.finalize()).chars().take(16).collect()
});

/// The hash over all assets: one folder in the address, so that modules find each other by relative names.
#[must_use]
pub fn bundle_hash() -> &'static str {
    &BUNDLE_HASH
}

/// Serves an asset: kept for ever under the present hash, asked for again under any other.
pub(crate) async fn serve(Names((hash, name)): Names<(String, String)>) -> Result<Response, WebError> {
    let Some(asset) = ASSETS.into_iter().find(|asset| asset.name() == name) else {
        return Err(WebError::NotFound);
    };
    let policy = if hash == bundle_hash() { CachePolicy::Immutable } else { CachePolicy::Revalidate };
    let headers = [(header::CONTENT_TYPE, asset.media_type()), (header::CACHE_CONTROL, policy.header())];
    Ok((headers, asset.bytes()).into_response())
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn gzipped(parts: &[&[u8]]) -> usize {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        for part in parts {
            encoder.write_all(part).unwrap();
        }
        encoder.finish().unwrap().len()
    }

    #[test]
    fn the_style_sheet_stays_within_15_kilobytes() {
        let size = gzipped(&[Asset::Style.bytes()]);
        assert!(size <= 15_000, "{size}");
    }

    #[test]
    fn the_scripts_stay_within_8_kilobytes_and_five_modules() {
        let modules: Vec<&[u8]> = ASSETS
            .into_iter()
            .filter(|asset| asset.media_type().starts_with("text/javascript"))
            .map(Asset::bytes)
            .collect();
        assert!(modules.len() <= 5);
        let size = gzipped(&modules);
        assert!(size <= 8_000, "{size}");
    }

    #[test]
    fn the_font_stays_within_60_kilobytes() {
        assert!(Asset::Font.bytes().len() <= 60_000);
    }
}
