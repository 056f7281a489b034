//! A reader's eyes: pages fetched over HTTP and looked at by selectors.

use std::time::Duration;

use anyhow::Context;
use dom_query::Document;

/// A client that keeps cookies off and follows no redirects.
#[derive(Debug, Clone)]
pub struct Client(reqwest::Client);

/// An answer with its status and its body.
#[derive(Debug, Clone)]
pub struct Answer {
    /// Status code.
    pub status: u16,
    /// Header names in lower case with their values.
    pub headers: Vec<(String, String)>,
    /// The body as text.
    pub body: String,
}

impl Answer {
    /// The first header of a name in lower case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The body as a document.
    #[must_use]
    pub fn document(&self) -> Document {
        Document::from(self.body.as_str())
    }

    /// Texts of the elements that a selector names.
    #[must_use]
    pub fn texts(&self, selector: &str) -> Vec<String> {
        let document = self.document();
        document
            .select(selector)
            .iter()
            .map(|node| node.text().split_whitespace().collect::<Vec<_>>().join(" "))
            .collect()
    }

    /// An attribute of the elements that a selector names.
    #[must_use]
    pub fn attributes(&self, selector: &str, name: &str) -> Vec<String> {
        let document = self.document();
        document
            .select(selector)
            .iter()
            .filter_map(|node| node.attr(name).map(|value| value.to_string()))
            .collect()
    }
}

impl Default for Client {
    fn default() -> Self {
        Self::new()
    }
}

impl Client {
    /// A client for pages on this machine.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "the tests are readers, not the program")]
    pub fn new() -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(Duration::from_secs(30))
            .no_proxy()
            .build();
        Self(client.expect("a client"))
    }

    /// Reads a page.
    ///
    /// # Errors
    ///
    /// The server does not answer.
    pub async fn get(&self, url: &str) -> anyhow::Result<Answer> {
        self.answer(self.0.get(url)).await.with_context(|| format!("reading {url}"))
    }

    /// Sends a form.
    ///
    /// # Errors
    ///
    /// The server does not answer.
    pub async fn post(
        &self,
        url: &str,
        form: &[(&str, &str)],
        headers: &[(&str, &str)],
    ) -> anyhow::Result<Answer> {
        let body =
            form.iter().map(|(key, value)| format!("{key}={}", encode(value))).collect::<Vec<_>>().join("&");
        let mut request =
            self.0.post(url).header("content-type", "application/x-www-form-urlencoded").body(body);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.answer(request).await.with_context(|| format!("sending to {url}"))
    }

    /// Uploads a file: the field, the file's name, its text.
    ///
    /// # Errors
    ///
    /// The server does not answer.
    pub async fn upload(
        &self,
        url: &str,
        token: &str,
        (field, name, text): (&str, &str, &str),
        headers: &[(&str, &str)],
    ) -> anyhow::Result<Answer> {
        let part = "Content-Disposition: form-data; name";
        let body = format!(
            "--tide\r\n{part}=\"token\"\r\n\r\n{token}\r\n--tide\r\n{part}=\"{field}\"; filename=\"{name}\"\r\n\
             Content-Type: text/xml\r\n\r\n{text}\r\n--tide--\r\n"
        );
        let mut request =
            self.0.post(url).header("content-type", "multipart/form-data; boundary=tide").body(body);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.answer(request).await.with_context(|| format!("uploading to {url}"))
    }

    /// Reads a page with headers of one's own.
    ///
    /// # Errors
    ///
    /// The server does not answer.
    pub async fn get_with(&self, url: &str, headers: &[(&str, &str)]) -> anyhow::Result<Answer> {
        let mut request = self.0.get(url);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.answer(request).await.with_context(|| format!("reading {url}"))
    }

    async fn answer(&self, request: reqwest::RequestBuilder) -> anyhow::Result<Answer> {
        let response = request.send().await?;
        let status = response.status().as_u16();
        let headers = response
            .headers()
            .iter()
            .map(|(name, value)| (name.as_str().to_owned(), value.to_str().unwrap_or_default().to_owned()))
            .collect();
        Ok(Answer { status, headers, body: String::from_utf8_lossy(&response.bytes().await?).into_owned() })
    }
}

/// A value for an address or a form (RFC 3986, section 2.1).
#[must_use]
pub fn encode(value: &str) -> String {
    let encoded = |byte: u8| {
        if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") }
    };
    value.bytes().map(encoded).collect()
}
