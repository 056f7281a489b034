//! Secrets at rest: nothing plain lies in the database, what an earlier version left is sealed, a missing or other key is told.

use std::sync::Arc;

use tidings_model::access::Access;
use tidings_model::job::JobKind;
use tidings_model::subscription::{Randomness, Subscription};
use tidings_model::time::SystemClock;
use tidings_model::user::{NewUser, Role};
use tidings_store::poll::PollOutcome;
use tidings_store::secret::Key;
use tidings_store::subscription::HubOffer;
use tidings_store::{Location, Store, StoreError};

use crate::fixture::{Bench, feed, key, on_every_database, publisher};

const SECRETS: [&str; 3] = ["pass=hush-cookie", "hush-feed-token", "hush-password"];

/// One of each kind of secret.
async fn fill(bench: &Bench) -> tidings_model::id::PublisherId {
    let added = bench.store.add_feed(&publisher("harbour.example"), &feed("harbour.example")).await.unwrap();
    let (_, publisher) = bench.store.feed_for_poll(added.feed_id).await.unwrap().unwrap();
    let access = Access {
        cookies: Some(SECRETS[0].to_owned()),
        basic: Some(("reader".to_owned(), SECRETS[2].to_owned())),
        ..Access::default()
    };
    bench.store.set_access(publisher.id, &access).await.unwrap();
    let randomness = Randomness { token: [0xAB; 16], secret: [0xCD; 32] };
    let fresh =
        Subscription::new("https://hub.example/", "https://harbour.example/feed", &randomness, bench.now());
    let offer = HubOffer { hubs: vec![fresh.hub.clone()], fresh };
    let job = bench.claim(JobKind::Poll).await;
    let outcome = PollOutcome { offer: Some(offer), ..bench.outcome(Vec::new()) };
    bench.store.save_poll(&job, added.feed_id, &outcome).await.unwrap();
    let user = NewUser { name: "Ines".to_owned(), password_hash: "x".to_owned(), role: Role::Reader };
    let ines = bench.store.create_user(&user).await.unwrap().unwrap().id;
    assert!(bench.store.save_search(ines, ("Ferries", "ferry"), SECRETS[1]).await.unwrap());
    publisher.id
}

/// Every byte of the files beside a database.
fn bytes_of(location: &Location) -> Vec<u8> {
    let Location::Sqlite(path) = location else { return Vec::new() };
    let files = std::fs::read_dir(path.parent().unwrap()).unwrap().flatten();
    files.flat_map(|file| std::fs::read(file.path()).unwrap()).collect()
}

fn holds(bytes: &[u8], secret: &str) -> bool {
    bytes.windows(secret.len()).any(|window| window == secret.as_bytes())
}

async fn run(bench: &Bench, sql: &'static str) {
    match &bench.location {
        Location::Sqlite(path) => {
            let pool = sqlx::SqlitePool::connect(&path.to_string_lossy()).await.unwrap();
            sqlx::raw_sql(sql).execute(&pool).await.unwrap();
            pool.close().await;
        }
        Location::Postgres(address) => {
            let pool = sqlx::PgPool::connect(address).await.unwrap();
            sqlx::raw_sql(sql).execute(&pool).await.unwrap();
            pool.close().await;
        }
        Location::SqliteMemory => {}
    }
}

#[test]
fn no_secret_lies_plain_in_the_database_or_its_log() {
    on_every_database(|bench| async move {
        fill(&bench).await;
        let bytes = bytes_of(&bench.location);
        let hub = ["ab".repeat(16), "cd".repeat(32)];
        for secret in SECRETS.iter().copied().chain(hub.iter().map(String::as_str)) {
            assert!(!holds(&bytes, secret), "{secret}");
        }
        let custody = bench.store.custody().await.unwrap();
        assert_eq!((custody.has_key, custody.sealed, custody.closed), (true, 3, 0));
    });
}

#[test]
fn what_an_earlier_version_left_plain_is_sealed_at_the_start_and_nothing_is_lost() {
    on_every_database(|bench| async move {
        if bench.location == Location::SqliteMemory {
            return;
        }
        let publisher = fill(&bench).await;
        bench.store.close().await.unwrap();
        run(
            &bench,
            "UPDATE publisher_access SET access = '{\"cookies\":\"old=plain-cookie\"}';
             UPDATE subscription SET token = 'plain-hub-token', secret = 'plain-hub-secret', token_hash = NULL;
             UPDATE saved_search SET feed_token = 'plain-feed-token', feed_token_hash = NULL",
        )
        .await;
        let again = bench.second().await.unwrap();
        let access = again.access_of_publisher(publisher).await.unwrap().unwrap().access;
        assert_eq!(access.cookies.as_deref(), Some("old=plain-cookie"));
        let found = again.subscription_by_token("plain-hub-token").await.unwrap().unwrap().subscription;
        assert_eq!((found.token.as_str(), found.secret.as_str()), ("plain-hub-token", "plain-hub-secret"));
        assert_eq!(again.saved_search("plain-feed-token").await.unwrap().unwrap().query, "ferry");
        let bytes = bytes_of(&bench.location);
        for plain in ["plain-cookie", "plain-hub-token", "plain-hub-secret", "plain-feed-token"] {
            assert!(!holds(&bytes, plain), "{plain}");
        }
        assert_eq!(again.custody().await.unwrap().sealed, 3);
    });
}

#[test]
fn a_missing_or_other_key_closes_the_secrets_and_nothing_else() {
    on_every_database(|bench| async move {
        if bench.location == Location::SqliteMemory {
            return;
        }
        let publisher = fill(&bench).await;
        bench.store.close().await.unwrap();
        for other in [None, Some(Key::random().unwrap())] {
            let store = Store::open(&bench.location, Arc::new(SystemClock)).await.unwrap();
            store.take_key(other.as_ref()).await.unwrap();
            assert!(matches!(store.access_of_publisher(publisher).await, Err(StoreError::Sealed)));
            assert_eq!(store.subscription_by_token(&"ab".repeat(16)).await.unwrap(), None);
            assert_eq!(store.saved_search(SECRETS[1]).await.unwrap().unwrap().feed_token, None);
            assert_eq!(store.feeds().await.unwrap().len(), 1);
            let custody = store.custody().await.unwrap();
            assert_eq!((custody.has_key, custody.sealed, custody.closed), (other.is_some(), 3, 3));
            let anew = Access { cookies: Some("new=1".to_owned()), ..Access::default() };
            let given = store.set_access(publisher, &anew).await;
            assert_eq!(given.is_ok(), other.is_some(), "without a key nothing is kept plain");
            store.close().await.unwrap();
        }
        let back = Store::open(&bench.location, Arc::new(SystemClock)).await.unwrap();
        back.take_key(Some(&key())).await.unwrap();
        assert!(back.saved_search(SECRETS[1]).await.unwrap().unwrap().feed_token.is_some());
        assert_eq!(back.custody().await.unwrap().closed, 1, "what was given anew is under the other key");
    });
}
