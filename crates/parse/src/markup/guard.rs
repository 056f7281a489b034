//! The guard between tokenizer and tree builder: drops what would nest too deep or be too many nodes.

use std::cell::Cell;

use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult};
use html5ever::tree_builder::TreeBuilder;

use super::parse::Bounds;
use super::sink::Sink;
use super::tree::NodeId;

/// Passes tokens on to the tree builder as long as the tree stays within its bounds.
pub(super) struct Guard {
    builder: TreeBuilder<NodeId, Sink>,
    bounds: Bounds,
    ended: Cell<u32>,
    dropped: Cell<u32>,
    tokens: Cell<u64>,
    too_deep: Cell<bool>,
    too_many: Cell<bool>,
}

impl Guard {
    pub(super) fn new(builder: TreeBuilder<NodeId, Sink>, bounds: Bounds) -> Self {
        let (ended, dropped, tokens) = (Cell::new(0), Cell::new(0), Cell::new(0));
        Self {
            builder,
            bounds,
            ended,
            dropped,
            tokens,
            too_deep: Cell::new(false),
            too_many: Cell::new(false),
        }
    }

    pub(super) fn into_sink(self) -> Sink {
        self.builder.sink
    }

    /// How many tokens have come so far.
    pub(super) fn tokens(&self) -> u64 {
        self.tokens.get()
    }

    /// Whether elements were left out because they were nested too deep.
    pub(super) fn too_deep(&self) -> bool {
        self.too_deep.get()
    }

    /// Whether the rest was left out because there were too many nodes.
    pub(super) fn too_many(&self) -> bool {
        self.too_many.get()
    }

    /// Whether a tag may pass. The depth is that of the last element less the ends since then: an estimate that
    /// the next element corrects.
    fn admits(&self, tag: &Tag) -> bool {
        match tag.kind {
            TagKind::StartTag => {
                let depth = self.builder.sink.depth().get().saturating_sub(self.ended.get());
                if depth < self.bounds.depth {
                    return true;
                }
                self.too_deep.set(true);
                if !tag.self_closing {
                    self.dropped.set(self.dropped.get().saturating_add(1));
                }
                false
            }
            TagKind::EndTag => {
                let dropped = self.dropped.get();
                self.dropped.set(dropped.saturating_sub(1));
                dropped == 0
            }
        }
    }
}

impl TokenSink for Guard {
    type Handle = NodeId;

    fn process_token(&self, token: Token, line_number: u64) -> TokenSinkResult<NodeId> {
        self.tokens.set(self.tokens.get() + 1);
        if self.builder.sink.len() >= self.bounds.nodes && !matches!(token, Token::EOFToken) {
            self.too_many.set(true);
            return TokenSinkResult::Continue;
        }
        let end = match &token {
            Token::TagToken(tag) if !self.admits(tag) => return TokenSinkResult::Continue,
            Token::TagToken(tag) => Some(tag.kind == TagKind::EndTag),
            Token::ParseError(_) | Token::CommentToken(_) => return TokenSinkResult::Continue,
            _ => None,
        };
        let before = self.builder.sink.len();
        let result = self.builder.process_token(token, line_number);
        match end {
            Some(true) => self.ended.set(self.ended.get().saturating_add(1)),
            Some(false) if self.builder.sink.len() > before => self.ended.set(0),
            _ => {}
        }
        result
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}
