//! Any bytes as a feed: no panic, safe markup, and the same entries whole and one at a time.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tidings_parse::encoding;
use tidings_parse::feed::{self, Context, Entries};

fuzz_target!(|bytes: &[u8]| {
    let context = Context { base_url: Some("https://quay.example/news/".to_owned()), ..Context::default() };
    let (parsed, _) = feed::parse(bytes, &context);
    let decoded = encoding::decode(bytes, None);
    let single: Vec<_> = Entries::new(&decoded.text, &context).collect();
    assert_eq!(single, parsed.entries);
    for entry in &parsed.entries {
        let _ = (entry.title_text(), entry.published(), entry.language(), entry.pictures());
        for html in entry.summary_html().into_iter().chain(entry.content_html()) {
            assert!(!html.as_str().to_ascii_lowercase().contains("<script"));
        }
    }
    serde_json::to_string(&parsed).expect("a feed can be written as JSON");
});
