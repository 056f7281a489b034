//! Compression over the wire: bodies are read by their bytes, and bounded however they are packed.

use std::io::Write;

use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder};
use tidings_model::http::{Http, HttpError, HttpRequest, HttpResponse, Purpose};

use crate::server::{Server, answer, fetcher, settings};

const FEED: &[u8] = b"<?xml version='1.0'?><rss><channel><title>Quay</title></channel></rss>";

async fn get(headers: &'static str, body: Vec<u8>) -> Result<HttpResponse, HttpError> {
    let server = Server::start(move |_| answer("200 OK", headers, &body)).await;
    let response = fetcher(settings()).get(HttpRequest::new(server.url("/feed"), Purpose::Feed)).await;
    assert!(server.heads().iter().all(|head| head.contains("accept-encoding: gzip, deflate, br, zstd")));
    response
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[tokio::test]
async fn compression_that_lies_is_read_with_a_warning() {
    let mut raw = DeflateEncoder::new(Vec::new(), Compression::best());
    raw.write_all(FEED).unwrap();
    let cut = gzip(FEED).get(..gzip(FEED).len() - 8).unwrap().to_vec();
    for (headers, body, warned) in [
        ("Content-Encoding: gzip\r\n", FEED.to_vec(), true),
        ("Content-Encoding: gzip\r\n", gzip(FEED), false),
        ("Content-Type: application/x-gzip\r\n", gzip(FEED), true),
        ("Content-Encoding: deflate\r\n", raw.finish().unwrap(), false),
        ("Content-Encoding: gzip\r\n", cut, true),
        ("Content-Encoding: gzip, gzip\r\n", gzip(&gzip(FEED)), false),
        ("Content-Encoding: gzip\r\nContent-Encoding: gzip\r\n", gzip(&gzip(FEED)), false),
        ("Content-Encoding: br\r\n", gzip(FEED), true),
        ("Content-Encoding: utf-8\r\n", FEED.to_vec(), false),
    ] {
        let response = get(headers, body).await.unwrap();
        assert_eq!(response.body.as_ref(), FEED, "{headers}");
        assert_eq!(!response.warnings.is_empty(), warned, "{headers}: {:?}", response.warnings);
        assert_eq!(response.header("content-encoding"), None);
    }
}

#[tokio::test]
async fn a_bomb_without_a_header_or_inside_another_is_bounded() {
    let bomb = gzip(&vec![0; 30_000_000]);
    for (headers, body) in [
        ("", bomb.clone()),
        ("Content-Encoding: deflate\r\n", bomb.clone()),
        ("Content-Encoding: gzip\r\n", gzip(&bomb)),
        ("", gzip(&gzip(&bomb))),
    ] {
        let error = get(headers, body).await.unwrap_err();
        assert!(matches!(error, HttpError::TooLarge { .. }), "{headers}: {error}");
    }
}
