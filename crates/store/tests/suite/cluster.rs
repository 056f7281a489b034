//! PostgreSQL for the tests: the cluster that ./test started, or a throw-away one of this process.

use std::io::Read as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use sqlx::{AssertSqlSafe, Connection as _, PgConnection};

/// A cluster of this process and the watcher that ends it when this process is gone.
struct OwnCluster {
    address: String,
    _watcher: Child,
}

static OWN: OnceLock<OwnCluster> = OnceLock::new();
static DATABASES: AtomicU32 = AtomicU32::new(0);

/// Makes an empty database and gives its address; `None` when PostgreSQL is skipped on purpose.
pub(crate) async fn fresh_database() -> Option<String> {
    let address = address()?;
    let number = DATABASES.fetch_add(1, Ordering::Relaxed);
    let name = format!("store_{}_{number}", std::process::id());
    let mut connection = PgConnection::connect(&address).await.expect("the test cluster answers");
    sqlx::raw_sql(AssertSqlSafe(format!("CREATE DATABASE {name}"))).execute(&mut connection).await.unwrap();
    let (server, _) = address.rsplit_once('/').unwrap();
    Some(format!("{server}/{name}"))
}

#[expect(
    clippy::disallowed_methods,
    reason = "tests take the cluster's address from the script that started it"
)]
fn address() -> Option<String> {
    if let Ok(address) = std::env::var("TIDINGS_TEST_POSTGRES") {
        return Some(address);
    }
    if std::env::var("TIDINGS_SKIP_POSTGRES").is_ok_and(|value| value == "1") {
        return None;
    }
    Some(OWN.get_or_init(start).address.clone())
}

fn start() -> OwnCluster {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/postgres.sh");
    let folder = tempfile::Builder::new().prefix("tidings-postgres").tempdir().unwrap().keep();
    // The script's server keeps our pipe open, so only the first line is read.
    let mut child = Command::new(&script)
        .arg("start")
        .arg(&folder)
        .stdout(Stdio::piped())
        .spawn()
        .expect("tests/postgres.sh runs");
    let address = first_line(&mut child);
    assert!(
        address.starts_with("postgres://"),
        "PostgreSQL did not start: install Debian's postgresql, or set TIDINGS_SKIP_POSTGRES=1 to test SQLite only"
    );
    let watcher = Command::new("sh")
        .args(["-c", "read _; \"$0\" stop \"$1\"; rm -rf \"$1\""])
        .arg(&script)
        .arg(&folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("sh runs");
    OwnCluster { address, _watcher: watcher }
}

fn first_line(child: &mut Child) -> String {
    let mut line = Vec::new();
    let mut byte = [0];
    let output = child.stdout.as_mut().unwrap();
    while output.read(&mut byte).is_ok_and(|read| read == 1) && byte != *b"\n" {
        line.push(byte[0]);
    }
    String::from_utf8(line).unwrap()
}
