//! Which addresses a publisher's page can claim.

use tidings_model::address::is_front_door;

/// Whether an address can be that of a publisher's article: its host is the site or below it, or its host and port are
/// the site; and it is not the home page, which careless templates name as canonical on every page.
pub(crate) fn is_at_site(address: &str, site: &str) -> bool {
    !is_front_door(address) && is_of_site(address, site)
}

/// Whether an address is of a site.
pub(crate) fn is_of_site(address: &str, site: &str) -> bool {
    let Ok(url) = url::Url::parse(address) else { return false };
    let Some(host) = url.host_str() else { return false };
    let with_port = url.port_or_known_default().map(|port| format!("{host}:{port}"));
    host == site
        || host.strip_suffix(site).is_some_and(|below| below.ends_with('.'))
        || with_port.is_some_and(|with_port| with_port == site)
}

#[cfg(test)]
mod tests {
    use super::is_at_site;

    #[test]
    fn a_page_claims_addresses_of_its_own_site_only() {
        assert!(is_at_site("https://www.harbour.example/a", "harbour.example"));
        assert!(is_at_site("http://127.0.0.1:8100/a", "127.0.0.1:8100"));
        assert!(!is_at_site("https://harbour.example/", "harbour.example"));
        assert!(!is_at_site("https://notharbour.example/a", "harbour.example"));
        assert!(!is_at_site("https://other.example/a", "harbour.example"));
        assert!(!is_at_site("javascript:alert(1)", "harbour.example"));
    }
}
