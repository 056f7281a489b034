//! Servers that misbehave: each bound holds, and the fetcher says in time what was wrong.

use std::io::Write;
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;
use tidings_model::http::{Http, HttpError, HttpRequest, HttpResponse, Purpose};

use crate::server::{Reply, Server, answer, fetcher, settings};

async fn get(reply: impl Fn() -> Reply + Send + Sync + 'static) -> Result<HttpResponse, HttpError> {
    let server = Server::start(move |_| reply()).await;
    let request = HttpRequest::new(server.url("/feed"), Purpose::Feed);
    let patience = Duration::from_secs(10);
    tokio::time::timeout(patience, fetcher(settings()).get(request)).await.expect("the fetcher hangs")
}

fn endless(headers: &str, chunk: &[u8], pause: Duration) -> Reply {
    let head = format!("HTTP/1.1 200 OK\r\n{headers}\r\n");
    Reply::Endless { head, chunk: chunk.to_vec(), pause }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn brotli(bytes: &[u8]) -> Vec<u8> {
    let mut packed = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams { quality: 5, ..Default::default() };
    brotli::BrotliCompress(&mut &*bytes, &mut packed, &parameters).unwrap();
    packed
}

#[tokio::test]
async fn a_good_answer_comes_whole_with_its_headers() {
    let response =
        get(|| answer("200 OK", "ETag: \"a1\"\r\nX-Two: 1\r\nX-Two: 2\r\n", b"<rss/>")).await.unwrap();
    assert_eq!((response.status, response.body.as_ref()), (200, b"<rss/>".as_slice()));
    assert_eq!(response.header("etag"), Some("\"a1\""));
    assert_eq!(response.header("x-two"), Some("1, 2"));
}

#[tokio::test]
async fn an_error_status_is_an_answer() {
    assert_eq!(get(|| answer("404 Not Found", "", b"gone")).await.unwrap().status, 404);
}

#[tokio::test]
async fn a_compressed_answer_is_unpacked() {
    let response = get(|| answer("200 OK", "Content-Encoding: gzip\r\n", &gzip(b"<rss/>"))).await.unwrap();
    assert_eq!(response.body.as_ref(), b"<rss/>");
}

#[tokio::test]
async fn a_body_that_never_ends_is_cut_off() {
    let error = get(|| endless("", &[b'a'; 4_096], Duration::ZERO)).await.unwrap_err();
    assert!(matches!(error, HttpError::TooLarge { limit_bytes: 65_536, .. }), "{error}");
}

#[tokio::test]
async fn a_gzip_bomb_is_bounded_after_decompression() {
    let packed = gzip(&vec![0; 30_000_000]);
    let bomb = move || answer("200 OK", "Content-Encoding: gzip\r\n", &packed);
    assert!(matches!(get(bomb).await.unwrap_err(), HttpError::TooLarge { .. }));
}

#[tokio::test]
async fn brotli_and_zstd_bombs_are_bounded_after_decompression() {
    let packed = brotli(&vec![0; 30_000_000]);
    let brotli = move || answer("200 OK", "Content-Encoding: br\r\n", &packed);
    assert!(matches!(get(brotli).await.unwrap_err(), HttpError::TooLarge { .. }));
    let packed = zstd::encode_all(&*vec![0; 30_000_000], 3).unwrap();
    let zstd = move || answer("200 OK", "Content-Encoding: zstd\r\n", &packed);
    assert!(matches!(get(zstd).await.unwrap_err(), HttpError::TooLarge { .. }));
}

#[tokio::test]
async fn brotli_and_zstd_are_unpacked() {
    let brotli = get(|| answer("200 OK", "Content-Encoding: br\r\n", &brotli(b"<rss/>"))).await.unwrap();
    assert_eq!(brotli.body.as_ref(), b"<rss/>");
    let packed = || zstd::encode_all(b"<rss/>".as_slice(), 3).unwrap();
    let zstd = get(move || answer("200 OK", "Content-Encoding: zstd\r\n", &packed())).await.unwrap();
    assert_eq!(zstd.body.as_ref(), b"<rss/>");
}

#[tokio::test]
async fn a_length_over_the_limit_is_refused_without_reading() {
    let error =
        get(|| endless("Content-Length: 99999999\r\n", b"a", Duration::from_secs(1))).await.unwrap_err();
    assert!(matches!(error, HttpError::TooLarge { .. }), "{error}");
}

#[tokio::test]
async fn a_slow_drip_is_given_up() {
    let error = get(|| endless("", b"a", Duration::from_millis(50))).await.unwrap_err();
    assert!(matches!(error, HttpError::Timeout { .. }), "{error}");
}

#[tokio::test]
async fn the_total_time_is_bounded_even_for_a_steady_stream() {
    let started = tokio::time::Instant::now();
    let error = get(|| endless("", &[b'a'; 100], Duration::from_millis(20))).await.unwrap_err();
    assert!(matches!(error, HttpError::Timeout { .. }), "{error}");
    assert!(started.elapsed() < Duration::from_secs(6), "{:?}", started.elapsed());
}

#[tokio::test]
async fn a_server_that_never_answers_is_given_up() {
    let error = get(|| Reply::Silence).await.unwrap_err();
    assert!(matches!(error, HttpError::Timeout { .. }), "{error}");
    assert!(error.is_passing());
}

#[tokio::test]
async fn a_flood_of_headers_is_refused() {
    let error = get(|| answer("200 OK", &"X-Flood: water\r\n".repeat(50_000), b"")).await.unwrap_err();
    assert!(matches!(error, HttpError::Unreachable { .. }), "{error}");
}

#[tokio::test]
async fn a_single_header_without_end_is_refused() {
    let error = get(|| endless("X-Long: ", &[b'a'; 4_096], Duration::ZERO)).await.unwrap_err();
    assert!(matches!(error, HttpError::Unreachable { .. } | HttpError::Timeout { .. }), "{error}");
}

#[tokio::test]
async fn a_connection_closed_early_is_an_error() {
    let short = || Reply::Bytes(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf".to_vec());
    let error = get(short).await.unwrap_err();
    assert!(matches!(error, HttpError::Unreachable { .. }), "{error}");
    let nothing = get(|| Reply::Bytes(Vec::new())).await.unwrap_err();
    assert!(matches!(nothing, HttpError::Unreachable { .. }), "{nothing}");
}

#[tokio::test]
async fn a_body_longer_than_its_length_is_cut_there() {
    let long = || Reply::Bytes(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nhalf and more".to_vec());
    assert_eq!(get(long).await.unwrap().body.as_ref(), b"half");
}

#[tokio::test]
async fn broken_http_is_an_error() {
    let http = get(|| Reply::Bytes(b"220 mail.example ready\r\n".to_vec())).await.unwrap_err();
    assert!(matches!(http, HttpError::Unreachable { .. }), "{http}");
    let length = || Reply::Bytes(b"HTTP/1.1 200 OK\r\nContent-Length: -4\r\n\r\nhalf".to_vec());
    assert!(get(length).await.is_err());
}
