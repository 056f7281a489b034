//! Backup and restore: what cannot be restored is refused with a sentence and changes nothing, what is restored keeps what was
//! there, and a kill or a failure at any point leaves the old database or the new one whole.

#![expect(clippy::unwrap_used, reason = "a failure here is a failed test")]

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use tidings_tests::binary;
use tidings_tests::database::Database;

/// A database with one feed of this name.
fn with_feed(name: &str) -> Database {
    let database = Database::sqlite();
    add_feed(&database, name);
    database
}

fn add_feed(database: &Database, name: &str) {
    let list = database.folder().join(format!("{name}.opml"));
    let text = format!("<opml><body><outline text='A' xmlUrl='http://{name}.example/feed'/></body></opml>");
    fs::write(&list, text).unwrap();
    assert!(database.run(&["import", &list.display().to_string()]).status.success());
}

fn exported(database: &Database) -> String {
    let output = database.run(&["export"]);
    assert!(output.status.success(), "{}", binary::text(&output.stderr));
    binary::text(&output.stdout)
}

fn feeds(database: &Database) -> Vec<String> {
    let exported = exported(database);
    let addresses = exported.split("xmlUrl=\"http://").skip(1);
    addresses.map(|rest| rest.split('.').next().unwrap_or_default().to_owned()).collect()
}

fn backup(database: &Database) -> String {
    let copy = database.folder().join("copy.sqlite").display().to_string();
    let output = database.run(&["backup", &copy]);
    assert!(output.status.success(), "{}", binary::text(&output.stderr));
    copy
}

fn file(database: &Database) -> PathBuf {
    database.folder().join("tidings.sqlite")
}

/// Names in a data folder that a restore has made.
fn names(database: &Database, part: &str) -> Vec<String> {
    let entries = fs::read_dir(database.folder()).unwrap().flatten();
    let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = names.filter(|name| name.contains(part)).collect();
    names.sort();
    names
}

fn refused(database: &Database, arguments: &[&str], says: &[&str]) {
    let output = database.run(arguments);
    let said = binary::text(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{arguments:?}: {said}");
    for word in says {
        assert!(said.contains(word), "{arguments:?} says {said:?}, not {word:?}");
    }
}

fn restored(database: &Database, copy: &str) -> String {
    let output = database.run(&["restore", copy]);
    assert!(output.status.success(), "{}", binary::text(&output.stderr));
    binary::text(&output.stdout)
}

#[test]
fn a_file_that_is_no_sound_copy_is_refused_and_nothing_is_moved() {
    let source = with_feed("source");
    let good = fs::read(backup(&source)).unwrap();
    let database = with_feed("present");
    let at = |name: &str| database.folder().join(name);
    fs::write(at("empty"), "").unwrap();
    fs::write(at("text"), "Dear reader").unwrap();
    fs::write(at("cut"), &good[..good.len() / 2]).unwrap();
    fs::write(at("head"), &good[..4096]).unwrap();
    let mut damaged = good.clone();
    damaged[good.len() / 3..good.len() / 3 + 20_000].fill(0x5A);
    fs::write(at("damaged"), damaged).unwrap();
    fs::create_dir(at("folder")).unwrap();
    let cases = [
        ("missing", "does not exist"),
        ("empty", "is empty"),
        ("text", "no SQLite database"),
        ("cut", "cut short"),
        ("head", "cut short"),
        ("damaged", "damaged"),
        ("folder", "no file"),
        ("tidings.sqlite", "the database itself"),
    ];
    let before = fs::read(file(&database)).unwrap();
    for (name, says) in cases {
        refused(&database, &["restore", &at(name).display().to_string()], &[name, says]);
        assert_eq!(fs::read(file(&database)).unwrap(), before, "{name}");
        assert_eq!(names(&database, "restor"), Vec::<String>::new(), "{name}");
    }
    assert_eq!(feeds(&database), ["present"]);
}

#[test]
fn what_was_there_is_kept_good_or_bad_and_a_second_restore_works() {
    let source = with_feed("source");
    let copy = backup(&source);
    let database = with_feed("present");
    let present = fs::read(file(&database)).unwrap();
    let said = restored(&database, &copy);
    let kept = names(&database, "before-restore");
    assert!(kept.len() == 1 && said.contains(&kept[0]), "{said} {kept:?}");
    assert_eq!(fs::read(database.folder().join(&kept[0])).unwrap(), present);
    assert_eq!(feeds(&database), ["source"]);
    fs::write(file(&database), "no database at all").unwrap();
    fs::write(database.folder().join("tidings.sqlite-wal"), "a log of nothing").unwrap();
    restored(&database, &copy);
    restored(&database, &copy);
    assert_eq!(names(&database, "before-restore").iter().filter(|name| name.ends_with(".sqlite")).count(), 3);
    assert_eq!(feeds(&database), ["source"]);
    let first = database.folder().join(&kept[0]).display().to_string();
    restored(&database, &first);
    assert_eq!(feeds(&database), ["present"], "what was kept can be restored in its turn");
    assert_eq!(names(&database, "restoring"), Vec::<String>::new());
}

#[test]
fn a_restore_is_refused_while_a_process_has_the_folder_and_says_which() {
    let source = with_feed("source");
    let copy = backup(&source);
    let database = with_feed("present");
    for command in [&["serve", "--listen", "127.0.0.1:0"][..], &["--listen", "127.0.0.1:0"][..]] {
        let running = database.start(command);
        let _address = running.address();
        let id = running.id().to_string();
        for asked in [&["restore", copy.as_str()][..], &["migrate"][..]] {
            refused(&database, asked, &[&id, "since", "stop it first"]);
        }
        running.kill();
    }
    assert_eq!(feeds(&database), ["present"]);
    // Neither killed process is in the way.
    restored(&database, &copy);
    assert_eq!(feeds(&database), ["source"]);
}

#[test]
fn one_process_works_on_a_folder_and_others_serve_beside_it() {
    let database = with_feed("present");
    let whole = database.start(&["--listen", "127.0.0.1:0"]);
    let _address = whole.address();
    let id = whole.id().to_string();
    refused(&database, &["--listen", "127.0.0.1:0"], &[&id, "in use by process"]);
    refused(&database, &["work"], &[&id, "in use by process"]);
    let serving = database.start(&["serve", "--listen", "127.0.0.1:0"]);
    let _address = serving.address();
    let copy = backup(&database);
    whole.kill();
    serving.kill();
    let again = database.start(&["--listen", "127.0.0.1:0"]);
    let _address = again.address();
    again.kill();
    restored(&database, &copy);
}

#[test]
fn a_backup_never_takes_the_place_of_a_file_and_leaves_no_rest() {
    let database = with_feed("present");
    let at = |name: &str| database.folder().join(name).display().to_string();
    fs::write(at("letter"), "Dear reader").unwrap();
    refused(&database, &["backup", &at("letter")], &["letter", "exists already"]);
    assert_eq!(fs::read_to_string(at("letter")).unwrap(), "Dear reader");
    refused(&database, &["backup", &at("nowhere/copy")], &["nowhere/copy", "cannot be written"]);
    refused(&database, &["backup", &at("")], &["exists already"]);
    // What a killed one left is taken over.
    fs::write(at("copy.sqlite.writing"), "half a copy").unwrap();
    let copy = backup(&database);
    assert_eq!(names(&database, "writing"), Vec::<String>::new());
    let other = Database::sqlite();
    restored(&other, &copy);
    assert_eq!(feeds(&other), ["present"]);
}

/// The program under a limit on the size of files that it may write, which fails as a full disk does.
#[cfg(unix)]
fn with_little_room(database: &Database, arguments: &[&str]) -> (Option<i32>, String) {
    let mut command = Command::new("sh");
    command.args(["-c", "trap '' XFSZ; ulimit -f 256; exec \"$@\"", "sh"]).arg(binary::path());
    command
        .args(arguments)
        .args(database.flags())
        .env_clear()
        .env("PATH", "/usr/bin:/bin")
        .env("HOME", "/nonexistent");
    let output = command.stdin(Stdio::null()).output().unwrap();
    (output.status.code(), binary::text(&output.stderr))
}

#[cfg(unix)]
#[test]
fn a_disk_that_fills_up_leaves_the_old_database_and_says_so() {
    let source = with_feed("source");
    let copy = backup(&source);
    let database = with_feed("present");
    let (status, said) = with_little_room(&database, &["restore", &copy]);
    assert_eq!(status, Some(1), "{said}");
    assert!(said.contains("room") && said.contains("nothing was changed"), "{said}");
    assert_eq!(names(&database, "restor"), Vec::<String>::new());
    let target = database.folder().join("second.sqlite").display().to_string();
    let (status, said) = with_little_room(&database, &["backup", &target]);
    assert_eq!(status, Some(1), "{said}");
    assert!(said.contains("second.sqlite"), "{said}");
    assert_eq!(names(&database, "second"), Vec::<String>::new());
    assert_eq!(feeds(&database), ["present"]);
}

#[test]
fn a_kill_at_any_point_leaves_the_old_database_or_the_new_one_whole() {
    let source = with_feed("source");
    let copy = backup(&source);
    let database = with_feed("present");
    let kept = backup(&database);
    let started = tokio::time::Instant::now();
    restored(&database, &copy);
    let whole = started.elapsed();
    let mut seen = Vec::new();
    for step in 0..16 {
        let mut command = binary::command(&["restore", if step % 2 == 0 { &kept } else { &copy }]);
        let mut child =
            command.args(database.flags()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(whole * step / 14);
        let _ = child.kill();
        child.wait().unwrap();
        let feeds = feeds(&database);
        assert!(feeds == ["source"] || feeds == ["present"], "after {step}: {feeds:?}");
        assert_eq!(names(&database, "restoring"), Vec::<String>::new(), "after {step}");
        assert_eq!(names(&database, "restored."), Vec::<String>::new(), "after {step}");
        seen.extend(feeds);
    }
    restored(&database, &kept);
    assert_eq!(feeds(&database), ["present"], "{seen:?}");
}

#[test]
fn a_database_that_cannot_be_migrated_is_left_as_it_is() {
    let database = Database::sqlite();
    fs::write(file(&database), "Dear reader").unwrap();
    refused(&database, &["migrate"], &["no SQLite database", "nothing was changed"]);
    assert_eq!(fs::read_to_string(file(&database)).unwrap(), "Dear reader");
}

#[test]
fn doctor_tells_damage_and_its_own_running_tidings() {
    let database = with_feed("present");
    let running = database.start(&["--listen", "127.0.0.1:0"]);
    let address = running.address();
    let listen = address.trim_start_matches("http://");
    let said = binary::text(&database.run(&["doctor", "--listen", listen]).stdout);
    let line = said.lines().find(|line| line.contains("address:")).unwrap_or_else(|| panic!("{said}"));
    assert!(line.starts_with("good") && line.contains(&running.id().to_string()), "{said}");
    running.kill();
    let other = Database::sqlite();
    assert!(binary::text(&other.run(&["doctor", "--listen", "127.0.0.1:0"]).stdout).contains("none yet"));
    assert!(!file(&other).exists(), "looking makes nothing");
    // Opening and closing brings what the killed process left in the log into the file.
    assert_eq!(feeds(&database), ["present"]);
    let mut bytes = fs::read(file(&database)).unwrap();
    let middle = bytes.len() * 2 / 3;
    bytes[middle..middle + 20_000].fill(0x5A);
    fs::write(file(&database), bytes).unwrap();
    let sick = database.run(&["doctor", "--listen", "127.0.0.1:0"]);
    let said = binary::text(&sick.stdout);
    assert!(said.contains("bad   database:") && said.contains("damaged"), "{said}");
    assert_eq!(sick.status.code(), Some(1));
}
