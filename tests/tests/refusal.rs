//! What cannot be done is named with its cure, the exit status is not 0, and nothing is lost.

use std::fs;
use std::net::TcpListener;

use tidings_tests::binary;
use tidings_tests::database::Database;

fn refused(database: &Database, arguments: &[&str]) -> String {
    let output = database.run(arguments);
    assert_eq!(output.status.code(), Some(1), "{arguments:?}");
    binary::text(&output.stderr)
}

#[test]
fn a_port_in_use_is_named_with_the_cure() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let said = refused(&Database::sqlite(), &["--listen", &address]);
    assert!(said.contains(&address) && said.contains("--listen"), "{said}");
}

#[test]
fn a_folder_that_cannot_be_made_is_named_with_the_cure() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a-file");
    fs::write(&file, "not a folder").unwrap();
    let data = file.join("data").display().to_string();
    let output = binary::run(&["migrate", "--data", &data]);
    let said = binary::text(&output.stderr);
    assert_eq!(output.status.code(), Some(1));
    assert!(said.contains(&data) && said.contains("--data"), "{said}");
}

#[test]
fn a_list_without_feeds_is_named_and_changes_nothing() {
    let database = Database::sqlite();
    let file = database.folder().join("letter.txt");
    fs::write(&file, "Dear reader").unwrap();
    let said = refused(&database, &["import", &file.display().to_string()]);
    assert!(said.contains("no feeds") && said.contains("OPML"), "{said}");
}

#[test]
fn a_wrong_setting_is_named_with_what_it_can_be() {
    let said = refused(&Database::sqlite(), &["migrate", "--mode", "open"]);
    assert!(said.contains("personal, private or public"), "{said}");
}

#[test]
fn a_backup_restored_is_the_database_it_was() {
    let database = Database::sqlite();
    let list = database.folder().join("list.opml");
    fs::write(&list, r#"<opml><body><outline text="A" xmlUrl="http://a.example/feed"/></body></opml>"#)
        .unwrap();
    assert!(database.run(&["import", &list.display().to_string()]).status.success());
    let copy = database.folder().join("copy.sqlite").display().to_string();
    assert!(database.run(&["backup", &copy]).status.success());
    let other = Database::sqlite();
    assert!(other.run(&["restore", &copy]).status.success());
    let exported = binary::text(&other.run(&["export"]).stdout);
    assert!(exported.contains("http://a.example/feed"), "{exported}");
}
