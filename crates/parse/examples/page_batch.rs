//! Reads the pages of a manifest and writes their articles, one JSON object a line: `page_batch --batch MANIFEST.jsonl`.

use std::io::{BufWriter, Read, Write};
use std::path::Path;

use serde_json::{Value, json};
use tidings_parse::article::{Context, extract};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let manifest = std::env::args().nth(2).ok_or("usage: page_batch --batch MANIFEST.jsonl")?;
    let folder = Path::new(&manifest).parent().ok_or("the manifest has no folder")?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    for line in std::fs::read_to_string(&manifest)?.lines() {
        let page: Value = serde_json::from_str(line)?;
        let html = read(&folder.join(page.get("file").and_then(Value::as_str).unwrap_or_default()))?;
        let url = page.get("url").and_then(Value::as_str).map(str::to_owned);
        let context = Context { url: url.clone(), announced_characters: None };
        let (article, warnings) = extract(&tidings_parse::encoding::decode(&html, None).text, &context);
        let mut result = serde_json::to_value(article)?;
        if let Value::Object(fields) = &mut result {
            fields.insert("id".into(), page.get("id").cloned().unwrap_or_default());
            fields.insert("url".into(), json!(url));
            fields.insert("warnings".into(), json!(warnings));
        }
        writeln!(out, "{result}")?;
    }
    Ok(())
}

fn read(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path)?;
    if path.extension().is_some_and(|extension| extension == "gz") {
        flate2::read::GzDecoder::new(file).read_to_end(&mut bytes)?;
    } else {
        std::io::BufReader::new(file).read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}
