//! Tests of settling: small pages of our own, one for each cause.

use super::super::extract;
use super::super::extracted::{Context, Extracted};

const OPENING: &str = "<p>The old mill at Sandle ground its first sack of rye in forty years on Monday, and half of the \
    village came to watch the stones turn in the early rain.</p>\
    <p>“We oiled it for three days and then we prayed,” said the miller, Petra Lowe, who bought the house with her \
    brother last spring and has slept in it since.</p>\
    <p>The wheel had stood still since the weir broke. The council paid for a new one after a vote that took four \
    meetings, two of them by candle light.</p>";
const ENDING: &str = "<p>Flour will be sold at the gate on Saturdays from ten until noon, the miller said, and the \
    first sack goes to the school kitchen on the hill.</p>";

fn read(main: &str) -> Extracted {
    let page = format!(
        "<html><head><title>Mill wheel turns again</title></head><body><nav><a href=/>Home</a></nav>{main}\
         <footer><a href=/about>About</a></footer></body></html>"
    );
    extract(&page, &Context { url: Some("https://paper.example/mill".into()), announced_characters: None }).0
}

fn article(body: &str) -> Extracted {
    read(&format!("<main><article><h1>Mill wheel turns again</h1><div>{body}</div></article></main>"))
}

#[test]
fn boxes_set_into_the_text_are_dropped() {
    let found = article(&format!(
        "{OPENING}<div class='ad ad--inline'><small>Advertisement</small><b>Rope is our trade. Is it yours?</b>\
         <small>Article continues below</small></div>{ENDING}<div class=newsletter><h4>Get the Sandle Sheet!</h4>\
         <p>Sign up and miss nothing.</p></div><p>And you? Have your say in the comments below!</p>{OPENING}"
    ));
    assert!(found.text.contains("first sack goes") && !found.text.contains("Rope"), "{}", found.text);
    assert!(!found.text.contains("Sandle Sheet") && !found.text.contains("comments"), "{}", found.text);
}

#[test]
fn short_paragraphs_among_others_are_kept() {
    let links =
        "<a href=/a>Rye prices</a><br><a href=/b>Ferry times</a><br><a href=/c>Guest book</a><br>".repeat(4);
    let found = read(&format!(
        "<table><tr><td width=150>{links}</td><td><font size=5><b>Mill wheel turns again</b></font><hr>{OPENING}{ENDING}\
         <p>She has not sold the donkey.</p><hr size=1><font size=2><a href=#print>Printer friendly version</a></font>\
         <table><tr><td><b>Other stories</b><br>{links}</td></tr></table></td></tr></table>"
    ));
    assert!(found.text.ends_with("She has not sold the donkey."), "{}", found.text);
}

#[test]
fn rows_of_a_table_within_the_text_are_kept() {
    let found = article(&format!(
        "{OPENING}<table><tr><th>Grain<th>Sacks</tr><tr><td>Rye<td>41</tr><tr><td>Oats<td>7</tr></table>{ENDING}"
    ));
    assert!(found.text.contains("Rye 41") && found.text.contains("Oats 7"), "{}", found.text);
}

#[test]
fn a_second_article_below_is_not_taken_in() {
    let other = "<article class=post><h1>Otter seen by the quay</h1><div><div class=shot><img src=/otter-large.jpg \
        width=900 height=600></div><p>An otter swam past the quay at noon on Tuesday and was seen by the whole of the \
        sailing class, which forgot to tack and ran aground.</p><p>Nobody was hurt, said the teacher, who had \
        seen the animal twice before and keeps a book about it.</p></div></article>";
    let found = read(&format!(
        "<div><article class=post><h1>Mill wheel turns again</h1><div>{OPENING}{ENDING}</div></article>{other}</div>"
    ));
    assert!(found.text.contains("first sack goes") && !found.text.contains("otter"), "{}", found.text);
    assert!(found.images.is_empty(), "{:?}", found.images);
}

#[test]
fn a_bare_line_under_the_headline_is_the_byline() {
    let found = read(&format!(
        "<main><article><h1>Mill wheel turns again</h1><p>By Petra Lowe</p><figure><img src=/mill-wheel.jpg \
         width=900 height=600><figcaption>The wheel.</figcaption></figure>{OPENING}{ENDING}</article></main>"
    ));
    assert_eq!(found.authors, ["Petra Lowe"]);
    assert!(!found.text.contains("By Petra Lowe"), "{}", found.text);
}

#[test]
fn the_publisher_is_the_author_only_where_no_person_is() {
    let named = |byline: &str| {
        read(&format!(
            "<main><article><h1>Mill wheel turns again</h1><script type='application/ld+json'>{{\"@type\":\"NewsArticle\",\
             \"author\":{{\"@type\":\"Organization\",\"name\":\"Sandle Sheet\"}},\
             \"publisher\":{{\"@type\":\"Organization\",\"name\":\"Sandle Sheet\"}}}}</script>{byline}{OPENING}{ENDING}</article></main>"
        ))
        .authors
    };
    assert_eq!(named(""), ["Sandle Sheet"]);
    assert_eq!(named("<p>By Ana Lind on 3 May 2024</p>"), ["Ana Lind"]);
}

#[test]
fn a_day_shown_below_the_headline_beats_a_later_claim() {
    let dated = |shown: &str| {
        let found = read(&format!(
            "<main><article><h1>Mill wheel turns again</h1><script type='application/ld+json'>{{\"@type\":\"NewsArticle\",\
             \"datePublished\":\"2024-06-10T08:00:00Z\"}}</script><p>{shown}</p>{OPENING}{ENDING}</article></main>"
        ));
        found.published.map(|date| date.to_rfc3339())
    };
    assert_eq!(dated("3 May 2019").as_deref(), Some("2019-05-03T00:00:00Z"));
    assert_eq!(dated("10 June 2024").as_deref(), Some("2024-06-10T08:00:00Z"));
    assert_eq!(dated("Updated 12 June 2024").as_deref(), Some("2024-06-10T08:00:00Z"));
}

#[test]
fn a_box_that_asks_for_money_is_dropped_whole() {
    let plea = "<div class=x7><h3>The stakes are high</h3><p>At the Sandle Sheet we think that a valley without news is \
        a valley without neighbours, and that everybody should be able to read ours.</p><p>Help keep news free for \
        everyone and support our newsroom. Your contribution will go a long way.</p></div>";
    let found = article(&format!("{OPENING}{ENDING}{plea}"));
    assert!(found.text.contains("school kitchen") && !found.text.contains("neighbours"), "{}", found.text);
    assert!(!found.text.contains("stakes"), "{}", found.text);
    let apart = format!(
        "<header><h1>Mill wheel turns again</h1></header><section>{OPENING}{plea}{plea}{plea}{plea}</section>"
    );
    assert!(read(&format!("<main>{apart}</main>")).text.contains("four meetings"), "the text is no plea");
}

#[test]
fn figures_above_and_below_the_text_are_found() {
    let figure = |name: &str| {
        format!(
            "<figure><img src=/{name}.jpg width=900 height=600><figcaption>The {name}.</figcaption></figure>"
        )
    };
    let (above, within, below) = (figure("sluice-gate"), figure("mill-stones"), figure("flour-sacks"));
    let found = read(&format!(
        "<main><article><h1>Mill wheel turns again</h1><p class=standfirst>Rye is ground in Sandle for the first time \
         in forty years, and the school gets the first sack.</p>{above}<div>{OPENING}{within}{ENDING}</div>\
         <section class=gallery><div>1 / 1 {below}</div></section></article></main>"
    ));
    let captions: Vec<_> = found.images.iter().filter_map(|image| image.caption.as_deref()).collect();
    assert_eq!(captions, ["The sluice-gate.", "The mill-stones.", "The flour-sacks."]);
}

#[test]
fn a_table_of_one_cell_frames_a_picture_with_its_caption() {
    let found = article(&format!(
        "<table class=picture><tr><td><img src=/mill-wheel.jpg width=312><br><font size=1>The wheel at noon. Photo by \
         Jo Ash</font></td></tr></table>{OPENING}{ENDING}"
    ));
    let image = found.images.first().map(|image| (image.caption.as_deref(), image.credit.as_deref()));
    assert_eq!(image, Some((Some("The wheel at noon."), Some("Jo Ash"))));
    assert!(!found.text.contains("Jo Ash"), "{}", found.text);
}

#[test]
fn the_place_a_piece_is_told_from_is_no_author() {
    let authors = |byline: &str, opening: &str| {
        read(&format!(
            "<main><article><h1>Mill wheel turns again</h1><div class=byline>{byline}</div><div>{opening}{OPENING}\
             {ENDING}</div></article></main>"
        ))
        .authors
    };
    let at_the_mill = "<p>The people who had come together at Sandle Mill before sunrise brought flags and coffee, and \
        some of them a donkey.</p>";
    assert_eq!(authors("By Ana Lind, Sandle Mill", at_the_mill), ["Ana Lind"]);
    assert_eq!(authors("By Ana Lind and Petra Lowe", at_the_mill), ["Ana Lind", "Petra Lowe"]);
    let dateline = "<p>SANDLE BAY (Tide Wire) - The people who had come together before sunrise brought flags, coffee \
        and a donkey.</p>";
    assert_eq!(authors("Sandle Bay", dateline), Vec::<String>::new());
}

#[test]
fn a_kicker_in_the_heading_is_no_part_of_the_headline() {
    for heading in [
        "<h1><span class=kicker>Rye and oats</span> Mill wheel turns again</h1>",
        "<h1><span>Rye and oats:</span> <span>Mill wheel turns again</span></h1>",
        "<h1>Mill wheel turns again</h1>",
    ] {
        let found = read(&format!("<main><article>{heading}<div>{OPENING}{ENDING}</div></article></main>"));
        assert_eq!(found.title.as_deref(), Some("Mill wheel turns again"), "{heading}");
        assert!(!found.text.contains("Mill wheel turns again"), "{heading}: {}", found.text);
    }
}

#[test]
fn a_heading_with_the_sites_name_is_no_headline() {
    let page = format!(
        "<html><head><title>Mill wheel turns again | Sandle Sheet</title><meta property=og:site_name content='Sandle Sheet'>\
         </head><body><h1><a href=/>Sandle Sheet</a></h1><main><article><h2>Mill wheel turns again</h2><div>{OPENING}{ENDING}\
         </div></article></main></body></html>"
    );
    let found = extract(
        &page,
        &Context { url: Some("https://paper.example/mill".into()), announced_characters: None },
    )
    .0;
    assert_eq!(found.title.as_deref(), Some("Mill wheel turns again"));
}
