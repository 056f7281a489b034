//! Any text as a date: no panic, and what is read reads the same again from its own form.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tidings_parse::date;

fuzz_target!(|text: &str| {
    if let Some(read) = date::parse(text) {
        let written = read.to_rfc3339();
        let again = date::parse(&written).unwrap_or_else(|| panic!("{text:?} gave {written:?}"));
        assert_eq!(again.to_rfc3339(), written, "{text:?}");
    }
});
