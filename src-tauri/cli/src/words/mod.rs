//! What is said of runs: one place for every verb. The window says the same, in
//! `ui/src/session/text` and `ui/src/runs/text`.

pub mod changes;
pub mod colour;
pub mod exit;
pub mod signals;
pub mod steps;
pub mod who;
