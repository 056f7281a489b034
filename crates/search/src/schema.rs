//! The fields of the index.

use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, NumericOptions, Schema, SchemaBuilder, TextFieldIndexing,
    TextOptions,
};

/// Counts up whenever fields or analysis change: an index of another number is made again.
pub(crate) const SCHEMA_VERSION: u32 = 2;

/// The fields. Nothing is stored but ids, times and filters in columns: texts stay in the database.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fields {
    /// The article.
    pub(crate) id: Field,
    /// Its publisher.
    pub(crate) publisher: Field,
    /// Its section's place in the paper.
    pub(crate) section: Field,
    /// Its language's number.
    pub(crate) language: Field,
    /// Seconds since 1970.
    pub(crate) time: Field,
    /// Stems of the headline.
    pub(crate) title: Field,
    /// Stems of headline, standfirst and text.
    pub(crate) text: Field,
    /// Whole words of the names in it.
    pub(crate) name: Field,
    /// Every word once, unstemmed, for prefixes.
    pub(crate) word: Field,
    /// What is offered while a reader types.
    pub(crate) suggestion: Field,
}

/// The schema with its fields.
pub(crate) fn schema() -> (Schema, Fields) {
    let mut builder = SchemaBuilder::new();
    let kept: NumericOptions = (INDEXED | FAST).into();
    let fields = Fields {
        id: builder.add_i64_field("id", kept.clone()),
        publisher: builder.add_i64_field("publisher", kept.clone()),
        section: builder.add_u64_field("section", kept.clone()),
        language: builder.add_u64_field("language", kept),
        time: builder.add_i64_field("time", FAST),
        title: builder.add_text_field("title", words(IndexRecordOption::WithFreqsAndPositions, true)),
        text: builder.add_text_field("text", words(IndexRecordOption::WithFreqsAndPositions, true)),
        name: builder.add_text_field("name", words(IndexRecordOption::WithFreqsAndPositions, false)),
        word: builder.add_text_field("word", words(IndexRecordOption::Basic, false)),
        suggestion: builder.add_text_field("suggestion", words(IndexRecordOption::Basic, false)),
    };
    (builder.build(), fields)
}

/// Our own analysis makes the terms; the engine's is named only because a field must have one.
fn words(record: IndexRecordOption, measured: bool) -> TextOptions {
    let indexing =
        TextFieldIndexing::default().set_tokenizer("raw").set_index_option(record).set_fieldnorms(measured);
    TextOptions::default().set_indexing_options(indexing)
}
