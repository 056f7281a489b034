//! The SSRF guard: which addresses may be asked. It sees every literal before the resolver and every resolved address.

use std::collections::BTreeSet;
use std::net::{IpAddr, SocketAddr};

use tidings_model::http::HttpError;
use url::{Host, Url};

use crate::address::is_public;
use crate::failure::of_address;
use crate::network::Allowed;
use crate::settings::FetchSettings;

/// Longest address that is fetched, in bytes.
const LONGEST_URL: usize = 8 * 1024;

/// Decides which addresses may be asked.
#[derive(Debug)]
pub(crate) struct Guard {
    allowed: Vec<Allowed>,
    own_addresses: Vec<SocketAddr>,
    own_hosts: BTreeSet<String>,
}

/// The ports an address is asked on, as far as they make a difference to the guard.
///
/// A resolver hears only the name, not the port. So each port that a setting names has a client of its own, whose
/// resolver knows it, and all other ports share one client, for which no port is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PortScope {
    /// A port that a setting names.
    Named(u16),
    /// Any other port.
    Other,
}

impl Guard {
    pub(crate) fn new(settings: &FetchSettings) -> Self {
        Self {
            allowed: settings.allowed.clone(),
            own_addresses: settings.own_addresses.clone(),
            own_hosts: settings.own_hosts.iter().map(|host| comparable(host)).collect(),
        }
    }

    /// The ports that make a difference: those of port-bound networks and our own.
    pub(crate) fn named_ports(&self) -> BTreeSet<u16> {
        let allowed = self.allowed.iter().filter_map(|allowed| allowed.ports.as_deref()).flatten().copied();
        allowed.chain(self.own_addresses.iter().map(SocketAddr::port)).collect()
    }

    pub(crate) fn scope(&self, port: u16) -> PortScope {
        if self.named_ports().contains(&port) { PortScope::Named(port) } else { PortScope::Other }
    }

    /// Reads an address and checks all that can be known before the resolver.
    pub(crate) fn read(&self, text: &str) -> Result<Url, HttpError> {
        if text.len() > LONGEST_URL {
            let start: String = text.chars().take(80).collect();
            return Err(bad_address(&start, "it is too long"));
        }
        let url = Url::parse(text.trim()).map_err(|error| bad_address(text, of_address(error)))?;
        self.check(&url)?;
        Ok(url)
    }

    /// Checks scheme, port, and a literal address. `url` has already turned decimal, octal, hexadecimal and short forms
    /// into addresses (WHATWG URL, host parsing).
    pub(crate) fn check(&self, url: &Url) -> Result<(), HttpError> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(bad_address(url.as_str(), "only http and https addresses are fetched"));
        }
        let port = url.port_or_known_default().filter(|port| *port != 0);
        let (Some(host), Some(port)) = (url.host(), port) else {
            return Err(bad_address(url.as_str(), "it names no host or no port"));
        };
        let permitted = match host {
            Host::Ipv4(address) => self.permits(IpAddr::V4(address), self.scope(port)),
            Host::Ipv6(address) => self.permits(IpAddr::V6(address), self.scope(port)),
            Host::Domain(name) => !self.own_hosts.contains(&comparable(name)),
        };
        if permitted { Ok(()) } else { Err(HttpError::Forbidden { host: host.to_string() }) }
    }

    /// Whether an address may be asked on such a port.
    pub(crate) fn permits(&self, address: IpAddr, scope: PortScope) -> bool {
        !self.is_own(address, scope) && (is_public(address) || self.is_allowed(address, scope))
    }

    fn is_allowed(&self, address: IpAddr, scope: PortScope) -> bool {
        let port_fits = |ports: &Option<Vec<u16>>| match (ports, scope) {
            (None, _) => true,
            (Some(ports), PortScope::Named(port)) => ports.contains(&port),
            (Some(_), PortScope::Other) => false,
        };
        self.allowed.iter().any(|allowed| allowed.network.contains(address) && port_fits(&allowed.ports))
    }

    /// Who listens on every interface is reached at each address of the machine; those that are not public count as ours.
    fn is_own(&self, address: IpAddr, scope: PortScope) -> bool {
        let PortScope::Named(port) = scope else { return false };
        let address = address.to_canonical();
        self.own_addresses.iter().filter(|own| own.port() == port).any(|own| {
            own.ip().to_canonical() == address || (own.ip().is_unspecified() && !is_public(address))
        })
    }
}

/// A name without its root dot, in lower case.
fn comparable(host: &str) -> String {
    host.trim_end_matches('.').to_ascii_lowercase()
}

fn bad_address(url: &str, reason: &str) -> HttpError {
    HttpError::BadAddress { url: url.to_owned(), reason: reason.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guard(settings: &FetchSettings) -> Guard {
        Guard::new(settings)
    }

    fn closed() -> Guard {
        guard(&FetchSettings::default())
    }

    fn open(network: &str) -> FetchSettings {
        FetchSettings { allowed: vec![network.parse().unwrap()], ..FetchSettings::default() }
    }

    fn forbidden(guard: &Guard, urls: &[&str]) {
        for url in urls {
            assert!(matches!(guard.read(url), Err(HttpError::Forbidden { .. })), "{url} must be refused");
        }
    }

    #[test]
    fn a_public_address_passes() {
        let guard = closed();
        for url in ["https://news.example/feed", "http://93.184.216.34:8080/", "https://[2606:4700::1111]/"] {
            assert!(guard.read(url).is_ok(), "{url}");
        }
    }

    #[test]
    fn decimal_literals_are_checked_before_the_resolver() {
        forbidden(
            &closed(),
            &["http://2130706433/", "http://3232235777/", "http://0/", "http://2852039166/latest"],
        );
    }

    #[test]
    fn octal_literals_are_checked_before_the_resolver() {
        forbidden(&closed(), &["http://0177.0.0.1/", "http://017700000001/", "http://0300.0250.1.1/"]);
    }

    #[test]
    fn hexadecimal_literals_are_checked_before_the_resolver() {
        forbidden(&closed(), &["http://0x7f.0.0.1/", "http://0x7f000001/", "http://0xa9fea9fe/"]);
    }

    #[test]
    fn short_and_disguised_literals_are_checked_before_the_resolver() {
        forbidden(
            &closed(),
            &["http://127.1/", "http://10.1/", "http://127.0.0.1./", "http://127。0。0。1/"],
        );
        forbidden(&closed(), &["http://①②⑦.⓪.⓪.①/", "http://%31%32%37.0.0.1/", "http://reader@127.0.0.1/"]);
    }

    #[test]
    fn ipv6_literals_that_hide_ipv4_are_refused() {
        forbidden(
            &closed(),
            &["http://[::ffff:127.0.0.1]/", "http://[::ffff:a00:1]/", "http://[::127.0.0.1]/"],
        );
        forbidden(&closed(), &["http://[64:ff9b::7f00:1]/", "http://[2002:7f00:1::]/", "http://[2001::1]/"]);
    }

    #[test]
    fn private_literals_of_every_range_are_refused() {
        forbidden(
            &closed(),
            &["http://10.0.0.1/", "http://100.64.0.1/", "http://169.254.169.254/", "http://[::1]/"],
        );
        forbidden(
            &closed(),
            &["http://0.0.0.0/", "http://198.18.0.1/", "http://240.0.0.1/", "http://[fd00::1]/"],
        );
        forbidden(
            &closed(),
            &["http://[fe80::1]/", "http://224.0.0.1/", "http://255.255.255.255/", "http://[::]/"],
        );
    }

    #[test]
    fn other_schemes_are_refused() {
        for url in
            ["file:///etc/passwd", "gopher://news.example/1", "ftp://news.example/", "data:text/xml,<rss/>"]
        {
            assert!(matches!(closed().read(url), Err(HttpError::BadAddress { .. })), "{url}");
        }
        for url in ["", "news.example/feed", "http://", "http://news.example:0/", "http://[fe80::1%25eth0]/"]
        {
            assert!(matches!(closed().read(url), Err(HttpError::BadAddress { .. })), "{url}");
        }
        let endless = format!("https://news.example/{}", "a".repeat(LONGEST_URL));
        assert!(matches!(closed().read(&endless), Err(HttpError::BadAddress { .. })));
    }

    #[test]
    fn a_setting_opens_a_named_network_and_no_other() {
        let guard = guard(&open("192.168.7.0/24"));
        assert!(guard.read("http://192.168.7.20/feed").is_ok());
        forbidden(
            &guard,
            &["http://192.168.8.20/feed", "http://127.0.0.1/", "http://[::ffff:192.168.7.20]/"],
        );
    }

    #[test]
    fn a_network_opened_on_some_ports_stays_closed_on_others() {
        let network = "127.0.0.1".parse().unwrap();
        let settings = FetchSettings {
            allowed: vec![Allowed::on_ports(network, vec![8101])],
            ..FetchSettings::default()
        };
        let guard = guard(&settings);
        assert!(guard.read("http://127.0.0.1:8101/").is_ok());
        forbidden(&guard, &["http://127.0.0.1:8102/", "http://127.0.0.1/", "http://127.0.0.2:8101/"]);
        assert!(!guard.permits("127.0.0.1".parse().unwrap(), PortScope::Other));
    }

    #[test]
    fn our_own_address_is_refused_even_in_an_open_network() {
        let mut settings = open("127.0.0.0/8");
        settings.own_addresses = vec!["127.0.0.1:8008".parse().unwrap(), "0.0.0.0:8009".parse().unwrap()];
        settings.own_hosts = vec!["Tidings.Example".to_owned()];
        let guard = guard(&settings);
        assert!(guard.read("http://127.0.0.1:8010/").is_ok());
        forbidden(&guard, &["http://127.0.0.1:8008/", "http://0x7f000001:8008/", "http://127.0.0.7:8009/"]);
        forbidden(&guard, &["https://tidings.example/", "https://TIDINGS.example./story/1"]);
    }
}
