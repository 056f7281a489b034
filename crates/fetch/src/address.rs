//! Which addresses are on the public internet, by the IANA special-purpose registries (RFC 6890 and its updates).

use std::net::IpAddr;

use crate::network::IpNetwork;

/// IPv4 ranges that no public server has.
const CLOSED_V4: [IpNetwork; 15] = [
    IpNetwork::v4([0, 0, 0, 0], 8),       // this network (RFC 791)
    IpNetwork::v4([10, 0, 0, 0], 8),      // private (RFC 1918)
    IpNetwork::v4([100, 64, 0, 0], 10),   // carrier-grade NAT (RFC 6598)
    IpNetwork::v4([127, 0, 0, 0], 8),     // loopback (RFC 1122)
    IpNetwork::v4([169, 254, 0, 0], 16),  // link-local, cloud metadata (RFC 3927)
    IpNetwork::v4([172, 16, 0, 0], 12),   // private (RFC 1918)
    IpNetwork::v4([192, 0, 0, 0], 24),    // IETF protocols (RFC 6890)
    IpNetwork::v4([192, 0, 2, 0], 24),    // documentation (RFC 5737)
    IpNetwork::v4([192, 88, 99, 0], 24),  // 6to4 relays (RFC 7526)
    IpNetwork::v4([192, 168, 0, 0], 16),  // private (RFC 1918)
    IpNetwork::v4([198, 18, 0, 0], 15),   // benchmarking (RFC 2544)
    IpNetwork::v4([198, 51, 100, 0], 24), // documentation (RFC 5737)
    IpNetwork::v4([203, 0, 113, 0], 24),  // documentation (RFC 5737)
    IpNetwork::v4([224, 0, 0, 0], 4),     // multicast (RFC 5771)
    IpNetwork::v4([240, 0, 0, 0], 4),     // reserved and broadcast (RFC 1112)
];

/// The only IPv6 range that is handed out to public hosts (RFC 4291). Outside lie loopback, IPv4-mapped, IPv4-compatible,
/// NAT64, ULA, link-local, site-local and multicast addresses.
const GLOBAL_V6: IpNetwork = IpNetwork::v6(0x2000, 0, 3);

/// Ranges within it that lead elsewhere.
const CLOSED_V6: [IpNetwork; 4] = [
    IpNetwork::v6(0x2001, 0, 23), // IETF protocols, Teredo among them (RFC 2928, RFC 4380)
    IpNetwork::v6(0x2001, 0xdb8, 32), // documentation (RFC 3849)
    IpNetwork::v6(0x2002, 0, 16), // 6to4, which embeds an IPv4 address (RFC 3056)
    IpNetwork::v6(0x3fff, 0, 20), // documentation (RFC 9637)
];

/// Whether a server at this address may be on the public internet.
pub(crate) fn is_public(address: IpAddr) -> bool {
    let within = |networks: &[IpNetwork]| networks.iter().any(|network| network.contains(address));
    match address {
        IpAddr::V4(_) => !within(&CLOSED_V4),
        IpAddr::V6(_) => GLOBAL_V6.contains(address) && !within(&CLOSED_V6),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all_closed(addresses: &[&str]) {
        for address in addresses {
            assert!(!is_public(address.parse().unwrap()), "{address} must not count as public");
        }
    }

    #[test]
    fn public_addresses_are_open() {
        for address in
            ["93.184.216.34", "1.1.1.1", "100.128.0.1", "172.32.0.1", "198.20.0.1", "2606:4700::1111"]
        {
            assert!(is_public(address.parse().unwrap()), "{address} is public");
        }
    }

    #[test]
    fn private_addresses_are_closed() {
        all_closed(&["10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.0.1"]);
    }

    #[test]
    fn loopback_addresses_are_closed() {
        all_closed(&["127.0.0.1", "127.255.255.254", "::1"]);
    }

    #[test]
    fn link_local_addresses_are_closed() {
        all_closed(&["169.254.169.254", "fe80::1", "febf::1", "fec0::1"]);
    }

    #[test]
    fn carrier_grade_nat_is_closed() {
        all_closed(&["100.64.0.1", "100.127.255.255"]);
    }

    #[test]
    fn unique_local_addresses_are_closed() {
        all_closed(&["fc00::1", "fd12:3456::1"]);
    }

    #[test]
    fn this_network_and_unspecified_are_closed() {
        all_closed(&["0.0.0.0", "0.1.2.3", "::"]);
    }

    #[test]
    fn benchmark_and_documentation_ranges_are_closed() {
        all_closed(&["198.18.0.1", "198.19.255.255", "192.0.2.1", "198.51.100.1", "203.0.113.1"]);
        all_closed(&["2001:db8::1", "3fff::1", "192.0.0.8"]);
    }

    #[test]
    fn reserved_multicast_and_broadcast_are_closed() {
        all_closed(&["240.0.0.1", "255.255.255.255", "224.0.0.1", "239.1.2.3", "ff02::1"]);
    }

    #[test]
    fn ipv4_mapped_addresses_are_closed() {
        all_closed(&["::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:93.184.216.34"]);
    }

    #[test]
    fn ipv4_compatible_addresses_are_closed() {
        all_closed(&["::127.0.0.1", "::10.0.0.1"]);
    }

    #[test]
    fn nat64_addresses_are_closed() {
        all_closed(&["64:ff9b::7f00:1", "64:ff9b:1::a00:1"]);
    }

    #[test]
    fn six_to_four_and_teredo_addresses_are_closed() {
        all_closed(&["2002:7f00:1::", "2002:a00:1::1", "2001::1", "2001:0:7f00:1::"]);
    }
}
