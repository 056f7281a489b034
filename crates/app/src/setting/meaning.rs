//! What is meant: typed values turned into the types that the rooms take.

use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::Duration;

use anyhow::{Context, anyhow, bail};

use tidings_model::time::{Clock, SystemClock};
use tidings_store::secret::Key;

use ipnet::IpNet;
use tidings_web::Limits;

use super::typed::Typed;
use crate::folder::FolderUser;

/// Who may read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Loopback only; whoever reaches it is the owner.
    Personal,
    /// Nothing without an account.
    Private,
    /// Strangers see what the publisher's policy lets them see.
    Public,
}

/// The settings as the rooms take them.
#[derive(Debug, Clone)]
pub(crate) struct Settings {
    /// What was asked for, such as `tidings serve`, as others on the same folder are told.
    pub(crate) command: String,
    /// Folder for the database.
    pub(crate) data: PathBuf,
    /// PostgreSQL address; `None` means SQLite in the data folder.
    pub(crate) database: Option<String>,
    /// The key that secrets are sealed under, when it is not in its file.
    pub(crate) key: Option<Key>,
    /// Where the pages are served.
    pub(crate) listen: SocketAddr,
    /// Who may read.
    pub(crate) mode: Mode,
    /// Further host names of ours.
    pub(crate) hosts: Vec<String>,
    /// Where the internet reaches the pages, without a slash at its end.
    pub(crate) public_address: Option<String>,
    /// Readers come over HTTPS.
    pub(crate) https: bool,
    /// Proxies in front that are believed.
    pub(crate) trusted_proxies: Vec<IpNet>,
    /// What one client may take.
    pub(crate) limits: Limits,
    /// Machine-made panels are shown.
    pub(crate) ai: bool,
    /// Private networks that may be fetched from, as typed.
    pub(crate) allowed_networks: Vec<String>,
    /// Address for publishers.
    pub(crate) contact: Option<String>,
    /// Jobs side by side, at least 1.
    pub(crate) workers: usize,
    /// Largest feed in bytes.
    pub(crate) feed_bytes: u64,
    /// Largest page in bytes.
    pub(crate) page_bytes: u64,
    /// Largest picture in bytes.
    pub(crate) picture_bytes: u64,
    /// Room for pictures in bytes.
    pub(crate) picture_cache_bytes: u64,
    /// Longest time of one fetch.
    pub(crate) fetch_time: Duration,
    /// Longest wait for the first byte.
    pub(crate) first_byte: Duration,
    /// Slower answers are broken off.
    pub(crate) least_bytes_per_second: u32,
    /// Redirects followed.
    pub(crate) redirects: u32,
    /// Entries of one feed.
    pub(crate) feed_entries: usize,
    /// Attributes of one tag in a feed.
    pub(crate) tag_attributes: usize,
    /// Elements inside each other in a feed.
    pub(crate) feed_depth: usize,
    /// From one request to a host to the next.
    pub(crate) host_interval: Duration,
    /// Requests to one host at the same time, at least 1.
    pub(crate) host_requests: usize,
    /// The shortest and the longest time between two polls of a feed.
    pub(crate) polling: (Duration, Duration),
    /// Filter of the log.
    pub(crate) log: String,
}

const MEGABYTE: u64 = 1_000_000;

impl Settings {
    /// Reads what was typed. `default_data` is the user's data directory.
    ///
    /// # Errors
    ///
    /// A value that cannot be meant, named with its setting and an example that can.
    pub(crate) fn from_typed(typed: &Typed, default_data: &Path) -> anyhow::Result<Self> {
        let listen = typed.one("listen");
        let public = typed.maybe("public-address").map(|address| public_address(&address)).transpose()?;
        let settings = Self {
            command: "tidings".to_owned(),
            data: typed.maybe("data").map_or_else(|| default_data.to_owned(), PathBuf::from),
            database: typed.maybe("database"),
            key: typed.maybe("key").map(|text| key(&text)).transpose()?,
            listen: listen.parse().with_context(|| {
                format!("listen is {listen:?}, which is no address with a port such as 127.0.0.1:8008")
            })?,
            mode: mode(&typed.one("mode"))?,
            hosts: typed.all("host").to_vec(),
            https: yes_or_no(typed, "https")? || public.as_deref().is_some_and(|it| it.starts_with("https:")),
            public_address: public,
            trusted_proxies: networks(typed, "trusted-proxy")?,
            limits: limits(typed)?,
            ai: yes_or_no(typed, "ai")?,
            allowed_networks: typed.all("allow-network").to_vec(),
            contact: typed.maybe("contact"),
            workers: number::<usize>(typed, "workers")?.clamp(1, 64),
            feed_bytes: number::<u64>(typed, "feed-megabytes")?.saturating_mul(MEGABYTE),
            page_bytes: number::<u64>(typed, "page-megabytes")?.saturating_mul(MEGABYTE),
            picture_bytes: number::<u64>(typed, "picture-megabytes")?.saturating_mul(MEGABYTE),
            picture_cache_bytes: number::<u64>(typed, "picture-cache-megabytes")?.saturating_mul(MEGABYTE),
            fetch_time: Duration::from_secs(number::<u64>(typed, "fetch-seconds")?.max(1)),
            first_byte: Duration::from_secs(number::<u64>(typed, "first-byte-seconds")?.max(1)),
            least_bytes_per_second: number(typed, "least-bytes-per-second")?,
            redirects: number(typed, "redirects")?,
            feed_entries: number::<usize>(typed, "feed-entries")?.max(1),
            tag_attributes: number::<usize>(typed, "tag-attributes")?.max(8),
            feed_depth: number::<usize>(typed, "feed-depth")?.max(8),
            host_interval: Duration::from_millis(number(typed, "host-interval-milliseconds")?),
            host_requests: number::<usize>(typed, "host-requests")?.max(1),
            polling: (minutes(typed, "shortest-poll-minutes")?, minutes(typed, "longest-poll-minutes")?),
            log: typed.one("log"),
        };
        settings.check()?;
        Ok(settings)
    }

    /// The address by which readers reach the pages, without a slash at its end.
    pub(crate) fn origin(&self) -> String {
        if let Some(address) = &self.public_address {
            return address.clone();
        }
        match self.hosts.first() {
            Some(host) if self.https => format!("https://{host}"),
            // Nobody reaches "every address of this machine".
            Some(host) if self.listen.ip().is_unspecified() => {
                format!("http://{host}:{}", self.listen.port())
            }
            None if self.listen.ip().is_unspecified() => format!("http://localhost:{}", self.listen.port()),
            _ => format!("http://{}", self.listen),
        }
    }

    /// This process as others on the same folder see it.
    pub(crate) fn folder_user(&self) -> FolderUser {
        let (process, since) = (std::process::id(), SystemClock.now());
        FolderUser { process, command: self.command.clone(), since, listen: None }
    }

    fn check(&self) -> anyhow::Result<()> {
        if let Some(database) = &self.database
            && !database.starts_with("postgres://")
            && !database.starts_with("postgresql://")
        {
            bail!(
                "database is {database:?}; give a postgres:// address, or leave it out and use --data for SQLite"
            );
        }
        let (shortest, longest) = self.polling;
        if shortest > longest {
            bail!("shortest-poll-minutes is more than longest-poll-minutes; make it smaller");
        }
        if self.mode == Mode::Personal && !self.listen.ip().is_loopback() {
            bail!(
                "mode personal has no sign-in and is only for this machine, but listen is {}; use --mode private or \
                 public, or an address such as 127.0.0.1:8008",
                self.listen
            );
        }
        Ok(())
    }
}

fn mode(word: &str) -> anyhow::Result<Mode> {
    match word {
        "personal" => Ok(Mode::Personal),
        "private" => Ok(Mode::Private),
        "public" => Ok(Mode::Public),
        _ => bail!("mode is {word:?}; it can be personal, private or public"),
    }
}

/// The value is a secret, so the error does not repeat it.
fn key(typed: &str) -> anyhow::Result<Key> {
    Key::from_text(typed).context("key is not 64 hexadecimal digits; make one with openssl rand -hex 32")
}

fn minutes(typed: &Typed, name: &str) -> anyhow::Result<Duration> {
    Ok(Duration::from_mins(number::<u64>(typed, name)?.clamp(1, 60 * 24 * 30)))
}

fn seconds(typed: &Typed, name: &str) -> anyhow::Result<Duration> {
    Ok(Duration::from_secs(number::<u64>(typed, name)?.clamp(1, 60 * 60 * 24)))
}

fn limits(typed: &Typed) -> anyhow::Result<Limits> {
    Ok(Limits {
        head: seconds(typed, "head-seconds")?,
        idle: seconds(typed, "idle-seconds")?,
        body: seconds(typed, "body-seconds")?,
        write: seconds(typed, "write-seconds")?,
        answer: seconds(typed, "answer-seconds")?,
        connections: number::<usize>(typed, "connections")?.max(1),
        connections_per_address: number::<usize>(typed, "connections-per-address")?.max(1),
    })
}

/// Networks in CIDR notation; a bare address is a network of one.
fn networks(typed: &Typed, name: &str) -> anyhow::Result<Vec<IpNet>> {
    let network = |text: &String| {
        let one = text.parse::<IpAddr>().map(IpNet::from);
        one.or_else(|_| text.parse()).map_err(|_ignored: ipnet::AddrParseError| {
            anyhow!("{name} is {text:?}; give an address such as 127.0.0.1 or a network such as 10.0.0.0/8")
        })
    };
    typed.all(name).iter().map(network).collect()
}

/// An address with scheme and host and nothing behind them.
fn public_address(typed: &str) -> anyhow::Result<String> {
    let bare = typed.trim().trim_end_matches('/');
    let host = bare.strip_prefix("https://").or_else(|| bare.strip_prefix("http://"));
    match host {
        Some(host) if !host.is_empty() && !host.contains(['/', '?', '#', '@', ' ']) => Ok(bare.to_owned()),
        _ => bail!("public-address is {typed:?}; give scheme and host such as https://news.example"),
    }
}

fn yes_or_no(typed: &Typed, name: &str) -> anyhow::Result<bool> {
    match typed.one(name).as_str() {
        "yes" | "true" => Ok(true),
        "no" | "false" => Ok(false),
        word => bail!("{name} is {word:?}; it can be yes or no"),
    }
}

fn number<T: FromStr>(typed: &Typed, name: &str) -> anyhow::Result<T>
where
    T::Err: std::error::Error + Send + Sync + 'static,
{
    let value = typed.one(name);
    value.parse().with_context(|| format!("{name} is {value:?}; give a whole number"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(file: &str) -> anyhow::Result<Settings> {
        Settings::from_typed(&Typed::default().or_file(file).unwrap(), Path::new("/home/reader/tidings"))
    }

    #[test]
    fn defaults_are_personal_on_loopback() {
        let settings = read("").unwrap();
        assert_eq!(settings.mode, Mode::Personal);
        assert_eq!(settings.listen.to_string(), "127.0.0.1:8008");
        assert_eq!(settings.data, Path::new("/home/reader/tidings"));
    }

    #[test]
    fn personal_mode_refuses_to_be_reachable_from_outside() {
        let error = read("listen = \"0.0.0.0:80\"").unwrap_err().to_string();
        assert!(error.contains("--mode private"), "{error}");
        assert!(read("listen = \"0.0.0.0:80\"\nmode = \"public\"").is_ok());
    }

    #[test]
    fn the_public_address_is_a_scheme_and_a_host() {
        let settings = read("public-address = \"https://news.example/\"").unwrap();
        assert_eq!((settings.origin().as_str(), settings.https), ("https://news.example", true));
        for wrong in ["news.example", "https://news.example/path", "ftp://news.example", "https://"] {
            let error = read(&format!("public-address = {wrong:?}")).unwrap_err().to_string();
            assert!(error.contains("https://news.example"), "{error}");
        }
    }

    #[test]
    fn a_wrong_value_is_named_with_its_setting() {
        let error = read("trusted-proxy = [\"127.0.0.1\", \"proxy.example\"]").unwrap_err().to_string();
        assert!(error.contains("trusted-proxy") && error.contains("proxy.example"), "{error}");
        let settings = read("trusted-proxy = [\"127.0.0.1\", \"10.0.0.0/8\"]\nhead-seconds = 3").unwrap();
        assert_eq!(settings.trusted_proxies.len(), 2);
        assert_eq!(settings.limits.head, Duration::from_secs(3));
        assert!(read("workers = \"many\"").unwrap_err().to_string().contains("workers"));
        assert!(read("mode = \"open\"").unwrap_err().to_string().contains("personal, private or public"));
    }
}
