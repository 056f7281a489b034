//! Links to searches. They carry what a reader typed, so a template escapes them like any text.

use std::fmt;

use url::form_urlencoded::Serializer;

/// A search at its address: `/search?q=…`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SearchLink {
    /// The query.
    pub query: String,
    /// The newest first.
    pub newest: bool,
    /// The page, counted from 1; 0 is the first too.
    pub page: u32,
}

impl SearchLink {
    /// The first page of a query.
    #[must_use]
    pub fn to(query: &(impl ToString + ?Sized), newest: bool) -> Self {
        Self { query: query.to_string(), newest, page: 1 }
    }
}

impl fmt::Display for SearchLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.query.is_empty() {
            return f.write_str("/search");
        }
        let mut address = Serializer::new(String::new());
        address.append_pair("q", &self.query);
        if self.newest {
            address.append_pair("order", "newest");
        }
        if self.page > 1 {
            address.append_pair("page", &self.page.to_string());
        }
        write!(f, "/search?{}", address.finish())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_prints_its_address() {
        let link = SearchLink { query: "\"engine fire\" & Fähre".to_owned(), newest: true, page: 2 };
        assert_eq!(link.to_string(), "/search?q=%22engine+fire%22+%26+F%C3%A4hre&order=newest&page=2");
        assert_eq!(SearchLink::to("", true).to_string(), "/search");
    }
}
