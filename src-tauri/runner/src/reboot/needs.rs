//! What the system has to do for sessions to come back after a restart of the machine. It is looked at in
//! files, and never changed: the person gets the command.

use std::fmt;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::engine::Engine;
use crate::kind::EngineKind;
use crate::session::{NO_RESTARTS, Session};

/// Something that the system lacks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Need {
    /// The id of the engine that it is for.
    pub engine: String,
    /// What is lacking.
    pub kind: NeedKind,
    /// The command that provides it.
    pub command: String,
    /// The sessions that don't come back by themselves without it.
    pub sessions: Vec<String>,
}

/// What is lacking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum NeedKind {
    /// Without it a person's services start with their login, and end with their logout.
    Linger,
    /// Starts containers of podman with a restart policy as the machine starts.
    PodmanRestart,
    /// docker's daemon is not started with the machine, or only when somebody asks it.
    DockerService,
}

impl fmt::Display for Need {
    /// What is lacking, and what that means.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { engine, sessions, .. } = self;
        let sessions = sessions.join(", ");
        match self.kind {
            NeedKind::Linger => {
                write!(f, "{engine}: your services end with your logout, and with them {sessions}")
            }
            NeedKind::PodmanRestart => {
                write!(f, "{engine}: nothing starts podman's containers with the machine, so not {sessions}")
            }
            NeedKind::DockerService => {
                write!(f, "{engine}: docker is not started with the machine, so not {sessions}")
            }
        }
    }
}

/// Where systemd keeps what it starts with the machine.
#[derive(Debug, Clone)]
pub struct Systemd {
    root: PathBuf,
    home: PathBuf,
    user: String,
}

impl Systemd {
    /// Of this machine; `None` where systemd does not run it, and where the person has no name.
    pub fn of_this_machine() -> Option<Self> {
        let root = Path::new("/").to_owned();
        let user = std::env::var("USER").or_else(|_| std::env::var("LOGNAME")).ok();
        Self::at(root, std::env::home_dir()?, user?)
    }

    /// As if another folder were the root of the file system.
    fn at(root: PathBuf, home: PathBuf, user: String) -> Option<Self> {
        root.join("run/systemd/system").is_dir().then_some(Self { root, home, user })
    }

    /// What a local engine lacks for these of its sessions. Nothing is said of one elsewhere.
    pub fn needs(&self, engine: &Engine, rootless: bool, sessions: &[Session]) -> Vec<Need> {
        if engine.is_remote() {
            return Vec::new();
        }
        let comes_back: Vec<String> = sessions
            .iter()
            .filter(|session| is_restarted(engine.kind, session))
            .map(|session| session.name.clone())
            .collect();
        if comes_back.is_empty() {
            return Vec::new();
        }
        let systemctl = if rootless { "systemctl --user" } else { "sudo systemctl" };
        let (unit, kind) = match engine.kind {
            EngineKind::Podman => ("podman-restart.service", NeedKind::PodmanRestart),
            _ => ("docker.service", NeedKind::DockerService),
        };
        let lacks_unit = !self.is_enabled(unit, rootless);
        let lacks_linger = rootless && !self.root.join("var/lib/systemd/linger").join(&self.user).exists();
        let need =
            |kind, command| Need { engine: engine.id.clone(), kind, command, sessions: comes_back.clone() };
        let unit = lacks_unit.then(|| need(kind, format!("{systemctl} enable {unit}")));
        let linger = lacks_linger.then(|| need(NeedKind::Linger, "loginctl enable-linger".to_owned()));
        unit.into_iter().chain(linger).collect()
    }

    /// Whether a unit is started with the machine, or with the person's services.
    fn is_enabled(&self, unit: &str, of_person: bool) -> bool {
        let folders = match of_person {
            true => vec![self.home.join(".config/systemd/user"), self.root.join("etc/systemd/user")],
            false => vec![self.root.join("etc/systemd/system")],
        };
        let wanted = |folder: PathBuf| {
            let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
            entries.map(|entry| entry.path()).any(|path| {
                path.extension().is_some_and(|kind| kind == "wants")
                    && path.join(unit).symlink_metadata().is_ok()
            })
        };
        folders.into_iter().any(wanted)
    }
}

/// Whether its policy brings it back with the machine. podman's service (4.3) starts
/// `always` alone.
fn is_restarted(kind: EngineKind, session: &Session) -> bool {
    match session.restart_policy.split(':').next().unwrap_or_default() {
        "" | NO_RESTARTS => false,
        "always" => true,
        _ => kind == EngineKind::Docker,
    }
}

#[cfg(test)]
mod tests;
