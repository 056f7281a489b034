//! The owner's own account in personal mode, where nobody signs in.

use tidings_model::id::UserId;
use tidings_model::user::{NewUser, Role};

use crate::database::statement::statements;
use crate::database::transaction::Tx;
use crate::database::value::values;
use crate::error::StoreError;
use crate::store::Store;

statements! {
    OWNER = "SELECT CAST(s.value AS BIGINT) AS user_id FROM setting s WHERE s.name = 'owner'";
    REMEMBER = "INSERT INTO setting (name, value) VALUES ('owner', $1) ON CONFLICT (name) DO NOTHING";
}

impl Store {
    /// The account under which whoever reaches a personal Tidings writes, made when it is first needed. It has no
    /// password, so nobody can sign in to it, and it is no administrator, so that the first of those can still come.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn owner(&self) -> Result<UserId, StoreError> {
        if let Some(row) = self.row(OWNER, Vec::new()).await? {
            return row.get("user_id");
        }
        let mut tx = self.begin().await?;
        let made = tx.make_owner().await?;
        if tx.run(REMEMBER, values![made.to_string()]).await? == 0 {
            // Another request made it in the meantime, and this one is undone.
            return tx.row(OWNER, Vec::new()).await?.map_or(Ok(made), |row| row.get("user_id"));
        }
        self.commit(tx).await?;
        Ok(made)
    }
}

impl Tx {
    async fn make_owner(&mut self) -> Result<UserId, StoreError> {
        let named = |name: String| NewUser { name, password_hash: String::new(), role: Role::Editor };
        if let Some(user) = self.create_user(&named("Owner".to_owned()), Role::Editor).await? {
            return Ok(user.id);
        }
        let number: UserId = self.new_id();
        let user = self.create_user(&named(format!("Owner {number}")), Role::Editor).await?;
        Ok(user.map_or(number, |user| user.id))
    }
}
