//! What the reader was given to be let in goes with a request only to the site it was given for.

use std::sync::Arc;

use tidings_model::access::Access;
use tidings_parse::url;
use tidings_store::access::SiteAccess;

/// What goes with a request to an address. Another site gets no secret, for a feed can name any site as its own; the proxy
/// is the way to everything of this publisher.
pub(crate) fn towards(address: &str, given: Option<SiteAccess>) -> Option<Arc<Access>> {
    let given = given?;
    if url::site(address).as_deref() == given.site.split('#').next() {
        return Some(Arc::new(given.access));
    }
    let proxy = given.access.proxy?;
    Some(Arc::new(Access { proxy: Some(proxy), ..Access::default() }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_site_gets_no_secret() {
        let access = Access {
            cookies: Some("session=1".to_owned()),
            proxy: Some("http://proxy.example:3128".to_owned()),
            ..Access::default()
        };
        let given = Some(SiteAccess { site: "ledger.example".to_owned(), access: access.clone() });
        assert_eq!(towards("https://www.ledger.example/feed", given.clone()).as_deref(), Some(&access));
        let other = towards("https://elsewhere.example/feed", given).unwrap();
        assert_eq!((other.cookies.as_deref(), other.proxy.as_deref()), (None, access.proxy.as_deref()));
        assert_eq!(towards("https://ledger.example/", None), None);
    }
}
