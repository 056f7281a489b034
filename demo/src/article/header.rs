//! The header of an article file: `key: value` lines.

use super::parse::Problem;
use crate::offset::Offset;
use crate::publisher;

/// What stands above an article's text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Header {
    pub(crate) headline: String,
    pub(crate) standfirst: Option<String>,
    pub(crate) bylines: Vec<String>,
    pub(crate) section: String,
    pub(crate) published: Offset,
    pub(crate) modified: Option<Offset>,
    /// Id of the publisher whose text this one re-publishes.
    pub(crate) copy_of: Option<String>,
    /// The agency named at the end of the text.
    pub(crate) credit_line: Option<String>,
}

const KEYS: [&str; 8] =
    ["headline", "standfirst", "byline", "section", "published", "modified", "copy-of", "credit-line"];

/// The lines of a header as they were found: key, value and line number.
pub(super) struct Fields<'a>(Vec<(&'a str, &'a str, usize)>);

impl<'a> Fields<'a> {
    /// Takes the lines of a header, numbered from 1.
    pub(super) fn read(lines: &[(usize, &'a str)]) -> Result<Self, Problem> {
        let mut fields: Vec<(&str, &str, usize)> = Vec::new();
        for (line, text) in lines.iter().copied() {
            let (key, value) = text
                .split_once(':')
                .ok_or_else(|| Problem::new(line, "a header line has the form `key: value`"))?;
            let (key, value) = (key.trim(), value.trim());
            if !KEYS.contains(&key) {
                return Err(Problem::new(
                    line,
                    format!("unknown key `{key}`; the keys are {}", KEYS.join(", ")),
                ));
            }
            if fields.iter().any(|(known, ..)| *known == key) {
                return Err(Problem::new(line, format!("`{key}` stands twice")));
            }
            if value.is_empty() {
                return Err(Problem::new(line, format!("`{key}` has no value; leave the line out")));
            }
            fields.push((key, value, line));
        }
        Ok(Self(fields))
    }

    /// Builds the header; the required keys must be there and every value valid.
    pub(super) fn header(&self) -> Result<Header, Problem> {
        let published = self.offset("published")?;
        let modified = self.offset("modified")?;
        let header = Header {
            headline: self.required("headline")?,
            standfirst: self.text("standfirst"),
            bylines: self.bylines(),
            section: self.required("section")?,
            published: published.ok_or_else(|| Problem::new(1, "`published` is missing"))?,
            modified,
            copy_of: self.copy_of()?,
            credit_line: self.text("credit-line"),
        };
        if header.modified.is_some_and(|modified| modified <= header.published) {
            return Err(Problem::new(self.line("modified"), "`modified` is not later than `published`"));
        }
        Ok(header)
    }

    fn find(&self, key: &str) -> Option<(&'a str, usize)> {
        self.0.iter().find(|(known, ..)| *known == key).map(|(_, value, line)| (*value, *line))
    }

    fn line(&self, key: &str) -> usize {
        self.find(key).map_or(1, |(_, line)| line)
    }

    fn text(&self, key: &str) -> Option<String> {
        self.find(key).map(|(value, _)| value.to_owned())
    }

    fn required(&self, key: &str) -> Result<String, Problem> {
        self.text(key).ok_or_else(|| Problem::new(1, format!("`{key}` is missing")))
    }

    fn bylines(&self) -> Vec<String> {
        let names = self.find("byline").map_or("", |(value, _)| value).split(';');
        names.map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect()
    }

    fn offset(&self, key: &str) -> Result<Option<Offset>, Problem> {
        let Some((value, line)) = self.find(key) else { return Ok(None) };
        match Offset::parse(value) {
            Some(offset) => Ok(Some(offset)),
            None => {
                Err(Problem::new(line, format!("`{key}` is an offset such as -3h20m or +9m, not `{value}`")))
            }
        }
    }

    fn copy_of(&self) -> Result<Option<String>, Problem> {
        let Some((id, line)) = self.find("copy-of") else { return Ok(None) };
        if publisher::by_id(id).is_none() {
            return Err(Problem::new(line, format!("`copy-of` names no publisher: `{id}`")));
        }
        Ok(Some(id.to_owned()))
    }
}
