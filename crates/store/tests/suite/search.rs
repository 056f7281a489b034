//! What the search index reads, and the searches that readers keep.

use tidings_model::id::ArticleId;
use tidings_model::user::{NewUser, Role};

use crate::fixture::{entry, on_every_database};

#[test]
fn the_index_reads_articles_with_texts_names_and_authors() {
    on_every_database(|bench| async move {
        let read = bench.paged("one.example", "wall").await;
        bench.polled("two.example", vec![entry("two.example", "tower")]).await;
        let ids = bench.store.article_ids_after(ArticleId::new(0), 10).await.unwrap();
        assert_eq!(ids.len(), 2);
        assert_eq!(bench.store.article_ids_after(ids[0], 10).await.unwrap(), ids[1..]);
        let missing = ArticleId::new(1);
        let articles = bench.store.searchable_articles(&[ids[0], ids[1], missing]).await.unwrap();
        let [wall, tower] = &articles[..] else { panic!("{articles:?}") };
        assert_eq!((wall.id, wall.headline.as_str()), (read, "wall on the page"));
        assert_eq!(wall.html.as_ref().unwrap().html, "<p>Text</p>");
        assert_eq!(
            (&wall.names[..], &wall.authors[..]),
            (&["Ada Quill".to_owned()][..], &["Ada Quill".to_owned()][..])
        );
        assert!(tower.html.is_none() && tower.excerpt.contains("harbour wall"));
        let cards = bench.store.cards_of(&[ids[1], missing, ids[0]]).await.unwrap();
        assert_eq!(
            cards.iter().map(|card| card.id).collect::<Vec<_>>(),
            [ids[1], ids[0]],
            "in the order given"
        );
        let names: Vec<String> =
            bench.store.named_publishers().await.unwrap().into_iter().map(|known| known.name).collect();
        assert_eq!(names, ["one.example", "two.example"]);
    });
}

#[test]
fn a_saved_search_has_a_secret_feed_of_its_own() {
    on_every_database(|bench| async move {
        let store = &bench.store;
        let user =
            |name: &str| NewUser { name: name.to_owned(), password_hash: "x".to_owned(), role: Role::Reader };
        let ines = store.create_user(&user("Ines")).await.unwrap().unwrap().id;
        let other = store.create_user(&user("Otto")).await.unwrap().unwrap().id;
        assert!(store.save_search(ines, ("Ferries", "ferry -fire"), "token one").await.unwrap());
        assert!(store.save_search(ines, ("Fires", "ferry -fire"), "token two").await.unwrap());
        assert!(store.save_search(other, ("Mine", "ferry -fire"), "token three").await.unwrap());
        let kept = store.saved_searches(ines).await.unwrap();
        assert_eq!(kept.len(), 1, "the same query is kept once");
        assert_eq!((kept[0].name.as_str(), kept[0].feed_token.as_deref()), ("Fires", Some("token one")));
        assert_eq!(store.saved_search("token one").await.unwrap().unwrap().query, "ferry -fire");
        assert!(store.saved_search("token two").await.unwrap().is_none());
        assert!(!store.remove_saved_search(kept[0].id, other).await.unwrap(), "only its keeper forgets it");
        assert!(store.remove_saved_search(kept[0].id, ines).await.unwrap());
        assert!(store.saved_search("token one").await.unwrap().is_none());
        store.close_user(other).await.unwrap();
        assert!(store.saved_search("token three").await.unwrap().is_none(), "a closed account has no feeds");
        assert!(!store.save_search(other, ("Again", "fog"), "token four").await.unwrap());
        for number in 0..101 {
            store
                .save_search(ines, ("Many", &format!("ferry{number}")), &format!("many {number}"))
                .await
                .unwrap();
        }
        assert_eq!(store.saved_searches(ines).await.unwrap().len(), 100);
    });
}
