//! The two databases behind one door: connections, transactions, values and rows.

pub(crate) mod dialect;
pub(crate) mod pool;
pub(crate) mod row;
pub(crate) mod statement;
pub(crate) mod transaction;
pub(crate) mod value;
pub(crate) mod writer;
