//! Identity: which story keeps its id when a window is settled anew.

use std::collections::BTreeMap;

/// The ids of newly settled stories.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Identities {
    /// For each new story the id it keeps; `None` for a story that needs a new one.
    pub ids: Vec<Option<i64>>,
    /// Old stories whose members have all gone elsewhere, each with the kept story that has most of them.
    pub redirects: Vec<(i64, i64)>,
}

/// Gives each new story the id of the old one that most of its members come from. An id that two stories could keep
/// goes to the one with more of its members, then to the one whose first member is smaller.
#[must_use]
pub fn keep(stories: &[Vec<i64>], before: &BTreeMap<i64, i64>) -> Identities {
    let mut claims: Vec<(usize, i64, usize, i64)> = Vec::new();
    for (place, members) in stories.iter().enumerate() {
        let mut counts: BTreeMap<i64, usize> = BTreeMap::new();
        for story in members.iter().filter_map(|member| before.get(member)) {
            *counts.entry(*story).or_insert(0) += 1;
        }
        let first = members.iter().min().copied().unwrap_or(i64::MAX);
        claims.extend(counts.into_iter().map(|(story, count)| (count, first, place, story)));
    }
    claims.sort_by_key(|(count, first, _, story)| (std::cmp::Reverse(*count), *first, *story));

    let mut ids: Vec<Option<i64>> = vec![None; stories.len()];
    let mut heirs: BTreeMap<i64, usize> = BTreeMap::new();
    for (_, _, place, story) in &claims {
        heirs.entry(*story).or_insert(*place);
    }
    let mut taken: BTreeMap<i64, usize> = BTreeMap::new();
    for (_, _, place, story) in &claims {
        let Some(id) = ids.get_mut(*place) else { continue };
        if id.is_none() && !taken.contains_key(story) {
            *id = Some(*story);
            taken.insert(*story, *place);
        }
    }
    let lost = heirs.into_iter().filter(|(story, _)| !taken.contains_key(story));
    let redirects = lost
        .filter_map(|(story, place)| ids.get(place).copied().flatten().map(|heir| (story, heir)))
        .collect();
    Identities { ids, redirects }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_majority_keeps_the_id_and_a_merged_story_redirects() {
        let before = BTreeMap::from([(1, 10), (2, 10), (3, 20), (4, 30)]);
        let found = keep(&[vec![1, 2, 3], vec![4, 5], vec![6]], &before);
        assert_eq!(found.ids, [Some(10), Some(30), None]);
        assert_eq!(found.redirects, [(20, 10)]);
    }

    #[test]
    fn a_split_story_keeps_its_id_once() {
        let before = BTreeMap::from([(1, 10), (2, 10), (3, 10)]);
        assert_eq!(keep(&[vec![1], vec![2, 3]], &before).ids, [None, Some(10)]);
    }
}
