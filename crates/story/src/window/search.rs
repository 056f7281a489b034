//! Search: the articles of a window that share most with one, from the index.

use crate::number::{index, part, small_part};

use super::{Entry, Weight, Window};

/// Places in the index that one search visits, rarest terms first.
const MOST_VISITS: usize = 24_000;
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
            if holders.len() > FEW {
                visits += holders.len();
                if visits > MOST_VISITS {
                    continue;
                }
            }
            for (place, other) in holders.iter() {
                self.visit(place, part(weight.all) * small_part(other));
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
        let mut best: Vec<(f32, u32)> = Vec::with_capacity(self.touched.len());
        for place in self.touched.drain(..) {
            if let Some(sum) = self.sums.get_mut(index(place)) {
                best.push((std::mem::take(sum), place));
            }
        }
        let key = |place: u32| window.entry(place).map(|entry| entry.key).unwrap_or_default();
        let order = |left: &(f32, u32), right: &(f32, u32)| {
            right.0.total_cmp(&left.0).then_with(|| key(left.1).cmp(&key(right.1)))
        };
        if best.len() > most {
            best.select_nth_unstable_by(most, order);
            best.truncate(most);
        }
        best.sort_unstable_by(order);
        best.into_iter().map(|(_, place)| place).collect()
    }
}
