//! Reads XML that may be broken: tokens, entities, attributes and the elements inside an element.

pub(crate) mod attribute;
pub(crate) mod element;
pub(crate) mod entity;
pub(crate) mod markup;
pub(crate) mod space;
pub(crate) mod token;
