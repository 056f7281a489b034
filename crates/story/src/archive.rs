//! The archive: background out of all that was ever stored, where no window tells how rare words are.

use std::sync::LazyLock;

use crate::embedding::EmbeddingTable;
use crate::features::Features;
use crate::judge::Judge;
use crate::number::log_odds;
use crate::pair::{self, Likeness};
use crate::related::{FLOOR, Related};
use crate::window::{Prior, Window};

static CARRIED: LazyLock<Archive> = LazyLock::new(|| Archive {
    prior: Prior::of(EmbeddingTable::carried().ok().as_ref()),
    judge: Judge::carried(),
});

/// What candidates out of the archive are judged by.
#[derive(Debug)]
pub struct Archive {
    prior: Prior,
    judge: Judge,
}

impl Archive {
    /// The one that the program carries; it is made when it is first asked for.
    #[must_use]
    pub fn carried() -> &'static Self {
        &CARRIED
    }

    /// Those of the candidates that are near enough to be shown as an article's background, best first: by words, names and
    /// embedding, without regard to time. Candidates of another language are never near.
    #[must_use]
    pub fn background(&self, own: &Features, candidates: &[Features]) -> Vec<Related> {
        let mut window = Window::new(self.prior.clone());
        for features in [own].into_iter().chain(candidates) {
            window.count(features);
        }
        let entry = window.weigh(own);
        let mut near: Vec<Related> = Vec::new();
        for candidate in candidates.iter().filter(|candidate| candidate.key != own.key) {
            let other = window.weigh(candidate);
            let timeless = Likeness { hours: None, ..pair::likeness(&entry, &other) };
            let odds = log_odds(timeless.probability(&self.judge));
            if odds >= FLOOR {
                near.push(Related { key: candidate.key, odds });
            }
        }
        near.sort_by(|left, right| right.odds.total_cmp(&left.odds).then(left.key.cmp(&right.key)));
        near
    }
}

#[cfg(test)]
mod tests {
    use tidings_model::time::Timestamp;

    use super::*;
    use crate::document::Document;
    use crate::features;

    const DAY: i64 = 86_400_000;

    fn article(key: i64, days: i64, title: &str, text: &str) -> Features {
        let published = Some(Timestamp::from_millis(days * DAY));
        let document = Document { key, source: "Harbour Post", published, title, text, language: Some("en") };
        features::of(&document, EmbeddingTable::carried().ok().as_ref())
    }

    #[test]
    fn what_is_like_it_is_background_however_old_and_nothing_else_is() {
        let own = article(
            1,
            700,
            "Marrow Line ferry Ostrey Star catches fire off Gull Head",
            "The ferry Ostrey Star of the Marrow Line caught fire in its engine room off Gull Head on Tuesday. The coast \
             guard took 249 passengers off the Ostrey Star.",
        );
        let old = article(
            2,
            20,
            "Fire aboard ferry Ostrey Star is put out off Gull Head",
            "A fire in the engine room of the Marrow Line ferry Ostrey Star was put out by its crew off Gull Head. The \
             coast guard sent two boats to the Ostrey Star.",
        );
        let other = article(
            3,
            699,
            "Chess champion retires after thirty years",
            "The champion of three decades told a packed hall that she would play no more tournaments.",
        );
        let found = Archive::carried().background(&own, &[other, old, own.clone()]);
        assert_eq!(found.iter().map(|related| related.key).collect::<Vec<_>>(), [2]);
    }
}
