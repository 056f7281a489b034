//! Gives out what pairs are judged by, tab separated: the two places, the parts.
//! `pairs [--online] [TABLES.json] < documents.jsonl`.

use std::io::{BufRead, Write};

use tidings_story::door;
use tidings_story::embedding::EmbeddingTable;
use tidings_story::features::Features;
use tidings_story::group::study;
use tidings_story::judge::Judge;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let online = std::env::args().any(|argument| argument == "--online");
    let tables = std::env::args().skip(1).find(|argument| argument != "--online");
    let judge = match tables {
        Some(path) => Judge::read(&std::fs::read_to_string(path)?)?,
        None => Judge::carried(),
    };
    let table = Some(EmbeddingTable::carried()?);
    let mut lines = Vec::new();
    for line in std::io::stdin().lock().lines() {
        lines.push(serde_json::from_str(&line?)?);
    }
    let articles = door::features(&lines, table.as_ref());
    let by_place = |place: usize| -> Option<Features> {
        Some(Features { key: i64::try_from(place).ok()?, ..articles.get(place)?.clone() })
    };
    let ordered: Vec<Features> = door::order(&articles).into_iter().filter_map(by_place).collect();
    let judged = if online {
        study::placed(&ordered, table.as_ref(), &judge)
    } else {
        study::settled(&ordered, table.as_ref(), &judge)
    };
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for pair in &judged {
        write!(out, "{}\t{}", pair.left, pair.right)?;
        for part in &pair.parts {
            write!(out, "\t{part}")?;
        }
        writeln!(out)?;
    }
    Ok(())
}
