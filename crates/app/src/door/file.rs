//! Files that doors read whole: plain, gzipped, or standard input.

use std::fs;
use std::io::{self, Read};
use std::path::Path;

use anyhow::Context;
use flate2::read::MultiGzDecoder;

/// Reads a file; `-` is standard input, and what ends in `.gz` is unpacked.
///
/// # Errors
///
/// The file cannot be read or unpacked.
pub(crate) fn read(path: &Path) -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if path == Path::new("-") {
        io::stdin().read_to_end(&mut bytes).context("standard input cannot be read")?;
        return Ok(bytes);
    }
    bytes = fs::read(path).with_context(|| format!("{} cannot be read", path.display()))?;
    if path.extension().is_some_and(|extension| extension == "gz") {
        let mut unpacked = Vec::new();
        MultiGzDecoder::new(bytes.as_slice())
            .read_to_end(&mut unpacked)
            .with_context(|| format!("{} cannot be unpacked", path.display()))?;
        return Ok(unpacked);
    }
    Ok(bytes)
}
