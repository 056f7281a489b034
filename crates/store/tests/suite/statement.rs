//! Every statement is understood by both databases, and no SQL stands outside of the lists.

use crate::fixture::on_every_database;

#[test]
fn every_statement_can_be_prepared() {
    on_every_database(|bench| async move {
        assert!(bench.store.prepare_every_statement().await.unwrap() > 100);
    });
}

#[test]
fn every_file_with_statements_is_listed() {
    let source = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let list = std::fs::read_to_string(source.join("lib.rs")).unwrap();
    for file in std::fs::read_dir(&source).unwrap() {
        let path = file.unwrap().path();
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        assert!(
            !text.contains("statements! {") || list.contains(&format!("{name}::STATEMENTS")),
            "{name} has statements that the test of all statements does not see"
        );
    }
}
