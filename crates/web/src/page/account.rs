//! The account pages: sign in, join by a one-time link, and one's own account.

use askama::Template;

use crate::asset::Asset;
use crate::link::Link;
use crate::page::frame::Frame;
use crate::return_to::ReturnTo;

/// The sign-in page.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "page/sign-in.html")]
pub struct SignInPage {
    /// What is around it.
    pub frame: Frame,
    /// Where the reader goes afterwards.
    pub then: ReturnTo,
    /// The name of the last try.
    pub name: String,
    /// Why the last try failed.
    pub problem: Option<String>,
}

/// The page behind a one-time link.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "page/join.html")]
pub struct JoinPage {
    /// What is around it.
    pub frame: Frame,
    /// Where the form is sent: the link itself.
    pub join: Link,
    /// The role that the link gives.
    pub role: &'static str,
    /// The name of the last try.
    pub name: String,
    /// Why the last try failed.
    pub problem: Option<String>,
}

/// One's own account.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "page/account.html")]
pub struct AccountPage {
    /// What is around it.
    pub frame: Frame,
    /// The name.
    pub name: String,
    /// The role.
    pub role: &'static str,
    /// What the last change did, or why it failed.
    pub message: Option<String>,
}
