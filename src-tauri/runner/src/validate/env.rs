//! The environment of a session, and how each variable travels.
//!
//! Values are secrets: they stay out of argv, where every user of the machine can read
//! them. Most travel in the environment of the engine's client (`-e KEY`). A variable that
//! would steer that client (`DOCKER_HOST`, `PATH`, `LD_PRELOAD`) can't: it is in an env-file
//! that no one but the client reads.

mod key;
mod transport;

pub(crate) use transport::{EnvTransport, loads, transport};

use std::collections::HashSet;

use key::{MAX_KEY, shown};
use transport::{fits_a_line, is_loader};

use super::paths::PathContext;
use super::problem::{Field, Problems};
use super::rule::{EnvRule, Rule, count};
use crate::session::{EnvVar, SessionSpec};

/// Environment variables in one session, at most.
pub const MAX_ENV: usize = 100;
/// Bytes of a value, at most.
pub const MAX_VALUE: usize = 32 * 1024;

/// What the terminal can do, for programs that read it here: both engines say `TERM=xterm`,
/// which has eight colours, and no `COLORTERM` (podman 4.3, docker 28.2).
const TERMINAL: [(&str, &str); 2] = [("TERM", "xterm-256color"), ("COLORTERM", "truecolor")];

/// The variables of [`TERMINAL`] that a spec does not set itself.
pub(super) fn terminal(env: &[EnvVar]) -> Vec<EnvVar> {
    let unset = TERMINAL.into_iter().filter(|(key, _)| !env.iter().any(|var| var.key == *key));
    unset.map(|(key, value)| EnvVar { key: key.to_owned(), value: value.to_owned() }).collect()
}

pub(super) fn check(spec: &SessionSpec, paths: &PathContext, found: &mut Problems) -> Vec<EnvVar> {
    if spec.env.len() > MAX_ENV {
        found.add(Field::Env, None, EnvRule::EnvMany { count: count(spec.env.len()), max: count(MAX_ENV) });
    }
    let mut seen = HashSet::new();
    for (index, var) in spec.env.iter().enumerate() {
        let same = if paths.windows() { var.key.to_ascii_uppercase() } else { var.key.clone() };
        if !seen.insert(same) {
            let key = var.key.escape_debug().to_string();
            found.add(Field::Env, Some(index), EnvRule::EnvTwice { key });
        } else {
            found.take(Field::Env, Some(index), variable(var, spec.allow_loader_env).map_err(Rule::from));
        }
    }
    spec.env.clone()
}

fn variable(var: &EnvVar, allow_loader: bool) -> Result<(), EnvRule> {
    if var.key.is_empty() {
        return Err(EnvRule::EnvUnnamed {});
    }
    let key = shown(&var.key);
    if var.key.len() > MAX_KEY {
        return Err(EnvRule::EnvNameLong { key, bytes: count(var.key.len()), max: count(MAX_KEY) });
    }
    key::check(&var.key)?;
    if var.value.len() > MAX_VALUE {
        return Err(EnvRule::EnvValueLong { key, bytes: count(var.value.len()), max: count(MAX_VALUE) });
    }
    if var.value.contains('\0') {
        return Err(EnvRule::EnvValueNul { key });
    }
    if is_loader(&var.key.to_ascii_uppercase()) && !allow_loader {
        return Err(EnvRule::EnvLoader { key });
    }
    match transport(var) {
        EnvTransport::File => fits_a_line(var),
        EnvTransport::Environment | EnvTransport::Argv => Ok(()),
    }
}

#[cfg(test)]
mod tests;
