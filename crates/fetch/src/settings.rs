//! What the fetcher may do: who we say we are, which networks are open, and every bound.

use std::net::SocketAddr;
use std::time::Duration;

use tidings_model::http::Purpose;

use crate::network::Allowed;

/// Everything the fetcher is told. The defaults are for the public internet.
#[derive(Debug, Clone)]
pub struct FetchSettings {
    /// Address or mailbox of the person who runs this instance, told to publishers in the User-Agent; may be empty.
    pub contact: String,
    /// Private networks that are open to fetching.
    pub allowed: Vec<Allowed>,
    /// The addresses we listen on: never fetched, even in an allowed network.
    pub own_addresses: Vec<SocketAddr>,
    /// The names under which readers reach us: never fetched.
    pub own_hosts: Vec<String>,
    /// The bounds of a request by its purpose.
    pub limits: PurposeLimits,
    /// How often one public host is asked.
    pub host: HostLimits,
    /// How often a host at a loopback address is asked.
    pub loopback_host: HostLimits,
    /// How long a request waits in our own line for a host before it is told to come back.
    pub longest_line: Duration,
    /// How long a host can silence us with Retry-After.
    pub longest_silence: Duration,
}

impl Default for FetchSettings {
    fn default() -> Self {
        Self {
            contact: String::new(),
            allowed: Vec::new(),
            own_addresses: Vec::new(),
            own_hosts: Vec::new(),
            limits: PurposeLimits::default(),
            host: HostLimits { concurrency: 2, interval: Duration::from_millis(500) },
            loopback_host: HostLimits { concurrency: 8, interval: Duration::ZERO },
            longest_line: Duration::from_secs(20),
            longest_silence: Duration::from_hours(1),
        }
    }
}

impl FetchSettings {
    /// The User-Agent: our name, our version and the contact.
    #[must_use]
    pub fn user_agent(&self) -> String {
        let name = concat!("Tidings/", env!("CARGO_PKG_VERSION"));
        match self.contact.trim() {
            "" => name.to_owned(),
            contact => format!("{name} (+{contact})"),
        }
    }
}

/// How often one host is asked, over all workers that share the fetcher.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HostLimits {
    /// Requests at the same time, at least 1.
    pub concurrency: usize,
    /// From the start of one request to the start of the next.
    pub interval: Duration,
}

/// The bounds of one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the body after decompression.
    pub bytes: u64,
    /// Until the head of an answer is there, connecting included; per hop.
    pub first_byte: Duration,
    /// For all hops together, without the time spent in our own line.
    pub total: Duration,
    /// How long a body may come as slowly as it likes.
    pub grace: Duration,
    /// After that, the bytes a second that it must have brought on average.
    pub least_bytes_per_second: u32,
    /// How many redirects are followed.
    pub redirects: u32,
}

impl Limits {
    const fn new(megabytes: u64, total_seconds: u64) -> Self {
        Self {
            bytes: megabytes * 1024 * 1024,
            first_byte: Duration::from_secs(20),
            total: Duration::from_secs(total_seconds),
            grace: Duration::from_secs(10),
            least_bytes_per_second: 1024,
            redirects: 8,
        }
    }

    /// The bounds of a robots.txt: RFC 9309 section 2.5 asks for at least 500 KiB, and the rest is cut off.
    pub(crate) const fn robots() -> Self {
        Self { bytes: 512 * 1024, redirects: 5, ..Self::new(1, 30) }
    }
}

/// The bounds by purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PurposeLimits {
    /// For feeds.
    pub feed: Limits,
    /// For articles' pages.
    pub page: Limits,
    /// For pictures.
    pub picture: Limits,
    /// For what is read once to find feeds: a page, or the feed itself.
    pub discovery: Limits,
    /// For what hubs answer.
    pub hub: Limits,
}

impl Default for PurposeLimits {
    fn default() -> Self {
        Self {
            feed: Limits::new(24, 60),
            page: Limits::new(8, 45),
            picture: Limits::new(16, 60),
            discovery: Limits::new(24, 60),
            hub: Limits::new(1, 30),
        }
    }
}

impl PurposeLimits {
    /// The bounds of one purpose.
    #[must_use]
    pub const fn of(&self, purpose: Purpose) -> &Limits {
        match purpose {
            Purpose::Feed => &self.feed,
            Purpose::Page => &self.page,
            Purpose::Picture => &self.picture,
            Purpose::Discovery => &self.discovery,
            Purpose::Hub => &self.hub,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_user_agent_names_us_and_a_contact() {
        let mut settings = FetchSettings::default();
        assert!(settings.user_agent().starts_with("Tidings/"));
        assert!(!settings.user_agent().contains('('));
        settings.contact = "https://news.example/about".to_owned();
        assert!(settings.user_agent().ends_with(" (+https://news.example/about)"));
    }
}
