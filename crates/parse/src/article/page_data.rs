//! Page data: the text of a page that stands only in its JSON, for a script to show: a description's article body, or
//! the state that a site's own script starts from.

use std::collections::HashMap;

use serde_json::Value;

use super::metadata::json_ld::JsonLd;
use super::words;
use crate::markup::{NodeId, Tree};

/// Words that the text has at least.
const LEAST: usize = 80;
/// Bytes of a script that is read.
const LARGEST: usize = 4 << 20;
/// Values of a page's data that are looked at.
const MOST_VALUES: usize = 200_000;
/// Words from which a string is a paragraph.
const PARAGRAPH: usize = 12;

/// The text of a page as markup that still has to be cleaned.
pub(super) fn find(tree: &Tree, json_ld: &JsonLd) -> Option<String> {
    let body = json_ld.text("articleBody").map(|body| as_markup(&[body]));
    body.into_iter().chain(of_scripts(tree)).find(|markup| words::count(markup) >= LEAST)
}

/// The longest text in the data of each script.
fn of_scripts(tree: &Tree) -> impl Iterator<Item = String> {
    let is_data = |id: &NodeId| {
        let kind = tree.attribute(*id, "type").unwrap_or_default();
        tree.name(*id) == "script"
            && (kind == "application/json" || tree.attribute(*id, "id") == Some("__NEXT_DATA__"))
    };
    let scripts = tree.descendants(NodeId::ROOT).filter(is_data).map(|id| tree.characters(id));
    let values =
        scripts.filter(|text| text.len() <= LARGEST).filter_map(|text| serde_json::from_str(&text).ok());
    values.filter_map(|value: Value| longest(&value))
}

/// The strings that stand at the same place of the data, without regard to numbers, and together have the most words.
fn longest(data: &Value) -> Option<String> {
    let mut groups: HashMap<String, (usize, Vec<String>)> = HashMap::new();
    let mut open: Vec<(String, &Value)> = vec![(String::new(), data)];
    let mut seen = 0;
    while let Some((path, value)) = open.pop() {
        seen += 1;
        if seen > MOST_VALUES {
            break;
        }
        match value {
            Value::Array(values) => open.extend(values.iter().rev().map(|value| (path.clone(), value))),
            Value::Object(fields) if path.len() < 400 => {
                open.extend(fields.iter().rev().map(|(name, value)| (format!("{path}/{name}"), value)));
            }
            Value::String(text) if is_paragraph(text) => {
                let group = groups.entry(path).or_default();
                group.0 += words::count(text);
                group.1.push(text.clone());
            }
            _ => {}
        }
    }
    let best = groups.into_iter().max_by(|one, other| one.1.0.cmp(&other.1.0).then(other.0.cmp(&one.0)))?;
    Some(as_markup(&best.1.1))
}

/// Whether a string reads like a text: words with sentences, and neither code nor an address.
fn is_paragraph(text: &str) -> bool {
    let count = words::count(text);
    let is_code = text.trim_start().starts_with(['{', '[', '.', '#'])
        || text.contains("function(")
        || text.contains("@media");
    count >= PARAGRAPH && !is_code && text.contains(['.', '!', '?', '。', '！', '？', '।', '۔'])
}

/// Strings as paragraphs; those that are markup already stay so.
fn as_markup(texts: &[String]) -> String {
    let mut markup = String::new();
    for text in texts {
        if text.contains("<p") || text.contains("</") {
            markup.push_str(text);
            continue;
        }
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            markup.push_str("<p>");
            markup.push_str(&line.replace('&', "&amp;").replace('<', "&lt;"));
            markup.push_str("</p>\n");
        }
    }
    markup
}

#[cfg(test)]
mod tests {
    use super::super::{Context, extract};

    const TEXT: &str = "The council of Sandle voted on Tuesday evening to mend the old weir, ending a dispute that had split \
        the valley for the better part of nine years and cost two mayors their office.";

    fn read(script: &str) -> String {
        let page = format!(
            "<html><head><title>Weir to be mended</title></head><body><div id=root></div>{script}</body></html>"
        );
        extract(
            &page,
            &Context { url: Some("https://paper.example/weir".into()), announced_characters: None },
        )
        .0
        .text
    }

    #[test]
    fn a_text_that_stands_only_in_the_pages_data_is_read() {
        let nodes = format!("{{\"kind\":\"p\",\"value\":\"{TEXT}\"}},").repeat(4);
        let state = format!("{{\"props\":{{\"menu\":\"Home. News.\",\"nodes\":[{nodes}{{}}]}}}}");
        let text = read(&format!("<script id=__NEXT_DATA__ type=application/json>{state}</script>"));
        assert_eq!(text.lines().filter(|line| *line == TEXT).count(), 4, "{text}");
        let markup = format!("<p>{TEXT}</p>").repeat(4);
        let state = format!("{{\"post\":{{\"content\":\"{markup}<script>alert(1)<\\/script>\"}}}}");
        let text = read(&format!("<script type=application/json>{state}</script>"));
        assert!(text.starts_with(TEXT) && !text.contains("alert"), "{text}");
    }

    #[test]
    fn a_page_without_a_text_has_none_in_its_data_either() {
        assert_eq!(read("<script type=application/json>{\"a\":\"Short. Text.\"}</script>"), "");
    }
}
