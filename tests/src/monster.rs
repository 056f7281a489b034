//! A world of monsters: publishers whose every text is longer, wider or stranger than any reader could bear.

use std::fmt::Write as _;

use crate::server::{self, Reply};

/// A word that no line can hold.
#[must_use]
pub fn long_word() -> String {
    "Wellenbrecherverwaltung".chars().cycle().take(200).collect()
}

/// An address that no line can hold.
#[must_use]
pub fn long_address(origin: &str) -> String {
    let mut address = format!("{origin}/long-");
    address.extend("breakwater".chars().cycle().take(2_000 - address.len()));
    address
}

/// The paths of the pages that its articles stand on.
pub const PAGES: [&str; 8] = [
    "/endless.html",
    "/figures.html",
    "/headings.html",
    "/table.html",
    "/nested.html",
    "/quotes.html",
    "/oneword.html",
    "/piled.html",
];

/// Serves the world until the test ends; gives the address of its feed.
#[must_use]
pub fn serve() -> String {
    let origin = server::serve(|asked| match asked.path.as_str() {
        "/feed.xml" => Reply::ok("application/rss+xml", feed(&asked.origin())),
        "/endless.html" => page("Endless", &paragraphs(12_000)),
        "/figures.html" => page("Figures", &figures(20_000)),
        "/headings.html" => page("Headings", &headings(5_000)),
        "/table.html" => page("Table", &table(100_000)),
        "/nested.html" => page("Nested", &nested(20_000)),
        "/quotes.html" => page("Quotes", &quotes(3_000)),
        "/oneword.html" => page(&long_word(), &paragraphs(3).replace("harbour", &long_word())),
        "/piled.html" => page(&piled(), &paragraphs(3)),
        _ => Reply::empty("404 Not Found"),
    });
    format!("{origin}/feed.xml")
}

fn page(title: &str, body: &str) -> Reply {
    let authors: String = (0..10_000).fold(String::new(), |mut authors, number| {
        // Writing to a string cannot fail.
        let _ = write!(authors, "<meta name=author content='Author {number} of the {}'>", long_word());
        authors
    });
    let word = long_word();
    Reply::ok(
        "text/html; charset=utf-8",
        format!(
            "<!doctype html><html lang=en><head><title>{title}</title>{authors}
            <meta property=article:section content='{word} {word} {word}'></head><body><article><h1>{title}</h1>
            <p class=standfirst>{}</p>{body}</article></body></html>",
            "A standfirst that does not end. ".repeat(2_000)
        ),
    )
}

fn paragraphs(count: usize) -> String {
    (0..count).fold(String::new(), |mut text, number| {
        let _ = write!(
            text,
            "<p>Paragraph {number} tells that the harbour wall &amp; the ferry stood in the storm for {number} hours.</p>"
        );
        text
    })
}

fn figures(count: usize) -> String {
    let caption = "A caption of the quay. ".repeat(40);
    (0..count).fold(paragraphs(3), |mut text, number| {
        let caption = if number < 400 { caption.as_str() } else { "Quay" };
        let _ = write!(
            text,
            "<figure><img src=/p/{number}.png alt='Quay {number}'><figcaption>{caption}</figcaption></figure>"
        );
        text
    })
}

fn headings(count: usize) -> String {
    (0..count).fold(String::new(), |mut text, number| {
        let _ = write!(
            text,
            "<h2>Heading {number}</h2><p>The ferry left the harbour at {number} and came back.</p>"
        );
        text
    })
}

fn table(cells: usize) -> String {
    let row = "<tr><td>ferry</td><td>quay</td><td>wall</td><td>4</td><td>5</td></tr>";
    format!("{}<table>{}</table>", paragraphs(3), row.repeat(cells / 5))
}

fn nested(depth: usize) -> String {
    format!(
        "{}{}<p>In the middle of it all the ferry sank.</p>",
        paragraphs(3),
        "<div><blockquote>".repeat(depth / 2)
    )
}

fn quotes(count: usize) -> String {
    (0..count).fold(String::new(), |mut text, number| {
        let _ = write!(
            text,
            "<p>“We shall mend the harbour wall {number} times,” said Orla Venn {number}, the harbour master.</p>"
        );
        text
    })
}

fn piled() -> String {
    "storm"
        .chars()
        .flat_map(|letter| std::iter::once(letter).chain("\u{301}\u{335}\u{488}".chars().cycle().take(900)))
        .collect()
}

/// A feed of which every text is a monster.
fn feed(origin: &str) -> String {
    let name = "Monster Gazette ".repeat(60_000);
    let mut items = PAGES.map(|path| item(&title(path), &format!("{origin}{path}"), "A text.")).concat();
    items += &item(&"Title of a megabyte ".repeat(50_000), &format!("{origin}/megabyte"), "Short.");
    items += &item(&long_word(), &long_address(origin), &format!("{} {}", long_word(), long_address(origin)));
    items += &item(&"👩‍👩‍👧‍👦".repeat(2_000), &format!("{origin}/families"), &"🌊".repeat(100_000));
    items +=
        &item("gnp.\u{202e}yrref eht no erif A", &format!("{origin}/turned"), "\u{202e}turned\u{2067} round");
    for number in 0..150 {
        let title = format!("{number} &amp;&lt;&gt;&quot; {}", "&amp;".repeat(4_000));
        items += &item(&title, &format!("{origin}/{number}"), &"&amp;amp;".repeat(3_000));
    }
    format!(
        "<?xml version='1.0'?><rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/'><channel><title>{name}</title>
        <link>{origin}/</link><language>{}</language>{items}</channel></rss>",
        "en-".repeat(5_000)
    )
}

fn title(path: &str) -> String {
    format!("{} of {}", path.trim_matches('/'), long_word())
}

fn item(title: &str, link: &str, description: &str) -> String {
    let authors = "<dc:creator>Some Author</dc:creator>".repeat(50)
        + &format!("<dc:creator>{}</dc:creator>", long_word());
    let labels = "<category>A label</category>".repeat(50);
    let guid = format!("{link}{}", "g".repeat(5_000));
    format!(
        "<item><title>{title}</title><link>{link}</link><guid isPermaLink='false'>{guid}</guid>{authors}{labels}
        <description>{description}</description></item>"
    )
}
