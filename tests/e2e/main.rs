//! The real window, as a person uses it.

#![allow(clippy::expect_used, clippy::panic, reason = "a failed test panics")]

mod access;
mod attention;
mod back;
mod clear;
mod dress;
mod endings;
mod engines;
mod faults;
mod find;
mod form;
mod hand_on;
mod handover;
mod hostile;
mod keyboard;
mod leaving;
mod links;
mod live;
mod looks;
mod many;
mod remote;
mod runs;
mod settings;
mod story;
mod text;
mod thousand;
mod unjoined;
mod verbs;
