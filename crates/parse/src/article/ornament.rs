//! Ornaments: links to a heading itself, arrows back from a note, names of icons that a font draws, copy buttons.

use super::words;
use crate::markup::{Element, NodeId, Tree};

/// Whether an element is an ornament, and no word of the text.
pub(super) fn is_ornament(tree: &Tree, id: NodeId, element: &Element) -> bool {
    let name: &str = element.name();
    let class = element.attribute("class").unwrap_or_default();
    match name {
        "a" => is_anchor(tree, id, element, class),
        "i" | "span" | "em" | "b" | "mat-icon" | "ion-icon" | "iconify-icon" => {
            is_icon(tree, id, name, class) || is_copy_button(tree, id, class)
        }
        "div" | "p" | "small" => is_copy_button(tree, id, class),
        _ => false,
    }
}

/// Whether a link leads only to its own place: a sign beside a heading, an arrow behind a note.
fn is_anchor(tree: &Tree, id: NodeId, element: &Element, class: &str) -> bool {
    let Some(href) = element.attribute("href").filter(|href| href.contains('#')) else { return false };
    let text = tree.characters(id);
    let text = text.trim();
    if text.chars().count() > 60 || text.is_empty() {
        return false;
    }
    let in_heading = || tree.ancestors(id).take(3).any(|up| is_heading(tree.name(up)));
    let is_note_sign =
        || tree.ancestors(id).take(2).any(|up| tree.name(up) == "sup") || matches!(text, "*" | "†" | "‡");
    let is_back = element.attribute("role") == Some("doc-backlink")
        || class
            .split_whitespace()
            .any(|word| matches!(word, "reversefootnote" | "footnote-backref" | "footnote-back"));
    if is_back && words::count(text) <= 4 {
        return true;
    }
    if is_sign(text) {
        return href.starts_with('#') && (in_heading() || !is_note_sign()) || in_heading();
    }
    in_heading() && is_named_anchor(class) && is_beside_words(tree, id, text)
}

fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// Whether a text is one or two signs, and no letter or digit.
fn is_sign(text: &str) -> bool {
    text.chars().count() <= 3 && !text.chars().any(char::is_alphanumeric)
}

fn is_named_anchor(class: &str) -> bool {
    let parts = ["anchor", "headerlink", "permalink", "deeplink", "heading-link", "hash-link", "headinglink"];
    let lower = class.to_ascii_lowercase();
    parts.iter().any(|part| lower.contains(part))
}

/// Whether the heading around a link has words of its own beside it.
fn is_beside_words(tree: &Tree, id: NodeId, text: &str) -> bool {
    let heading = tree.ancestors(id).take(3).find(|up| is_heading(tree.name(*up)));
    heading.is_some_and(|heading| words::count(&tree.characters(heading)) > words::count(text))
}

/// Whether an element is drawn by an icon font: its class says so, and its text is the icon's name or a sign.
fn is_icon(tree: &Tree, id: NodeId, name: &str, class: &str) -> bool {
    let is_of_font = |word: &str| {
        let word = word.to_ascii_lowercase();
        matches!(
            word.as_str(),
            "icon" | "icons" | "iconfont" | "fa" | "fas" | "far" | "fab" | "glyphicon" | "mdi"
        ) || word.starts_with("material-icons")
            || word.starts_with("material-symbols")
            || word.starts_with("icon-")
            || word.ends_with("-icon")
            || word.ends_with("__icon")
    };
    if !name.contains("icon") && !class.split_whitespace().any(is_of_font) {
        return false;
    }
    let text = tree.characters(id);
    let text = text.trim();
    let is_name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '-');
    !text.is_empty()
        && text.chars().count() <= 40
        && (text.chars().all(is_name) || !text.chars().any(char::is_alphanumeric))
        && tree.descendants(id).count() == 1
}

/// Whether an element is a button to copy what stands beside it.
fn is_copy_button(tree: &Tree, id: NodeId, class: &str) -> bool {
    let is_button = class.split_whitespace().any(|word| {
        let bare: String =
            word.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
        bare == "copy"
            || bare.contains("copybtn")
            || bare.contains("copybutton")
            || bare.contains("clipboard")
    });
    is_button && words::count(&tree.characters(id)) <= 3
}
