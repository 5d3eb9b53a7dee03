//! The command line, end to end: what it prints, and how it ends.

use std::ffi::OsStr;
use std::path::PathBuf;
use std::process::{Command, Output};

use berth_tests::engines::{Engines, program_name};
use berth_tests::harness::Harness;

mod activity;
mod answering;
#[cfg(target_os = "linux")]
mod appimage;
mod convert;
mod debug;
mod definitions;
mod doctor;
mod documented;
mod files;
mod images;
mod life;
mod marks;
mod mcp;
mod more;
mod reading;
mod runs;
#[cfg(target_os = "linux")]
mod secrets;
#[cfg(target_os = "linux")]
mod service;
mod stats;
mod terminal;
mod wrong;

/// The program, built beside this one.
pub(crate) fn program() -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_BIN_EXE_fake-engine"));
    let path = folder.with_file_name("berthctl").with_extension(std::env::consts::EXE_EXTENSION);
    assert!(path.is_file(), "{} is not built: cargo build -p berthctl", path.display());
    path
}

/// What leads it to the tests' engines, and its history to where the test looks.
fn variables(harness: &Harness) -> Vec<(String, String)> {
    let state = harness.history.path().display().to_string();
    let own = [
        ("XDG_STATE_HOME".to_owned(), state),
        ("BERTH_ENGINE".to_owned(), program_name(harness.kind).to_owned()),
    ];
    Engines::get().env.iter().cloned().chain(own).collect()
}

pub(crate) fn command(harness: &Harness, args: &[&str]) -> Command {
    let mut command = Command::new(program());
    command.args(args).envs(variables(harness)).env_remove("CONTAINER_HOST").env_remove("DOCKER_CONTEXT");
    command
}

fn berthctl(harness: &Harness, args: &[&str]) -> Output {
    command(harness, args).stdin(std::process::Stdio::null()).output().unwrap()
}

/// Its stdout, where it has to end with 0.
pub(crate) fn said(harness: &Harness, args: &[&str]) -> String {
    let output = berthctl(harness, args);
    assert!(output.status.success(), "{args:?}: {output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// Its exit code, and its stderr.
pub(crate) fn code(harness: &Harness, args: &[&str]) -> (i32, String) {
    let output = berthctl(harness, args);
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!stderr.contains("panicked"), "{stderr}");
    (output.status.code().unwrap(), stderr)
}

/// For running it on a terminal.
fn on_terminal(harness: &Harness, args: &[&str]) -> Command {
    terminal_command(harness, program(), args)
}

/// Another program in its environment, on a terminal.
fn terminal_command(harness: &Harness, program: impl AsRef<OsStr>, args: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(args).env_remove("CONTAINER_HOST").env_remove("DOCKER_CONTEXT");
    command.envs(variables(harness)).env("TERM", "xterm-256color");
    command
}
