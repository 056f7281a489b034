//! The world as a whole: reads the embedded article files and pictures.

use include_dir::{Dir, DirEntry, include_dir};

use crate::address;
use crate::article::{self, Article, Block, Body};
use crate::error::WorldError;
use crate::picture::{self, Pictures};
use crate::publisher::{self, Publisher};

static EMBEDDED: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/world");

/// All articles and pictures, and what was left out on the way.
#[derive(Debug, Default)]
pub(crate) struct World {
    /// Ordered by event, publisher and number.
    pub(crate) articles: Vec<Article>,
    pub(crate) pictures: Pictures,
    /// One sentence for each figure that was skipped because its picture is missing.
    pub(crate) warnings: Vec<String>,
}

/// What the name of an article file says.
#[derive(Debug)]
struct FileName<'a> {
    event: &'a str,
    publisher: &'static Publisher,
    /// The name without `.corrected` and `.txt`, such as `harbour-post-2`.
    stem: &'a str,
    is_correction: bool,
}

impl World {
    /// Reads the world that is embedded in the binary.
    ///
    /// # Errors
    ///
    /// An article file breaks the format, or a picture cannot be read.
    pub(crate) fn embedded() -> Result<Self, WorldError> {
        let mut files = Vec::new();
        collect(&EMBEDDED, &mut files);
        Self::read(&files)
    }

    /// Reads files given as paths relative to the world's folder and their bytes.
    pub(crate) fn read(files: &[(&'static str, &'static [u8])]) -> Result<Self, WorldError> {
        let mut world = Self::default();
        let mut corrections = Vec::new();
        for (path, bytes) in files {
            if let Some(file) = path.strip_prefix("pictures/") {
                world.pictures.extend(picture::read(file, bytes)?.map(|picture| (file, picture)));
            }
            if let Some(rest) = path.strip_prefix("articles/") {
                let name = file_name(rest).ok_or_else(|| problem(path, 1, FILE_NAMES))?;
                let article = read_article(path, bytes, &name)?;
                if name.is_correction {
                    corrections.push((path, article));
                } else {
                    world.articles.push(article);
                }
            }
        }
        for (path, correction) in corrections {
            world
                .correct(correction)
                .ok_or_else(|| problem(path, 1, "there is no article that this one corrects"))?;
        }
        world
            .articles
            .sort_by(|a, b| (&a.event, a.publisher.id, a.number).cmp(&(&b.event, b.publisher.id, b.number)));
        world.settle_figures();
        Ok(world)
    }

    fn correct(&mut self, correction: Article) -> Option<()> {
        let same = |article: &&mut Article| {
            article.event == correction.event
                && article.number == correction.number
                && article.publisher.id == correction.publisher.id
        };
        self.articles.iter_mut().find(same)?.corrected = Some(correction.body);
        Some(())
    }

    /// Gives figures their size and takes out those without a picture.
    fn settle_figures(&mut self) {
        for article in &mut self.articles {
            for body in std::iter::once(&mut article.body).chain(&mut article.corrected) {
                settle(body, &self.pictures, &mut self.warnings);
            }
        }
        self.warnings.sort();
        self.warnings.dedup();
    }
}

const FILE_NAMES: &str =
    "an article file is called EVENT/PUBLISHER.txt, PUBLISHER-2.txt or PUBLISHER.corrected.txt";

fn collect(folder: &Dir<'static>, files: &mut Vec<(&'static str, &'static [u8])>) {
    for entry in folder.entries() {
        match entry {
            DirEntry::Dir(folder) => collect(folder, files),
            DirEntry::File(file) => files.extend(file.path().to_str().map(|path| (path, file.contents()))),
        }
    }
}

fn file_name(path: &str) -> Option<FileName<'_>> {
    let (event, file) = path.split_once('/')?;
    let stem = file.strip_suffix(".txt")?;
    let (stem, is_correction) = match stem.strip_suffix(".corrected") {
        Some(stem) => (stem, true),
        None => (stem, false),
    };
    let id = stem.trim_end_matches(|character: char| character.is_ascii_digit()).trim_end_matches('-');
    Some(FileName { event, publisher: publisher::by_id(id)?, stem, is_correction })
}

fn read_article(path: &str, bytes: &[u8], name: &FileName<'_>) -> Result<Article, WorldError> {
    let text = std::str::from_utf8(bytes);
    let text = text.map_err(|error| problem(path, 1, &format!("the file is not UTF-8: {error}")))?;
    let (header, body) = article::parse(text).map_err(|wrong| problem(path, wrong.line, &wrong.words))?;
    let number = address::number(&format!("{}/{}", name.event, name.stem));
    Ok(Article {
        event: name.event.to_owned(),
        publisher: name.publisher,
        number,
        path: address::path(name.publisher.layout, &header, number, !body.updates.is_empty()),
        header,
        body,
        corrected: None,
    })
}

fn problem(file: &str, line: usize, words: &str) -> WorldError {
    WorldError::Article { file: file.to_owned(), line, problem: words.to_owned() }
}

fn settle(body: &mut Body, pictures: &Pictures, warnings: &mut Vec<String>) {
    body.for_each_list(|blocks| {
        blocks.retain_mut(|block| {
            let Block::Figure(figure) = block else { return true };
            let Some(picture) = pictures.get(figure.file.as_str()) else {
                warnings.push(format!("figure skipped: there is no picture {}", figure.file));
                return false;
            };
            (figure.width, figure.height) = (picture.width, picture.height);
            true
        });
    });
}

#[cfg(test)]
mod tests;
