//! Pure: what engines print -> values.
//!
//! Every function takes whatever an engine may print and never fails on a part of
//! it: what can't be read is skipped and counted.

pub(crate) mod failure;
pub(crate) mod inspect;
mod ports;
pub(crate) mod rows;
pub(crate) mod version;

#[cfg(test)]
pub(crate) mod samples;
