//! The sample world of publishers, played by the program itself.

use crate::binary::Running;

/// A running world.
#[derive(Debug)]
pub struct World {
    running: Running,
    opml: String,
}

impl World {
    /// Starts the world on free ports.
    #[must_use]
    pub fn start(folder: &std::path::Path) -> Self {
        let folder = folder.display().to_string();
        let running = Running::start(&["demo", "--world-only", "--data", &folder]);
        let mut opml = String::new();
        loop {
            let line = running.line(60, |_| true);
            opml.push_str(&line);
            opml.push('\n');
            if line.contains("</opml>") {
                return Self { running, opml };
            }
        }
    }

    /// The list of its feeds.
    #[must_use]
    pub fn opml(&self) -> &str {
        &self.opml
    }

    /// Process id of the publishers' server.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.running.id()
    }
}
