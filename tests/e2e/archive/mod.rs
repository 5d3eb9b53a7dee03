//! The past: runs that are searched, opened, compared, filtered, kept and erased, why each ended, and by whom.

mod ends;
mod kept;
pub(crate) mod looks;
mod runs;
mod search;
mod settings;
mod unusable;
