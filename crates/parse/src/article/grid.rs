//! Grids: tables of data, which are read row by row, told from tables that only lay out a page.

use crate::markup::{NodeId, Tree};

/// Nodes of a row or table that are looked at.
const FAR: usize = 400;
/// Characters from which a cell holds a text, and not a value.
const LONGEST_VALUE: usize = 160;

/// Whether a cell belongs to a row that is read as one line: the row's cells hold no blocks, or it is a row of a
/// table of data.
pub(super) fn is_data_cell(tree: &Tree, cell: NodeId) -> bool {
    let Some(row) = tree.parent(cell) else { return false };
    let (mut cells, mut blocks) = (0, 0);
    for node in tree.descendants(row).take(200) {
        match tree.name(node) {
            "td" | "th" => cells += 1,
            "table" | "pre" | "h1" | "h2" | "h3" | "section" | "article" => return false,
            "p" | "div" | "ul" => blocks += 1,
            _ => {}
        }
    }
    cells > 1 && (blocks == 0 || is_marked_as_data(tree, row) && has_short_cells(tree, row))
}

/// Whether the table around a row says that it holds data: it has a caption or headings of columns.
fn is_marked_as_data(tree: &Tree, row: NodeId) -> bool {
    let table = tree.ancestors(row).take(2).find(|up| tree.name(*up) == "table");
    table.is_some_and(|table| {
        tree.descendants(table).take(FAR).any(|id| matches!(tree.name(id), "th" | "caption" | "thead"))
    })
}

fn has_short_cells(tree: &Tree, row: NodeId) -> bool {
    let mut cells = tree.children(row).filter(|id| matches!(tree.name(*id), "td" | "th"));
    cells.all(|cell| {
        let texts = tree.descendants(cell).take(FAR).filter_map(|id| tree.text(id));
        texts.map(|text| text.trim().len()).sum::<usize>() <= LONGEST_VALUE
    })
}
