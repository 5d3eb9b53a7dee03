//! The real window, as a person uses it.

#![allow(clippy::expect_used, clippy::panic, reason = "a failed test panics")]

mod access;
mod activity;
mod appearance;
mod attention;
mod away;
mod clear;
mod endings;
mod engines;
mod faults;
mod find;
mod focus;
mod form;
mod german;
mod handover;
mod hostile;
mod input_methods;
mod keyboard;
mod launch;
mod leaving;
mod links;
mod live;
mod logs;
mod many_terminals;
mod needs;
mod notices;
mod past;
mod peek;
mod pictures;
mod program_keys;
mod prompts;
mod remote;
mod restore;
mod rules;
mod runs;
mod settings;
mod single;
mod sizes;
mod story;
mod tabs;
mod text;
mod thousand;
mod unattached;
mod unusual;
mod verbs;
