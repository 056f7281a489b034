//! Networks in CIDR notation, and those that a setting opens to fetching.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

use thiserror::Error;

/// A range of addresses such as `10.0.0.0/8` or `fd00::/8`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct IpNetwork {
    base: IpAddr,
    prefix: u8,
}

/// Why a text is no network.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{text} is no network; write it as an address and a length, such as 192.168.1.0/24")]
pub struct NetworkError {
    text: String,
}

impl IpNetwork {
    pub(crate) const fn v4(octets: [u8; 4], prefix: u8) -> Self {
        let [a, b, c, d] = octets;
        Self { base: IpAddr::V4(Ipv4Addr::new(a, b, c, d)), prefix }
    }

    /// Takes the first two groups of the base address; the others are zero.
    pub(crate) const fn v6(first: u16, second: u16, prefix: u8) -> Self {
        Self { base: IpAddr::V6(Ipv6Addr::new(first, second, 0, 0, 0, 0, 0, 0)), prefix }
    }

    /// The network of one address.
    #[must_use]
    pub const fn single(address: IpAddr) -> Self {
        let prefix = if address.is_ipv4() { 32 } else { 128 };
        Self { base: address, prefix }
    }

    /// Whether the address lies in the network. An IPv4 address written as an IPv6 one does not lie in an IPv4 network.
    #[must_use]
    pub fn contains(&self, address: IpAddr) -> bool {
        match (self.base, address) {
            (IpAddr::V4(base), IpAddr::V4(address)) => {
                let shift = 32 - u32::from(self.prefix);
                base.to_bits().checked_shr(shift) == address.to_bits().checked_shr(shift)
            }
            (IpAddr::V6(base), IpAddr::V6(address)) => {
                let shift = 128 - u32::from(self.prefix);
                base.to_bits().checked_shr(shift) == address.to_bits().checked_shr(shift)
            }
            _ => false,
        }
    }
}

impl FromStr for IpNetwork {
    type Err = NetworkError;

    fn from_str(text: &str) -> Result<Self, NetworkError> {
        let error = || NetworkError { text: text.to_owned() };
        let (base, prefix) = match text.trim().split_once('/') {
            Some((base, prefix)) => (base, Some(prefix)),
            None => (text.trim(), None),
        };
        let whole = Self::single(base.parse().ok().ok_or_else(error)?);
        let Some(prefix) = prefix else { return Ok(whole) };
        let prefix: u8 = prefix.parse().ok().ok_or_else(error)?;
        if prefix > whole.prefix {
            return Err(error());
        }
        Ok(Self { prefix, ..whole })
    }
}

impl fmt::Display for IpNetwork {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.base, self.prefix)
    }
}

/// A private network that the reader opened to fetching, on every port or only on some.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allowed {
    /// The addresses.
    pub network: IpNetwork,
    /// The ports; `None` means every port.
    pub ports: Option<Vec<u16>>,
}

impl Allowed {
    /// Opens a network on some ports only.
    #[must_use]
    pub fn on_ports(network: IpNetwork, ports: Vec<u16>) -> Self {
        Self { network, ports: Some(ports) }
    }
}

impl From<IpNetwork> for Allowed {
    fn from(network: IpNetwork) -> Self {
        Self { network, ports: None }
    }
}

impl FromStr for Allowed {
    type Err = NetworkError;

    fn from_str(text: &str) -> Result<Self, NetworkError> {
        text.parse::<IpNetwork>().map(Self::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contains(network: &str, address: &str) -> bool {
        network.parse::<IpNetwork>().unwrap().contains(address.parse().unwrap())
    }

    #[test]
    fn a_network_holds_its_addresses_and_no_others() {
        assert!(contains("10.0.0.0/8", "10.255.1.2"));
        assert!(!contains("10.0.0.0/8", "11.0.0.0"));
        assert!(contains("192.168.7.9", "192.168.7.9"));
        assert!(!contains("192.168.7.9", "192.168.7.8"));
        assert!(contains("fd00::/8", "fdab::1"));
        assert!(!contains("fd00::/8", "fe80::1"));
        assert!(contains("0.0.0.0/0", "203.0.113.9"));
        assert!(!contains("0.0.0.0/0", "::1"));
        assert!(!contains("127.0.0.0/8", "::ffff:127.0.0.1"));
    }

    #[test]
    fn what_is_no_network_is_refused_with_an_example() {
        for text in ["", "10.0.0.0/33", "::/129", "10.0.0/8", "localhost", "10.0.0.0/-1", "10.0.0.0/"] {
            let error = text.parse::<IpNetwork>().unwrap_err().to_string();
            assert!(error.contains("192.168.1.0/24"), "{text}");
        }
    }
}
