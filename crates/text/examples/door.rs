//! Runs the doors `text brief` and `text quotes` over JSON Lines on standard input: `door brief|quotes`.

use std::io::{BufRead, Write};

use tidings_text::door;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let quotes = std::env::args().nth(1).as_deref() == Some("quotes");
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let input = serde_json::from_str(&line?)?;
        let answer = if quotes {
            serde_json::to_string(&door::quotes(&input))?
        } else {
            serde_json::to_string(&door::brief(&input))?
        };
        writeln!(out, "{answer}")?;
    }
    Ok(())
}
