//! `tidings page extract` and `tidings page explain`.

use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde::Deserialize;
use serde_json::{Map, Value, json};
use tidings_parse::article::{self, Context, Explained, Verdict};
use tidings_parse::encoding;

use super::file;
use super::line::{answer_each, print_each};

/// A line of a batch; further keys are ignored.
#[derive(Debug, Deserialize)]
struct Case {
    id: Value,
    #[serde(default)]
    url: Option<String>,
    file: PathBuf,
}

/// Extracts articles and prints each as JSON.
pub(crate) fn extract(
    url: Option<&str>,
    batch: Option<&Path>,
    files: &[PathBuf],
) -> anyhow::Result<ExitCode> {
    if let Some(batch) = batch {
        let folder = batch.parent().unwrap_or(Path::new(".")).to_owned();
        return answer_each(batch, |case: &Case| {
            answer(&case.id, case.url.as_deref(), &folder.join(&case.file))
        });
    }
    print_each(files, |file| answer(&json!(file), url, file))
}

fn answer(id: &Value, url: Option<&str>, path: &Path) -> Value {
    let mut answer = Map::from_iter([("id".to_owned(), id.clone()), ("url".to_owned(), json!(url))]);
    match file::read(path) {
        Ok(bytes) => {
            let decoded = encoding::decode(&bytes, None);
            let context = Context { url: url.map(str::to_owned), ..Context::default() };
            let (extracted, warnings) = article::extract(&decoded.text, &context);
            if let Ok(Value::Object(fields)) = serde_json::to_value(extracted) {
                answer.extend(fields);
            }
            let all: Vec<_> = decoded.warnings.into_iter().chain(warnings).collect();
            answer.insert("warnings".to_owned(), json!(all));
        }
        Err(error) => {
            answer.insert("error".to_owned(), json!(format!("{error:#}")));
        }
    }
    Value::Object(answer)
}

/// Shows why each block of a page was kept or dropped: a mark, the chance, the kind, the text, and the reasons under it.
pub(crate) fn explain(url: Option<&str>, path: &Path) -> anyhow::Result<ExitCode> {
    let bytes = file::read(path)?;
    let decoded = encoding::decode(&bytes, None);
    let context = Context { url: url.map(str::to_owned), ..Context::default() };
    let (blocks, warnings) = article::explain(&decoded.text, &context);
    let mut output = BufWriter::new(std::io::stdout().lock());
    for warning in decoded.warnings.iter().chain(&warnings) {
        writeln!(output, "! {}", warning.0)?;
    }
    for block in &blocks {
        let mark = if matches!(block.verdict, Verdict::Kept | Verdict::Standfirst) { '+' } else { '-' };
        writeln!(output, "{mark} {:.2} {:<3} {}", block.chance, block.kind, shortened(&block.text))?;
        writeln!(output, "           {}", reasons(block))?;
    }
    output.flush()?;
    Ok(ExitCode::SUCCESS)
}

fn reasons(block: &Explained) -> String {
    let verdict = match block.verdict {
        Verdict::Kept => "kept",
        Verdict::Unlikely => "unlike article text",
        Verdict::Repeated => "repeated",
        Verdict::Headline => "the headline, shown apart",
        Verdict::Standfirst => "the standfirst, shown apart",
        Verdict::Consent => "asks for consent",
    };
    if block.signs.is_empty() {
        verdict.to_owned()
    } else {
        format!("{verdict}; signs: {}", block.signs.join(", "))
    }
}

fn shortened(text: &str) -> String {
    let mut short: String = text.chars().take(100).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}
