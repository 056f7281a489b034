//! Texts as hostile and as careless as they come.

use super::*;
use crate::entry::EntryText;

#[test]
fn a_short_clean_text_stays_as_it_is() {
    for text in ["", "Ferry fire", "Fähre №5 brennt", "港で火災", "Đà Nẵng", "👩‍👩‍👧 on the quay", "العبّارة"]
    {
        assert_eq!(Bound::TITLE.line(text), text);
    }
}

#[test]
fn a_long_title_is_cut_at_a_word_with_an_ellipsis() {
    let cut = Bound::TITLE.line(&"harbour wall ".repeat(100_000));
    assert!(cut.ends_with("wall…") || cut.ends_with("harbour…"), "{cut}");
    assert!(cut.chars().count() <= 300 && cut.chars().count() > 280, "{cut}");
    let one_word = Bound::TITLE.line(&"a".repeat(1_000_000));
    assert_eq!(one_word.chars().count(), 300);
}

#[test]
fn a_cut_leaves_no_half_character() {
    let family = "👩‍👩‍👧‍👦";
    let cut = Bound::NAME.line(&family.repeat(200));
    let whole = cut.trim_end_matches('…');
    assert_eq!(whole.replace(family, ""), "", "{cut}");
    let chain = Bound::NAME.line(&"👩\u{200d}".repeat(5_000));
    assert!(chain.chars().count() <= 120, "{}", chain.chars().count());
    let accented = Bound::NAME.line(&"e\u{301}".repeat(500));
    assert!(accented.trim_end_matches('…').ends_with('\u{301}'), "{accented}");
}

#[test]
fn piled_accents_are_thinned_and_real_ones_stay() {
    let piled = format!("h{}i", "\u{301}\u{335}\u{488}".repeat(400));
    assert!(Bound::TITLE.line(&piled).chars().count() <= 6, "{}", Bound::TITLE.line(&piled).chars().count());
    assert_eq!(Bound::TITLE.line("Vie\u{302}\u{323}t Nam"), "Vie\u{302}\u{323}t Nam");
    assert_eq!(Bound::TITLE.line("בְּרֵאשִׁ֖ית"), "בְּרֵאשִׁ֖ית");
}

#[test]
fn controls_and_turned_directions_are_taken_out() {
    assert_eq!(Bound::TITLE.line("ferry\u{202e}gpj.exe\u{0} \u{7}fire\r\n\tnow"), "ferrygpj.exe fire now");
    assert_eq!(Bound::TITLE.line("a\u{2066}b\u{2069}c\u{feff}"), "abc");
    assert_eq!(Bound::TITLE.line("שלום\u{200f}!"), "שלום\u{200f}!", "direction marks turn nothing else");
}

#[test]
fn a_text_with_nothing_to_be_seen_is_empty() {
    for text in ["\u{200b}\u{200b}", " \n\t", "\u{202e}", "\u{ad}\u{fe0f}", "\u{3164}", "\u{301}\u{301}"] {
        assert_eq!(Bound::TITLE.line(text), "", "{text:?}");
    }
}

#[test]
fn lines_stay_lines() {
    assert_eq!(Bound::COMMENT.lines("One\r\ntwo\n\n\n\n  three\u{202e} "), "One\ntwo\n\nthree");
    assert!(Bound::COMMENT.lines(&"a\n".repeat(100_000)).chars().count() <= 4_000);
}

#[test]
fn a_monster_of_an_entry_is_held() {
    let mut text = EntryText {
        title: "t".repeat(1_000_000),
        authors: (0..10_000).map(|number| format!("Author {number} {}", "x".repeat(1_000))).collect(),
        labels: vec!["l".repeat(100_000); 10_000],
        language: Some("x".repeat(10_000)),
        picture_url: Some(format!("https://a.example/{}", "p".repeat(10_000))),
        ..EntryText::default()
    };
    text.bound();
    assert_eq!(text.authors.len(), AUTHORS);
    assert_eq!(text.labels.len(), LABELS);
    assert!(serde_json::to_string(&text).unwrap().len() < 8_000);
    assert_eq!(text.clone().bounded(), text, "twice is as once");
}
