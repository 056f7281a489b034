//! What can go wrong when the sample world is loaded or started.

/// A failure to load or start the sample world.
#[derive(Debug, thiserror::Error)]
pub enum WorldError {
    /// An article file does not follow the format of `demo/world/README.md`.
    #[error("cannot read {file}, line {line}: {problem}")]
    Article {
        /// The file, relative to `demo/world`.
        file: String,
        /// The line, counted from 1.
        line: usize,
        /// What is wrong and what was expected.
        problem: String,
    },
    /// A picture of the world is not a readable image.
    #[error("cannot read the size of {file}: save it as JPEG or PNG")]
    Picture {
        /// The file name below `pictures`.
        file: String,
        /// What the decoder said.
        source: image::ImageError,
    },
    /// The mark of a publisher could not be drawn.
    #[error("cannot draw the mark of {publisher}")]
    Favicon {
        /// The publisher's name.
        publisher: &'static str,
        /// What the encoder said.
        source: image::ImageError,
    },
    /// Fewer ports were given than there are publishers.
    #[error(
        "{given} ports are given for {needed} publishers: name one for each, or none to take any free ones"
    )]
    TooFewPorts {
        /// How many ports were given.
        given: usize,
        /// How many publishers there are.
        needed: usize,
    },
    /// Another program holds a port.
    #[error("port {port} for {publisher} is in use: stop the program that holds it, or choose other ports")]
    PortInUse {
        /// The port that is taken.
        port: u16,
        /// The publisher it was meant for.
        publisher: &'static str,
    },
    /// The system refused a port for another reason.
    #[error(
        "cannot listen on port {port} for {publisher}: choose a port above 1023, or none to take any free one"
    )]
    Listen {
        /// The port that was asked for; 0 means any.
        port: u16,
        /// The publisher it was meant for.
        publisher: &'static str,
        /// What the system said.
        source: std::io::Error,
    },
}
