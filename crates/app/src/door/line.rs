//! JSON Lines in and out: an input that cannot be used gives its line an "error", and the rest goes on.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

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

/// Answers every file that was named; without a name, standard input. An answer with an "error" makes the status a failure.
///
/// # Errors
///
/// The output is closed.
pub(crate) fn print_each(files: &[PathBuf], answer: impl Fn(&Path) -> Value) -> anyhow::Result<ExitCode> {
    let standard_input = [PathBuf::from("-")];
    let files = if files.is_empty() { &standard_input } else { files };
    let mut output = BufWriter::new(io::stdout().lock());
    let mut status = ExitCode::SUCCESS;
    for file in files {
        let answer = answer(file);
        if answer.get("error").is_some() {
            status = ExitCode::FAILURE;
        }
        serde_json::to_writer(&mut output, &answer)?;
        output.write_all(b"\n")?;
    }
    output.flush()?;
    Ok(status)
}

/// Reads every line at once, for doors that need all of them; a line that cannot be used is named on standard error.
///
/// # Errors
///
/// The file cannot be read.
pub(crate) fn read_all<Input: DeserializeOwned>(path: &Path) -> anyhow::Result<(Vec<Input>, ExitCode)> {
    let (mut inputs, mut status) = (Vec::new(), ExitCode::SUCCESS);
    for (number, line) in open(path)?.split(b'\n').enumerate() {
        let line = line.with_context(|| format!("{} cannot be read", path.display()))?;
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        match serde_json::from_slice(&line) {
            Ok(input) => inputs.push(input),
            Err(error) => {
                eprintln!("tidings: line {} is left out: {error}", number + 1);
                status = ExitCode::FAILURE;
            }
        }
    }
    Ok((inputs, status))
}
