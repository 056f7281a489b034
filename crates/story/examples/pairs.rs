//! Writes the likeness of all candidate pairs of a labelled set, for fitting the pair score: one JSON array a pair of the two
//! places and the parts. `pairs < documents.jsonl`.

use std::io::{BufRead, Write};

use tidings_model::time::Timestamp;
use tidings_story::document::Document;
use tidings_story::door::InputLine;
use tidings_story::embedding::EmbeddingTable;
use tidings_story::{features, group};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let table = Some(EmbeddingTable::carried()?);
    let mut articles = Vec::new();
    for (key, line) in (0..).zip(std::io::stdin().lock().lines()) {
        let line: InputLine = serde_json::from_str(&line?)?;
        let document = Document {
            key,
            source: line.source.as_deref().unwrap_or_default(),
            published: line.published.as_deref().and_then(Timestamp::from_rfc3339),
            title: line.title.as_deref().unwrap_or_default(),
            text: line.text.as_deref().unwrap_or_default(),
            language: line.language.as_deref(),
        };
        articles.push(features::of(&document, table.as_ref()));
    }
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for (left, right, likeness) in group::pairs(&articles, table.as_ref()) {
        let hours = likeness.hours.unwrap_or(-1.0);
        let (words, title, names) = (likeness.words, likeness.title, likeness.names);
        writeln!(
            out,
            "{left}\t{right}\t{words}\t{title}\t{names}\t{}\t{hours}\t{}",
            likeness.meaning, likeness.length
        )?;
    }
    Ok(())
}
