//! Quality: of pages whose truth is known, how many headlines, bylines and days are exactly right, and how many of
//! those that are given at all: unknown is better than wrong.

use std::collections::BTreeSet;

use serde::Deserialize;
use tidings_parse::article::Extracted;

/// What a page of a set says in truth; what is left out is not known.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Truth {
    title: Option<String>,
    authors: Option<Vec<String>>,
    published: Option<String>,
}

/// The counts of one field: pages whose truth is known, those of them where it is given, and where it is right.
#[derive(Debug, Default)]
struct Tally {
    known: u32,
    given: u32,
    right: u32,
}

/// The counts of all fields.
#[derive(Debug, Default)]
pub(crate) struct Quality {
    title: Tally,
    byline: Tally,
    day: Tally,
}

impl Quality {
    /// Compares an article with its truth.
    pub(crate) fn add(&mut self, found: &Extracted, truth: &Truth) {
        let title = |text: Option<&str>| BTreeSet::from_iter(text.map(fold).filter(|text| !text.is_empty()));
        self.title.add(&title(found.title.as_deref()), &title(truth.title.as_deref()));
        self.byline.add(&names(&found.authors), &names(truth.authors.as_deref().unwrap_or_default()));
        let day =
            |text: Option<&str>| BTreeSet::from_iter(text.and_then(|text| text.get(..10)).map(str::to_owned));
        let published = found.published.map(|date| date.to_rfc3339());
        self.day.add(&day(published.as_deref()), &day(truth.published.as_deref()));
    }

    /// Prints a line for each field whose truth is known for any page.
    pub(crate) fn print(&self) {
        for (name, tally) in [("title", &self.title), ("byline", &self.byline), ("day", &self.day)] {
            if tally.known > 0 {
                let share = |of: u32| f64::from(tally.right) / f64::from(of.max(1));
                println!(
                    "{name}: {:.3} of {} right, {:.3} of the {} given",
                    share(tally.known),
                    tally.known,
                    share(tally.given),
                    tally.given
                );
            }
        }
    }
}

impl Tally {
    fn add(&mut self, found: &BTreeSet<String>, truth: &BTreeSet<String>) {
        if truth.is_empty() {
            return;
        }
        self.known += 1;
        self.given += u32::from(!found.is_empty());
        self.right += u32::from(found == truth);
    }
}

/// Names one by one, folded; truths often hold several in one.
fn names(authors: &[String]) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for author in authors {
        let mut author = author.replace([';', '|', '/', '&'], ",");
        for and in [" and ", " und ", " et ", " y "] {
            author = author.replace(and, ",");
        }
        names.extend(author.split(',').map(fold).filter(|name| !name.is_empty()));
    }
    names
}

/// Lower case, with everything but letters and digits as single spaces.
fn fold(text: &str) -> String {
    let spaced: String = text.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    spaced.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}
