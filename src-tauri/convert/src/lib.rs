//! Sessions from what other tools read, and back: run lines, compose files, dev containers; Quadlet, systemd and
//! Kubernetes. What can't be taken is named with its line.
//!
//! Pure: no engine, no disk. `docs/import-export.md` says what each form can carry.

#![warn(missing_docs)]

mod apply;
mod compose;
mod devcontainer;
mod draft;
mod flags;
mod import;
mod line;
mod mount;
mod remark;
mod tree;
mod write;

pub use import::{ImportForm, Imported, ImportedSession, MAX_TEXT, import};
pub use remark::{Remark, RemarkProblem};
pub use write::{ExportForm, Exported, export, manifest};

#[cfg(test)]
mod properties;
