//! Sample data of the pages around accounts, first run, settings, and errors.

use super::{frame, minutes_ago};
use crate::link::Link;
use crate::newswire::NewswireState;
use crate::page::about::AboutPage;
use crate::page::account::{AccountPage, JoinPage, SignInPage};
use crate::page::adding::{AddingPage, AddingState};
use crate::page::error::ErrorPage;
use crate::page::newswire::NewswirePage;
use crate::page::settings::SettingsPage;
use crate::page::welcome::WelcomePage;
use crate::return_to::ReturnTo;
use crate::starter;

/// The first run, after an address that led nowhere.
#[must_use]
pub fn welcome_sample() -> WelcomePage {
    WelcomePage {
        frame: frame("Choose what you read"),
        first: true,
        sample: true,
        starter: starter::lists().cloned().collect(),
        problem: Some(
            "\u{201c}averil\u{201d} is no web address. Paste one such as https://averil.example.".to_owned(),
        ),
        address: "averil".to_owned(),
    }
}

/// The page of the sample newswire, ready.
#[must_use]
pub fn newswire_sample() -> NewswirePage {
    let state = NewswireState::Ready { address: "http://127.0.0.1:8009/".to_owned() };
    NewswirePage { frame: frame("The sample newswire"), state }
}

/// An address that is being looked at.
#[must_use]
pub fn adding_sample() -> AddingPage {
    let mut frame = frame("Looking for feeds");
    frame.refresh_seconds = Some(2);
    AddingPage {
        frame,
        address: "https://averil.example/".to_owned(),
        state: AddingState::Looking,
        sentence: "The page is being read to find its feeds.".to_owned(),
        feeds: Vec::new(),
        stored: None,
        asked: minutes_ago(0),
    }
}

/// A list whose feeds are being stored.
#[must_use]
pub fn storing_sample() -> AddingPage {
    let mut frame = frame("Adding the feeds");
    frame.refresh_seconds = Some(2);
    AddingPage {
        frame,
        address: "reader.opml".to_owned(),
        state: AddingState::Storing,
        sentence: "1,500 of 10,000 feeds are added.".to_owned(),
        feeds: Vec::new(),
        stored: Some((1_500, 10_000)),
        asked: minutes_ago(0),
    }
}

/// A try to sign in that failed.
#[must_use]
pub fn sign_in_sample() -> SignInPage {
    SignInPage {
        frame: frame("Sign in"),
        then: ReturnTo::new("/article/1"),
        name: "ines".to_owned(),
        problem: Some("Name and password do not fit together.".to_owned()),
    }
}

/// A one-time link.
#[must_use]
pub fn join_sample() -> JoinPage {
    JoinPage {
        frame: frame("Make your account"),
        join: Link::Join("sample".to_owned()),
        role: "administrator",
        name: String::new(),
        problem: None,
    }
}

/// An account.
#[must_use]
pub fn account_sample() -> AccountPage {
    AccountPage {
        frame: frame("Ines Marlow"),
        name: "Ines Marlow".to_owned(),
        role: "moderator",
        message: Some("The password is changed. Other browsers have been signed out.".to_owned()),
    }
}

/// The settings.
#[must_use]
pub fn settings_sample() -> SettingsPage {
    SettingsPage { frame: frame("Settings"), site_ai: true, kept: true }
}

/// The page about this paper.
#[must_use]
pub fn about_sample() -> AboutPage {
    AboutPage { frame: frame("About"), publishers: 10, articles: 84, stories: 31 }
}

/// An error.
#[must_use]
pub fn error_sample() -> ErrorPage {
    ErrorPage {
        frame: frame("Not found"),
        status: 404,
        sentence: "There is no such page.".to_owned(),
        advice: "It may have been removed, or the address has a slip in it.".to_owned(),
        next: Link::Front,
        next_words: "To the front page",
        request_id: "1f3a-22".to_owned(),
    }
}
