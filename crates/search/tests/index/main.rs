//! The index as a whole, on disk: what is found, how it is put to rights, how it is made again.

#[cfg(test)]
mod damage;
#[cfg(test)]
mod fixture;
#[cfg(test)]
mod generation;
#[cfg(test)]
mod like;
#[cfg(test)]
mod near;
#[cfg(test)]
mod query;
#[cfg(test)]
mod suggestion;
