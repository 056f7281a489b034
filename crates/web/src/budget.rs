//! Budgets: how many bytes of markup a list may take on a page, so that no page grows past 400 kB whatever comes in.
//!
//! The texts in a list are bounded one by one ([`tidings_model::bound`]); where there can be many of them, the list is measured
//! as it is printed and ends where its budget does, and the page says how many are left out.

use std::fmt::Display;

/// Bytes of a page at most. The budgets of one page, and what surrounds its lists, are less together.
pub const PAGE_BYTES: usize = 400_000;

/// The beginning of a list that fits into a budget, at least its first item, and how many items are left out.
pub(crate) fn within<T>(mut items: Vec<T>, bytes: usize, weight: impl Fn(&T) -> usize) -> (Vec<T>, usize) {
    let mut left = bytes;
    let mut kept = 0;
    for item in &items {
        let weight = weight(item);
        if weight > left && kept > 0 {
            break;
        }
        left = left.saturating_sub(weight);
        kept += 1;
    }
    let left_out = items.len() - kept;
    items.truncate(kept);
    (items, left_out)
}

/// The bytes of something as it is printed.
pub(crate) fn printed(item: &impl Display) -> usize {
    item.to_string().len()
}

/// The bytes of a text in markup, where some characters are written as references.
pub(crate) fn escaped(text: &str) -> usize {
    text.len() + 4 * text.bytes().filter(|byte| matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\'')).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_ends_where_its_budget_does() {
        let words = vec!["one", "two", "three", "four"];
        assert_eq!(within(words.clone(), 100, |word| word.len()), (words.clone(), 0));
        assert_eq!(within(words.clone(), 6, |word| word.len()), (vec!["one", "two"], 2));
        assert_eq!(within(words, 0, |word| word.len()), (vec!["one"], 3));
        assert_eq!(within(Vec::<&str>::new(), 0, |word| word.len()), (Vec::new(), 0));
        assert_eq!(escaped("a&b"), "a&#38;b".len());
    }
}
