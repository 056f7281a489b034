//! The data folder: made for this user alone, shared by processes that know of each other.

pub(crate) mod key;
pub(crate) mod lock;
pub(crate) mod private;
pub(crate) mod user;

pub(crate) use lock::{FolderLock, Refused};
pub(crate) use user::FolderUser;
