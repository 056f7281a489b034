//! The paper as a reader finds it: every article and story that the pages show.
