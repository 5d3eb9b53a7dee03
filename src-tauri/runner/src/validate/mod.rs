//! What may go to an engine. Pure: nothing here touches a disk or a process.
//!
//! [`check`] turns what a person wrote into [`Checked`], which [`crate::args`] puts
//! on a command line, or into every [`Problem`] there is. Each message names the
//! value and the rule and says what to do; values of the environment are secrets and
//! appear in none.

pub mod command;
pub mod env;
pub mod image;
pub mod name;
pub mod port;
#[cfg(test)]
mod properties;
pub mod signal;
pub mod variables;
pub mod volume;

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::kind::EngineKind;
use crate::session::{EnvVar, SessionSpec};

pub use command::{command, exec_command};
pub use image::image;
pub use name::{foreign_name, session_name};
pub use port::{PortSpec, Protocol};
pub use signal::signal;
pub use variables::Variables;
pub use volume::{MountSource, MountSpec};

/// Volumes in one session, at most.
pub const MAX_VOLUMES: usize = 20;
/// Ports (or port ranges) in one session, at most.
pub const MAX_PORTS: usize = 50;
/// Environment variables in one session, at most.
pub const MAX_ENV: usize = 100;
/// Bytes of a working directory, at most: the kernel's `PATH_MAX`.
const MAX_PATH: usize = 4096;

/// The part of a [`crate::session::SessionSpec`] that a problem belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum Field {
    /// The name.
    Name,
    /// The image.
    Image,
    /// The command.
    Command,
    /// The working directory.
    WorkingDir,
    /// One of the variables.
    Env,
    /// One of the volumes.
    Volumes,
    /// The volume for logs.
    LogVolume,
    /// One of the ports.
    Ports,
}

/// One rule that one value breaks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Problem {
    /// The part of the spec with the value.
    pub field: Field,
    /// Which entry, for fields that are lists; counted from 0.
    pub index: Option<u32>,
    /// Names the value and the rule, and says what to do.
    pub message: String,
}

/// Where relative host paths begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathContext {
    /// What `./` stands for; absolute. A drive letter in front says that host paths
    /// are written the Windows way.
    pub cwd: PathBuf,
    /// What `~` stands for.
    pub home: Option<PathBuf>,
    /// What `$NAME` stands for.
    pub variables: Variables,
    /// Whether the engine runs on this machine. Otherwise host paths are those of its
    /// machine, and only absolute ones mean anything.
    pub local: bool,
}

impl PathContext {
    /// Host paths are written the Windows way.
    pub(crate) fn windows(&self) -> bool {
        let cwd = self.cwd.to_string_lossy();
        volume::drive(&cwd).is_some() || cwd.starts_with(r"\\")
    }
}

/// A spec that keeps every rule: argv can be made of it without looking again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// The name of the session.
    pub name: String,
    /// The reference of the image.
    pub image: String,
    /// Empty means the image's own command.
    pub argv: Vec<String>,
    /// `None` means the image's own; absolute otherwise.
    pub working_dir: Option<String>,
    /// The variables in the order given.
    pub env: Vec<EnvVar>,
    /// What the terminal can do, unless `env` says it; no secrets. The image may say it, too.
    pub terminal_env: Vec<EnvVar>,
    /// Volumes in the order given, then the log volume if there is one.
    pub mounts: Vec<MountSpec>,
    /// The ports in the order given.
    pub ports: Vec<PortSpec>,
}

/// Checks everything a spec says, for an engine of that kind.
///
/// # Errors
/// Every problem there is, in the order of the form's fields.
pub fn check(spec: &SessionSpec, kind: EngineKind, paths: &PathContext) -> Result<Checked, Vec<Problem>> {
    let mut found = Problems(Vec::new());
    found.take(Field::Name, None, session_name(&spec.name));
    found.take(Field::Image, None, image(&spec.image));
    let argv = found.take(Field::Command, None, command(&spec.command));
    let working_dir = found.take(Field::WorkingDir, None, working_dir(&spec.working_dir));
    let env = env::check(spec, paths, &mut found);
    let mounts = volume::check(spec, paths, &mut found);
    let ports = port::check(&spec.ports, kind, &mut found);
    if !found.0.is_empty() {
        return Err(found.0);
    }
    Ok(Checked {
        name: spec.name.clone(),
        image: spec.image.clone(),
        argv: argv.unwrap_or_default(),
        working_dir: working_dir.flatten(),
        terminal_env: env::terminal(&env),
        env,
        mounts,
        ports,
    })
}

/// Collects problems while values pass by.
pub(crate) struct Problems(Vec<Problem>);

impl Problems {
    /// Keeps the problem, or hands on the value.
    pub(crate) fn take<T>(
        &mut self,
        field: Field,
        index: Option<usize>,
        result: Result<T, String>,
    ) -> Option<T> {
        result.map_err(|message| self.add(field, index, message)).ok()
    }

    pub(crate) fn add(&mut self, field: Field, index: Option<usize>, message: String) {
        self.0.push(Problem { field, index: index.and_then(|i| u32::try_from(i).ok()), message });
    }
}

fn working_dir(text: &str) -> Result<Option<String>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    if text.len() > MAX_PATH {
        return Err(format!(
            "The working directory is {} bytes long; {MAX_PATH} are the most. Use a shorter path",
            text.len()
        ));
    }
    no_control("The working directory", text)?;
    if !text.starts_with('/') {
        return Err(format!(
            "The working directory \"{text}\" is not absolute; write a path inside the container that begins with /, such as \"/{text}\""
        ));
    }
    no_parent("The working directory", text)?;
    Ok(Some(text.to_owned()))
}

/// Refuses what would be invisible in a list, a log or a terminal.
pub(crate) fn no_control(what: &str, text: &str) -> Result<(), String> {
    match text.chars().find(|c| c.is_control()) {
        Some('\0') => Err(format!("{what} \"{}\" has a NUL character in it; remove it", text.escape_debug())),
        Some(c) => Err(format!(
            "{what} \"{}\" has the control character {} in it; remove it",
            text.escape_debug(),
            c.escape_debug()
        )),
        None => Ok(()),
    }
}

/// Refuses `..` as a part of a path, whatever separates it.
pub(crate) fn no_parent(what: &str, path: &str) -> Result<(), String> {
    if path.split(['/', '\\', ':']).any(|part| part == "..") {
        return Err(format!("{what} \"{path}\" has \"..\" in it; write where it leads in full"));
    }
    Ok(())
}
