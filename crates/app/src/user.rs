//! `tidings user`: accounts from the command line, and the link with which the first administrator comes in.

use std::io::{IsTerminal, stdin};
use std::time::Duration;

use anyhow::{Context, anyhow, bail};
use tidings_model::user::{Role, User};
use tidings_store::account::AccountChange;
use tidings_web::account::{hash_password, one_time_link_token};
use tidings_web::link::Link;

use crate::command::UserCommand;
use crate::house::House;
use crate::setting::{Mode, Settings};

/// How long a one-time link can be used.
const LINK: Duration = Duration::from_hours(48);

/// Does what was asked.
pub(crate) async fn perform(settings: Settings, command: UserCommand) -> anyhow::Result<()> {
    let house = House::open(settings).await?;
    let result = ask(&house, command).await;
    house.close().await?;
    result
}

async fn ask(house: &House, command: UserCommand) -> anyhow::Result<()> {
    match command {
        UserCommand::List => list(house).await,
        UserCommand::Link { role } => {
            println!("{}", link(house, role_of(&role)?).await?);
            Ok(())
        }
        UserCommand::Role { name, role } => {
            let user = open_account(house, &name).await?;
            changed(house.store.set_role(user.id, role_of(&role)?).await?, &user, &format!("is {role} now"))
        }
        UserCommand::Password { name } => {
            let user = open_account(house, &name).await?;
            house.store.set_password(user.id, &hash_password(&new_password()?)?).await?;
            println!("{} has a new password; every browser is signed out", user.name);
            Ok(())
        }
        UserCommand::Close { name } => {
            let user = open_account(house, &name).await?;
            changed(house.store.close_user(user.id).await?, &user, "is closed")
        }
    }
}

async fn list(house: &House) -> anyhow::Result<()> {
    for user in house.store.users().await? {
        let closed = if user.closed_at.is_some() { "  (closed)" } else { "" };
        println!("{:<14} {}{closed}", user.role.as_str(), user.name);
    }
    Ok(())
}

/// Makes a one-time link for a role.
async fn link(house: &House, role: Role) -> anyhow::Result<String> {
    let token = one_time_link_token()?;
    house.store.make_one_time_link(&token.hash(), role, house.clock.now().plus(LINK)).await?;
    Ok(format!("{}{}", house.settings.origin(), Link::Join(token.secret().to_owned())))
}

/// The link with which the first administrator comes in; `None` in personal mode and when there is one.
pub(crate) async fn first_administrator(house: &House) -> anyhow::Result<Option<String>> {
    let is_open_administrator = |user: &User| user.role == Role::Administrator && user.closed_at.is_none();
    if house.settings.mode == Mode::Personal || house.store.users().await?.iter().any(is_open_administrator) {
        return Ok(None);
    }
    link(house, Role::Administrator).await.map(Some)
}

async fn open_account(house: &House, name: &str) -> anyhow::Result<User> {
    let user = house.store.user_by_name(name).await?.filter(|user| user.closed_at.is_none());
    user.ok_or_else(|| anyhow!("there is no open account {name:?}; tidings user list shows them"))
}

fn role_of(word: &str) -> anyhow::Result<Role> {
    Role::from_word(word)
        .with_context(|| format!("{word:?} is no role; give reader, moderator, editor or administrator"))
}

fn changed(change: AccountChange, user: &User, done: &str) -> anyhow::Result<()> {
    match change {
        AccountChange::Done => println!("{} {done}", user.name),
        AccountChange::LastAdministrator => {
            bail!("{} is the last administrator; make another one first", user.name)
        }
        AccountChange::Missing => bail!("{} was closed in the meantime", user.name),
    }
    Ok(())
}

/// Typed twice without being shown; from a pipe, the first line.
fn new_password() -> anyhow::Result<String> {
    if !stdin().is_terminal() {
        let mut line = String::new();
        stdin().read_line(&mut line).context("standard input cannot be read")?;
        return Ok(line.trim_end_matches(['\r', '\n']).to_owned());
    }
    let password = rpassword::prompt_password("New password: ")?;
    if rpassword::prompt_password("The same again: ")? != password {
        bail!("the two passwords are not the same; nothing was changed");
    }
    Ok(password)
}
