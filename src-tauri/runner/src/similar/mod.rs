//! Which command was meant, where one was not found: what its engine or shell says of it, the
//! programs of a folder, and which names are nearly the same. Pure.

pub(crate) mod known;
pub(crate) mod nearest;
pub(crate) mod programs;
pub(crate) mod wanted;
