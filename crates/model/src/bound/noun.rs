//! The nouns that come from outside, each held to its bounds.

use super::{
    ATTRIBUTES, AUTHORS, Bound, FIGURES, FINDINGS, FOLDERS, LABELS, NAMES, POINTS, QUOTES, is_address,
};
use crate::article::{AnalysedPage, ArticleHead};
use crate::entry::{EntryText, NewEntry};
use crate::feed::{NewFeed, Validators};
use crate::figure::NewFigure;
use crate::name::NewName;
use crate::publisher::NewPublisher;
use crate::quote::{NewPoint, NewQuote};
use crate::story::StoryFindings;

/// A noun of which every text can be held to its bound. Doing it twice changes nothing.
pub trait Bounded: Sized {
    /// Holds every text, and every list, to its bound.
    fn bound(&mut self);

    /// The noun, bounded.
    #[must_use]
    fn bounded(mut self) -> Self {
        self.bound();
        self
    }
}

impl Bounded for EntryText {
    fn bound(&mut self) {
        Bound::TITLE.hold(&mut self.title);
        Bound::PERSON.hold_all(&mut self.authors, AUTHORS);
        Bound::LABEL.hold_all(&mut self.labels, LABELS);
        Bound::LANGUAGE.hold_some(&mut self.language);
        self.picture_url.take_if(|address| !is_address(address));
    }
}

impl Bounded for NewEntry {
    fn bound(&mut self) {
        self.text.bound();
        // An address that nobody can follow is none: the entry is then shown from its feed's own text.
        if !is_address(&self.url) {
            self.url.clear();
            self.has_page = false;
            self.site = None;
        }
    }
}

impl Bounded for NewPublisher {
    fn bound(&mut self) {
        Bound::NAME.hold_some(&mut self.name);
        Bound::LANGUAGE.hold_some(&mut self.language);
        if !is_address(&self.home_url) {
            self.home_url = format!("https://{}/", self.site);
        }
    }
}

impl Bounded for NewFeed {
    fn bound(&mut self) {
        Bound::NAME.hold_some(&mut self.title);
        Bound::LABEL.hold_all(&mut self.folders, FOLDERS);
        let fits = |text: &String| text.chars().count() <= Bound::TOKEN.characters();
        self.attributes.retain(|name, value| fits(name) && fits(value));
        let mut left = ATTRIBUTES;
        self.attributes.retain(|_, _| {
            let stays = left > 0;
            left = left.saturating_sub(1);
            stays
        });
    }
}

impl Bounded for Validators {
    /// A validator that is too long is none: half of one would never be right.
    fn bound(&mut self) {
        for validator in [&mut self.etag, &mut self.last_modified] {
            validator.take_if(|text| text.chars().count() > Bound::TOKEN.characters());
        }
    }
}

impl Bounded for ArticleHead {
    fn bound(&mut self) {
        Bound::TITLE.hold(&mut self.title);
        Bound::STANDFIRST.hold_some(&mut self.standfirst);
        Bound::PERSON.hold_all(&mut self.authors, AUTHORS);
        Bound::LABEL.hold_some(&mut self.section_label);
        Bound::LANGUAGE.hold_some(&mut self.language);
    }
}

impl Bounded for NewFigure {
    fn bound(&mut self) {
        Bound::ALT.hold_some(&mut self.alt);
        Bound::CAPTION.hold_some(&mut self.caption);
        Bound::CREDIT.hold_some(&mut self.credit);
    }
}

impl Bounded for NewQuote {
    fn bound(&mut self) {
        Bound::SENTENCE.hold(&mut self.text);
        Bound::PERSON.hold_some(&mut self.speaker);
    }
}

impl Bounded for NewPoint {
    fn bound(&mut self) {
        Bound::SENTENCE.hold(&mut self.text);
        self.spans.truncate(POINTS);
    }
}

impl Bounded for NewName {
    fn bound(&mut self) {
        Bound::PERSON.hold(&mut self.text);
    }
}

impl Bounded for AnalysedPage {
    fn bound(&mut self) {
        self.head.bound();
        Bound::EXCERPT.hold(&mut self.excerpt);
        Bound::REASON.hold_some(&mut self.page_problem);
        self.figures.retain(|figure| is_address(&figure.url));
        bound_all(&mut self.figures, FIGURES);
        bound_all(&mut self.points, POINTS);
        bound_all(&mut self.quotes, QUOTES);
        bound_all(&mut self.names, NAMES);
    }
}

impl Bounded for StoryFindings {
    fn bound(&mut self) {
        Bound::TITLE.hold(&mut self.label);
        Bound::LANGUAGE.hold_some(&mut self.language);
        self.differences.truncate(FINDINGS);
        for difference in &mut self.differences {
            Bound::LABEL.hold(&mut difference.subject);
            difference.values.truncate(FINDINGS);
            for value in &mut difference.values {
                Bound::LABEL.hold(&mut value.value);
            }
        }
        self.days.truncate(FINDINGS);
        for day in &mut self.days {
            Bound::SENTENCE.hold(&mut day.text);
        }
    }
}

fn bound_all<T: Bounded>(list: &mut Vec<T>, most: usize) {
    list.truncate(most);
    list.iter_mut().for_each(Bounded::bound);
}
