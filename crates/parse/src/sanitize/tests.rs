//! Tests of the sanitiser: what must not pass, what must, and what holds for any markup.

use proptest::prelude::*;

use super::*;

fn cleaned(html: &str) -> String {
    clean(html, Some("https://paper.example/news/")).into_string()
}

#[test]
fn plain_markup_stays_as_it_is() {
    for html in [
        "<p>One <em>two</em> &amp; <a href=\"https://paper.example/x\">three</a></p>\n<ul><li>four</li></ul>",
        "<figure><img src=\"https://paper.example/p.jpg\" alt=\"A\" width=\"3\" height=\"2\">\
         <figcaption>Words <span class=\"credit\">Photo: Ana</span></figcaption></figure>",
        "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td colspan=\"2\">b</td><td></td></tr></tbody></table>",
        "<blockquote><p>q</p></blockquote><pre>a\n  b</pre><ruby>漢<rt>kan</rt></ruby>",
    ] {
        assert_eq!(cleaned(html), html);
    }
}

#[test]
fn script_from_a_feed_never_passes_cve_2023_27592() {
    for html in [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg onload=alert(1)><script>alert(1)</script></svg>",
        "<style>*{background:url(javascript:alert(1))}</style>",
        "<body onload=alert(1)>",
        "<p style=\"background:url(javascript:alert(1))\" onclick=alert(1)>x</p>",
        "<math><mtext></mtext><script>alert(1)</script></math>",
        "<object data=javascript:alert(1)></object><embed src=javascript:alert(1)>",
        "<base href=javascript:alert(1)//><meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    ] {
        let out = cleaned(html);
        assert!(!out.contains("alert") && !out.contains("javascript"), "{html} gave {out}");
    }
}

#[test]
fn iframe_srcdoc_is_not_kept() {
    assert_eq!(cleaned("<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>"), "");
    assert_eq!(
        cleaned("<iframe src=\"https://video.example/7\" srcdoc=\"<script>1</script>\" title=Clip></iframe>"),
        "<a href=\"https://video.example/7\" class=\"embed\">Clip</a>"
    );
}

#[test]
fn button_formaction_is_not_kept() {
    let html = "<form action=javascript:1><button formaction=javascript:alert(1)>Go</button><input type=image src=x></form>";
    assert_eq!(cleaned(html), "");
}

#[test]
fn javascript_links_lose_their_link() {
    for address in [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "&#106;avascript:alert(1)",
        " \u{1}java\nscript:alert(1)",
        "data:text/html,x",
    ] {
        assert_eq!(cleaned(&format!("<a href=\"{address}\">x</a>")), "x", "{address}");
    }
}

#[test]
fn mutation_through_nesting_cve_2020_25789() {
    for html in [
        "<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">",
        "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
        "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\"></noscript>",
        "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
        "<a title=\"&quot;&gt;<img src=x onerror=alert(1)>\" href=\"/x\">t</a>",
        "<select><template><img src=x onerror=alert(1)></template></select>",
        "<xmp><p title=\"</xmp><img src=x onerror=alert(1)>\">",
    ] {
        let out = cleaned(html);
        assert!(!has_live(&out, "onerror"), "{html} gave {out}");
        assert_eq!(cleaned(&out), out, "{html}");
    }
}

#[test]
fn text_cleaned_with_a_form_feed_inside_stays_clean() {
    assert_eq!(
        cleaned("<img\u{c}src=x\u{c}onerror=alert(1)>"),
        "<img src=\"https://paper.example/news/x\" alt=\"\">"
    );
    assert_eq!(cleaned("<p>a\u{c}b</p>"), "<p>a b</p>");
    assert_eq!(cleaned("<a href=\"java\u{c}script:alert(1)\">x</a>").find("javascript:"), None);
}

#[test]
fn a_link_of_a_feed_cannot_log_a_reader_out() {
    assert_eq!(clean("<img src=\"/logout\"><a href=\"/logout\">x</a>", None).as_str(), "x");
}

#[test]
fn blocks_in_inlines_are_turned_inside_out() {
    assert_eq!(cleaned("<b><p>x</p>y</b>"), "<p><b>x</b></p><b>y</b>");
    assert_eq!(cleaned("<h2><div>a</div><div>b</div></h2>"), "<h2>a b</h2>");
    assert_eq!(
        cleaned("<a href=/x><div><p>t</p></div></a>"),
        "<div><p><a href=\"https://paper.example/x\">t</a></p></div>"
    );
}

#[test]
fn nothing_empty_and_no_tracking_pixel_is_kept() {
    assert_eq!(
        cleaned("<p></p><div> <span> </span></div><img src=/p.gif width=1 height=1><p>x</p>"),
        "<p>x</p>"
    );
}

#[test]
fn plain_text_has_a_line_for_each_block() {
    assert_eq!(
        text("<h1>A  b</h1><p>c<br>d<b>e</b> f</p><script>no</script><ul><li>g<li>h</ul>"),
        "A b\nc\nde f\ng\nh"
    );
    assert_eq!(text("<table><tr><td>1<td>2</table><pre>x\n y</pre>"), "1 2\nx\n y");
}

#[test]
fn too_much_nesting_and_too_many_attributes_stay_bounded() {
    let deep = format!("{}x", "<div><b>".repeat(100_000));
    assert!(cleaned(&deep).len() < 5_000);
    let wide = format!("<p{}>x</p>", " a=1".repeat(100_000));
    assert!(cleaned(&wide).len() < 100);
}

/// Every attribute that may stand in clean markup.
const ATTRIBUTES: [&str; 17] = [
    "href", "class", "title", "lang", "dir", "src", "alt", "width", "height", "cite", "start", "reversed",
    "type", "value", "colspan", "rowspan", "datetime",
];

/// How often each tag stands in markup, under the name by which it comes out; a player is a link.
fn count_tags(html: &str) -> Vec<(tag::Tag, usize)> {
    let (tree, _) = parse_fragment(html, BOUNDS);
    let mut counts: Vec<(tag::Tag, usize)> = Vec::new();
    for name in tree.descendants(NodeId::ROOT).map(|id| tree.name(id)) {
        let embed = tag::is_embed(name).then_some(tag::Tag::A);
        let Some(tag) = embed.or_else(|| tag::Tag::from_name(name)) else { continue };
        match counts.iter_mut().find(|(known, _)| known.name == tag.name) {
            Some((_, count)) => *count += 1,
            None => counts.push((tag, 1)),
        }
    }
    counts
}

/// Whether a word stands in a tag and not only in a quoted value or in text.
fn has_live(html: &str, word: &str) -> bool {
    let (tree, _) = parse_fragment(html, BOUNDS);
    tree.descendants(NodeId::ROOT)
        .filter_map(|id| tree.element(id))
        .any(|element| element.attributes().any(|(name, _)| name == word))
}

/// Pieces of markup that are likely to trip over each other.
fn soup() -> impl Strategy<Value = String> {
    let names = "(p|div|a|b|i|em|span|ul|ol|li|table|tbody|tr|td|th|caption|h1|h2|pre|br|img|hr|dl|dt|dd|figure|figcaption|\
                 blockquote|svg|math|style|script|select|option|form|button|ruby|rt|details|summary|section|q|sub|font|noscript|template|textarea|iframe)";
    let attributes = "( href=\"(/x|https://a.example/y\\?z=1&w=2|javascript:1)\"| src='/p.png'| width=\"(1|20)\"| class=credit| title=\"a&quot;&lt;b\"| alt='x > y'){0,2}";
    prop::collection::vec(
        prop_oneof![
            4 => proptest::string::string_regex(&format!("<{names}{attributes}>")).unwrap(),
            3 => proptest::string::string_regex(&format!("</{names}>")).unwrap(),
            3 => "[a-z \n]{1,6}",
            1 => "(&amp;|&lt;|&#39;|&nbsp;|&|<|>|\"|<!-- c -->|\u{c}|\r|\0|é|&notit;|&copy=|]]>|<br/>)",
        ],
        0..24,
    )
    .prop_map(|pieces| pieces.concat())
}

/// Properly nested plain markup, which the fast path takes.
fn plain_soup() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        "[a-z \n]{0,6}",
        "(&amp;|&lt;|é|&#8217;|<br>|<br />|<img src=\"/p.png\" alt=\"a &amp; b\">|<hr>| < )"
    ];
    leaf.prop_recursive(5, 40, 5, |inner| {
        let name = "(p|div|a href=\"/x\"|a|b|i|em|span|span class=\"credit\"|ul|ol|li|h2|pre|dl|dt|dd|figure|figcaption|blockquote|ruby|rt|details|summary|section|q|code)";
        (name, prop::collection::vec(inner, 0..5)).prop_map(|(name, inside)| {
            let end = name.split(' ').next().unwrap_or_default().to_owned();
            format!("<{name}>{}</{end}>", inside.concat())
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn cleaning_twice_changes_nothing(html in soup()) {
        let once = cleaned(&html);
        prop_assert_eq!(cleaned(&once), once);
    }

    #[test]
    fn output_has_only_allowed_tags_and_attributes(html in soup()) {
        let (tree, _) = parse_fragment(&cleaned(&html), BOUNDS);
        for element in tree.descendants(NodeId::ROOT).filter_map(|id| tree.element(id)) {
            let name: &str = element.name();
            prop_assert!(element.is_html() && (name == "html" || tag::Tag::from_name(name).is_some()), "{}", name);
            for (name, value) in element.attributes() {
                prop_assert!(ATTRIBUTES.contains(&name), "{}", name);
                prop_assert!(!value.trim_start().to_ascii_lowercase().starts_with("javascript:"));
            }
        }
    }

    /// Of no block and no element without content are there more than before, but for the `div` that stands in for a
    /// block out of its place, the `tbody` that a table must have, and the link that stands for a player. Inlines
    /// around blocks are turned inside out and may so become several, but none comes out that did not go in.
    #[test]
    fn output_never_grows_tags(html in soup()) {
        let (before, after) = (count_tags(&html), count_tags(&cleaned(&html)));
        let blocks: usize =
            before.iter().filter(|(tag, _)| !tag.kind.is_inline()).map(|(_, count)| count).sum();
        let count = |name: &str| before.iter().find(|(tag, _)| tag.name == name).map_or(0, |(_, count)| *count);
        for (tag, after) in after {
            match tag.name {
                "div" => prop_assert!(after <= blocks, "{} div of {} blocks", after, blocks),
                "tbody" => prop_assert!(after <= count("tbody") + blocks),
                _ if tag.kind.is_inline() && tag.kind != tag::Kind::InlineVoid => {
                    prop_assert!(count(tag.name) > 0, "{} came out of nothing", tag.name);
                }
                name => prop_assert!(after <= count(name), "{} {} of {}", after, name, count(name)),
            }
        }
    }

    #[test]
    fn output_reads_back_as_the_same_tree(html in soup()) {
        let once = cleaned(&html);
        prop_assert_eq!(clean_by_tree(&once, None).into_string(), once);
    }

    #[test]
    fn fast_and_slow_path_agree(html in prop_oneof![plain_soup(), soup()]) {
        let base = Url::parse("https://paper.example/news/").unwrap();
        let mut builder = HtmlBuilder::default();
        if plain::scan(&html, Some(&base), &mut builder).is_some() {
            prop_assert_eq!(builder.finish(), clean_by_tree(&html, Some(&base)).into_string());
            let mut builder = TextBuilder::default();
            prop_assert!(plain::scan(&html, None, &mut builder).is_some());
            let (tree, _) = parse_fragment(&html, BOUNDS);
            let mut by_tree = TextBuilder::default();
            walk::walk(&tree, NodeId::ROOT, None, &mut by_tree);
            prop_assert_eq!(builder.finish(), by_tree.finish());
        }
    }

    #[test]
    fn any_text_at_all_is_cleaned_without_panic(html in "\\PC{0,200}") {
        let once = cleaned(&html);
        prop_assert_eq!(cleaned(&once), once);
    }
}

#[test]
fn a_formula_is_a_line_of_text() {
    let math = "<p>It is <math><mi>h</mi><mo>=</mo><msup><mi>t</mi><mn>2</mn></msup></math> high.</p>";
    assert_eq!(clean(math, None).as_str(), "<p>It is h = t^2 high.</p>");
    let attack = "<p><math><mtext><img src=x onerror=alert(1)><style><a title='</style><script>1</script>'></math></p>";
    assert!(
        !clean(attack, None).as_str().contains("<script")
            && !clean(attack, None).as_str().contains("onerror")
    );
}
