//! The sample world of publishers, played by the program itself.

use std::path::Path;

use crate::binary::Running;

/// A running world.
#[derive(Debug)]
pub struct World {
    running: Running,
    opml: String,
    /// Each publisher's front page, with its name.
    homes: Vec<(String, String)>,
}

impl World {
    /// Starts the world on free ports.
    #[must_use]
    pub fn start(folder: &Path) -> Self {
        let folder = folder.display().to_string();
        let running = Running::start(&["demo", "--world-only", "--data", &folder]);
        let mut opml = String::new();
        loop {
            let line = running.line(60, |_| true);
            opml.push_str(&line);
            opml.push('\n');
            if line.contains("</opml>") {
                let homes = homes(&opml);
                return Self { running, opml, homes };
            }
        }
    }

    /// The list of its feeds.
    #[must_use]
    pub fn opml(&self) -> &str {
        &self.opml
    }

    /// Writes the list of its feeds to a file; gives the file's name.
    #[must_use]
    pub fn save_opml(&self, folder: &Path) -> String {
        let file = folder.join("world.opml");
        std::fs::write(&file, &self.opml).expect("the list can be written");
        file.display().to_string()
    }

    /// The publisher's name and the path on its site, of an address in the world.
    #[must_use]
    pub fn place(&self, address: &str) -> Option<(String, String)> {
        self.homes.iter().find_map(|(home, name)| {
            let path = address.strip_prefix(home.trim_end_matches('/'))?;
            Some((name.clone(), path.to_owned()))
        })
    }

    /// Process id of the publishers' server.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.running.id()
    }
}

fn homes(opml: &str) -> Vec<(String, String)> {
    let attribute = |line: &str, name: &str| {
        let (_, rest) = line.split_once(&format!(" {name}=\""))?;
        rest.split_once('"').map(|(value, _)| value.to_owned())
    };
    let feeds = opml.lines().filter(|line| line.contains("xmlUrl"));
    feeds.filter_map(|line| Some((attribute(line, "htmlUrl")?, attribute(line, "text")?))).collect()
}
