//! The suite of the store: every test runs on SQLite in memory, on a SQLite file and on PostgreSQL.

mod cluster;
mod fixture;
mod grouping;
mod job;
mod page;
mod picture;
mod poll;
mod reading;
mod schema;
mod statement;
mod writer;
