//! `tidings story group`.

use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;

use tidings_story::door;
use tidings_story::embedding::EmbeddingTable;

use super::line::read_all;

/// Groups documents and prints the story of each, in input order.
pub(crate) fn group(online: bool, file: &Path) -> anyhow::Result<ExitCode> {
    let (lines, status) = read_all(file)?;
    let embeddings = EmbeddingTable::carried()?;
    let mut output = BufWriter::new(io::stdout().lock());
    for line in door::group(&lines, Some(&embeddings), online) {
        serde_json::to_writer(&mut output, &line)?;
        output.write_all(b"\n")?;
    }
    output.flush()?;
    Ok(status)
}
