//! The fetcher against servers on loopback, most of which misbehave.

#[cfg(test)]
mod access;
#[cfg(test)]
mod bounds;
#[cfg(test)]
mod coding;
#[cfg(test)]
mod cookie;
#[cfg(test)]
mod failure;
#[cfg(test)]
mod guard;
#[cfg(test)]
mod politeness;
#[cfg(test)]
mod robots;
#[cfg(test)]
mod server;
#[cfg(test)]
mod websub;
