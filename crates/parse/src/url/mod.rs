//! Addresses: made absolute, made canonical, and assigned to a site.

mod canonical;
mod door;
mod reference;
mod typed;

pub use canonical::{canonical, site};
pub use door::{followable, loadable};
pub use reference::resolve;
pub use typed::typed;

/// Whether an address is one of the web: `http` or `https`.
#[must_use]
pub fn is_web(address: &str) -> bool {
    let address = address.trim_start();
    let has =
        |scheme: &str| address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    has("http://") || has("https://")
}
