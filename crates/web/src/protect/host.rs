//! The Host header: in personal mode only loopback names with our port, and the names that were let in.
//!
//! Without this check any site could point its own name at 127.0.0.1 and read the owner's pages (DNS rebinding).

use std::net::IpAddr;

use crate::settings::{Mode, WebSettings};

/// Whether a Host header may be answered.
pub(super) fn is_ours(host: &str, settings: &WebSettings) -> bool {
    let (name, port) = split(host);
    if settings.hosts.iter().any(|known| known.eq_ignore_ascii_case(name)) {
        return true;
    }
    match settings.mode {
        Mode::Personal => is_loopback(name) && port == Some(settings.listen.port()),
        Mode::Private | Mode::Public => settings.hosts.is_empty() || is_loopback(name),
    }
}

fn is_loopback(name: &str) -> bool {
    let bare = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name);
    name.eq_ignore_ascii_case("localhost")
        || bare.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// The name and the port of a Host header; 80 when it has none.
fn split(host: &str) -> (&str, Option<u16>) {
    let end_of_name = host.rfind(']').map_or(0, |bracket| bracket + 1);
    match host.get(end_of_name..).and_then(|rest| rest.rfind(':')) {
        Some(colon) => {
            let at = end_of_name + colon;
            let port = host.get(at + 1..).and_then(|port| port.parse().ok());
            (host.get(..at).unwrap_or_default(), port)
        }
        None => (host, Some(80)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn personal() -> WebSettings {
        WebSettings::new("127.0.0.1:8008".parse().unwrap())
    }

    #[test]
    fn personal_mode_answers_only_to_loopback_names_with_its_port() {
        for host in ["127.0.0.1:8008", "localhost:8008", "LOCALHOST:8008", "[::1]:8008", "127.8.9.1:8008"] {
            assert!(is_ours(host, &personal()), "{host}");
        }
        for host in [
            "elsewhere.example:8008",
            "127.0.0.1",
            "127.0.0.1:8009",
            "localhost.elsewhere.example:8008",
            "127.0.0.1.elsewhere.example:8008",
            "192.168.1.4:8008",
            "",
            "[::1]",
            "localhost:x",
        ] {
            assert!(!is_ours(host, &personal()), "{host}");
        }
    }

    #[test]
    fn a_name_that_was_let_in_is_answered() {
        let mut settings = personal();
        settings.hosts.push("paper.example".to_owned());
        assert!(is_ours("Paper.example", &settings));
        assert!(!is_ours("other.example", &settings));
    }
}
