//! The table of settings: name, form, default and one sentence for each.

/// A setting as it is declared.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Setting {
    /// Name on the command line and in the file; the environment has it as `TIDINGS_NAME`.
    pub(crate) name: &'static str,
    /// What a value looks like.
    pub(crate) form: &'static str,
    /// The value when nothing is said; empty when there is none.
    pub(crate) default: &'static str,
    /// May be given several times.
    pub(crate) repeatable: bool,
    /// One sentence for people.
    pub(crate) sentence: &'static str,
}

impl Setting {
    /// The name of the environment variable.
    pub(crate) fn variable(&self) -> String {
        format!("TIDINGS_{}", self.name.replace('-', "_").to_uppercase())
    }
}

const fn setting(
    name: &'static str,
    form: &'static str,
    default: &'static str,
    sentence: &'static str,
) -> Setting {
    Setting { name, form, default, repeatable: false, sentence }
}

const fn several(name: &'static str, form: &'static str, sentence: &'static str) -> Setting {
    Setting { name, form, default: "", repeatable: true, sentence }
}

/// Every setting there is.
pub(crate) const SETTINGS: &[Setting] = &[
    setting(
        "config",
        "FILE",
        "",
        "A file of settings in TOML, one `name = value` a line; `tidings.toml` in the data folder is read when it is there.",
    ),
    setting("data", "DIR", "", "Folder for the database; the user's data directory when not given."),
    setting(
        "database",
        "ADDRESS",
        "",
        "`postgres://…` for PostgreSQL; otherwise SQLite in the data folder is used.",
    ),
    setting(
        "key",
        "64 HEX DIGITS",
        "",
        "The key that secrets in the database are sealed under; give it in the environment, where other users of the machine do not see it. `tidings.key` in the data folder otherwise, which is made at the first start.",
    ),
    setting("listen", "ADDRESS:PORT", "127.0.0.1:8008", "Where the pages are served."),
    setting(
        "mode",
        "personal|private|public",
        "personal",
        "Who may read: you on this machine, only accounts, or everybody.",
    ),
    several(
        "host",
        "NAME",
        "A further host name by which the pages are reached; others are refused in personal mode.",
    ),
    setting(
        "public-address",
        "ADDRESS",
        "",
        "The address by which the internet reaches the pages, such as https://news.example; our feeds and invitations name it, and hubs (WebSub) tell of news there.",
    ),
    several(
        "trusted-proxy",
        "CIDR",
        "A proxy in front, such as 127.0.0.1/32, that is believed about where a request comes from (X-Forwarded-For, Forwarded).",
    ),
    setting(
        "https",
        "yes|no",
        "no",
        "Readers reach the pages over HTTPS through a proxy in front; cookies are then for HTTPS only.",
    ),
    setting(
        "ai",
        "yes|no",
        "yes",
        "Machine-made panels such as In brief; each reader can switch them off too.",
    ),
    several(
        "allow-network",
        "CIDR",
        "A private network that may be fetched from, such as 192.168.1.0/24; all are closed otherwise.",
    ),
    setting(
        "contact",
        "ADDRESS",
        "",
        "A web or mail address that publishers can write to; it is part of the User-Agent.",
    ),
    setting(
        "connections",
        "NUMBER",
        "500",
        "Connections of readers at the same time; at the limit those that wait longest give way.",
    ),
    setting(
        "connections-per-address",
        "NUMBER",
        "100",
        "Connections of one address (of one IPv6 network of 64 bits) at the same time; a trusted proxy is not bound by it.",
    ),
    setting("head-seconds", "NUMBER", "10", "Longest time for the head of a request."),
    setting(
        "body-seconds",
        "NUMBER",
        "60",
        "Longest time for the body of a request; a pause in it may be a sixth of this.",
    ),
    setting("answer-seconds", "NUMBER", "120", "Longest time from a request to the beginning of its answer."),
    setting(
        "write-seconds",
        "NUMBER",
        "30",
        "A client that takes nothing of its answer is given up after so long.",
    ),
    setting("idle-seconds", "NUMBER", "75", "An open connection without a request is kept so long."),
    setting("workers", "NUMBER", "8", "Jobs done side by side."),
    setting("feed-megabytes", "NUMBER", "32", "Largest feed that is read, after decompression."),
    setting("page-megabytes", "NUMBER", "10", "Largest page that is read, after decompression."),
    setting("picture-megabytes", "NUMBER", "20", "Largest picture file that is read."),
    setting(
        "picture-cache-megabytes",
        "NUMBER",
        "2000",
        "Room for pictures; the least recently shown go first and are fetched again when needed.",
    ),
    setting("fetch-seconds", "NUMBER", "30", "Longest time one fetch may take."),
    setting("first-byte-seconds", "NUMBER", "20", "Longest wait for the first byte of an answer."),
    setting(
        "least-bytes-per-second",
        "NUMBER",
        "1024",
        "An answer that still comes more slowly than this after ten seconds is broken off.",
    ),
    setting("redirects", "NUMBER", "8", "Redirects that one fetch follows."),
    setting("feed-entries", "NUMBER", "10000", "Entries of one feed that are read; further ones are left."),
    setting("feed-depth", "NUMBER", "64", "Elements inside each other that are read in a feed."),
    setting("tag-attributes", "NUMBER", "256", "Attributes of one tag that are read in a feed."),
    setting(
        "host-interval-milliseconds",
        "NUMBER",
        "500",
        "From the start of one request to a host to the start of the next.",
    ),
    setting("host-requests", "NUMBER", "2", "Requests to one host at the same time."),
    setting("shortest-poll-minutes", "NUMBER", "5", "No feed is asked more often than this."),
    setting("longest-poll-minutes", "NUMBER", "1440", "Every feed is asked at least this often."),
    setting("log", "FILTER", "info", "What is logged: error, warn, info, debug, or a filter by module."),
];
