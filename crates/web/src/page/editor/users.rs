//! The administrators' page of accounts.

use askama::Template;
use tidings_model::id::UserId;
use tidings_model::user::Role;

use crate::asset::Asset;
use crate::link::Link;
use crate::page::frame::Frame;
use crate::when::When;

/// Every role, least rights first.
pub const ROLES: [Role; 4] = [Role::Reader, Role::Moderator, Role::Editor, Role::Administrator];

/// An account in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserLine {
    /// Its id, for the forms.
    pub id: UserId,
    /// Its name.
    pub name: String,
    /// Its role.
    pub role: Role,
    /// When it was made.
    pub created: When,
    /// It is closed.
    pub closed: bool,
}

impl UserLine {
    fn roles(&self) -> impl Iterator<Item = (Role, bool)> {
        ROLES.into_iter().map(|role| (role, role == self.role))
    }
}

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "page/editor/users.html")]
pub struct UsersPage {
    /// What is around it.
    pub frame: Frame,
    /// What the last action did, or why it failed.
    pub message: Option<&'static str>,
    /// The one-time link that was just made: an absolute address, shown once.
    pub invitation: Option<String>,
    /// The accounts of this page.
    pub users: Vec<UserLine>,
    /// The page before.
    pub before: Option<Link>,
    /// The page after.
    pub after: Option<Link>,
}
