//! JSON Lines in and out: an input that cannot be used gives its line an "error", and the rest goes on.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::json;

/// Opens a file, or standard input for `-`.
///
/// # Errors
///
/// The file cannot be opened.
pub(crate) fn open(path: &Path) -> anyhow::Result<Box<dyn BufRead>> {
    if path == Path::new("-") {
        return Ok(Box::new(BufReader::new(io::stdin())));
    }
    let file = File::open(path).with_context(|| format!("{} cannot be opened", path.display()))?;
    Ok(Box::new(BufReader::new(file)))
}

/// Answers every line of a file with `answer`. The status is a failure when a line could not be used.
///
/// # Errors
///
/// The file cannot be read, or the output is closed.
pub(crate) fn answer_each<Input, Output>(
    path: &Path,
    answer: impl Fn(&Input) -> Output,
) -> anyhow::Result<ExitCode>
where
    Input: DeserializeOwned,
    Output: Serialize,
{
    let mut output = BufWriter::new(io::stdout().lock());
    let mut status = ExitCode::SUCCESS;
    for (number, line) in open(path)?.split(b'\n').enumerate() {
        let line = line.with_context(|| format!("{} cannot be read", path.display()))?;
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        match serde_json::from_slice::<Input>(&line) {
            Ok(input) => serde_json::to_writer(&mut output, &answer(&input))?,
            Err(error) => {
                let sentence =
                    format!("line {} is no JSON object of the form this command takes: {error}", number + 1);
                serde_json::to_writer(&mut output, &json!({ "line": number + 1, "error": sentence }))?;
                status = ExitCode::FAILURE;
            }
        }
        output.write_all(b"\n")?;
    }
    output.flush()?;
    Ok(status)
}
