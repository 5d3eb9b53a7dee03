//! Sessions as a file: `sessions.toml` is read and edited here. Nothing is started.
//!
//! Pure, but for [`File`]. `docs/definitions.md` has the format.

#![warn(missing_docs)]

mod activity;
mod check;
mod definition;
mod edit;
mod fault;
mod file;
mod layout;
mod node;
mod options;
mod parts;
mod place;
mod resolve;
mod schema;
mod secret;
mod shelf;
mod table;
mod template;
mod value;

pub use definition::{Definition, Layout};
pub use edit::{Unedited, with_session, without_session};
pub use fault::{DefinitionFault, DefinitionProblem, ValueKind};
pub use file::{FILE, File, Unwritten};
pub use layout::with_layout;
pub use resolve::{Unresolved, env_file};
pub use schema::{SCHEMA_FILE, schema};
pub use secret::{MAX_SECRET, SecretError, remove_secret, set_secret};
pub use shelf::Shelf;
pub use table::NoticeKind;
