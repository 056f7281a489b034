//! Accounts: their names and roles, what signing in is checked against, and the last administrator, who cannot go.

use tidings_model::bound::Bound;
use tidings_model::id::UserId;
use tidings_model::user::{NewUser, Role, User};

use crate::database::row::Row;
use crate::database::statement::statements;
use crate::database::transaction::Tx;
use crate::database::value::values;
use crate::error::StoreError;
use crate::store::Store;

/// The columns that [`user_of`] reads, of an account called `u`.
macro_rules! user_columns {
    () => {
        "u.user_id, u.name AS user_name, u.role, u.created_at AS user_created_at, u.closed_at"
    };
}
pub(crate) use user_columns;

statements! {
    INSERT = "INSERT INTO account (user_id, name, name_key, password_hash, role, created_at)
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (name_key) DO NOTHING";
    BY_ID = concat!("SELECT ", user_columns!(), " FROM account u WHERE u.user_id = $1");
    BY_NAME = concat!("SELECT ", user_columns!(), " FROM account u WHERE u.name_key = $1");
    CREDENTIALS = concat!("SELECT ", user_columns!(), ", u.password_hash FROM account u
        WHERE u.name_key = $1 AND u.closed_at IS NULL AND u.password_hash <> ''");
    ALL = concat!("SELECT ", user_columns!(), " FROM account u ORDER BY u.user_id");
    ADMINISTRATORS = "SELECT user_id FROM account WHERE role = 'administrator' AND closed_at IS NULL
        ORDER BY user_id FOR UPDATE";
    SET_ROLE = "UPDATE account SET role = $2 WHERE user_id = $1 AND closed_at IS NULL";
    CLOSE = "UPDATE account SET closed_at = $2 WHERE user_id = $1 AND closed_at IS NULL";
    SET_PASSWORD = "UPDATE account SET password_hash = $2 WHERE user_id = $1 AND closed_at IS NULL";
}

/// What signing in is checked against. Never shown, never logged.
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials {
    /// The account, which is open.
    pub user: User,
    /// argon2id in PHC string format.
    pub password_hash: String,
}

impl std::fmt::Debug for Credentials {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Credentials").field("user", &self.user).finish_non_exhaustive()
    }
}

/// How changing an account went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountChange {
    /// It is done.
    Done,
    /// Refused: somebody must be left who can keep the accounts.
    LastAdministrator,
    /// There is no such open account.
    Missing,
}

impl Store {
    /// Makes an account; `None` when somebody has the name, without regard to case.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn create_user(&self, new: &NewUser) -> Result<Option<User>, StoreError> {
        let mut tx = self.begin().await?;
        let user = tx.create_user(new, new.role).await?;
        self.commit(tx).await?;
        Ok(user)
    }

    /// An account by its id, also a closed one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn user(&self, id: UserId) -> Result<Option<User>, StoreError> {
        self.row(BY_ID, values![id]).await?.as_ref().map(user_of).transpose()
    }

    /// An account by its name without regard to case, also a closed one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn user_by_name(&self, name: &str) -> Result<Option<User>, StoreError> {
        self.row(BY_NAME, values![name_key(name)]).await?.as_ref().map(user_of).transpose()
    }

    /// What signing in to an open account is checked against.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn credentials(&self, name: &str) -> Result<Option<Credentials>, StoreError> {
        let Some(row) = self.row(CREDENTIALS, values![name_key(name)]).await? else { return Ok(None) };
        Ok(Some(Credentials { user: user_of(&row)?, password_hash: row.get("password_hash")? }))
    }

    /// Every account, the oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn users(&self) -> Result<Vec<User>, StoreError> {
        self.rows(ALL, Vec::new()).await?.iter().map(user_of).collect()
    }

    /// Gives an open account another role.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn set_role(&self, id: UserId, role: Role) -> Result<AccountChange, StoreError> {
        let mut tx = self.begin().await?;
        if role != Role::Administrator && tx.is_last_administrator(id).await? {
            return Ok(AccountChange::LastAdministrator);
        }
        let touched = tx.run(SET_ROLE, values![id, role.as_str()]).await?;
        self.commit(tx).await?;
        Ok(if touched > 0 { AccountChange::Done } else { AccountChange::Missing })
    }

    /// Closes an account and ends its sessions. Its comments stay.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn close_user(&self, id: UserId) -> Result<AccountChange, StoreError> {
        let mut tx = self.begin().await?;
        if tx.is_last_administrator(id).await? {
            return Ok(AccountChange::LastAdministrator);
        }
        let touched = tx.run(CLOSE, values![id, tx.now]).await?;
        tx.end_sessions_of(id).await?;
        self.commit(tx).await?;
        Ok(if touched > 0 { AccountChange::Done } else { AccountChange::Missing })
    }

    /// Sets an account's password hash and ends its sessions; `false` when there is no such open account.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn set_password(&self, id: UserId, password_hash: &str) -> Result<bool, StoreError> {
        let mut tx = self.begin().await?;
        let touched = tx.run(SET_PASSWORD, values![id, password_hash]).await?;
        tx.end_sessions_of(id).await?;
        self.commit(tx).await?;
        Ok(touched > 0)
    }
}

impl Tx {
    /// Makes an account of a role, whatever role it asks for; `None` when somebody has the name.
    pub(crate) async fn create_user(
        &mut self,
        new: &NewUser,
        role: Role,
    ) -> Result<Option<User>, StoreError> {
        let id: UserId = self.new_id();
        let name = new.name.trim();
        let row = values![id, name, name_key(name), &new.password_hash, role.as_str(), self.now];
        let inserted = self.run(INSERT, row).await?;
        let user = User { id, name: name.to_owned(), role, created_at: self.now, closed_at: None };
        Ok((inserted > 0).then_some(user))
    }

    /// Holds every administrator's row until the end of the transaction, so that two cannot go at the same moment.
    async fn is_last_administrator(&mut self, id: UserId) -> Result<bool, StoreError> {
        let rows = self.rows(ADMINISTRATORS, Vec::new()).await?;
        let ids = rows.iter().map(|row| row.get("user_id")).collect::<Result<Vec<UserId>, _>>()?;
        Ok(ids == [id])
    }
}

/// Names are unique without regard to case.
fn name_key(name: &str) -> String {
    name.trim().to_lowercase()
}

pub(crate) fn user_of(row: &Row) -> Result<User, StoreError> {
    let role: String = row.get("role")?;
    Ok(User {
        id: row.get("user_id")?,
        name: row.line("user_name", Bound::NAME)?,
        // A role that nobody knows gives the least rights.
        role: Role::from_word(&role).unwrap_or(Role::Reader),
        created_at: row.get("user_created_at")?,
        closed_at: row.get("closed_at")?,
    })
}
