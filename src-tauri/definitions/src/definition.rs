//! What a file says of a session.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use berth_runner::SessionSpec;

use crate::table::{ActivityTable, AfterReboot, SessionTable, StopTable, Told};

/// A session as a file defines it.
#[derive(Debug, Clone, PartialEq)]
pub struct Definition {
    /// Unique in the file.
    pub name: String,
    /// The id of an engine; `None` is the default one.
    pub engine: Option<String>,
    /// The line of the file on which it begins, from 1.
    pub line: u32,
    /// The template that it is made from.
    pub template: Option<String>,
    /// What it is created from, without the variables of `env_files` and `secrets`.
    pub spec: SessionSpec,
    /// Files of variables, absolute or from `~` on.
    pub env_files: Vec<String>,
    /// Where the values of variables are kept, by variable: `keyring:NAME`.
    pub secrets: BTreeMap<String, String>,
    /// What happens after the machine was started anew.
    pub after_reboot: AfterReboot,
    /// Takes up the work again; empty for none.
    pub resume_command: String,
    /// Whether its program is asked to draw its screen anew when its terminal is opened.
    pub redraw: bool,
    /// How it is ended; empty for the usual way.
    pub stop: Vec<StopTable>,
    /// How Berth looks at what it does.
    pub activity: ActivityTable,
    /// Exactly this is told of it; `None` is as the settings say.
    pub notices: Option<Vec<Told>>,
    /// As it stands in the file, with what its template says.
    pub(crate) table: SessionTable,
}

impl Definition {
    /// `folder` is that of the file.
    pub(crate) fn new(
        name: &str,
        line: u32,
        template: Option<String>,
        table: SessionTable,
        folder: &Path,
    ) -> Self {
        let mut spec = table.spec(name);
        spec.volumes.iter_mut().for_each(|volume| *volume = placed(volume, folder));
        spec.log_volume = placed(&spec.log_volume, folder);
        let files = table.env_file.as_ref().map(|files| files.texts()).unwrap_or_default();
        Self {
            name: name.to_owned(),
            engine: table.engine.clone(),
            line,
            template,
            spec,
            env_files: files.iter().map(|file| placed_file(file, folder)).collect(),
            secrets: table.secrets.clone(),
            after_reboot: table.after_reboot.unwrap_or_default(),
            resume_command: table.resume_command.clone().unwrap_or_default(),
            redraw: table.redraw,
            stop: table.stop.clone(),
            activity: table.activity.clone().unwrap_or_default(),
            notices: table.notices.clone(),
            table,
        }
    }

    /// The engine that it is for, where `default` is that of those that name none.
    pub fn engine_or<'a>(&'a self, default: &'a str) -> &'a str {
        self.engine.as_deref().unwrap_or(default)
    }
}

/// Sessions that stand side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// Unique in the file.
    pub name: String,
    /// The names of sessions: columns from left to right, in each from top to bottom.
    pub columns: Vec<Vec<String>>,
}

/// A volume whose path on this machine, where it is relative, begins at a folder.
fn placed(volume: &str, folder: &Path) -> String {
    let (host, rest) = match volume.find(':') {
        // `C:\data`
        Some(1) if cfg!(windows) => return volume.to_owned(),
        Some(colon) => volume.split_at(colon),
        None => return volume.to_owned(),
    };
    let relative = host.starts_with('.') || host.contains(['/', '\\']);
    match relative && !is_placed(host) {
        true => format!("{}{rest}", joined(folder, host).display()),
        false => volume.to_owned(),
    }
}

fn placed_file(file: &str, folder: &Path) -> String {
    if is_placed(file) { file.to_owned() } else { joined(folder, file).display().to_string() }
}

/// Absolute, or from the home folder or a variable on.
fn is_placed(path: &str) -> bool {
    path.starts_with(['/', '\\', '~', '$', '%']) || Path::new(path).is_absolute()
}

/// Without the dots: `./data` in `/home/ann` is `/home/ann/data`.
fn joined(folder: &Path, path: &str) -> PathBuf {
    let mut joined = folder.to_owned();
    for part in path.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." => drop(joined.pop()),
            part => joined.push(part),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn relative_paths_begin_at_the_folder_of_the_file() {
        let folder = Path::new("/home/ann/dots");
        for (volume, expected) in [
            ("./data:/data", "/home/ann/dots/data:/data"),
            ("../data:/data:ro", "/home/ann/data:/data:ro"),
            (".:/work", "/home/ann/dots:/work"),
            ("src/api:/work", "/home/ann/dots/src/api:/work"),
            ("data:/data", "data:/data"),
            ("/srv:/srv", "/srv:/srv"),
            ("~/src:/src", "~/src:/src"),
            ("$HOME/x:/x", "$HOME/x:/x"),
            ("tmpfs:/run", "tmpfs:/run"),
            ("/data", "/data"),
            ("", ""),
        ] {
            assert_eq!(placed(volume, folder), expected, "{volume}");
        }
        assert_eq!(placed_file("bot.env", folder), "/home/ann/dots/bot.env");
        assert_eq!(placed_file("~/bot.env", folder), "~/bot.env");
    }
}
