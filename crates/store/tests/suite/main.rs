//! The suite of the store: every test runs on SQLite in memory, on a SQLite file and on PostgreSQL.

#[cfg(test)]
mod access;
#[cfg(test)]
mod account;
#[cfg(test)]
mod bound;
#[cfg(test)]
mod cluster;
#[cfg(test)]
mod comment;
#[cfg(test)]
mod custody;
#[cfg(test)]
mod features;
#[cfg(test)]
mod fixture;
#[cfg(test)]
mod grouping;
#[cfg(test)]
mod job;
#[cfg(test)]
mod list;
#[cfg(test)]
mod page;
#[cfg(test)]
mod picture;
#[cfg(test)]
mod poll;
#[cfg(test)]
mod reading;
#[cfg(test)]
mod schema;
#[cfg(test)]
mod search;
#[cfg(test)]
mod statement;
#[cfg(test)]
mod subscription;
#[cfg(test)]
mod suspect;
#[cfg(test)]
mod writer;
