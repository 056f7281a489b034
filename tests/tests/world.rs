//! The sample world is served over real HTTP, by the built binary.

use tidings_tests::page::Client;
use tidings_tests::world::World;

#[tokio::test]
async fn the_world_serves_a_feed_and_pages_for_every_publisher() {
    let folder = tempfile::tempdir().unwrap();
    let world = World::start(folder.path());
    let client = Client::new();
    let addresses = |name: &str| -> Vec<String> {
        let attribute = format!("{name}=\"");
        let split = world.opml().split(&attribute).skip(1);
        split.filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
    };
    let (feeds, homes) = (addresses("xmlUrl"), addresses("htmlUrl"));
    assert!(feeds.len() >= 8, "{feeds:?}");
    for address in feeds.iter().chain(&homes) {
        let answer = client.get(address).await.unwrap();
        assert_eq!(answer.status, 200, "{address}");
        assert!(answer.body.len() > 500, "{address}");
    }
}
