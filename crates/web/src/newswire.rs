//! The sample newswire as the first-run page sees it: it can be asked for, and tells how far it is. App starts it.

use tokio::sync::{mpsc, watch};

/// How far the sample is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum NewswireState {
    /// Nobody has asked for it.
    #[default]
    Off,
    /// Its publishers are being read.
    Starting,
    /// Its front page is full.
    Ready {
        /// Address of the front page.
        address: String,
    },
    /// It could not be started.
    Failed {
        /// Why, as a sentence with the cure.
        reason: String,
    },
}

/// The two ends that the pages hold. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Newswire {
    ask: mpsc::Sender<()>,
    state: watch::Receiver<NewswireState>,
}

/// The two ends that whoever starts the sample holds.
#[derive(Debug)]
pub struct NewswireKeeper {
    /// Yields once for every time that somebody asks.
    pub asked: mpsc::Receiver<()>,
    /// Takes how far it is.
    pub state: watch::Sender<NewswireState>,
}

/// A newswire that nobody has asked for yet.
#[must_use]
pub fn newswire() -> (Newswire, NewswireKeeper) {
    let (ask, asked) = mpsc::channel(1);
    let (sender, state) = watch::channel(NewswireState::Off);
    (Newswire { ask, state }, NewswireKeeper { asked, state: sender })
}

impl Newswire {
    /// Asks for the sample. Asking again while it starts or plays changes nothing.
    pub(crate) fn ask(&self) {
        if matches!(self.state(), NewswireState::Off | NewswireState::Failed { .. }) {
            // A full channel means that somebody has just asked.
            let _full = self.ask.try_send(());
        }
    }

    pub(crate) fn state(&self) -> NewswireState {
        self.state.borrow().clone()
    }
}
