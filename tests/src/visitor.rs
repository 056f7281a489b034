//! A browser without scripts: it keeps its cookies and sends forms.

use crate::page::{Answer, Client};

/// Somebody at a browser.
#[derive(Debug)]
pub struct Visitor {
    client: Client,
    origin: String,
    cookies: Vec<String>,
    /// What a proxy in front says of where the browser is.
    forwarded: Option<String>,
}

impl Visitor {
    /// Somebody without cookies, at an address without a slash at its end.
    #[must_use]
    pub fn at(origin: &str) -> Self {
        Self { client: Client::new(), origin: origin.to_owned(), cookies: Vec::new(), forwarded: None }
    }

    /// Somebody without cookies behind a proxy, which says at which address.
    #[must_use]
    pub fn behind_a_proxy(origin: &str, address: &str) -> Self {
        Self { forwarded: Some(address.to_owned()), ..Self::at(origin) }
    }

    /// The cookies that were set, each as NAME=VALUE.
    #[must_use]
    pub fn cookies(&self) -> &[String] {
        &self.cookies
    }

    /// Reads a page.
    pub async fn get(&mut self, path: &str) -> Answer {
        let cookies = self.cookies.join("; ");
        let address = format!("{}{path}", self.origin);
        let mut headers = vec![("cookie", cookies.as_str())];
        headers.extend(self.forwarded.as_deref().map(|address| ("x-forwarded-for", address)));
        let answer = self.client.get_with(&address, &headers).await;
        self.keep(answer.expect("the paper answers"))
    }

    /// Sends a form with the token of a page that was read before.
    pub async fn post(&mut self, path: &str, form: &[(&str, &str)]) -> Answer {
        let cookies = self.cookies.join("; ");
        let mut headers = vec![("cookie", cookies.as_str()), ("origin", &self.origin)];
        headers.extend(self.forwarded.as_deref().map(|address| ("x-forwarded-for", address)));
        let answer = self.client.post(&format!("{}{path}", self.origin), form, &headers).await;
        self.keep(answer.expect("the paper answers"))
    }

    /// Makes the account behind a one-time link.
    pub async fn join(&mut self, path: &str, name: &str, password: &str) {
        let joined =
            self.send(path, path, &[("name", name), ("password", password), ("again", password)]).await;
        assert_eq!(joined.status, 303, "{}", joined.body);
    }

    /// Tries to sign in.
    pub async fn sign_in(&mut self, name: &str, password: &str) -> Answer {
        let form = [("name", name), ("password", password), ("then", "/")];
        self.send("/account/sign-in", "/account/sign-in", &form).await
    }

    /// Reads a page and sends a form from it, with its token.
    pub async fn send(&mut self, page: &str, path: &str, form: &[(&str, &str)]) -> Answer {
        let page = self.get(page).await;
        let token = page.attributes("main input[name=token]", "value").into_iter().next();
        let token = token.expect("the page has a form");
        let form: Vec<(&str, &str)> = [("token", token.as_str())].into_iter().chain(form.to_vec()).collect();
        self.post(path, &form).await
    }

    /// The token of this browser's forms, from a page that it may see.
    pub async fn token(&mut self) -> String {
        for page in ["/settings", "/account/sign-in"] {
            let page = self.get(page).await;
            if let Some(token) = page.attributes("main input[name=token]", "value").into_iter().next() {
                return token;
            }
        }
        panic!("no page has a form");
    }

    /// Uploads a file with a token: the field, the file's name, its text.
    pub async fn upload_with(&mut self, token: &str, path: &str, file: (&str, &str, &str)) -> Answer {
        let cookies = self.cookies.join("; ");
        let headers = [("cookie", cookies.as_str()), ("origin", &self.origin)];
        let answer = self.client.upload(&format!("{}{path}", self.origin), token, file, &headers).await;
        self.keep(answer.expect("the paper answers"))
    }

    /// Reads a page and uploads a file with the form's token: the field, the file's name, its text.
    pub async fn upload(&mut self, page: &str, path: &str, file: (&str, &str, &str)) -> Answer {
        let page = self.get(page).await;
        let token = page.attributes("main input[name=token]", "value").into_iter().next();
        self.upload_with(&token.expect("the page has a form"), path, file).await
    }

    fn keep(&mut self, answer: Answer) -> Answer {
        let set = answer.headers.iter().filter(|(name, _)| name == "set-cookie");
        let pairs = set.filter_map(|(_, value)| value.split(';').next().map(str::to_owned));
        for pair in pairs {
            let name = name_of(&pair).to_owned();
            self.cookies.retain(|kept| name_of(kept) != name);
            self.cookies.push(pair);
        }
        answer
    }
}

fn name_of(cookie: &str) -> &str {
    cookie.split('=').next().unwrap_or_default()
}
