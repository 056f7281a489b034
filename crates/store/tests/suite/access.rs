//! What publishers gave: kept for their site, found for feeds, pages and pictures, and forgotten.

use tidings_model::access::Access;

use crate::fixture::{entry, on_every_database};

#[test]
fn what_was_given_is_found_by_site_and_publisher_until_it_is_forgotten() {
    on_every_database(|bench| async move {
        let feed_id = bench.polled("harbour.example", vec![entry("harbour.example", "wall")]).await;
        let (_, publisher) = bench.store.feed_for_poll(feed_id).await.unwrap().unwrap();
        assert_eq!(bench.store.access_of_site("harbour.example").await.unwrap(), None);
        let access = Access { cookies: Some("pass=1".to_owned()), ..Access::default() };
        bench.store.set_access(publisher.id, &access).await.unwrap();
        let found = bench.store.access_of_publisher(publisher.id).await.unwrap().unwrap();
        assert_eq!((found.site.as_str(), &found.access), ("harbour.example", &access));
        assert_eq!(bench.store.access_of_site("harbour.example").await.unwrap(), Some(found));
        assert_eq!(bench.store.publishers_with_access().await.unwrap(), [publisher.id]);
        bench.store.set_access(publisher.id, &Access::default()).await.unwrap();
        assert_eq!(bench.store.access_of_publisher(publisher.id).await.unwrap(), None);
    });
}
