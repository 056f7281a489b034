//! A subscription of WebSub (W3C Recommendation of 23 January 2018): what is sent to its hub, how the hub's questions are
//! answered, and when it must be renewed.

mod signature;

use std::collections::BTreeMap;
use std::fmt;
use std::fmt::Write;
use std::time::Duration;

use crate::http::{HttpForm, HttpResponse};
use crate::time::Timestamp;

/// The shortest and longest lease that is believed, and the one of a hub that names none.
const SHORTEST_LEASE: Duration = Duration::from_mins(5);
const LONGEST_LEASE: Duration = Duration::from_hours(24 * 90);
const UNSAID_LEASE: Duration = Duration::from_hours(24);
/// A hub that has not asked back by then is asked again.
const PATIENCE: Duration = Duration::from_hours(1);
/// The longest question of a hub that is sent back to it, in bytes.
const LONGEST_CHALLENGE: usize = 4096;

/// What is asked of a hub.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// To be told of news.
    Subscribe,
    /// To be told no more.
    Unsubscribe,
}

impl Mode {
    /// The word of the protocol.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Subscribe => "subscribe",
            Self::Unsubscribe => "unsubscribe",
        }
    }

    /// Reads the word of the protocol.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Subscribe, Self::Unsubscribe].into_iter().find(|mode| mode.name() == word)
    }
}

/// For how long a hub tells us of news.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lease {
    /// When the hub confirmed it.
    pub from: Timestamp,
    /// When it ends.
    pub until: Timestamp,
}

/// Random bytes for a new subscription, from a source that cannot be guessed.
#[derive(Clone, Copy)]
pub struct Randomness {
    /// For the callback address.
    pub token: [u8; 16],
    /// For the signatures.
    pub secret: [u8; 32],
}

/// A subscription, as the store keeps it.
#[derive(Clone, PartialEq, Eq)]
pub struct Subscription {
    /// The hub's address.
    pub hub: String,
    /// The topic's address as the hub knows it.
    pub topic: String,
    /// The last part of the callback address: its own for each subscription, and unguessable.
    pub token: String,
    /// The secret that deliveries are signed with.
    pub secret: String,
    /// What the hub was asked and has not yet asked back about.
    pub pending: Option<Mode>,
    /// When it was asked last.
    pub asked_at: Timestamp,
    /// The present lease; `None` before the first and after the last.
    pub lease: Option<Lease>,
}

impl fmt::Debug for Subscription {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = (&self.hub, &self.topic, self.pending, self.lease);
        write!(f, "Subscription{shown:?}")
    }
}

/// How a hub's question at the callback address (a GET) is to be answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verification {
    /// Status 200 with this text, as `text/plain`; the subscription has changed and is to be stored first.
    Confirmed(String),
    /// Status 200 without a text; the hub will not tell us, and says why. The subscription is to be stored.
    Denied(String),
    /// Status 404: we have not asked for this.
    Refused,
}

/// What a POST at the callback address is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delivery {
    /// The topic's new content: to be read like the answer of a poll.
    Genuine,
    /// Not signed, or not by the hub: to be ignored.
    Forged,
    /// The subscription is over, so the hub should stop.
    Over,
}

impl Delivery {
    /// The status of the answer. A forged delivery gets the same one as a good one, so that nobody can try out signatures
    /// (WebSub, section 7.1).
    #[must_use]
    pub const fn status(self) -> u16 {
        match self {
            Self::Genuine | Self::Forged => 202,
            Self::Over => 410,
        }
    }
}

impl Subscription {
    /// A subscription that has not been asked for yet.
    #[must_use]
    pub fn new(hub: &str, topic: &str, randomness: &Randomness, now: Timestamp) -> Self {
        Self {
            hub: hub.to_owned(),
            topic: topic.to_owned(),
            token: hexadecimal(&randomness.token),
            secret: hexadecimal(&randomness.secret),
            pending: None,
            asked_at: now,
            lease: None,
        }
    }

    /// The form to send to the hub; the subscription is to be stored before it is sent, for the hub may ask back at once.
    ///
    /// `callback` is our public address that ends in the token. The secret goes to hubs without TLS too: who listens there
    /// could forge deliveries without it as well.
    #[must_use]
    pub fn ask(&mut self, mode: Mode, callback: &str, lease: Duration, now: Timestamp) -> HttpForm {
        self.pending = Some(mode);
        self.asked_at = now;
        let mut fields = vec![
            ("hub.mode".to_owned(), mode.name().to_owned()),
            ("hub.topic".to_owned(), self.topic.clone()),
            ("hub.callback".to_owned(), callback.to_owned()),
        ];
        if mode == Mode::Subscribe {
            fields.push(("hub.lease_seconds".to_owned(), lease.as_secs().to_string()));
            fields.push(("hub.secret".to_owned(), self.secret.clone()));
        }
        HttpForm { url: self.hub.clone(), fields }
    }

    /// Takes the hub's answer to the form: a hub that moved for good is remembered, one that refuses is not waited for.
    ///
    /// # Errors
    ///
    /// The status of a hub that refuses, with the beginning of what it says.
    pub fn take_answer(&mut self, response: &HttpResponse) -> Result<(), String> {
        if let Some(moved_to) = &response.moved_to {
            self.hub.clone_from(moved_to);
        }
        if (200..300).contains(&response.status) {
            return Ok(());
        }
        self.pending = None;
        let said = String::from_utf8_lossy(&response.body);
        let said: String = said.chars().filter(|c| !c.is_control()).take(200).collect();
        Err(format!("the hub {} refuses with status {}: {said}", self.hub, response.status))
    }

    /// Answers the hub's question whether we asked. `query` holds the parameters of its GET, decoded.
    pub fn verify(&mut self, query: &BTreeMap<String, String>, now: Timestamp) -> Verification {
        let value = |name: &str| query.get(name).map(String::as_str);
        if value("hub.topic") != Some(self.topic.as_str()) {
            return Verification::Refused;
        }
        let mode = value("hub.mode").unwrap_or_default();
        if mode == "denied" {
            (self.pending, self.lease) = (None, None);
            let reason = value("hub.reason").unwrap_or("no reason given");
            return Verification::Denied(reason.chars().filter(|c| !c.is_control()).take(200).collect());
        }
        let challenge = value("hub.challenge").filter(|text| text.len() <= LONGEST_CHALLENGE);
        let (Some(challenge), Some(pending)) = (challenge, self.pending) else {
            return Verification::Refused;
        };
        if mode != pending.name() {
            return Verification::Refused;
        }
        self.pending = None;
        self.lease = (pending == Mode::Subscribe).then(|| {
            let length = value("hub.lease_seconds").and_then(|seconds| seconds.trim().parse().ok());
            let length = length.map_or(UNSAID_LEASE, Duration::from_secs);
            Lease { from: now, until: now.plus(length.clamp(SHORTEST_LEASE, LONGEST_LEASE)) }
        });
        Verification::Confirmed(challenge.to_owned())
    }

    /// Judges a POST at the callback address. `headers` have names in lower case.
    #[must_use]
    pub fn judge(&self, headers: &BTreeMap<String, String>, body: &[u8], now: Timestamp) -> Delivery {
        if !self.is_active(now) {
            return Delivery::Over;
        }
        let signature = headers.get("x-hub-signature").map_or("", String::as_str);
        if signature::is_genuine(signature, self.secret.as_bytes(), body) {
            Delivery::Genuine
        } else {
            Delivery::Forged
        }
    }

    /// Whether the hub tells us of news now. When it does not, polling alone has to do.
    #[must_use]
    pub fn is_active(&self, now: Timestamp) -> bool {
        self.lease.is_some_and(|lease| lease.until > now) && self.pending != Some(Mode::Unsubscribe)
    }

    /// When the hub is to be asked (again): after three quarters of a lease, or when it has not asked back for an hour.
    #[must_use]
    pub fn due_at(&self) -> Timestamp {
        match (self.pending, self.lease) {
            (Some(_), _) => self.asked_at.plus(PATIENCE),
            (None, Some(lease)) => lease.from.plus(lease.until.since(lease.from) * 3 / 4),
            (None, None) => self.asked_at,
        }
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a text cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests;
