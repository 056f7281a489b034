//! Parsing: markup to a tree, in pieces, so that one endless tag cannot take all the time.

use html5ever::buffer_queue::BufferQueue;
use html5ever::interface::{TokenizerResult, create_element};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Tokenizer, TokenizerOpts};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts, TreeSink};
use html5ever::{QualName, local_name, ns};

use super::guard::Guard;
use super::shadow;
use super::sink::Sink;
use super::tree::{NodeId, Tree};
use crate::warning::Warning;

/// How large a tree may become.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bounds {
    /// Bytes of markup that are read.
    pub(crate) bytes: usize,
    /// Nodes of the tree.
    pub(crate) nodes: usize,
    /// Nesting of elements.
    pub(crate) depth: u32,
}

/// Bytes that are given to the tokenizer at a time.
const PIECE: usize = 32 * 1024;
/// Separators inside one tag after which the rest of the markup is left out: every attribute needs one, and the
/// tokenizer compares each attribute of a tag with all others.
const SEPARATORS_IN_A_TAG: usize = 20_000;

/// Parses a whole page.
pub(crate) fn parse_document(html: &str, bounds: Bounds) -> (Tree, Vec<Warning>) {
    let builder =
        TreeBuilder::new(Sink::new(), TreeBuilderOpts { scripting_enabled: false, ..Default::default() });
    run(builder, html, bounds)
}

/// Parses a piece of a page's body. The pieces are children of the tree's `html` element.
pub(crate) fn parse_fragment(html: &str, bounds: Bounds) -> (Tree, Vec<Warning>) {
    let sink = Sink::new();
    let context = create_element(&sink, QualName::new(None, ns!(html), local_name!("body")), Vec::new());
    let options = TreeBuilderOpts { scripting_enabled: false, ..Default::default() };
    run(TreeBuilder::new_for_fragment(sink, context, None, options), html, bounds)
}

fn run(builder: TreeBuilder<NodeId, Sink>, html: &str, bounds: Bounds) -> (Tree, Vec<Warning>) {
    let mut warnings = Vec::new();
    let read = html.get(..html.floor_char_boundary(bounds.bytes)).unwrap_or_default();
    if read.len() < html.len() {
        warnings.push(Warning::new(format!("only the first {} bytes of the markup were read", read.len())));
    }
    let tokenizer = Tokenizer::new(Guard::new(builder, bounds), TokenizerOpts::default());
    if !feed(&tokenizer, read) {
        warnings.push(Warning::new("a tag with too many attributes: the rest of the markup was left out"));
    }
    tokenizer.end();
    if tokenizer.sink.too_deep() {
        warnings.push(Warning::new(format!("elements nested deeper than {} were left out", bounds.depth)));
    }
    if tokenizer.sink.too_many() {
        warnings.push(Warning::new(format!("only the first {} nodes of the markup were read", bounds.nodes)));
    }
    let mut tree = tokenizer.sink.into_sink().finish();
    shadow::compose(&mut tree);
    (tree, warnings)
}

/// Gives the markup to the tokenizer piece by piece; `false` when it was stopped inside a hostile tag.
fn feed(tokenizer: &Tokenizer<Guard>, html: &str) -> bool {
    let queue = BufferQueue::default();
    let mut rest = StrTendril::from_slice(html);
    let (mut separators, mut tokens) = (0, 0);
    while !rest.is_empty() {
        let length = rest.floor_char_boundary(PIECE.min(rest.len()));
        let piece = rest.subtendril(0, u32::try_from(length).unwrap_or(u32::MAX));
        rest.pop_front(u32::try_from(length).unwrap_or(u32::MAX));
        queue.push_back(piece.clone());
        while !matches!(tokenizer.feed(&queue), TokenizerResult::Done) {}
        let is_one_tag = tokenizer.sink.tokens() == tokens;
        separators = if is_one_tag { separators + count_separators(&piece) } else { 0 };
        tokens = tokenizer.sink.tokens();
        if separators > SEPARATORS_IN_A_TAG {
            return false;
        }
    }
    true
}

/// The characters after which a tag can have another attribute.
fn count_separators(piece: &str) -> usize {
    piece
        .bytes()
        .filter(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0c | b'/' | b'"' | b'\''))
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOUNDS: Bounds = Bounds { bytes: 8 << 20, nodes: 200_000, depth: 256 };

    #[test]
    fn a_page_becomes_a_tree() {
        let (tree, warnings) = parse_document("<p>One<!-- two --> three<p>four", BOUNDS);
        let paragraphs: Vec<String> = tree
            .descendants(NodeId::ROOT)
            .filter(|id| tree.name(*id) == "p")
            .map(|id| tree.characters(id))
            .collect();
        assert_eq!(paragraphs, ["One three", "four"]);
        assert!(warnings.is_empty());
    }

    #[test]
    fn what_a_page_puts_into_the_slots_of_a_declared_shadow_root_stands_there() {
        let (tree, _) = parse_document(
            "<x-page><template shadowrootmode=open><p>Before</p><slot name=head>None</slot><p>After</p><slot></slot>\
             </template><h1 slot=head>Title</h1><p>Rest</p></x-page><template>not shown</template>",
            BOUNDS,
        );
        let root = tree.find(NodeId::ROOT, "template").unwrap();
        assert_eq!(tree.characters(root), "BeforeTitleAfterRest");
    }

    #[test]
    fn too_much_200_000_deep_nesting_is_cut_with_a_warning() {
        let (tree, warnings) = parse_document(&format!("{}end", "<div>".repeat(200_000)), BOUNDS);
        assert!(tree.len() < 2_000, "{}", tree.len());
        assert!(tree.characters(NodeId::ROOT).contains("end"));
        assert_eq!(warnings.len(), 1);
    }

    #[test]
    fn too_much_100_000_attributes_are_cut_with_a_warning() {
        let many = (0..100_000).map(|number| format!(" a{number}=1")).collect::<Vec<_>>().concat();
        let (_, warnings) = parse_document(&format!("<p>before</p><p{many}>x"), BOUNDS);
        assert_eq!(warnings.len(), 1);
    }

    #[test]
    fn a_page_of_mostly_spaces_is_read_to_its_end() {
        let page = format!(
            "<p>one</p>{}<p>two</p>",
            "\n<div>\n</div>                                ".repeat(20_000)
        );
        let (tree, warnings) = parse_document(&page, BOUNDS);
        assert!(tree.characters(NodeId::ROOT).ends_with("two"));
        assert!(warnings.is_empty());
    }

    #[test]
    fn reopened_formatting_cannot_multiply_nodes_without_end() {
        let fonts = (0..300).map(|number| format!("<font id=f{number}>")).collect::<Vec<_>>().concat();
        let page = format!("<p>{fonts}</p>{}", "<p>x".repeat(50_000));
        let (tree, warnings) = parse_document(&page, BOUNDS);
        assert!(tree.len() <= BOUNDS.nodes + 1_000);
        assert!(!warnings.is_empty());
    }
}
