//! Secrets from outside: no log holds one, no file of the database holds one plain, and only this user reads the files.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a failure here is a failed test"
)]

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::Path;
use std::process::Stdio;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tidings_tests::binary::{self, Running};
use tidings_tests::database::Database;
use tidings_tests::page::Client;
use tidings_tests::server::{self, Asked, Reply, free_port};
use tidings_tests::visitor::Visitor;
use url::form_urlencoded;

type Form = Arc<Mutex<Option<BTreeMap<String, String>>>>;

const COOKIE: &str = "pass=plum-orchard-91";
const PASSWORD: &str = "a long and quiet password";

/// A publisher that announces a hub, and the hub.
fn publisher(form: &Form) -> String {
    let form = Arc::clone(form);
    server::serve(move |asked: &Asked| match (asked.method.as_str(), asked.path.as_str()) {
        ("GET", "/feed") => {
            let origin = asked.origin();
            let feed = format!(
                "<feed xmlns='http://www.w3.org/2005/Atom'><title>Pier Gauge</title><id>urn:pier</id>
                 <link rel='hub' href='{origin}/hub'/><link rel='self' href='{origin}/feed'/></feed>"
            );
            Reply::ok("application/atom+xml", feed)
        }
        ("POST", "/hub") => {
            *form.lock().unwrap() =
                Some(form_urlencoded::parse(asked.body.as_bytes()).into_owned().collect());
            Reply::empty("202 Accepted")
        }
        _ => Reply::empty("404 Not Found"),
    })
}

async fn asked_hub(form: &Form) -> BTreeMap<String, String> {
    for _ in 0..240 {
        let seen = form.lock().unwrap().clone();
        if let Some(seen) = seen {
            return seen;
        }
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
    panic!("the hub was not asked in time");
}

fn last_part(address: &str) -> String {
    address.rsplit('/').next().unwrap_or_default().to_owned()
}

/// Signs in by the link, gives access to the publisher, keeps a search; gives the secrets that came of it.
async fn use_everything(browser: &mut Visitor, join: &str, publisher: &str, form: &Form) -> Vec<String> {
    let account = [("name", "Ines"), ("password", PASSWORD), ("again", PASSWORD)];
    assert_eq!(browser.send(join, join, &account).await.status, 303);
    let used = browser.get(join).await;
    assert!(used.status == 410 && used.body.contains("was used already"), "{}", used.body);
    let added = browser.send("/welcome", "/add", &[("address", &format!("{publisher}/feed"))]).await;
    assert_eq!(added.status, 303, "{}", added.body);
    let hub = asked_hub(form).await;
    let page = browser.get("/editor/publishers").await;
    let paths = page.attributes("form", "action");
    let path = paths.iter().find(|path| path.ends_with("/access")).unwrap();
    let given = [("cookies", COOKIE), ("headers", ""), ("user", ""), ("password", ""), ("proxy", "")];
    assert_eq!(browser.send("/editor/publishers", path, &given).await.status, 303);
    let kept = browser.send("/search?q=tide", "/search/save", &[("name", "Tides"), ("query", "tide")]).await;
    assert_eq!(kept.status, 303, "{}", kept.body);
    let feeds = browser.get("/search").await.attributes("section.kept a", "href");
    let feed = feeds.into_iter().find(|link| link.starts_with("/feed/search/")).unwrap();
    let invited = browser.send("/editor/users", "/editor/users/invite", &[("role", "reader")]).await;
    let invitation = invited.texts("p.note code").concat();
    assert!(invitation.starts_with("http://127.0.0.1:"), "a whole address: {invitation:?}");
    let session = browser.cookies().iter().find(|cookie| cookie.starts_with("tidings=")).unwrap();
    let session = session.trim_start_matches("tidings=").to_owned();
    vec![
        last_part(join),
        last_part(&feed),
        last_part(&invitation),
        last_part(&hub["hub.callback"]),
        hub["hub.secret"].clone(),
        session,
        COOKIE.to_owned(),
        PASSWORD.to_owned(),
    ]
}

/// Secret addresses that are right, wrong and forged, as strangers and hubs ask for them.
async fn knock(origin: &str, secrets: &[String]) {
    let client = Client::new();
    for secret in secrets.iter().map(String::as_str).chain(["0123456789abcdef0123456789abcdef-stray"]) {
        for door in ["account/join", "feed/search", "websub", "nowhere"] {
            for path in [
                format!("{door}/{secret}"),
                format!("{door}/x?q={secret}&q={secret}"),
                format!("{door}?t={secret}"),
            ] {
                let path = path.replace(' ', "%20");
                client.get(&format!("{origin}/{path}")).await.unwrap();
                client.post(&format!("{origin}/{path}"), &[("token", secret)], &[]).await.unwrap();
            }
        }
    }
}

fn holds(bytes: &[u8], secret: &str) -> bool {
    bytes.windows(secret.len()).any(|window| window == secret.as_bytes())
}

/// Every file below a folder with its bytes.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push((path.display().to_string(), fs::read(&path).unwrap_or_default()));
        }
    }
    found
}

#[tokio::test(flavor = "multi_thread")]
async fn no_secret_is_in_a_log_or_plain_in_a_file() {
    let form = Form::default();
    let publisher = publisher(&form);
    let (database, logs) = (Database::sqlite(), tempfile::tempdir().unwrap());
    let (listen, log) = (format!("127.0.0.1:{}", free_port()), logs.path().join("log"));
    let public = format!("http://{listen}");
    let mut flags =
        vec!["--listen", &listen, "--public-address", &public, "--mode", "private", "--log", "debug"];
    flags.extend(["--allow-network", "127.0.0.1/32"]);
    flags.extend(database.flags().iter().map(String::as_str));
    let running = Running::logging_to(&flags, Stdio::from(File::create(&log).unwrap()));
    let origin = running.address();
    let join = running.line(30, |line| line.contains("/account/join/"));
    let join = join.split_once(&origin).unwrap().1.trim().to_owned();
    let mut browser = Visitor::at(&origin);
    let secrets = use_everything(&mut browser, &join, &publisher, &form).await;
    knock(&origin, &secrets).await;
    running.kill();
    let log = fs::read(&log).unwrap();
    assert!(holds(&log, "a request was refused"), "the log was written");
    assert!(!log.contains(&0x1b), "no colours outside of a terminal");
    let copy = database.folder().join("copy.sqlite").display().to_string();
    let backup = database.run(&["backup", &copy]);
    assert!(binary::text(&backup.stdout).contains("tidings.key"), "it says what it does not hold");
    for secret in &secrets {
        assert!(!holds(&log, secret), "{secret} is in the log");
        for (name, bytes) in files(database.folder()) {
            assert!(!holds(&bytes, secret), "{secret} is plain in {name}");
        }
    }
}

#[cfg(unix)]
fn mode(path: &Path) -> u32 {
    use std::os::unix::fs::PermissionsExt;
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[cfg(unix)]
#[test]
fn only_this_user_reads_what_tidings_keeps() {
    use std::os::unix::fs::PermissionsExt;
    let outer = tempfile::tempdir().unwrap();
    let data = outer.path().join("tidings");
    let folder = data.display().to_string();
    let flags = ["--listen", "127.0.0.1:0", "--data", folder.as_str()];
    let running = Running::start(&flags);
    let _address = running.address();
    for _ in 0..100 {
        if data.join("search/current").exists() {
            break;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    let all = ["tidings.sqlite", "tidings.sqlite-wal", "tidings.sqlite-shm", "tidings.key"];
    for name in all {
        assert_eq!(mode(&data.join(name)), 0o600, "{name}");
    }
    assert_eq!((mode(&data), mode(&data.join("search")), mode(&data.join(".lock"))), (0o700, 0o700, 0o700));
    let copy = data.join("copy.sqlite").display().to_string();
    assert!(binary::run(&["backup", &copy, "--data", &folder]).status.success());
    assert_eq!(mode(Path::new(&copy)), 0o600);
    running.kill();
    for name in all {
        fs::set_permissions(data.join(name), fs::Permissions::from_mode(0o644)).unwrap();
    }
    fs::set_permissions(data.join("search"), fs::Permissions::from_mode(0o755)).unwrap();
    let running = Running::start(&flags);
    let _address = running.address();
    for name in all {
        assert_eq!(mode(&data.join(name)), 0o600, "{name} was wider");
    }
    assert_eq!(mode(&data.join("search")), 0o700);
}

#[test]
fn a_lost_key_is_told_and_the_rest_works() {
    let database = Database::sqlite();
    let list = database.folder().join("list.opml");
    fs::write(&list, "<opml><body><outline text='A' xmlUrl='http://127.0.0.1:9/feed'/></body></opml>")
        .unwrap();
    let list = list.display().to_string();
    assert!(database.run(&["import", &list]).status.success());
    let key = database.folder().join("tidings.key");
    fs::write(&key, "not a key").unwrap();
    let said = binary::text(&database.run(&["doctor", "--listen", "127.0.0.1:0"]).stdout);
    assert!(said.contains("bad   secrets") && said.contains("64 hexadecimal digits"), "{said}");
    assert!(database.run(&["export"]).status.success());
    assert_eq!(fs::read_to_string(&key).unwrap(), "not a key", "it is left for who put it there");
    let wrong = database.run(&["export", "--key", "hush-hush"]);
    let said = binary::text(&wrong.stderr);
    assert!(said.contains("64 hexadecimal digits") && !said.contains("hush-hush"), "{said}");
    fs::remove_file(&key).unwrap();
    assert!(database.run(&["export"]).status.success());
    assert_eq!(
        fs::read_to_string(&key).unwrap().trim().len(),
        64,
        "nothing is sealed yet, so a new one is made"
    );
}
