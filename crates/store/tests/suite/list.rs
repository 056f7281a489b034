//! Lists of feeds: stored piece by piece, so that a crash in between repeats nothing.

use tidings_model::job::JobKind;
use tidings_store::addition::{AdditionOutcome, AdditionState};

use crate::fixture::{feed, on_every_database, publisher};

#[test]
fn a_list_of_feeds_is_stored_piece_by_piece_and_never_twice() {
    on_every_database(|bench| async move {
        let feeds: Vec<_> = ["a.example", "b.example", "c.example"]
            .iter()
            .map(|site| (publisher(site), feed(site)))
            .collect();
        let id = bench.store.begin_list("reader.opml", "<opml/>", feeds.len()).await.unwrap();
        assert_eq!(bench.store.addition_list(id).await.unwrap().as_deref(), Some("<opml/>"));
        let job = bench.claim(JobKind::Discover).await;
        assert!(bench.store.store_listed(id, 0, &feeds[..2]).await.unwrap());
        assert!(!bench.store.store_listed(id, 0, &feeds[..2]).await.unwrap(), "that part is stored");
        assert!(bench.store.store_listed(id, 2, &feeds[2..]).await.unwrap());
        bench.store.save_addition(&job, id, &AdditionOutcome::Found(Vec::new())).await.unwrap();
        let state = bench.store.addition(id).await.unwrap().unwrap().state;
        assert_eq!(state, AdditionState::List { total: 3, done: 3, added: 3, ended: true });
        assert_eq!(bench.store.addition_list(id).await.unwrap(), None);
        assert_eq!(bench.store.totals().await.unwrap().feeds, 3);
    });
}
