//! Where a page came from, and what is known of its article from its own publisher.

use tidings_model::article::{Article, ArticleHead, TextSource};
use tidings_model::entry::EntryText;
use tidings_model::http::HttpResponse;
use tidings_model::publisher::{DisplayPolicy, NewPublisher};
use tidings_model::section::Section;
use tidings_parse::url;
use tidings_store::page::PageWork;

/// What the page's own publisher said before, for what the page does not say.
#[derive(Debug, Clone)]
pub(crate) struct Known {
    /// The head.
    pub(crate) head: ArticleHead,
    /// The entry of the publisher's own feed.
    pub(crate) entry: EntryText,
}

/// The site that a page came from: that of the last address, for a redirect on one site can lead to any other.
#[derive(Debug, Clone)]
pub(crate) struct Origin {
    /// The publisher of that site.
    pub(crate) publisher: NewPublisher,
    /// The address that answered, in its canonical form.
    pub(crate) address: String,
    /// What that publisher said before.
    pub(crate) known: Known,
}

impl Origin {
    /// Where an answer came from. `None` when the article was read from one site before and this is another: the words of
    /// one publisher do not replace those of another.
    pub(crate) fn of(work: &PageWork, response: &HttpResponse, policy: DisplayPolicy) -> Option<Self> {
        let address = url::canonical(&response.final_url, None)?;
        let site = url::site(&address)?;
        let is_own = site == work.publisher.site;
        if !is_own && work.article.text_source == TextSource::Page {
            return None;
        }
        let home_url = url::resolve(&address, "/").unwrap_or_else(|| address.clone());
        let publisher = NewPublisher { site, name: None, home_url, language: None, policy };
        let known = if is_own { known(work) } else { Known { head: nothing(), entry: EntryText::default() } };
        Some(Self { publisher, address, known })
    }

    /// Characters of text that the publisher's own feed gave, where it gave any: a page with far less is cut.
    pub(crate) fn announced_characters(&self) -> Option<usize> {
        Some(self.known.entry.content_html.chars().count()).filter(|characters| *characters > 0)
    }

    /// Whether an address is of the same site.
    pub(crate) fn is_also(&self, address: &str) -> bool {
        url::site(address).as_ref() == Some(&self.publisher.site)
    }

    /// The article's address: the one that the page names when that is of its own site, else the one that answered.
    pub(crate) fn canonical(&self, named: Option<&str>) -> String {
        let own = named.filter(|named| self.is_also(named));
        own.unwrap_or(&self.address).to_owned()
    }
}

fn known(work: &PageWork) -> Known {
    let Article { head, .. } = &work.article;
    Known { head: head.clone(), entry: work.entry.clone().unwrap_or_default() }
}

fn nothing() -> ArticleHead {
    ArticleHead {
        title: String::new(),
        title_made: false,
        standfirst: None,
        authors: Vec::new(),
        section: Section::default(),
        section_label: None,
        language: None,
        published_at: None,
        published_offset: None,
        modified_at: None,
        paywalled: false,
        live: false,
    }
}
