//! Reads feeds listed in a JSON Lines file and prints what was found, one line each: for scoring the parser alone.

use std::collections::BTreeMap;
use std::error::Error;
use std::io::Write;
use std::path::Path;

use serde_json::{Value, json};
use tidings_parse::feed::{self, Context};

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("usage: feed_batch CASES.jsonl")?;
    let folder = Path::new(&path).parent().unwrap_or(Path::new(".")).join("files");
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::fs::read_to_string(&path)?.lines() {
        let case: Value = serde_json::from_str(line)?;
        writeln!(out, "{}", parsed(&case, &folder))?;
    }
    Ok(())
}

fn parsed(case: &Value, folder: &Path) -> Value {
    let headers = case.get("headers").and_then(Value::as_object).into_iter().flatten();
    let headers: BTreeMap<String, String> = headers
        .map(|(name, value)| (name.to_ascii_lowercase(), value.as_str().unwrap_or_default().to_owned()))
        .collect();
    let base_url = case.get("base_url").and_then(Value::as_str).map(str::to_owned);
    let file = case.get("file").and_then(Value::as_str).unwrap_or_default();
    let bytes = match std::fs::read(folder.join(file)) {
        Ok(bytes) => bytes,
        Err(error) => return json!({ "id": case.get("id"), "error": error.to_string() }),
    };
    let (feed, warnings) = feed::parse(&bytes, &Context { headers, base_url, ..Context::default() });
    let mut value = serde_json::to_value(&feed).unwrap_or_default();
    if let Some(map) = value.as_object_mut() {
        map.insert("id".to_owned(), case.get("id").cloned().unwrap_or_default());
        map.insert("warnings".to_owned(), json!(warnings));
    }
    value
}
