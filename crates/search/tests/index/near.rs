//! Slips of the pen find the neighbouring word; signs, accents and letters of other keyboards find theirs.

use tidings_search::Document;

use crate::fixture::{Bench, article};

/// What is typed on any keyboard, and the article it means.
const TYPED: [(&str, i64); 21] = [
    ("cwikla", 10),
    ("lodz", 10),
    ("aero", 11),
    ("orsted", 11),
    ("ÆRØ", 11),
    ("diyarbakir", 12),
    ("IZMIR", 12),
    ("fırtına", 12),
    ("thordur", 13),
    ("eidsson", 13),
    ("nang", 14),
    ("ΔΡΟΜΟΣ", 15),
    ("المرسى", 16),
    ("اعادة", 16),
    ("צהל", 17),
    ("C++", 18),
    ("c#", 18),
    ("\"at&t\"", 18),
    ("อนุมัติ", 19),
    ("渡口", 20),
    ("letters", 21),
];

#[test]
fn a_slip_of_the_pen_finds_its_neighbour() {
    let bench = Bench::of_the_paper();
    for (slip, meant) in [
        ("ferrry", "ferry"),
        ("frery", "ferry"),
        ("brigdes", "bridges"),
        ("enigne fire", "engine fire"),
        ("\"engine firre\"", "\"engine fire\""),
        ("Hafenmeisster", "hafenmeister"),
    ] {
        let (found, other) = bench.found_or_near(slip);
        assert_eq!(other.as_deref(), Some(meant), "{slip}");
        assert_eq!(found, bench.found(meant), "{slip}");
        assert!(!found.is_empty(), "{slip}");
    }
}

#[test]
fn what_is_found_or_has_no_neighbour_stays_as_it_was_typed() {
    let bench = Bench::of_the_paper();
    for query in
        ["ferry", "ferries", "zeppelin", "xy", "regatta bridges", "ferry -ferry", "火災", "ferry before:2020"]
    {
        assert_eq!(bench.found_or_near(query).1, None, "{query}");
    }
    assert_eq!(bench.found_or_near("ferrry section:sport").1.as_deref(), Some("ferry section:sport"));
}

#[test]
fn words_are_found_without_their_accents_bars_and_marks() {
    let mut bench = Bench::of_the_paper();
    let in_language = |id, language: &str, headline: &str| Document {
        language: Some(language.to_owned()),
        ..article(id, headline, "Short.", 1)
    };
    bench.change(
        vec![
            in_language(10, "pl", "Ćwikła i Łódź na targu"),
            in_language(11, "da", "Færgen fra Ærø til Ørsted"),
            in_language(12, "tr", "Diyarbakır’da ışıklar, İzmir’de fırtına"),
            in_language(13, "is", "Þórður Eiðsson í höfninni"),
            in_language(14, "vi", "Bến phà Đà Nẵng mở cửa"),
            in_language(15, "el", "Το πλοίο στον Πειραιά: δρόμος κλειστός"),
            in_language(16, "ar", "إعادة فتح المَرسى في المدينة"),
            in_language(17, "he", "צה״ל פתח את המעבורת"),
            in_language(18, "en", "A course in C++ and C# at the college of AT&T"),
            in_language(19, "th", "คณะกรรมการท่าเรืออนุมัติการเปิดท่าเรือเก่า"),
            in_language(20, "zh", "港口委员会批准重新开放旧渡口"),
            in_language(21, "en", "Ｆｕｌｌ ｗｉｄｔｈ ｌｅｔｔｅｒｓ ａｔ Ｎｏ．９"),
        ],
        Vec::new(),
    );
    for (query, id) in TYPED {
        assert_eq!(bench.found(query), [id], "{query}");
    }
}
