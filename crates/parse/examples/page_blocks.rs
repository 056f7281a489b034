//! Writes the blocks of a manifest's pages with their features, for fitting the model of `article`:
//! `page_blocks MANIFEST.jsonl`, one page a line: {"id","blocks":[[text, [feature, …]], …]}.

use std::io::{BufWriter, Read, Write};
use std::path::Path;

use serde_json::{Value, json};
use tidings_parse::article::block_features;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let manifest = std::env::args().nth(1).ok_or("usage: page_blocks MANIFEST.jsonl")?;
    let folder = Path::new(&manifest).parent().ok_or("the manifest has no folder")?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    for line in std::fs::read_to_string(&manifest)?.lines() {
        let page: Value = serde_json::from_str(line)?;
        let mut html = Vec::new();
        let file =
            std::fs::File::open(folder.join(page.get("file").and_then(Value::as_str).unwrap_or_default()))?;
        flate2::read::GzDecoder::new(file).read_to_end(&mut html)?;
        let blocks = block_features(&String::from_utf8_lossy(&html));
        writeln!(out, "{}", json!({ "id": page.get("id"), "blocks": blocks }))?;
    }
    Ok(())
}
