//! Any bytes as text under any header: no panic and no control characters.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tidings_parse::encoding;

fuzz_target!(|input: (&str, &[u8])| {
    let (content_type, bytes) = input;
    for header in [None, Some(content_type)] {
        let decoded = encoding::decode(bytes, header);
        assert!(!decoded.text.contains(['\0', '\u{8}']));
        assert!(decoded.text.len() <= bytes.len() * 3 + 3);
    }
});
