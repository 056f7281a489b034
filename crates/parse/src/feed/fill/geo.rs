//! Places: `GeoRSS`, GML and the W3C vocabulary, given as `GeoJSON` geometries under `where`.

use serde_json::{Value, json};

use super::Fill;
use crate::xml::element::Element;

/// A geometry has at most this many points.
const MOST_POINTS: usize = 10_000;

impl Fill<'_> {
    /// Takes an element that says where something is; `false` when it says something else.
    pub(super) fn geo(&mut self, element: &Element<'_>) -> bool {
        let place = match element.name.as_ref() {
            "where" | "point" | "line" | "polygon" | "box" | "linestring" => place(element, 0),
            _ => return false,
        };
        self.record.other.insert("where".to_owned(), place.unwrap_or_else(|| json!({})));
        true
    }
}

/// The geometry that an element or one inside it describes.
fn place(element: &Element<'_>, depth: usize) -> Option<Value> {
    let children = if depth < 5 { element.children() } else { Vec::new() };
    let kind = element.name.as_ref();
    let east_first = element.attributes.get("srsname").is_some_and(|name| !is_latitude_first(name));
    let mut text = element.text().into_owned();
    if !children.is_empty() {
        if let Some(inner) = children.iter().find(|child| is_geometry(&child.name)) {
            return place(inner, depth + 1);
        }
        text = children.iter().find_map(|child| coordinates(child, depth + 1))?;
    }
    let points = pairs(&text, east_first);
    match kind {
        "point" if !points.is_empty() => Some(json!({ "type": "Point", "coordinates": points.first() })),
        "line" | "linestring" if points.len() >= 2 => {
            Some(json!({ "type": "LineString", "coordinates": points }))
        }
        "polygon" if points.len() >= 4 => Some(json!({ "type": "Polygon", "coordinates": [points] })),
        "box" if points.len() == 2 => Some(json!({ "type": "Box", "coordinates": points })),
        _ => None,
    }
}

fn is_geometry(name: &str) -> bool {
    matches!(name, "point" | "linestring" | "polygon")
}

/// The numbers of a `pos` or `posList`, however deep below rings.
fn coordinates(element: &Element<'_>, depth: usize) -> Option<String> {
    match element.name.as_ref() {
        "pos" | "poslist" | "coordinates" => Some(element.text().into_owned()),
        _ if depth < 6 => element.children().iter().find_map(|child| coordinates(child, depth + 1)),
        _ => None,
    }
}

/// Whether a reference system gives the latitude first: the geographic ones that feeds use do.
fn is_latitude_first(name: &str) -> bool {
    ["4326", "4269", "4258", "wgs84"].iter().any(|known| name.to_ascii_lowercase().contains(known))
}

/// Pairs of longitude and latitude, as `GeoJSON` has them.
fn pairs(text: &str, east_first: bool) -> Vec<(f64, f64)> {
    let mut numbers =
        text.split([' ', ',', '\n', '\t', '\r']).filter(|word| !word.is_empty()).map(str::parse::<f64>);
    let mut pairs = Vec::new();
    while let (Some(Ok(first)), Some(Ok(second))) = (numbers.next(), numbers.next()) {
        pairs.push(if east_first { (first, second) } else { (second, first) });
        if pairs.len() >= MOST_POINTS {
            break;
        }
    }
    pairs
}
