//! Pure: what engines print -> values.
//!
//! Every function takes whatever an engine may print and never fails on a part of
//! it: what can't be read is skipped and counted. Public for the recorded output of
//! many versions (`tests/fixtures`) and for fuzzing.

mod bytes;
mod checks;
pub mod endpoints;
pub mod events;
pub mod images;
pub mod inspect;
pub mod kube;
mod kubectl;
pub mod listed;
pub mod manifest;
pub mod networks;
mod ports;
pub mod pull;
pub mod registry;
mod remote;
pub mod rows;
pub mod stderr;
pub mod usage;
pub mod version;
pub mod warnings;

#[cfg(test)]
pub(crate) mod samples;
