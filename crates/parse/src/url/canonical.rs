//! One spelling for each address, and the site that an address belongs to.

use url::{Host, Url};

/// Parameters that say where a reader came from and not what is read: exact names.
const TRACKING: [&str; 32] = [
    "_ga",
    "_gl",
    "_hsenc",
    "_hsmi",
    "cmpid",
    "dclid",
    "fbclid",
    "gclid",
    "gclsrc",
    "gbraid",
    "igshid",
    "ito",
    "li_fat_id",
    "mc_cid",
    "mc_eid",
    "mkt_tok",
    "msclkid",
    "ncid",
    "ns_campaign",
    "ns_mchannel",
    "ns_source",
    "oly_anon_id",
    "oly_enc_id",
    "rb_clickid",
    "s_cid",
    "smid",
    "srnd",
    "twclid",
    "vero_id",
    "wbraid",
    "wt_mc",
    "yclid",
];

/// Beginnings of names of such parameters.
const TRACKING_PREFIXES: [&str; 7] = ["utm_", "at_", "hsa_", "itm_", "matomo_", "mtm_", "pk_"];

/// The canonical form of a web address: absolute, host in lower case, no default port, no fragment, no password,
/// no tracking parameters. `None` for what is no address of the web.
#[must_use]
pub fn canonical(address: &str, base: Option<&str>) -> Option<String> {
    let absolute = super::resolve(base.unwrap_or_default(), address)?;
    let mut url = Url::parse(&absolute).ok()?;
    if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none_or(str::is_empty) {
        return None;
    }
    url.set_fragment(None);
    url.set_username("").ok()?;
    url.set_password(None).ok()?;
    if let Some(query) = url.query() {
        let kept: Vec<&str> = query.split('&').filter(|pair| !pair.is_empty() && !tracks(pair)).collect();
        let kept = kept.join("&");
        url.set_query((!kept.is_empty()).then_some(kept.as_str()));
    }
    Some(url.into())
}

fn tracks(pair: &str) -> bool {
    let name = pair.split('=').next().unwrap_or_default().to_ascii_lowercase();
    TRACKING.contains(&name.as_str()) || TRACKING_PREFIXES.iter().any(|prefix| name.starts_with(prefix))
}

/// The site of an address: the registrable domain by the Public Suffix List, in lower case.
///
/// Hosts that have none (addresses of machines, `localhost`, a public suffix itself) are their own site, with the port if
/// the address names one.
#[must_use]
pub fn site(address: &str) -> Option<String> {
    let url = Url::parse(address.trim()).ok()?;
    let with_port = |host: String| url.port().map_or_else(|| host.clone(), |port| format!("{host}:{port}"));
    match url.host()? {
        Host::Domain(domain) => {
            let domain = domain.trim_end_matches('.');
            let registrable = psl::domain_str(domain).filter(|found| found.contains('.'));
            Some(registrable.map_or_else(|| with_port(domain.to_owned()), str::to_owned))
        }
        Host::Ipv4(host) => Some(with_port(host.to_string())),
        Host::Ipv6(host) => Some(with_port(format!("[{host}]"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tracking_fragment_and_port_go() {
        let address = "HTTPS://News.Example.ORG:443/a/B?utm_source=x&id=7&fbclid=1&q=a%20b#top";
        assert_eq!(canonical(address, None).as_deref(), Some("https://news.example.org/a/B?id=7&q=a%20b"));
        assert_eq!(canonical("/x?utm_medium=y", Some("http://a.test/z")).as_deref(), Some("http://a.test/x"));
        assert_eq!(canonical("http://me:pw@a.test", None).as_deref(), Some("http://a.test/"));
        assert_eq!(canonical("javascript:alert(1)", None), None);
        assert_eq!(canonical("relative", None), None);
    }

    #[test]
    fn canonical_is_settled() {
        let once = canonical("http://Ö.test/ä b?x=ü&utm_id=1", None).unwrap();
        assert_eq!(canonical(&once, None), Some(once));
    }

    #[test]
    fn sites_by_the_public_suffix_list() {
        assert_eq!(site("https://www.news.example.co.uk/x").as_deref(), Some("example.co.uk"));
        assert_eq!(site("http://localhost:8008/").as_deref(), Some("localhost:8008"));
        assert_eq!(site("http://127.0.0.1:81/").as_deref(), Some("127.0.0.1:81"));
        assert_eq!(site("http://[::1]/").as_deref(), Some("[::1]"));
        assert_eq!(site("http://a.b.invalid:81/").as_deref(), Some("b.invalid"));
        assert_eq!(site("nothing"), None);
    }
}
