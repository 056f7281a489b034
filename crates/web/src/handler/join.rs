//! One-time links: an account is made behind one, the first is the administrator's.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use tidings_model::user::{NewUser, Role, User};
use tidings_store::one_time_link::{LinkState, LinkUse};

use super::request::Id;
use super::show;
use super::sign_in::begin_session;
use crate::account::Token;
use crate::cache::CachePolicy;
use crate::error::WebError;
use crate::form::Posted;
use crate::link::Link;
use crate::page::account::JoinPage;
use crate::state::WebState;
use crate::visitor::Visitor;

const LONGEST_NAME: usize = 40;

pub(crate) async fn join_page(
    State(state): State<WebState>,
    visitor: Visitor,
    Id(token): Id<String>,
) -> Result<Response, WebError> {
    let token = Token::from_text(&token).ok_or(WebError::NotFound)?;
    let role = open_role(&state, &token).await?;
    show(&join_form(&visitor, &token, role, "", None), CachePolicy::Never)
}

/// The role that a link gives while it can be used.
async fn open_role(state: &WebState, token: &Token) -> Result<Role, WebError> {
    match state.store().one_time_link(&token.hash()).await? {
        LinkState::Open(role) => Ok(role),
        how => Err(over(how)),
    }
}

/// Why a link cannot be used.
const fn over(how: LinkState) -> WebError {
    match how {
        LinkState::Used => WebError::LinkUsed,
        LinkState::Expired => WebError::LinkExpired,
        LinkState::Open(_) | LinkState::Unknown => WebError::NotFound,
    }
}

fn join_form(visitor: &Visitor, token: &Token, role: Role, name: &str, problem: Option<&str>) -> JoinPage {
    JoinPage {
        frame: visitor.frame("Make your account"),
        join: Link::Join(token.secret().to_owned()),
        role: role.as_str(),
        name: name.to_owned(),
        problem: problem.map(str::to_owned),
    }
}

/// The form has no field for a role: the link alone decides it, so that no form can make its sender an administrator
/// (CVE-2025-54875).
#[derive(Debug, Deserialize)]
pub(crate) struct Join {
    name: String,
    password: String,
    again: String,
}

pub(crate) async fn join(
    State(state): State<WebState>,
    visitor: Visitor,
    Id(token): Id<String>,
    Posted(form): Posted<Join>,
) -> Result<Response, WebError> {
    let token = Token::from_text(&token).ok_or(WebError::NotFound)?;
    let role = open_role(&state, &token).await?;
    let refuse = |problem: &str| {
        show(&join_form(&visitor, &token, role, &form.name, Some(problem)), CachePolicy::Never)
    };
    let Some(name) = account_name(&form.name) else {
        return refuse("A name has 2 to 40 characters: letters, digits, spaces and - . _ '");
    };
    if form.password != form.again {
        return refuse("The two passwords are not the same.");
    }
    let password_hash = match state.hashing().hash(form.password.clone()).await {
        Err(WebError::BadInput(sentence)) => return refuse(&sentence),
        hash => hash?,
    };
    let user = NewUser { name, password_hash, role };
    match state.store().use_one_time_link(&token.hash(), &user).await? {
        LinkUse::Made(User { id: user_id, .. }) => {
            let response = Redirect::to(&Link::Front.to_string()).into_response();
            begin_session(&state, (user_id, &user.password_hash), response).await
        }
        LinkUse::NameTaken => refuse("Somebody has this name already. Try another one."),
        LinkUse::Over(how) => Err(over(how)),
    }
}

/// A name without anything that could pass for another one: single spaces, no control or invisible characters.
fn account_name(typed: &str) -> Option<String> {
    let name = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    let is_plain = |c: char| c.is_alphanumeric() || " -._'\u{2019}".contains(c);
    let length = name.chars().count();
    ((2..=LONGEST_NAME).contains(&length) && name.chars().all(is_plain)).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_plain() {
        assert_eq!(account_name("  Ines   Marlow "), Some("Ines Marlow".to_owned()));
        for wrong in ["", "x", "<b>Ines</b>", "Ines\u{202e}", "a\u{c}b<", &"x".repeat(41)] {
            assert_eq!(account_name(wrong), None, "{wrong:?}");
        }
    }
}
