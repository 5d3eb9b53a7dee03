//! What may go to an engine. Pure: nothing here touches a disk or a process.
//!
//! [`check`] turns what a person wrote into [`Checked`], which [`crate::args`] puts
//! on a command line, or into every [`Problem`] there is. Each [`Rule`] names the
//! value and says what to do; values of the environment are secrets and
//! appear in none.

pub mod command;
pub mod env;
pub mod image;
mod mount;
pub mod name;
pub mod options;
mod paths;
pub mod port;
mod problem;
#[cfg(test)]
mod properties;
mod rule;
pub mod signal;
mod stop;
mod text;
pub mod variables;
pub mod volume;

use crate::kind::EngineKind;
use crate::session::{EnvVar, SessionSpec};
use problem::Problems;
use rule::count;
use text::{no_control, no_parent};

pub use command::{command, command_line, exec_command, split};
pub use env::MAX_ENV;
pub use image::image;
pub use mount::{MountSource, MountSpec};
pub use name::{foreign_name, session_name};
pub use options::CheckedOptions;
pub(crate) use options::bytes;
pub use options::extra_flag;
pub use paths::{PathContext, Variables};
pub use port::{MAX_PORTS, PortSpec, Protocol, port as read_port};
pub use problem::{Field, Problem};
pub use rule::{
    CommandRule, EnvRule, ImageRule, NameRule, OptionRule, PortRule, PortTextRule, ReferenceRule, Rule,
    SignalRule, StopStepRule, TextRule, TextSubject, VolumeRule, VolumeTextRule,
};
pub use signal::signal;
pub use stop::stop_steps;
pub use volume::{MAX_VOLUMES, VolumeParts};

/// Bytes of a working directory, at most: the kernel's `PATH_MAX`.
const MAX_PATH: usize = 4096;

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
    /// What else it is created with.
    pub options: CheckedOptions,
}

/// Checks everything a spec says, for an engine of that kind.
///
/// # Errors
/// Every problem there is, in the order of the form's fields.
pub fn check(spec: &SessionSpec, kind: EngineKind, paths: &PathContext) -> Result<Checked, Vec<Problem>> {
    let mut found = Problems::default();
    let name = if kind == EngineKind::Kubernetes { name::pod_name } else { session_name };
    found.take(Field::Name, None, name(&spec.name));
    found.take(Field::Image, None, image(&spec.image));
    let argv = found.take(Field::Command, None, command(&spec.command));
    let working_dir = found.take(Field::WorkingDir, None, working_dir(&spec.working_dir));
    let env = env::check(spec, paths, &mut found);
    let mounts = volume::check(spec, kind, paths, &mut found);
    let ports = port::check(&spec.ports, kind, &mut found);
    let options = options::check(spec, kind, &mut found);
    found.none()?;
    Ok(Checked {
        name: spec.name.clone(),
        image: spec.image.clone(),
        argv: argv.unwrap_or_default(),
        working_dir: working_dir.flatten(),
        terminal_env: if options.plain.no_terminal { Vec::new() } else { env::terminal(&env) },
        env,
        mounts,
        ports,
        options,
    })
}

fn working_dir(text: &str) -> Result<Option<String>, Rule> {
    if text.is_empty() {
        return Ok(None);
    }
    if text.len() > MAX_PATH {
        return Err(TextRule::WorkingDirLong { bytes: count(text.len()), max: count(MAX_PATH) }.into());
    }
    no_control(TextSubject::WorkingDir, text)?;
    if !text.starts_with('/') {
        return Err(TextRule::WorkingDirRelative { text: text.to_owned() }.into());
    }
    no_parent(TextSubject::WorkingDir, text)?;
    Ok(Some(text.to_owned()))
}
