//! Tests of what is read otherwise than the tree says: a sentence of our own with something in it.

use super::super::extract;
use super::super::extracted::{Context, Extracted};

const TEXT: &str = "<p>The council of Sandle voted on Tuesday evening to mend the old weir, ending a dispute that had split \
    the valley for the better part of nine years and cost two mayors their office.</p><p>Work is to begin on the first \
    Monday of December, provided that the weather holds and the lenders keep their word.</p>";

fn page(body: &str) -> Extracted {
    let page = format!(
        "<html><head><title>Weir to be mended</title></head><body><nav><a href=/>Home</a></nav>{body}<footer>\
         <a href=/about>About</a></footer></body></html>"
    );
    extract(&page, &Context { url: Some("https://paper.example/weir".into()), announced_characters: None }).0
}

fn read(between: &str) -> Extracted {
    page(&format!("<article><h1>Weir to be mended</h1><div>{TEXT}{between}{TEXT}</div></article>"))
}

#[track_caller]
fn reads(markup: &str, line: &str) {
    let found = read(markup);
    assert!(
        found.text.lines().any(|other| other == line),
        "no line {line:?} of {markup} in:\n{}",
        found.text
    );
}

#[test]
fn elements_in_a_line_never_split_a_sentence() {
    let sentence = "The weir was built in Holm by Oskar Lind, who never learned to swim in it.";
    for (open, close) in [
        ("<rb>", "</rb>"),
        ("<x-name>", "</x-name>"),
        ("<st1:place>", "</st1:place>"),
        ("<output>", "</output>"),
        ("<blink>", "</blink>"),
        ("<div style='display:inline'>", "</div>"),
        ("<unheard>", "</unheard>"),
    ] {
        let holder = if open.starts_with("<div") { "div" } else { "p" };
        let markup = format!(
            "<{holder}>The weir was built in Holm by {open}Oskar Lind{close}, who never learned to swim in it.</{holder}>"
        );
        reads(&markup, sentence);
    }
}

#[test]
fn unknown_elements_that_are_paragraphs_stand_apart() {
    let found = read(
        "<x-part>The first of two parts is about the weir.</x-part><x-part>The second is about rye.</x-part>",
    );
    assert!(
        !found.text.contains("weir.The second") && !found.text.contains("weir. The second"),
        "{}",
        found.text
    );
}

#[test]
fn hidden_words_are_not_read() {
    reads(
        "<p>As the records show, <a href=https://plans.example/>the plan of the weir<span class=sr-only> (opens in a new \
         window)</span></a> was drawn in Holm<span role=tooltip class=tip>Definition: a town</span>, and it was drawn \
         twice<span hidden>twin</span> because the first was<span style='visibility: hidden'> secret</span> lost.</p>",
        "As the records show, the plan of the weir was drawn in Holm, and it was drawn twice because the first was lost.",
    );
    reads(
        "<p>The sack of rye weighs <span aria-hidden=true>25 kg</span><span class=visually-hidden>25 kilograms</span>, said \
         the <span>miller</span><span aria-hidden=true>miller</span> on Monday.</p>",
        "The sack of rye weighs 25 kg, said the miller on Monday.",
    );
}

#[test]
fn a_page_that_is_hidden_until_a_script_runs_is_read() {
    let whole = page(&format!(
        "<div style='visibility:hidden;opacity:0'><h1>Weir to be mended</h1>{TEXT}{TEXT}</div>"
    ));
    assert!(whole.text.contains("The council of Sandle"), "{}", whole.text);
    let parts = TEXT.replace("<p>", "<p style='visibility:hidden'>");
    let parts = page(&format!("<article><h1>Weir to be mended</h1>{parts}</article>"));
    assert!(
        parts.text.contains("The council of Sandle") && parts.text.contains("Work is to begin"),
        "{}",
        parts.text
    );
}

#[test]
fn signs_and_names_of_icons_are_no_words() {
    for heading in [
        "<h2 id=p>The price<a class=headerlink href=#p>¶</a></h2>",
        "<h2 id=p><a href=#p>#</a> The price</h2>",
        "<h2 id=p>The price <a class=anchor href=#p>Link to this heading</a></h2>",
        "<h2 id=p><i class=material-icons aria-hidden=true>payments</i>The price</h2>",
        "<h2 id=p>The price \u{f0c1}</h2>",
        "<h2 id=p><a href=#p>The price</a></h2>",
    ] {
        reads(&format!("{heading}{TEXT}"), "The price");
    }
}

#[test]
fn the_characters_below_a_reading_are_read() {
    let found = read(
        "<p><ruby><rb aria-hidden=true>町議会</rb><rp>(</rp><rt>ちょうぎかい</rt><rp>)</rp></ruby>は火曜日の夜、古い<ruby>渡し場\
         <rt>わたしば</rt></ruby>を再び開くことを決めた。九年にわたり町を二つに分けてきた争いは終わる。</p>",
    );
    assert!(
        found.text.contains("町議会(ちょうぎかい)は火曜日の夜、古い渡し場(わたしば)を再び"),
        "{}",
        found.text
    );
    assert!(found.html.as_str().contains("<rp>(</rp><rt>わたしば</rt><rp>)</rp>"), "{}", found.html);
}

#[test]
fn formulas_stand_in_their_sentence_once() {
    reads(
        "<p>For the length of the pier <script type='math/tex'>L = 2\\pi r</script> will do, said the surveyor.</p>",
        "For the length of the pier L = 2\\pi r will do, said the surveyor.",
    );
    reads(
        "<p>The length is <span class=MathJax_Preview>L</span><span class=MathJax>L=2r</span><script type='math/tex'>L=2r\
         </script> here, said the surveyor of the town.</p>",
        "The length is L=2r here, said the surveyor of the town.",
    );
    reads(
        "<p>The tide is <math><mi>h</mi><mo>=</mo><msup><mi>t</mi><mn>2</mn></msup></math> as the master reckons it.</p>",
        "The tide is h = t^2 as the master reckons it.",
    );
}

#[test]
fn a_declared_shadow_root_is_text() {
    let found = page(&format!(
        "<x-article><template shadowrootmode=open><style>p{{}}</style><article><slot name=head></slot>{TEXT}{TEXT}</article>\
         </template><h1 slot=head>Weir to be mended</h1></x-article>"
    ));
    assert_eq!(found.title.as_deref(), Some("Weir to be mended"));
    assert!(found.text.contains("The council of Sandle") && !found.text.contains("{}"), "{}", found.text);
}
