//! The open connections: how many there are, in all and of each address, and which one makes room for the next.
//!
//! At a limit the connection that has waited longest for its client gives way, of the address that has most of them: silent
//! clients shut out nobody but each other. Only when every connection is at work a new one is refused.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use ipnet::IpNet;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_util::sync::CancellationToken;

use super::activity::Activity;
use super::limit::Limits;

/// Refusals that are told at the same time; beyond it the connection is only closed.
const REFUSALS: usize = 64;
/// A refused client has so long to take the refusal.
const REFUSING: Duration = Duration::from_secs(1);
const REFUSAL: &str = "HTTP/1.1 503 Service Unavailable\r\ncontent-type: text/plain; charset=utf-8\r\ncontent-length: 71\r\n\
    retry-after: 5\r\nconnection: close\r\n\r\nToo many connections are open here. Try again in a few seconds, please.";

/// The open connections. Cheap to clone; all clones are one register.
#[derive(Debug, Clone)]
pub(super) struct Register {
    open: Arc<Mutex<Open>>,
    refusals: Arc<AtomicUsize>,
    limits: Limits,
    trusted: Arc<[IpNet]>,
}

#[derive(Debug, Default)]
struct Open {
    taken: u64,
    places: HashMap<u64, Taken>,
    counts: HashMap<IpAddr, usize>,
}

#[derive(Debug)]
struct Taken {
    /// `None` for a trusted proxy, whose connections are many people's.
    address: Option<IpAddr>,
    activity: Activity,
    leave: CancellationToken,
}

/// A connection's place; dropping it gives the place back.
#[derive(Debug)]
pub(super) struct Place {
    number: u64,
    /// The address at the other end.
    pub(super) peer: IpAddr,
    /// What the connection is doing.
    pub(super) activity: Activity,
    /// Cancelled when the place is needed for somebody else.
    pub(super) leave: CancellationToken,
    open: Arc<Mutex<Open>>,
}

impl Drop for Place {
    fn drop(&mut self) {
        self.open.lock().unwrap_or_else(PoisonError::into_inner).free(self.number);
    }
}

impl Register {
    /// No connections yet.
    pub(super) fn new(limits: Limits, trusted: Vec<IpNet>) -> Self {
        Self { open: Arc::default(), refusals: Arc::default(), limits, trusted: trusted.into() }
    }

    /// A place for a connection; `None` when every one of the address, or of all, is at work.
    pub(super) fn admit(&self, peer: IpAddr) -> Option<Place> {
        let is_trusted = self.trusted.iter().any(|network| network.contains(&peer));
        let address = (!is_trusted).then(|| counted_as(peer));
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(address) = address
            && open.counts.get(&address).is_some_and(|count| *count >= self.limits.connections_per_address)
            && !open.make_room(|taken| taken.address == Some(address))
        {
            return None;
        }
        if open.places.len() >= self.limits.connections && !open.make_room(|_| true) {
            return None;
        }
        let (activity, leave) = (Activity::new(), CancellationToken::new());
        let number = open.take(Taken { address, activity: activity.clone(), leave: leave.clone() });
        Some(Place { number, peer, activity, leave, open: Arc::clone(&self.open) })
    }

    /// Tells a client in a few words that there is no room; `None` when too many are being told already.
    pub(super) fn refuse(&self, mut stream: TcpStream) -> Option<impl Future<Output = ()> + Send + use<>> {
        let refusals = Arc::clone(&self.refusals);
        if refusals.fetch_add(1, Ordering::Relaxed) >= REFUSALS {
            refusals.fetch_sub(1, Ordering::Relaxed);
            return None;
        }
        Some(async move {
            let telling = async {
                stream.write_all(REFUSAL.as_bytes()).await?;
                stream.shutdown().await?;
                // What the client still sends is taken, or the system would throw the refusal away with it.
                while stream.read(&mut [0; 4096]).await? > 0 {}
                std::io::Result::Ok(())
            };
            // A client that does not listen is not told.
            drop(tokio::time::timeout(REFUSING, telling).await);
            refusals.fetch_sub(1, Ordering::Relaxed);
        })
    }
}

impl Open {
    fn take(&mut self, taken: Taken) -> u64 {
        self.taken += 1;
        if let Some(address) = taken.address {
            *self.counts.entry(address).or_default() += 1;
        }
        self.places.insert(self.taken, taken);
        self.taken
    }

    fn free(&mut self, number: u64) {
        let Some(address) = self.places.remove(&number).and_then(|taken| taken.address) else { return };
        if let Some(count) = self.counts.get_mut(&address) {
            *count -= 1;
            if *count == 0 {
                self.counts.remove(&address);
            }
        }
    }

    /// Ends the longest waiting connection, of the address that has most, among those that may be ended.
    fn make_room(&mut self, may_end: impl Fn(&Taken) -> bool) -> bool {
        let count = |taken: &Taken| taken.address.and_then(|address| self.counts.get(&address)).copied();
        let waiting = self.places.iter().filter(|(_, taken)| may_end(taken)).filter_map(|(number, taken)| {
            let since = taken.activity.waits_since()?;
            Some((std::cmp::Reverse(count(taken).unwrap_or_default()), since, *number))
        });
        let Some((_, _, number)) = waiting.min() else { return false };
        if let Some(taken) = self.places.get(&number) {
            taken.leave.cancel();
        }
        self.free(number);
        true
    }
}

/// Somebody with an IPv6 connection has a network of 64 bits for themselves (RFC 6177), so that it counts as one address.
pub(crate) fn counted_as(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
        address @ IpAddr::V4(_) => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn register(connections: usize, connections_per_address: usize) -> Register {
        let limits = Limits { connections, connections_per_address, ..Limits::default() };
        Register::new(limits, vec!["192.0.2.0/28".parse().unwrap()])
    }

    fn address(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn the_refusal_is_as_long_as_it_says() {
        let (head, body) = REFUSAL.split_once("\r\n\r\n").unwrap();
        assert!(head.contains(&format!("content-length: {}\r\n", body.len())), "{}", body.len());
    }

    #[tokio::test]
    async fn silent_connections_of_an_address_give_way_to_its_next_one() {
        let register = register(100, 3);
        let peer = address("198.51.100.7");
        let mut places = Vec::new();
        for _ in 0..3 {
            places.push(register.admit(peer).unwrap());
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        let working = places[0].activity.handle();
        let next = register.admit(peer).unwrap();
        assert!(places[1].leave.is_cancelled(), "the one that waited longest");
        assert!(!places[0].leave.is_cancelled() && !places[2].leave.is_cancelled());
        let all: Vec<_> = [&places[2], &next].into_iter().map(|place| place.activity.handle()).collect();
        assert!(register.admit(peer).is_none(), "all are at work");
        assert!(register.admit(address("198.51.100.8")).is_some());
        drop((all, working));
        assert!(register.admit(peer).is_some());
    }

    #[tokio::test]
    async fn at_the_limit_of_all_the_address_with_most_connections_gives_way() {
        let register = register(6, 5);
        let reader = register.admit(address("198.51.100.1")).unwrap();
        tokio::time::sleep(Duration::from_millis(2)).await;
        let silent: Vec<_> = (0..5).map(|_| register.admit(address("203.0.113.5")).unwrap()).collect();
        let another = register.admit(address("198.51.100.2")).unwrap();
        assert!(!reader.leave.is_cancelled() && !another.leave.is_cancelled());
        assert_eq!(silent.iter().filter(|place| place.leave.is_cancelled()).count(), 1);
        drop((reader, silent, another));
        let open = register.open.lock().unwrap();
        assert!(open.places.is_empty() && open.counts.is_empty());
    }

    #[test]
    fn a_trusted_proxy_is_bound_by_the_limit_of_all_only() {
        let register = register(20, 2);
        let places: Vec<_> = (0..20).map(|_| register.admit(address("192.0.2.3")).unwrap()).collect();
        let _working: Vec<_> = places.iter().map(|place| place.activity.handle()).collect();
        assert!(register.admit(address("192.0.2.3")).is_none());
    }

    #[test]
    fn an_ipv6_network_counts_as_one_address() {
        assert_eq!(counted_as(address("2001:db8:1:2:3:4:5:6")), counted_as(address("2001:db8:1:2::9")));
        assert_ne!(counted_as(address("2001:db8:1:2::9")), counted_as(address("2001:db8:1:3::9")));
        assert_eq!(counted_as(address("::ffff:198.51.100.7")), address("198.51.100.7"));
    }
}
