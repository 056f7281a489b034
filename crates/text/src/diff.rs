//! Differences: what was taken out of a text and what was put in, word by word.

use serde::Serialize;
use unicode_segmentation::UnicodeSegmentation;

/// What happened to a piece of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// In both texts.
    Kept,
    /// Only in the old text.
    Removed,
    /// Only in the new text.
    Added,
}

/// A piece of text and what happened to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// What happened to it.
    pub kind: Kind,
    /// The piece, with its spaces.
    pub text: String,
}

/// The most edits that are looked for between the common beginning and end; beyond, the middle counts as rewritten.
const MOST_EDITS: usize = 1_500;

/// The changes from `old` to `new`: kept and removed pieces together give `old`, kept and added ones give `new`.
///
/// Myers, "An O(ND) difference algorithm and its variations", 1986, over words, after the common ends are cut off.
#[must_use]
pub fn words(old: &str, new: &str) -> Vec<Change> {
    let old: Vec<&str> = old.split_word_bounds().collect();
    let new: Vec<&str> = new.split_word_bounds().collect();
    let head = common(old.iter(), new.iter());
    let (kept, old_rest) = old.split_at_checked(head).unwrap_or((&old, &[]));
    let new_rest = new.get(head..).unwrap_or_default();
    let tail = common(old_rest.iter().rev(), new_rest.iter().rev());
    let (old_middle, end) = old_rest.split_at_checked(old_rest.len() - tail).unwrap_or((old_rest, &[]));
    let new_middle = new_rest.get(..new_rest.len() - tail).unwrap_or_default();

    let mut changes = Changes::default();
    changes.push_all(Kind::Kept, kept);
    middle(old_middle, new_middle, &mut changes);
    changes.push_all(Kind::Kept, end);
    changes.0
}

fn common<'a>(left: impl Iterator<Item = &'a &'a str>, right: impl Iterator<Item = &'a &'a str>) -> usize {
    left.zip(right).take_while(|(left, right)| left == right).count()
}

fn middle(old: &[&str], new: &[&str], changes: &mut Changes) {
    let Some(trace) = trace(old, new) else {
        changes.push_all(Kind::Removed, old);
        changes.push_all(Kind::Added, new);
        return;
    };
    for step in walk_back(&trace, old.len(), new.len()) {
        match step {
            Step::Keep(at) => changes.push(Kind::Kept, old.get(at)),
            Step::Remove(at) => changes.push(Kind::Removed, old.get(at)),
            Step::Add(at) => changes.push(Kind::Added, new.get(at)),
        }
    }
}

#[derive(Debug, Clone, Copy)]
enum Step {
    Keep(usize),
    Remove(usize),
    Add(usize),
}

/// The furthest old position on each diagonal, for one number of edits. Diagonal `d` means old minus new position.
#[derive(Debug, Clone)]
struct Front {
    offset: isize,
    reach: Vec<Option<usize>>,
}

impl Front {
    fn at(&self, diagonal: isize) -> Option<usize> {
        usize::try_from(diagonal + self.offset)
            .ok()
            .and_then(|place| self.reach.get(place))
            .copied()
            .flatten()
    }
}

/// The fronts for 0, 1, 2 … edits until the ends meet; `None` when that takes more than the limit.
fn trace(old: &[&str], new: &[&str]) -> Option<Vec<Front>> {
    let goal = signed(old.len()) - signed(new.len());
    let mut fronts: Vec<Front> = Vec::new();
    for edits in 0..=MOST_EDITS.min(old.len() + new.len()) {
        let offset = signed(edits);
        let mut reach = Vec::with_capacity(2 * edits + 1);
        for diagonal in -offset..=offset {
            let from = start(fronts.last(), diagonal, (old.len(), new.len()));
            reach.push(from.map(|from| slide(old, new, diagonal, from)));
        }
        let front = Front { offset, reach };
        let done = front.at(goal).is_some_and(|reached| reached >= old.len());
        fronts.push(front);
        if done {
            return Some(fronts);
        }
    }
    None
}

fn signed(length: usize) -> isize {
    isize::try_from(length).unwrap_or(isize::MAX)
}

/// Where a diagonal starts: one step on from the better neighbour of the front before, inside both texts.
fn start(last: Option<&Front>, diagonal: isize, ends: (usize, usize)) -> Option<usize> {
    let Some(last) = last else { return Some(0) };
    let removed = last.at(diagonal - 1).map(|reached| reached + 1).filter(|reached| *reached <= ends.0);
    let added = last.at(diagonal + 1).filter(|reached| signed(*reached) - diagonal <= signed(ends.1));
    removed.max(added)
}

fn slide(old: &[&str], new: &[&str], diagonal: isize, from: usize) -> usize {
    let mut at = from;
    loop {
        let other = usize::try_from(signed(at) - diagonal).ok().and_then(|place| new.get(place));
        match (old.get(at), other) {
            (Some(left), Some(right)) if left == right => at += 1,
            _ => return at,
        }
    }
}

/// The steps from start to end, found from the end.
fn walk_back(fronts: &[Front], old: usize, new: usize) -> Vec<Step> {
    let (mut old_at, mut new_at) = (old, new);
    let mut steps = Vec::new();
    for edits in (0..fronts.len()).rev() {
        let before = edits.checked_sub(1).and_then(|edits| fronts.get(edits));
        let diagonal = signed(old_at) - signed(new_at);
        let from = start(before, diagonal, (old, new)).unwrap_or(0);
        while old_at > from && new_at > 0 {
            (old_at, new_at) = (old_at - 1, new_at - 1);
            steps.push(Step::Keep(old_at));
        }
        let Some(before) = before else { break };
        if new_at > 0 && before.at(diagonal + 1) == Some(old_at) {
            new_at -= 1;
            steps.push(Step::Add(new_at));
        } else if old_at > 0 {
            old_at -= 1;
            steps.push(Step::Remove(old_at));
        }
    }
    steps.reverse();
    steps
}

/// The changes so far, with neighbours of one kind joined.
#[derive(Debug, Default)]
struct Changes(Vec<Change>);

impl Changes {
    fn push_all(&mut self, kind: Kind, pieces: &[&str]) {
        for piece in pieces {
            self.push(kind, Some(piece));
        }
    }

    fn push(&mut self, kind: Kind, piece: Option<&&str>) {
        let Some(piece) = piece else { return };
        match self.0.last_mut() {
            Some(last) if last.kind == kind => last.text.push_str(piece),
            _ => self.0.push(Change { kind, text: (*piece).to_owned() }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn side(changes: &[Change], left_out: Kind) -> String {
        changes.iter().filter(|change| change.kind != left_out).map(|change| change.text.as_str()).collect()
    }

    #[test]
    fn a_changed_number_is_one_small_change() {
        let changes = words("The quake hurt 10 people in Bram.", "The quake hurt 12 people in Bram.");
        let kinds: Vec<(Kind, &str)> =
            changes.iter().map(|change| (change.kind, change.text.as_str())).collect();
        assert_eq!(
            kinds,
            [
                (Kind::Kept, "The quake hurt "),
                (Kind::Removed, "10"),
                (Kind::Added, "12"),
                (Kind::Kept, " people in Bram.")
            ]
        );
    }

    #[test]
    fn wholly_new_text_replaces_the_old() {
        let old = "a ".repeat(4_000);
        let new = "b ".repeat(4_000);
        let changes = words(&old, &new);
        assert_eq!(side(&changes, Kind::Added), old);
        assert_eq!(side(&changes, Kind::Removed), new);
    }

    proptest! {
        #[test]
        fn applying_the_changes_gives_the_new_text(old in "[abcä ]{0,60}", new in "[abcä ]{0,60}") {
            let changes = words(&old, &new);
            prop_assert_eq!(side(&changes, Kind::Added), old);
            prop_assert_eq!(side(&changes, Kind::Removed), new);
        }
    }
}
