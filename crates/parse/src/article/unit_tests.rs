//! Tests of units: one page of our own with a list, a table, code or a note between its paragraphs.

use super::super::extract;
use super::super::extracted::{Context, Extracted};

const OPENING: &str = "<p>The council of Sandle voted on Tuesday evening to mend the old weir, ending a dispute that had split \
    the valley for the better part of nine years and cost two mayors their office.</p><p>Under the plan, which passed by \
    eleven votes to six, the sluice will be dredged over the winter and a small hall built where the shed once stood.</p>";
const ENDING: &str = "<p>For the farmers above the mill the decision ends a long wait. Since the weir broke, they have had to \
    drive forty kilometres round the hill to have their rye ground.</p><p>Work is to begin on the first Monday of December, \
    provided that the weather holds and the lenders keep their word.</p>";

fn read(between: &str, end: &str) -> Extracted {
    let page = format!(
        "<html><head><title>Weir to be mended</title></head><body><nav><a href=/>Home</a></nav><article><h1>Weir to be \
         mended</h1><div>{OPENING}{between}{ENDING}{end}</div></article><footer><a href=/about>About</a></footer></body></html>"
    );
    extract(&page, &Context { url: Some("https://paper.example/weir".into()), announced_characters: None }).0
}

#[track_caller]
fn has_lines(found: &Extracted, lines: &[&str]) {
    let all: Vec<&str> = found.text.lines().collect();
    for line in lines {
        assert!(all.contains(line), "no line {line:?} in:\n{}", found.text);
    }
}

#[test]
fn lists_of_every_shape_are_kept_whole() {
    let found = read(
        "<p>The timetable can be read in:</p><ul><li><a href=/py>Python</a></li><li><a href=/net>.NET</a></li></ul>\
         <ul>What the mill grinds:<li>rye</li><li>oats</li></ul><ol><li>first step</li><li>second step<ol type=a>\
         <li>part a</li><li>part b</li></ol></li></ol><dl><dt>Slack water</dt><dd>The short time without a stream.</dd></dl>",
        "",
    );
    has_lines(
        &found,
        &["Python", ".NET", "What the mill grinds:", "rye", "second step", "part b", "Slack water"],
    );
    let html = found.html.as_str();
    assert!(html.contains("<dt>Slack water</dt>") && html.contains("<dd>The short time"), "{html}");
    assert!(html.contains("<li>second step<ol"), "{html}");
    assert!(html.contains("<li>part b</li>\n</ol>\n</li>"), "{html}");
}

#[test]
fn a_list_of_further_reading_is_dropped_whole() {
    let found = read(
        "<div class=related><h3>Read also</h3><ul><li><a href=/a>Nine years of delay at the old weir</a></li><li><a href=/b>\
         The miller who could not wait</a></li></ul></div>",
        "",
    );
    assert!(
        !found.text.contains("Nine years of delay") && !found.text.contains("could not wait"),
        "{}",
        found.text
    );
}

#[test]
fn a_table_is_kept_with_its_caption_and_head() {
    for cell in [("<td>", "</td>"), ("<td><p>", "</p></td>")] {
        let row = |one: &str, two: &str| format!("<tr>{}{one}{1}{0}{two}{1}</tr>", cell.0, cell.1);
        let found = read(
            &format!(
                "<div class=wrap><table><caption>Sacks a day</caption><thead><tr><th>Season</th><th>Sacks</th></tr></thead>\
                 <tbody>{}{}</tbody></table></div>",
                row("Summer", "6"),
                row("Winter", "2")
            ),
            "",
        );
        has_lines(&found, &["Sacks a day", "Season Sacks", "Summer 6", "Winter 2"]);
        let html = found.html.as_str();
        assert!(
            html.contains("<caption>Sacks a day</caption>") && html.contains("<th>Season</th>"),
            "{html}"
        );
        assert!(html.contains("<td>Summer</td><td>6</td>"), "{html}");
    }
}

#[test]
fn code_keeps_its_lines_without_numbers_and_buttons() {
    let code = "let n = 3;\nfor i in 0..n {\n    turn(i);\n}";
    let lines = |start: &str, end: &str| {
        code.lines().map(|line| [start, line, end].concat()).collect::<Vec<_>>().concat()
    };
    let row = |(at, line): (usize, &str)| {
        format!("<tr><td class=lineno>{at}</td><td class=code>{line}\n</td></tr>")
    };
    let numbered = code.lines().enumerate().map(row).collect::<Vec<_>>().concat();
    for markup in [
        format!("<div class=highlight><button>Copy</button><pre><code>{code}</code></pre></div>"),
        format!("<pre class=shiki>{}</pre>", lines("<div class=line>", "</div>")),
        format!("<pre><code>{}</code></pre>", lines("<span class=line>", "</span>")),
        format!("<pre><code><table><tbody>{numbered}</tbody></table></code></pre>"),
        format!("<pre><ol class=linenums>{}</ol></pre>", lines("<li>", "</li>")),
        format!("<div class=code-toolbar><span class=copy-to-clipboard>Copy</span><pre>{code}</pre></div>"),
        format!(
            "<table class=rouge><tr><td class=gutter><pre>1\n2\n3\n4\n</pre></td><td><pre>{code}</pre></td></tr></table>"
        ),
    ] {
        let found = read(&markup, "");
        assert!(found.text.contains(code), "{markup}:\n{}", found.text);
        let html = found.html.as_str();
        let inside = html
            .split_once("<pre>")
            .and_then(|(_, rest)| rest.split_once("</pre>"))
            .map(|(inside, _)| inside);
        let bare = inside.unwrap_or_default().replace("<code>", "").replace("</code>", "");
        assert_eq!(bare.trim_end(), code, "{markup}:\n{html}");
        assert!(!found.text.contains("Copy") && !html.contains("Copy"), "{html}");
    }
}

#[test]
fn call_outs_belong_to_the_text() {
    let found = read(
        "<div class='alert alert-info'><p>The hall is closed on Mondays.</p></div>\
         <div class=callout><div class=callout-title>Tip</div><p>Mind the stones when the sluice is open.</p></div>\
         <aside role=note><p>Dogs may come along, as long as they are kept on a lead.</p></aside>\
         <div class='admonition warning'><p>Warning</p><p>The deck is slippery.</p></div>\
         <details><summary>How the price was worked out</summary><p>The committee took the price of a loaf in each of the \
         nine bakeries of the valley and left out the dearest.</p></details>",
        "",
    );
    for words in [
        "closed on Mondays",
        "Mind the stones",
        "Dogs may come",
        "The deck is slippery",
        "How the price was",
        "nine bakeries",
    ] {
        assert!(found.text.contains(words), "{words}:\n{}", found.text);
    }
}

#[test]
fn notes_with_a_mark_in_the_text_are_kept_without_their_arrows() {
    let found = read(
        "<p>The shed was never built again, as the records of the parish show.<sup id=r1><a href=#n1>1</a></sup> Nobody in \
         the valley remembers who lit the lamp that night.<a href=#n2>[2]</a></p>",
        "<div class=notes-x><ol><li id=n1><p>It burnt in the year of the long frost. <a href=#r1>↩</a></p></li></ol>\
         <p><a name=n2></a>See the parish book.</p><p>Unmarked line.</p></div>",
    );
    assert!(found.text.contains("It burnt in the year of the long frost."), "{}", found.text);
    assert!(found.text.contains("See the parish book."), "{}", found.text);
    assert!(!found.text.contains('↩') && found.html.as_str().contains("<sup"), "{}", found.html);
}

#[test]
fn a_formula_on_a_line_of_its_own_is_kept() {
    let found = read(
        "<div class=katex-display><span class=katex><math><semantics><mrow><mi>F</mi></mrow><annotation \
         encoding='application/x-tex'>F=ma</annotation></semantics></math><span aria-hidden=true>F=ma</span></span></div>",
        "",
    );
    has_lines(&found, &["F=ma"]);
    assert_eq!(found.text.matches("F=ma").count(), 1);
}

#[test]
fn a_table_in_a_figure_and_code_at_the_end_are_kept_with_what_announces_them() {
    let found = read(
        "<figure><table><tbody><tr><td>Season</td><td>Sacks</td></tr><tr><td>Summer</td><td>6</td></tr></tbody></table>\
         <figcaption>Sacks by season</figcaption></figure><table><caption>Results</caption><tr><th>Name</th><th>Time</th></tr>\
         <tr><td><a href=/a>Nadia Rell</a></td><td>2:31:07</td></tr></table>",
        "<p>To build it:</p><pre>make all\n  install</pre>",
    );
    has_lines(&found, &["Summer 6", "Sacks by season", "Results", "Nadia Rell 2:31:07", "To build it:"]);
    assert!(found.text.ends_with("make all\n  install"), "{}", found.text);
}
