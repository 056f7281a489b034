//! What a reader was given to be let in at a publisher: cookies, headers, a name with a password, a proxy.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

/// Goes with the requests for one publisher, and only to the site that was asked for. Its `Debug` shows no secret.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Access {
    /// The value of the `Cookie` header, such as `session=1; wall=passed`.
    pub cookies: Option<String>,
    /// Further headers by name.
    pub headers: BTreeMap<String, String>,
    /// Name and password of HTTP Basic authentication (RFC 7617).
    pub basic: Option<(String, String)>,
    /// The address of a proxy: `http`, `https`, `socks4` or `socks5`, a name and password in it if it wants them.
    pub proxy: Option<String>,
}

impl fmt::Debug for Access {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Access")
            .field("cookies", &self.cookies.is_some())
            .field("headers", &self.headers.keys())
            .field("basic", &self.basic.is_some())
            .field("proxy", &self.proxy.is_some())
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_and_tokens_never_reach_a_log() {
        let access = Access {
            cookies: Some("session=hush".to_owned()),
            headers: BTreeMap::from([("X-Key".to_owned(), "hush".to_owned())]),
            basic: Some(("reader".to_owned(), "hush".to_owned())),
            proxy: Some("http://reader:hush@proxy.example".to_owned()),
        };
        let shown = format!("{access:?}");
        assert!(shown.contains("X-Key") && !shown.contains("hush"), "{shown}");
    }
}
