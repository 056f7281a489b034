//! Embeddings: a static table of word pieces, read from its files, and the vector of a text.

mod pieces;

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::number::{byte, weight};
use pieces::Pieces;

/// Why a table could not be read.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// The weights are not in the safetensors form or lack a tensor.
    #[error("reading the embedding weights: {0}; take the file that belongs to this version")]
    Weights(&'static str),
    /// The vocabulary is no tokenizer.json of the `WordPiece` kind.
    #[error("reading the embedding vocabulary; take the file that belongs to this version")]
    Vocabulary(#[from] serde_json::Error),
}

/// A static table: one vector for each word piece.
#[derive(Debug)]
pub struct EmbeddingTable {
    pieces: Pieces,
    rows: Vec<i8>,
    scales: Vec<f32>,
    width: usize,
}

/// A text's vector as bytes; its length is taken out when two are compared.
pub type Vector = Vec<i8>;

/// Words of a text that its vector is made of.
const MOST_PIECES: usize = 160;

/// How frequent a word must be in print to count half (Arora and others, SIF, 2017).
const HALF: f32 = 0.001;
/// The part of all words that the most frequent one has (Zipf's law for English print).
const FIRST: f32 = 0.08;
/// What single letters and signs count.
const SIGN: f32 = 0.3;

/// The table that the program carries; models/news-static-256/NOTE.md tells where it comes from.
const CARRIED: (&[u8], &[u8]) = (
    include_bytes!("../../../models/news-static-256/model.safetensors"),
    include_bytes!("../../../models/news-static-256/tokenizer.json"),
);

impl EmbeddingTable {
    /// The table that the program carries, for English. Reading it takes some hundredths of a second: do it once.
    ///
    /// # Errors
    /// When the carried files are broken, which a test rules out.
    pub fn carried() -> Result<Self, TableError> {
        Self::read(CARRIED.0, CARRIED.1)
    }

    /// Reads a table: `weights` in the safetensors form with the tensors `embeddings` (int8, rows by width) and `scales`
    /// (f32, one a row); `vocabulary` a tokenizer.json with a `WordPiece` model.
    ///
    /// # Errors
    /// When either is not of that form.
    pub fn read(weights: &[u8], vocabulary: &[u8]) -> Result<Self, TableError> {
        let pieces = Pieces::read(vocabulary)?;
        let (length, rest) = weights.split_first_chunk::<8>().ok_or(TableError::Weights("no header"))?;
        let length = usize::try_from(u64::from_le_bytes(*length)).unwrap_or(usize::MAX);
        let (header, data) = rest.split_at_checked(length).ok_or(TableError::Weights("short header"))?;
        let header: BTreeMap<String, serde_json::Value> = serde_json::from_slice(header)?;
        let rows = tensor(&header, "embeddings", data)?;
        let scales = tensor(&header, "scales", data)?;
        let width =
            rows.0.shape.get(1).copied().filter(|width| *width > 0).ok_or(TableError::Weights("no width"))?;
        let scales: Vec<f32> =
            scales.1.as_chunks::<4>().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect();
        if rows.1.len() != scales.len() * width {
            return Err(TableError::Weights("rows and scales do not match"));
        }
        Ok(Self { pieces, rows: rows.1.iter().map(|byte| byte.cast_signed()).collect(), scales, width })
    }

    /// The vector of a text: the mean of its pieces' rows, frequent pieces counting less. `None` when no piece is known.
    #[must_use]
    pub fn vector(&self, text: &str) -> Option<Vector> {
        let mut sum = vec![0.0_f32; self.width];
        let mut known = 0_usize;
        for piece in self.pieces.of(text, MOST_PIECES) {
            let Some((row, scale)) = self.row(piece) else { continue };
            known += 1;
            let worth = scale * worth(piece);
            for (total, value) in sum.iter_mut().zip(row) {
                *total += f32::from(*value) * worth;
            }
        }
        let largest = sum.iter().fold(0.0_f32, |largest, value| largest.max(value.abs()));
        (known > 0 && largest > 0.0).then(|| sum.iter().map(|value| byte(value / largest * 127.0)).collect())
    }

    /// How frequent a word is in print, as a part of all words, guessed from its rank in the vocabulary (Zipf); words
    /// that are not in it are rarer than all that are.
    pub(crate) fn ranks(&self) -> impl Iterator<Item = (&str, usize)> {
        self.pieces.ranks()
    }

    fn row(&self, piece: usize) -> Option<(&[i8], f32)> {
        let start = piece.checked_mul(self.width)?;
        Some((self.rows.get(start..start + self.width)?, *self.scales.get(piece)?))
    }
}

/// What a piece counts by its rank in the vocabulary.
fn worth(piece: usize) -> f32 {
    Pieces::rank(piece).map_or(SIGN, |rank| HALF / (HALF + FIRST / weight(rank)))
}

/// The cosine of two vectors; 0 when one is empty.
#[must_use]
pub fn cosine(left: &[i8], right: &[i8]) -> f32 {
    product(left, right) * scale(left) * scale(right)
}

/// The product of two vectors; exact for widths up to 1,000.
#[expect(clippy::as_conversions, clippy::cast_precision_loss, reason = "a product loses nothing that counts")]
pub(crate) fn product(left: &[i8], right: &[i8]) -> f32 {
    left.iter().zip(right).map(|(left, right)| i32::from(*left) * i32::from(*right)).sum::<i32>() as f32
}

/// One over a vector's length; 0 for an empty one.
pub(crate) fn scale(vector: &[i8]) -> f32 {
    let length = product(vector, vector).sqrt();
    if length > 0.0 { length.recip() } else { 0.0 }
}

#[derive(Deserialize)]
struct Tensor {
    shape: Vec<usize>,
    data_offsets: (usize, usize),
}

fn tensor<'a>(
    header: &BTreeMap<String, serde_json::Value>,
    name: &str,
    data: &'a [u8],
) -> Result<(Tensor, &'a [u8]), TableError> {
    let entry = header.get(name).ok_or(TableError::Weights("a tensor is missing"))?;
    let tensor: Tensor = serde_json::from_value(entry.clone())?;
    let bytes = data
        .get(tensor.data_offsets.0..tensor.data_offsets.1)
        .ok_or(TableError::Weights("a tensor is cut off"))?;
    Ok((tensor, bytes))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A table of four pieces and two dimensions.
    pub(crate) fn small() -> EmbeddingTable {
        let vocabulary =
            r###"{"model":{"type":"WordPiece","vocab":{"[UNK]":0,"bridge":1,"##s":2,"ferry":3}}}"###;
        let header = r#"{"scales":{"dtype":"F32","shape":[4],"data_offsets":[0,16]},
            "embeddings":{"dtype":"I8","shape":[4,2],"data_offsets":[16,24]}}"#;
        let mut weights = u64::try_from(header.len()).unwrap().to_le_bytes().to_vec();
        weights.extend(header.bytes());
        for _ in 0..4 {
            weights.extend(1.0_f32.to_le_bytes());
        }
        weights.extend([0_u8, 0, 100, 0, 0, 10, 0, 100]);
        EmbeddingTable::read(&weights, vocabulary.as_bytes()).unwrap()
    }

    #[test]
    fn texts_of_the_same_words_are_near() {
        let table = small();
        let (bridge, bridges, ferry) = (
            table.vector("Bridge").unwrap(),
            table.vector("bridges!").unwrap(),
            table.vector("ferry").unwrap(),
        );
        assert!(cosine(&bridge, &bridges) > 0.9);
        assert!(cosine(&bridge, &ferry) < 0.1);
        assert_eq!(table.vector("unknown"), None);
    }

    #[test]
    fn the_carried_table_tells_meanings_apart() {
        let table = EmbeddingTable::carried().unwrap();
        let vector = |text: &str| table.vector(text).unwrap();
        let near = cosine(&vector("doctors treat patients"), &vector("the hospital cared for the sick"));
        let far = cosine(&vector("doctors treat patients"), &vector("the football match ended in a draw"));
        assert!(near > far + 0.1);
    }

    #[test]
    fn broken_files_are_refused() {
        assert!(EmbeddingTable::read(b"short", b"{}").is_err());
        assert!(EmbeddingTable::read(&[255; 32], br#"{"model":{"vocab":{}}}"#).is_err());
    }
}
