//! `tidings feed parse`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde::Deserialize;
use serde_json::{Map, Value, json};
use tidings_parse::feed::{self, Context};

use super::file;
use super::line::{answer_each, print_each};

/// A line of a batch; further keys are ignored.
#[derive(Debug, Deserialize)]
struct Case {
    id: Value,
    file: PathBuf,
    #[serde(default)]
    headers: BTreeMap<String, String>,
    #[serde(default)]
    base_url: Option<String>,
}

/// Parses feeds and prints each as JSON.
pub(crate) fn parse(batch: Option<&Path>, files: &[PathBuf]) -> anyhow::Result<ExitCode> {
    if let Some(batch) = batch {
        let folder = batch.parent().unwrap_or(Path::new(".")).join("files");
        return answer_each(batch, |case: &Case| {
            answer(("id", &case.id), &folder.join(&case.file), &context(case))
        });
    }
    print_each(files, |file| answer(("file", &json!(file)), file, &Context::default()))
}

fn context(case: &Case) -> Context {
    let headers = case.headers.iter().map(|(name, value)| (name.to_lowercase(), value.clone())).collect();
    Context { headers, base_url: case.base_url.clone(), ..Context::default() }
}

fn answer((key, name): (&str, &Value), path: &Path, context: &Context) -> Value {
    let mut answer = Map::from_iter([(key.to_owned(), name.clone())]);
    match file::read(path) {
        Ok(bytes) => {
            let (parsed, warnings) = feed::parse(&bytes, context);
            if let Ok(Value::Object(fields)) = serde_json::to_value(parsed) {
                answer.extend(fields);
            }
            answer.insert("warnings".to_owned(), json!(warnings));
        }
        Err(error) => {
            answer.insert("error".to_owned(), json!(format!("{error:#}")));
        }
    }
    Value::Object(answer)
}
