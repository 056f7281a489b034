//! Where a request comes from: the address at the other end of the connection, or what a trusted proxy says of it.
//!
//! Every proxy adds the address that it was asked from at the end of `X-Forwarded-For` or `Forwarded` (RFC 7239). Read from the
//! right, the first address that is no trusted proxy is the client; whatever stands left of it the client may have made up.

use std::net::IpAddr;

use axum::extract::FromRequestParts;
use http::HeaderMap;
use http::request::Parts;
use ipnet::IpNet;

use crate::error::WebError;

/// Most hops that are read.
const HOPS: usize = 32;

/// Where a request comes from; it is the same in limits and in the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ClientAddress(pub(crate) IpAddr);

impl ClientAddress {
    /// Finds the client of a request that came over a connection from `peer`.
    pub(crate) fn of(peer: IpAddr, headers: &HeaderMap, trusted: &[IpNet]) -> Self {
        let peer = peer.to_canonical();
        if !is_trusted(peer, trusted) {
            return Self(peer);
        }
        let hops = [hops(headers, "x-forwarded-for", plain), hops(headers, "forwarded", forwarded)];
        let mut clients = hops.into_iter().flatten().map(|hops| client_of(peer, &hops, trusted));
        // A proxy writes one of the two headers, and a client could send the other: where they differ neither is believed.
        let client = match (clients.next(), clients.next()) {
            (Some(one), Some(other)) if one != other => peer,
            (Some(one), _) => one,
            _ => peer,
        };
        Self(client)
    }
}

/// The middleware has put the address into every request.
impl<S: Sync> FromRequestParts<S> for ClientAddress {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, WebError> {
        let address = parts.extensions.get::<Self>().copied();
        address.ok_or_else(|| WebError::Page("the request went around the middleware".to_owned()))
    }
}

fn is_trusted(address: IpAddr, trusted: &[IpNet]) -> bool {
    trusted.iter().any(|network| network.contains(&address))
}

/// The first address from the right that is no trusted proxy. Where a hop is not told, the last one that was told stands.
fn client_of(peer: IpAddr, hops: &[Option<IpAddr>], trusted: &[IpNet]) -> IpAddr {
    let mut client = peer;
    for hop in hops.iter().rev().take(HOPS) {
        let Some(address) = hop else { break };
        client = *address;
        if !is_trusted(client, trusted) {
            break;
        }
    }
    client
}

/// The hops of every line of a header, the nearest last; `None` without the header.
fn hops(headers: &HeaderMap, name: &str, hop: fn(&str) -> Option<IpAddr>) -> Option<Vec<Option<IpAddr>>> {
    let lines = headers.get_all(name).iter().map(|line| line.to_str().unwrap_or("unreadable"));
    let line = lines.collect::<Vec<_>>().join(",");
    (!line.is_empty()).then(|| split(&line, ',').map(hop).collect())
}

/// A hop of `X-Forwarded-For`: an address, with or without a port.
fn plain(hop: &str) -> Option<IpAddr> {
    node(hop.trim())
}

/// A hop of `Forwarded`: pairs such as `for="[2001:db8::1]:4711"`.
fn forwarded(hop: &str) -> Option<IpAddr> {
    split(hop, ';').find_map(|pair| {
        let (name, value) = pair.split_once('=')?;
        let value = value.trim();
        let bare = value.strip_prefix('"').and_then(|value| value.strip_suffix('"')).unwrap_or(value);
        name.trim().eq_ignore_ascii_case("for").then(|| node(bare))?
    })
}

/// An address, with or without brackets and port. Obscured names such as `unknown` and `_gate` tell nothing.
fn node(text: &str) -> Option<IpAddr> {
    if let Some((address, _port)) = text.strip_prefix('[').and_then(|text| text.split_once(']')) {
        return address.parse().ok().map(|address: IpAddr| address.to_canonical());
    }
    let without_port = text.rsplit_once(':').map(|(address, _port)| address);
    let address = text.parse().ok().or_else(|| without_port?.parse().ok());
    address.map(|address: IpAddr| address.to_canonical())
}

/// Parts between separators that do not stand in quotes.
fn split(text: &str, separator: char) -> impl Iterator<Item = &str> {
    let (mut quoted, mut escaped) = (false, false);
    text.split(move |c: char| {
        let is_escaped = std::mem::take(&mut escaped);
        match c {
            '\\' if quoted && !is_escaped => escaped = true,
            '"' if !is_escaped => quoted = !quoted,
            _ => {}
        }
        c == separator && !quoted
    })
}

#[cfg(test)]
mod tests {
    use http::{HeaderName, HeaderValue};

    use super::*;

    fn client(peer: &str, lines: &[(&'static str, &'static str)]) -> String {
        let trusted = ["127.0.0.1/32", "10.0.0.0/8", "::1/128"].map(|network| network.parse().unwrap());
        let headers = lines
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)));
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(name, value);
        }
        ClientAddress::of(peer.parse().unwrap(), &map, &trusted).0.to_string()
    }

    const LIST: &str = "x-forwarded-for";

    #[test]
    fn what_an_untrusted_peer_says_is_not_believed() {
        for line in [(LIST, "198.51.100.1"), ("forwarded", "for=198.51.100.1")] {
            assert_eq!(client("203.0.113.9", &[line]), "203.0.113.9");
        }
    }

    #[test]
    fn the_rightmost_untrusted_address_is_the_client() {
        assert_eq!(client("127.0.0.1", &[(LIST, "198.51.100.1")]), "198.51.100.1");
        assert_eq!(client("127.0.0.1", &[(LIST, "6.6.6.6, 198.51.100.1, 10.1.2.3")]), "198.51.100.1");
        assert_eq!(client("127.0.0.1", &[(LIST, "6.6.6.6"), (LIST, "198.51.100.1")]), "198.51.100.1");
        assert_eq!(client("::ffff:127.0.0.1", &[(LIST, "198.51.100.1:4711")]), "198.51.100.1");
        assert_eq!(client("127.0.0.1", &[(LIST, "10.1.1.1, 10.1.1.2")]), "10.1.1.1");
        assert_eq!(client("127.0.0.1", &[(LIST, "[2001:db8::1]:80")]), "2001:db8::1");
        assert_eq!(client("127.0.0.1", &[(LIST, "2001:db8::1")]), "2001:db8::1");
    }

    #[test]
    fn the_standard_header_is_read_with_its_quotes() {
        let cases = [
            ("for=198.51.100.1;proto=https;by=10.0.0.1", "198.51.100.1"),
            ("For=\"[2001:db8:cafe::17]:4711\"", "2001:db8:cafe::17"),
            ("for=6.6.6.6, for=\"198.51.100.1:80\"", "198.51.100.1"),
            ("for=198.51.100.1;host=\"a,for=6.6.6.6\"", "198.51.100.1"),
            ("for=\"a\\\", for=6.6.6.6\", for=198.51.100.1", "198.51.100.1"),
        ];
        for (line, address) in cases {
            assert_eq!(client("127.0.0.1", &[("forwarded", line)]), address, "{line}");
        }
    }

    #[test]
    fn what_cannot_be_read_leaves_the_nearest_known_address() {
        for line in ["", "unknown", "_gate", "198.51.100.1, nonsense", "999.1.1.1"] {
            assert_eq!(client("127.0.0.1", &[(LIST, line)]), "127.0.0.1", "{line}");
        }
        assert_eq!(client("127.0.0.1", &[(LIST, "nonsense, 10.9.9.9")]), "10.9.9.9");
        assert_eq!(client("127.0.0.1", &[]), "127.0.0.1");
    }

    #[test]
    fn two_headers_that_differ_are_both_disbelieved() {
        let differ = [(LIST, "198.51.100.1"), ("forwarded", "for=6.6.6.6")];
        assert_eq!(client("127.0.0.1", &differ), "127.0.0.1");
        let same = [(LIST, "198.51.100.1"), ("forwarded", "for=198.51.100.1")];
        assert_eq!(client("127.0.0.1", &same), "198.51.100.1");
    }
}
