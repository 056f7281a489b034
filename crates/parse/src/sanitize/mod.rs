//! Clean markup: the one place that makes a [`SafeHtml`], out of any markup whatever.

mod address;
pub mod annotate;
mod attribute;
mod builder;
mod escape;
pub mod pages;
mod plain;
mod reference;
mod tag;
mod text;
mod walk;

#[cfg(test)]
mod tests;

use std::fmt;

use serde::Serialize;
use tidings_model::article::StoredHtml;
use url::Url;

use crate::markup::{Bounds, NodeId, Tree, parse_fragment};
use builder::HtmlBuilder;
use text::TextBuilder;

/// The number of the rules by which [`clean`] works. It rises with every change of what is let through, so that
/// markup that was stored earlier is cleaned again.
pub const SANITIZER_VERSION: u32 = 1;

const BOUNDS: Bounds = Bounds { bytes: 8 << 20, nodes: 1_000_000, depth: 400 };

/// Markup that is safe to print into a page: allowed tags and attributes only, properly nested, its addresses whole
/// and limited to `http`, `https` and `mailto`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(transparent)]
pub struct SafeHtml(String);

impl SafeHtml {
    /// The markup.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The markup, for the store.
    #[must_use]
    pub fn into_string(self) -> String {
        self.0
    }

    /// Markup that came out of a clean one by wrapping text in spans of our own.
    fn from_annotated(html: String) -> Self {
        Self(html)
    }

    /// Takes stored markup, cleaning again what an older sanitiser let pass.
    #[must_use]
    pub fn from_stored(stored: &StoredHtml) -> Self {
        if stored.sanitizer_version == SANITIZER_VERSION {
            Self(stored.html.clone())
        } else {
            clean(&stored.html, None)
        }
    }

    /// The markup as the store keeps it.
    #[must_use]
    pub fn to_stored(&self) -> StoredHtml {
        StoredHtml { html: self.0.clone(), sanitizer_version: SANITIZER_VERSION }
    }

    /// Whether nothing is in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for SafeHtml {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Cleans a piece of markup. Relative addresses are resolved against `base` (an absolute `http` address) and dropped
/// without one. Cleaning what is clean changes nothing.
///
/// Beside plain tags two classes are kept: `span.credit` (a photo credit) and `a.embed` (a player or a post that was
/// set into the page and is now a link).
#[must_use]
pub fn clean(html: &str, base: Option<&str>) -> SafeHtml {
    let base = base.and_then(|base| Url::parse(base).ok());
    let mut builder = HtmlBuilder::with_capacity(html.len());
    if plain::scan(html, base.as_ref(), &mut builder).is_some() {
        return SafeHtml(builder.finish());
    }
    clean_by_tree(html, base.as_ref())
}

fn clean_by_tree(html: &str, base: Option<&Url>) -> SafeHtml {
    let (tree, _) = parse_fragment(html, BOUNDS);
    clean_tree(&tree, NodeId::ROOT, base)
}

/// Cleans what is below a node of a parsed page.
pub(crate) fn clean_tree(tree: &Tree, top: NodeId, base: Option<&Url>) -> SafeHtml {
    let mut builder = HtmlBuilder::default();
    walk::walk(tree, top, base, &mut builder);
    SafeHtml(builder.finish())
}

/// The plain text of a piece of markup: one line a block, spaces folded, nothing of scripts, styles and controls.
#[must_use]
pub fn text(html: &str) -> String {
    let mut builder = TextBuilder::default();
    if plain::scan(html, None, &mut builder).is_some() {
        return builder.finish();
    }
    let (tree, _) = parse_fragment(html, BOUNDS);
    let mut builder = TextBuilder::default();
    walk::walk(&tree, NodeId::ROOT, None, &mut builder);
    builder.finish()
}
