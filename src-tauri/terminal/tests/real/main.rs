//! Terminals with real programs on real pseudo-terminals.
#![cfg(unix)]
#![expect(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod end;
mod history;
mod input;
mod output;
mod queries;
mod size;
mod support;
