//! Search: the articles of a window that share most with one, from the index.

use crate::number::{index, part, small_part};

use super::{Entry, Weight, Window};

/// Places in the index that one search visits, rarest terms first.
const MOST_VISITS: usize = 60_000;
/// A term in so few articles is always looked at.
const FEW: usize = 64;

/// A search's working memory, kept from one to the next so that a search costs only what it visits.
#[derive(Debug, Default)]
pub(crate) struct Search {
    sums: Vec<f32>,
    touched: Vec<u32>,
}

impl Search {
    /// The articles that share terms with `entry`, at most `most`, those that share most first; equal ones by key.
    pub(crate) fn near(&mut self, window: &Window, entry: &Entry, most: usize) -> Vec<u32> {
        self.sums.resize(window.entries.len(), 0.0);
        let mut terms: Vec<&Weight> = entry.weights.iter().collect();
        terms.sort_by(|left, right| {
            right.all.cmp(&left.all).then_with(|| window.term(left.term).cmp(window.term(right.term)))
        });
        let mut visits = 0;
        for weight in terms {
            let Some(holders) = window.holders.get(index(weight.term)) else { continue };
            if holders.places.len() > FEW {
                visits += holders.places.len();
                if visits > MOST_VISITS {
                    continue;
                }
            }
            for (place, other) in holders.places.iter().zip(&holders.parts) {
                self.visit(*place, part(weight.all) * small_part(*other));
            }
        }
        self.take(window, most)
    }

    fn visit(&mut self, place: u32, product: f32) {
        if let Some(sum) = self.sums.get_mut(index(place)) {
            if *sum == 0.0 {
                self.touched.push(place);
            }
            *sum += product;
        }
    }

    /// The best of what was touched; the memory is clean afterwards.
    fn take(&mut self, window: &Window, most: usize) -> Vec<u32> {
        let mut touched = std::mem::take(&mut self.touched);
        let sum = |place: &u32| self.sums.get(index(*place)).copied().unwrap_or_default();
        let key = |place: &u32| window.entry(*place).map(|entry| entry.key).unwrap_or_default();
        let order = |left: &u32, right: &u32| {
            sum(right).total_cmp(&sum(left)).then_with(|| key(left).cmp(&key(right)))
        };
        let mut best: Vec<u32> = touched.clone();
        if best.len() > most {
            best.select_nth_unstable_by(most, order);
            best.truncate(most);
        }
        best.sort_by(order);
        for place in touched.drain(..) {
            if let Some(sum) = self.sums.get_mut(index(place)) {
                *sum = 0.0;
            }
        }
        self.touched = touched;
        best
    }
}
