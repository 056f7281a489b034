//! JSON-LD: what the page says of itself in schema.org's words. <https://schema.org/NewsArticle>

use serde_json::{Map, Value};

use crate::markup::{NodeId, Tree};

/// Nested objects that are looked into.
const DEEPEST: usize = 6;
/// Bytes of one block that are read.
const LARGEST: usize = 2 << 20;

/// What the JSON-LD of a page says about its article.
#[derive(Debug, Default)]
pub(crate) struct JsonLd {
    /// The object that describes the article.
    pub(crate) article: Option<Map<String, Value>>,
    /// Objects of other types, by which references are resolved.
    others: Vec<Map<String, Value>>,
    /// Objects of type `LiveBlogPosting` are among the descriptions.
    pub(crate) is_live: bool,
}

impl JsonLd {
    /// Reads all JSON-LD of a page.
    pub(crate) fn read(tree: &Tree) -> Self {
        let mut objects = Vec::new();
        for id in tree.descendants(NodeId::ROOT).filter(|id| is_json_ld(tree, *id)) {
            let source = tree.characters(id);
            if let Some(value) =
                Some(source).filter(|source| source.len() <= LARGEST).as_deref().and_then(parse)
            {
                gather(value, 0, &mut objects);
            }
        }
        let is_live = objects.iter().any(|object| has_type(object, |kind| kind == "LiveBlogPosting"));
        let best =
            (0..objects.len()).max_by_key(|at| (objects.get(*at).map_or(0, rank), std::cmp::Reverse(*at)));
        let is_article = |at: &usize| objects.get(*at).is_some_and(|object| rank(object) > 0);
        let article = best.filter(is_article).map(|at| objects.swap_remove(at));
        Self { article, others: objects, is_live }
    }

    /// A text of the article's description, trimmed and with its references replaced.
    pub(crate) fn text(&self, name: &str) -> Option<String> {
        self.article.as_ref().and_then(|article| article.get(name)).and_then(|value| self.name_of(value))
    }

    /// A value of the article's description.
    pub(crate) fn value(&self, name: &str) -> Option<&Value> {
        self.article.as_ref().and_then(|article| article.get(name))
    }

    /// The texts of a value that may be one or many.
    pub(crate) fn names(&self, name: &str) -> Vec<String> {
        match self.value(name) {
            Some(Value::Array(values)) => values.iter().filter_map(|value| self.name_of(value)).collect(),
            Some(value) => self.name_of(value).into_iter().collect(),
            None => Vec::new(),
        }
    }

    /// The objects under a name, references resolved.
    pub(crate) fn objects(&self, name: &str) -> Vec<&Map<String, Value>> {
        let resolve = |value| self.object_of(value);
        match self.value(name) {
            Some(Value::Array(values)) => values.iter().filter_map(resolve).collect(),
            Some(value) => resolve(value).into_iter().collect(),
            None => Vec::new(),
        }
    }

    /// Every object of a type, wherever it stands.
    pub(crate) fn of_type(&self, wanted: &str) -> impl Iterator<Item = &Map<String, Value>> {
        let all = self.article.iter().chain(&self.others);
        all.filter(move |object| has_type(object, |kind| kind == wanted))
    }

    fn object_of<'a>(&'a self, value: &'a Value) -> Option<&'a Map<String, Value>> {
        let object = value.as_object()?;
        let Some(id) = object.get("@id").filter(|_| object.len() <= 2) else { return Some(object) };
        let is_target = |other: &&Map<String, Value>| other.get("@id") == Some(id) && other.len() > 2;
        Some(self.others.iter().find(is_target).unwrap_or(object))
    }

    fn name_of(&self, value: &Value) -> Option<String> {
        match value {
            Value::String(text) => plain(text),
            Value::Array(values) => values.iter().find_map(|value| self.name_of(value)),
            Value::Object(_) => {
                let object = self.object_of(value)?;
                let name = ["name", "@value", "alternateName"].iter().find_map(|key| object.get(*key))?;
                match name {
                    Value::String(text) => plain(text),
                    Value::Array(names) => names.iter().filter_map(Value::as_str).find_map(plain),
                    _ => None,
                }
            }
            _ => None,
        }
    }
}

/// A text of an object of its own.
pub(crate) fn text_in(object: &Map<String, Value>, name: &str) -> Option<String> {
    match object.get(name) {
        Some(Value::String(text)) => plain(text),
        Some(Value::Array(values)) => values.iter().filter_map(Value::as_str).find_map(plain),
        Some(Value::Object(inner)) => {
            inner.get("name").or_else(|| inner.get("url")).and_then(Value::as_str).and_then(plain)
        }
        _ => None,
    }
}

/// Text without markup, references and surplus space; `None` when nothing is left.
pub(crate) fn plain(text: &str) -> Option<String> {
    let text = if text.contains(['<', '&']) { crate::sanitize::text(text) } else { text.to_owned() };
    let folded = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!folded.is_empty() && folded != "null" && folded != "undefined").then_some(folded)
}

fn is_json_ld(tree: &Tree, id: NodeId) -> bool {
    tree.name(id) == "script"
        && tree.attribute(id, "type").is_some_and(|kind| kind.to_ascii_lowercase().contains("ld+json"))
}

/// Reads JSON, mending what generators get wrong: raw line ends in strings, comment marks around the whole, a
/// semicolon or comma at the end.
fn parse(source: &str) -> Option<Value> {
    let trimmed = source.trim();
    if let Ok(value) = serde_json::from_str(trimmed) {
        return Some(value);
    }
    let bare = trimmed
        .trim_start_matches("<!--")
        .trim_start_matches("//<![CDATA[")
        .trim_start_matches("<![CDATA[")
        .trim_end_matches("-->")
        .trim_end_matches("//]]>")
        .trim_end_matches("]]>")
        .trim()
        .trim_end_matches([';', ',']);
    let spaced: String =
        bare.chars().map(|character| if character.is_control() { ' ' } else { character }).collect();
    serde_json::from_str(&spaced)
        .ok()
        .or_else(|| serde_json::from_str(&without_trailing_commas(&spaced)).ok())
}

fn without_trailing_commas(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    for character in source.chars() {
        if matches!(character, '}' | ']') && out.trim_end().ends_with(',') {
            let length = out.trim_end().len().saturating_sub(1);
            out.truncate(length);
        }
        out.push(character);
    }
    out
}

/// Takes a value apart into its objects, the nested ones included.
fn gather(value: Value, depth: usize, objects: &mut Vec<Map<String, Value>>) {
    if depth > DEEPEST || objects.len() > 2_000 {
        return;
    }
    match value {
        Value::Array(values) => values.into_iter().for_each(|value| gather(value, depth + 1, objects)),
        Value::Object(object) => {
            for name in
                ["@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item", "publisher", "author"]
            {
                if let Some(inner @ (Value::Object(_) | Value::Array(_))) = object.get(name) {
                    gather(inner.clone(), depth + 1, objects);
                }
            }
            objects.push(object);
        }
        _ => {}
    }
}

fn has_type(object: &Map<String, Value>, wanted: impl Fn(&str) -> bool) -> bool {
    let short = |kind: &str| kind.rsplit(['/', '#']).next().is_some_and(&wanted);
    match object.get("@type") {
        Some(Value::String(kind)) => short(kind),
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).any(short),
        _ => false,
    }
}

/// How well an object serves as the description of the article; 0 when it is none.
fn rank(object: &Map<String, Value>) -> usize {
    let has = |name: &str| usize::from(object.get(name).is_some_and(|value| !value.is_null()));
    let kind = if has_type(object, is_article_type) {
        40
    } else if has_type(object, |kind| matches!(kind, "WebPage" | "ItemPage" | "VideoObject")) {
        2
    } else {
        return 0;
    };
    kind + 8 * has("headline")
        + 4 * has("datePublished")
        + 4 * has("author")
        + 2 * has("articleBody")
        + has("image")
}

fn is_article_type(kind: &str) -> bool {
    kind.ends_with("Article")
        || kind.ends_with("Posting")
        || matches!(kind, "Report" | "Recipe" | "Review" | "CreativeWork")
}
