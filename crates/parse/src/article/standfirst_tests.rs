//! Tests of the standfirst: a page of our own in the ways that templates mark it.

use super::super::extract;
use super::super::extracted::{Context, Extracted};
use super::is_standfirst_class;

const DEK: &str = "Rye is ground in Sandle for the first time in forty years";
const TEXT: &str = "<p>The old mill at Sandle ground its first sack of rye in forty years on Monday, and half of the village \
    came to watch the stones turn in the early rain.</p><p>“We oiled it for three days and then we prayed,” said the \
    miller, Petra Lowe, who bought the house with her brother last spring and has slept in it since.</p><p>The wheel had \
    stood still since the weir broke. The council paid for a new one after a vote that took four meetings.</p>";

fn read(description: &str, head: &str, body: &str) -> Extracted {
    let page = format!(
        "<html><head><title>Mill wheel turns again</title><meta name=description content=\"{description}\"></head><body>\
         <nav><a href=/>Home</a></nav><main><article><header><h1>Mill wheel turns again</h1>{head}<p>By Petra Lowe</p>\
         </header><div class=text>{body}{TEXT}</div></article></main></body></html>"
    );
    extract(&page, &Context { url: Some("https://paper.example/mill".into()), announced_characters: None }).0
}

#[test]
fn a_standfirst_is_found_by_its_mark_and_stands_only_there() {
    for head in [
        format!("<p class=standfirst>{DEK}.</p>"),
        format!("<p class=kb-vorspann>{DEK}.</p>"),
        format!("<p class=Story__dek>{DEK}.</p>"),
        format!("<div class=article-summary><p>{DEK}.</p></div>"),
        format!("<p itemprop=description>{DEK}.</p>"),
        format!("<h2>{DEK}.</h2>"),
    ] {
        let found = read("", &head, "");
        assert_eq!(found.standfirst.as_deref(), Some(format!("{DEK}.").as_str()), "{head}");
        assert!(
            found.text.starts_with(DEK) && found.text.matches(DEK).count() == 1,
            "{head}: {}",
            found.text
        );
        assert!(!found.html.as_str().contains(DEK), "{head}");
    }
}

#[test]
fn a_standfirst_is_what_the_head_of_the_page_says_of_the_article() {
    for (head, body) in [
        (format!("<p class=x7>{DEK}.</p>"), String::new()),
        (format!("<ul class=x8><li><strong>{DEK}</strong></li></ul>"), String::new()),
        (String::new(), format!("<p><b>{DEK}.</b></p>")),
    ] {
        let found = read(DEK, &head, &body);
        assert_eq!(
            found.standfirst.map(|text| text.trim_end_matches('.').to_owned()).as_deref(),
            Some(DEK),
            "{head}{body}"
        );
        assert!(!found.html.as_str().contains(DEK), "{head}: {}", found.html);
        assert_eq!(found.text.matches(DEK).count(), 1, "{head}: {}", found.text);
    }
}

#[test]
fn the_first_paragraph_is_no_standfirst() {
    let opening = "The old mill at Sandle ground its first sack of rye in forty years on Monday, and half of the village";
    let found = read(opening, "", "");
    assert_eq!(found.standfirst, None);
    assert!(found.text.starts_with(opening));
    let other = read("All about the mill and what it grinds these days.", "", "");
    assert_eq!(other.standfirst.as_deref(), Some("All about the mill and what it grinds these days."));
}

#[test]
fn classes_of_standfirsts_are_known() {
    for class in ["standfirst", "q-dek", "article__lead", "sub", "ArticleSubheadline", "c-intro"] {
        assert!(is_standfirst_class(class), "{class}");
    }
    for class in ["leader", "introduced", "subscribe", "body"] {
        assert!(!is_standfirst_class(class), "{class}");
    }
}
