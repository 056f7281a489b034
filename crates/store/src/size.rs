//! Sizes: what each table and each index takes on the disk.

use crate::database::statement::statements;
use crate::error::StoreError;
use crate::store::Store;

statements! {
    SIZES = "SELECT name, bytes FROM TABLE_SIZES ORDER BY bytes DESC, name";
}

/// A table or an index with its size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableSize {
    /// Its name.
    pub name: String,
    /// The bytes of its pages, empty room in them included.
    pub bytes: i64,
}

impl Store {
    /// Every table and index, the largest first. It reads every page: not while readers wait.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn table_sizes(&self) -> Result<Vec<TableSize>, StoreError> {
        let rows = self.rows(SIZES, Vec::new()).await?;
        rows.iter().map(|row| Ok(TableSize { name: row.get("name")?, bytes: row.get("bytes")? })).collect()
    }
}
