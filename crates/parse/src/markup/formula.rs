//! Formulas: TeX and `MathML` as one line of text, once, however many copies a page carries for screens and readers.

use super::tree::{NodeId, Tree};

/// Characters a formula may have at most; longer ones are cut.
const LONGEST: usize = 2_000;
/// Nodes below an element among which a formula is looked for.
const FAR: usize = 2_000;
/// Nesting of a formula that is read.
const DEEPEST: usize = 60;

/// The formula that an element shows, where it is one: `math`, a script with TeX, a picture of TeX, or the box of a
/// typesetter that holds one of these beside its drawing.
pub(crate) fn read(tree: &Tree, id: NodeId) -> Option<String> {
    let element = tree.element(id)?;
    let name: &str = element.name();
    let found = match name {
        "math" => of_math(tree, id),
        "script" => {
            element.attribute("type").filter(|kind| is_tex(kind)).map(|_| bare_tex(&tree.characters(id)))
        }
        "img" if is_drawing(element.attribute("class").unwrap_or_default()) => {
            element.attribute("alt").map(bare_tex)
        }
        _ if is_typeset(name, element.attribute("class").unwrap_or_default()) => in_box(tree, id),
        _ => None,
    };
    let found = found.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "));
    found.filter(|text| !text.is_empty()).map(|text| text.chars().take(LONGEST).collect())
}

fn is_tex(kind: &str) -> bool {
    let kind = kind.to_ascii_lowercase();
    kind.starts_with("math/tex") || kind.starts_with("math/latex")
}

/// The formula of `math` that stands by itself in a piece of markup, and not beside a typesetter's drawing of it.
pub(crate) fn alone(tree: &Tree, id: NodeId) -> Option<String> {
    let is_drawn = |up: NodeId| {
        let class = tree.attribute(up, "class").unwrap_or_default().to_ascii_lowercase();
        class.contains("katex")
            || class.contains("mathjax")
            || class.contains("mjx")
            || tree.name(up).starts_with("mjx-")
    };
    let is_formula = matches!(tree.name(id), "math" | "script") && !tree.ancestors(id).take(4).any(is_drawn);
    if is_formula { read(tree, id) } else { None }
}

/// Whether a class is that of a picture of TeX, whose alternative text is the TeX.
fn is_drawing(class: &str) -> bool {
    class.split_whitespace().any(|word| matches!(word, "latex" | "tex" | "math" | "mathimg" | "ee_img"))
}

/// Whether an element is the box that `KaTeX` or `MathJax` puts around a formula, or a wiki's.
fn is_typeset(name: &str, class: &str) -> bool {
    let mut words = class.split_whitespace();
    name == "mjx-container"
        || words.any(|word| {
            matches!(
                word,
                "katex" | "katex-display" | "MathJax" | "MathJax_Display" | "mwe-math-element" | "mjx-chtml"
            ) || word.starts_with("MathJax_")
        })
}

/// The formula in a typesetter's box: of its `math`, or of the TeX that follows the box.
fn in_box(tree: &Tree, id: NodeId) -> Option<String> {
    let math = tree.descendants(id).take(FAR).find(|below| tree.name(*below) == "math");
    if let Some(math) = math {
        return of_math(tree, math);
    }
    let label = tree.descendants(id).take(FAR).find_map(|below| {
        let name = tree.name(below);
        (name == "script" || name == "annotation").then(|| bare_tex(&tree.characters(below)))
    });
    label.or_else(|| tree.attribute(id, "aria-label").map(str::to_owned))
}

/// The formula of a `math` element: its TeX where that is plain, else the elements written in a line, else its TeX.
fn of_math(tree: &Tree, math: NodeId) -> Option<String> {
    let is_tex = |id: &NodeId| {
        tree.name(*id) == "annotation"
            && tree.attribute(*id, "encoding").is_some_and(|kind| kind.to_ascii_lowercase().contains("tex"))
    };
    let annotation = tree.descendants(math).take(FAR).find(is_tex).map(|id| bare_tex(&tree.characters(id)));
    let tex = annotation.or_else(|| tree.attribute(math, "alttext").map(bare_tex));
    if let Some(tex) = tex.as_ref().filter(|tex| !tex.is_empty() && !tex.contains('\\')) {
        return Some(tex.clone());
    }
    let is_short = tree.descendants(math).take(FAR + 1).count() <= FAR;
    let written = if is_short { line(tree, math, 0) } else { String::new() };
    Some(written).filter(|written| !written.trim().is_empty()).or(tex)
}

/// TeX without what only sets its style.
fn bare_tex(tex: &str) -> String {
    let mut tex = tex.trim();
    tex = tex.strip_prefix("% <![CDATA[").unwrap_or(tex);
    tex = tex.strip_suffix("%]]>").unwrap_or(tex).trim();
    for (open, close) in [("\\(", "\\)"), ("\\[", "\\]"), ("$$", "$$"), ("$", "$")] {
        tex = tex.strip_prefix(open).and_then(|tex| tex.strip_suffix(close)).unwrap_or(tex).trim();
    }
    for style in ["{\\displaystyle", "{\\textstyle"] {
        tex = tex.strip_prefix(style).and_then(|tex| tex.strip_suffix('}')).unwrap_or(tex).trim();
    }
    tex.to_owned()
}

/// An element of `MathML` in a line.
fn line(tree: &Tree, id: NodeId, depth: usize) -> String {
    if depth > DEEPEST {
        return String::new();
    }
    if let Some(text) = tree.text(id) {
        return text.trim().to_owned();
    }
    let children: Vec<NodeId> = tree.children(id).filter(|child| is_written(tree, *child)).collect();
    let parts: Vec<String> = children.iter().map(|child| line(tree, *child, depth + 1)).collect();
    let part = |at: usize| parts.get(at).map(String::as_str).unwrap_or_default();
    match tree.name(id) {
        "mfrac" => format!(" {}/{} ", wrapped(part(0)), wrapped(part(1))),
        "msup" | "mover" => raised(part(0), "^", part(1)),
        "msub" | "munder" => raised(part(0), "_", part(1)),
        "msubsup" | "munderover" => raised(&raised(part(0), "_", part(1)), "^", part(2)),
        "msqrt" => format!("√{}", wrapped(&parts.concat())),
        "mroot" => format!("{}^(1/{})", wrapped(part(0)), part(1)),
        "mo" => operator(&parts.concat()),
        "mtext" | "mspace" => format!(" {} ", parts.concat()),
        "semantics" => part(0).to_owned(),
        "mtable" => parts.join("; "),
        "mtr" => parts.join(", "),
        "mfenced" => format!("({})", parts.join(", ")),
        _ => parts.concat(),
    }
}

fn is_written(tree: &Tree, id: NodeId) -> bool {
    let is_blank = tree.text(id).is_some_and(|text| text.trim().is_empty());
    let is_left_out = matches!(
        tree.name(id),
        "annotation"
            | "annotation-xml"
            | "mphantom"
            | "iframe"
            | "script"
            | "style"
            | "noscript"
            | "object"
            | "textarea"
            | "select"
            | "title"
            | "template"
            | "noembed"
            | "noframes"
            | "xmp"
            | "svg"
    );
    !is_blank && !is_left_out
}

/// A part in brackets where it is more than one sign or number.
fn wrapped(part: &str) -> String {
    let part = part.trim();
    let is_one = part.chars().count() <= 1 || part.chars().all(|c| c.is_ascii_digit() || c == '.');
    if is_one { part.to_owned() } else { format!("({part})") }
}

/// A part with another above or below it; an accent stands right behind its letter.
fn raised(base: &str, sign: &str, part: &str) -> String {
    let part = part.trim();
    match part {
        "" => base.to_owned(),
        "′" | "″" | "‾" | "¯" | "˙" | "~" | "^" | "→" | "∗" | "*" => format!("{base}{part}"),
        _ => format!("{base}{sign}{}", wrapped(part)),
    }
}

/// An operator, with spaces where it stands between two parts; those that are not seen are left out.
fn operator(text: &str) -> String {
    let sign: String = text.trim().chars().filter(|c| !matches!(c, '\u{2061}'..='\u{2064}')).collect();
    match sign.as_str() {
        "=" | "≠" | "≈" | "<" | ">" | "≤" | "≥" | "+" | "−" | "±" | "×" | "→" | "∈" | "⇒" | "∑" | "∫"
        | ":=" => {
            format!(" {sign} ")
        }
        "-" => " − ".to_owned(),
        "," | ";" => format!("{sign} "),
        _ => sign,
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Bounds, parse_document};
    use super::*;

    fn formula(markup: &str, name: &str) -> Option<String> {
        let (tree, _) = parse_document(markup, Bounds { bytes: 1 << 20, nodes: 10_000, depth: 200 });
        tree.find(NodeId::ROOT, name).and_then(|id| read(&tree, id))
    }

    #[test]
    fn math_is_written_in_a_line() {
        let math = "<math><mi>h</mi><mo>=</mo><mfrac><mn>1</mn><mn>2</mn></mfrac><mi>g</mi><msup><mi>t</mi><mn>2</mn>\
            </msup></math>";
        assert_eq!(formula(math, "math").as_deref(), Some("h = 1/2 gt^2"));
        let root = "<math><msqrt><mi>a</mi><mo>+</mo><mi>b</mi></msqrt></math>";
        assert_eq!(formula(root, "math").as_deref(), Some("√(a + b)"));
    }

    #[test]
    fn plain_tex_is_kept_and_its_drawing_is_not_doubled() {
        let typeset = "<span class=katex><span><math><semantics><mi>h</mi><annotation encoding='application/x-tex'>h=3g\
            </annotation></semantics></math></span><span class=katex-html aria-hidden=true>h=3g</span></span>";
        assert_eq!(formula(typeset, "span").as_deref(), Some("h=3g"));
        assert_eq!(
            formula("<script type='math/tex'>L = 2\\pi r</script>", "script").as_deref(),
            Some("L = 2\\pi r")
        );
        assert_eq!(formula("<script>let a = 1</script>", "script"), None);
    }
}
