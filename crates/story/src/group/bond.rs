//! Bonds: what an editor has decided about articles: these belong together, these do not.

use std::collections::{BTreeMap, BTreeSet};

/// An editor's decision about two articles, kept when stories are settled anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub enum Bond {
    /// The two are in one story.
    Together(i64, i64),
    /// The two are never in one story.
    Apart(i64, i64),
}

impl Bond {
    /// Whether it is about an article.
    #[must_use]
    pub const fn is_about(self, key: i64) -> bool {
        let (Self::Together(left, right) | Self::Apart(left, right)) = self;
        left == key || right == key
    }
}

/// Decisions by the places of the articles in a window. A later decision stands against an earlier one.
#[derive(Debug, Default, Clone)]
pub(super) struct Bonds {
    /// Groups that belong together, each sorted, in the order of their first member.
    pub(super) together: Vec<Vec<u32>>,
    /// Pairs that do not, each pair both ways round.
    pub(super) apart: BTreeSet<(u32, u32)>,
}

impl Bonds {
    /// Reads decisions in the order they were made; those about unknown articles are left out. What is to be apart wins
    /// over what is together only through others.
    pub(super) fn of(bonds: &[Bond], place_of: impl Fn(i64) -> Option<u32>) -> Self {
        let mut together: BTreeSet<(u32, u32)> = BTreeSet::new();
        let mut apart: BTreeSet<(u32, u32)> = BTreeSet::new();
        for bond in bonds {
            let (Bond::Together(left, right) | Bond::Apart(left, right)) = *bond;
            let (Some(left), Some(right)) = (place_of(left), place_of(right)) else { continue };
            for pair in [(left, right), (right, left)] {
                let is_together = matches!(bond, Bond::Together(..));
                let (to, from) =
                    if is_together { (&mut together, &mut apart) } else { (&mut apart, &mut together) };
                to.insert(pair);
                from.remove(&pair);
            }
        }
        Self { together: groups(&together, &apart), apart }
    }

    /// Whether two articles may not be in one story.
    pub(super) fn forbids(&self, left: u32, right: u32) -> bool {
        self.apart.contains(&(left, right))
    }
}

/// Joins pairs to groups, in order; a pair whose groups hold two that must be apart is left out.
fn groups(together: &BTreeSet<(u32, u32)>, apart: &BTreeSet<(u32, u32)>) -> Vec<Vec<u32>> {
    let mut group_of: BTreeMap<u32, u32> = BTreeMap::new();
    let mut groups: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for (left, right) in together {
        for place in [left, right] {
            group_of.entry(*place).or_insert(*place);
            groups.entry(group_of.get(place).copied().unwrap_or(*place)).or_insert_with(|| vec![*place]);
        }
        let (Some(own), Some(other)) = (group_of.get(left).copied(), group_of.get(right).copied()) else {
            continue;
        };
        let members = |group: u32| groups.get(&group).cloned().unwrap_or_default();
        let (first, second) = (members(own), members(other));
        let torn = first.iter().any(|one| second.iter().any(|two| apart.contains(&(*one, *two))));
        if own == other || torn {
            continue;
        }
        for place in &second {
            group_of.insert(*place, own);
        }
        groups.remove(&other);
        groups.entry(own).or_default().extend(second);
    }
    let mut found: Vec<Vec<u32>> = groups.into_values().filter(|group| group.len() > 1).collect();
    for group in &mut found {
        group.sort_unstable();
    }
    found.sort();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bonds: &[Bond]) -> Bonds {
        Bonds::of(bonds, |key| u32::try_from(key).ok().filter(|place| *place < 10))
    }

    #[test]
    fn groups_are_joined_and_unknown_articles_left_out() {
        let bonds = read(&[Bond::Together(1, 2), Bond::Together(2, 3), Bond::Together(4, 99)]);
        assert_eq!(bonds.together, [vec![1, 2, 3]]);
    }

    #[test]
    fn the_later_decision_stands() {
        let bonds = read(&[Bond::Together(1, 2), Bond::Apart(2, 1)]);
        assert!(bonds.together.is_empty() && bonds.forbids(1, 2));
        let bonds = read(&[Bond::Apart(1, 2), Bond::Together(1, 2)]);
        assert!(!bonds.forbids(2, 1));
        assert_eq!(bonds.together, [vec![1, 2]]);
    }

    #[test]
    fn what_is_apart_is_not_joined_through_a_third() {
        let bonds = read(&[Bond::Apart(1, 3), Bond::Together(1, 2), Bond::Together(2, 3)]);
        assert_eq!(bonds.together, [vec![1, 2]]);
    }
}
