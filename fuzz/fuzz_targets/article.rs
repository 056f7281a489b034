//! Any bytes as a page: the extractor must not panic, and its markup must be clean already.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tidings_parse::article::{Context, explain, extract};
use tidings_parse::{encoding, sanitize};

fuzz_target!(|bytes: &[u8]| {
    let decoded = encoding::decode(bytes, None);
    let context = Context { url: Some("https://paper.example/a".to_owned()), announced_characters: None };
    let (article, _) = extract(&decoded.text, &context);
    let again = sanitize::clean(article.html.as_str(), Some("https://paper.example/a"));
    assert_eq!(again, article.html, "cleaning twice changes nothing");
    let (blocks, _) = explain(&decoded.text, &context);
    assert!(blocks.iter().all(|block| (0.0..=1.0).contains(&block.chance)));
});
