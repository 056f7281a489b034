//! Runs the door `story group` over JSON Lines: `group [--online] < documents.jsonl`.

use std::io::{BufRead, Write};

use tidings_story::door;
use tidings_story::embedding::EmbeddingTable;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let online = std::env::args().any(|argument| argument == "--online");
    let table = Some(EmbeddingTable::carried()?);
    let mut lines = Vec::new();
    for line in std::io::stdin().lock().lines() {
        lines.push(serde_json::from_str(&line?)?);
    }
    let mut out = std::io::stdout().lock();
    for line in door::group(&lines, table.as_ref(), online) {
        writeln!(out, "{}", serde_json::to_string(&line)?)?;
    }
    Ok(())
}
