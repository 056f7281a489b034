//! Runs the door `story group` over JSON Lines: `group [--online] [TABLES.json] < documents.jsonl`.

use std::io::{BufRead, Write};

use tidings_story::door;
use tidings_story::embedding::EmbeddingTable;
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
    let mut out = std::io::stdout().lock();
    for line in door::group_with(&lines, table.as_ref(), &judge, online) {
        writeln!(out, "{}", serde_json::to_string(&line)?)?;
    }
    Ok(())
}
