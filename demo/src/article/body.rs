//! The body of an article file: blocks apart by empty lines.

use super::parse::Problem;
use super::{Block, Body, Figure, Table, Update};
use crate::offset::Offset;

/// Lines that belong together, with the number of the first.
type Group<'a> = (usize, Vec<&'a str>);

/// Reads the numbered lines below the header.
pub(super) fn read(lines: &[(usize, &str)]) -> Result<Body, Problem> {
    let mut body = Body { pages: vec![Vec::new()], updates: Vec::new() };
    for (line, group) in groups(lines) {
        let first = group.first().copied().unwrap_or_default();
        if first == "!page" {
            body.pages.push(Vec::new());
        } else if let Some(rest) = first.strip_prefix("!update ") {
            body.updates.push(update(rest).map_err(|problem| Problem::new(line, problem))?);
        } else {
            let block = block(first, &group).map_err(|problem| Problem::new(line, problem))?;
            push(&mut body, block);
        }
    }
    if body.all_blocks().next().is_none() {
        return Err(Problem::new(lines.first().map_or(1, |(line, _)| *line), "the body is empty"));
    }
    Ok(body)
}

fn push(body: &mut Body, block: Block) {
    let list = match body.updates.last_mut() {
        Some(update) => Some(&mut update.blocks),
        None => body.pages.last_mut(),
    };
    if let Some(list) = list {
        list.push(block);
    }
}

/// Joins lines into groups; a line that starts with `!` or `## ` is always one of its own.
fn groups<'a>(lines: &[(usize, &'a str)]) -> Vec<Group<'a>> {
    let mut groups: Vec<Group<'a>> = Vec::new();
    let mut open = false;
    for (line, text) in lines.iter().copied() {
        let text = text.trim();
        let alone = text.starts_with('!') || text.starts_with("## ");
        match groups.last_mut() {
            _ if text.is_empty() => {}
            Some((_, group)) if open && !alone => group.push(text),
            _ => groups.push((line, vec![text])),
        }
        open = !text.is_empty() && !alone;
    }
    groups
}

fn block(first: &str, group: &[&str]) -> Result<Block, String> {
    if let Some(words) = first.strip_prefix("## ") {
        return Ok(Block::Subheading(words.trim().to_owned()));
    }
    if let Some(words) = first.strip_prefix("!pull ") {
        return Ok(Block::Pull(words.trim().to_owned()));
    }
    if let Some(rest) = first.strip_prefix("!figure ") {
        return figure(rest).map(Block::Figure);
    }
    if first.starts_with('!') {
        return Err(format!("unknown mark `{first}`; the marks are !pull, !figure, !page and !update"));
    }
    if first.starts_with("> ") {
        let lines: Vec<&str> = group.iter().map(|line| line.trim_start_matches('>').trim()).collect();
        return Ok(Block::Quote(lines.join(" ")));
    }
    if first.starts_with("- ") {
        return list(group).map(Block::List);
    }
    if first.starts_with('|') {
        return table(group).map(Block::Table);
    }
    Ok(Block::Paragraph(group.join(" ")))
}

fn list(group: &[&str]) -> Result<Vec<String>, String> {
    let item = |line: &&str| line.strip_prefix("- ").map(|item| item.trim().to_owned());
    group
        .iter()
        .map(item)
        .collect::<Option<_>>()
        .ok_or_else(|| "every line of a list starts with `- `".to_owned())
}

fn table(group: &[&str]) -> Result<Table, String> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    for line in group {
        let inner = line.strip_prefix('|').and_then(|line| line.strip_suffix('|'));
        let inner = inner.ok_or("every line of a table starts and ends with `|`")?;
        let rule = inner.chars().all(|character| matches!(character, '-' | '|' | ':' | ' '));
        if !rule {
            rows.push(inner.split('|').map(|cell| cell.trim().to_owned()).collect());
        }
    }
    if rows.len() < 2 {
        return Err("a table has a header and at least one row".to_owned());
    }
    let head = rows.remove(0);
    if rows.iter().any(|row| row.len() != head.len()) {
        return Err("every row of a table has as many cells as its header".to_owned());
    }
    Ok(Table { head, rows })
}

fn figure(rest: &str) -> Result<Figure, String> {
    let parts: Vec<&str> = rest.split('|').map(str::trim).collect();
    let [file, alternative, caption, credit] = parts.as_slice() else {
        return Err("a figure has the form `!figure FILE | alternative text | caption | credit`".to_owned());
    };
    let filled = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Ok(Figure {
        file: (*file).to_owned(),
        alternative: (*alternative).to_owned(),
        caption: filled(caption),
        credit: filled(credit),
        width: 0,
        height: 0,
    })
}

fn update(rest: &str) -> Result<Update, String> {
    let form = "an update has the form `!update -2h15m | Title`";
    let (at, title) = rest.split_once('|').ok_or(form)?;
    let at = Offset::parse(at.trim()).ok_or(form)?;
    Ok(Update { at, title: title.trim().to_owned(), blocks: Vec::new() })
}
