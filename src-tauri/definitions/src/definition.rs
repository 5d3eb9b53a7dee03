//! What a file says of a session.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use berth_runner::{AfterReboot, Difference, Field, Problem, SessionSpec, StopStep, Wish};
use serde_json::{Value as Json, to_value};

use crate::place::Places;
use crate::table::{NoticeKind, SessionTable};

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
    /// What happens after the machine was started anew; `None` is as a label says, or nothing.
    pub after_reboot: Option<AfterReboot>,
    /// Seconds that its start waits then.
    pub after_reboot_delay: u32,
    /// Takes up the work again; empty for none.
    pub resume_command: String,
    /// Whether its program is asked to draw its screen anew when its terminal is opened.
    pub redraw: bool,
    /// How it is ended; empty for the usual way.
    pub stop: Vec<StopStep>,
    /// Exactly this is told of it; `None` is as the settings say.
    pub notices: Option<Vec<NoticeKind>>,
    /// As it stands in the file, with what its template says.
    pub(crate) table: SessionTable,
    places: Places,
}

impl Definition {
    /// `folder` is that of the file.
    pub(crate) fn new(
        name: &str,
        places: Places,
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
            line: places.session.0,
            template,
            spec,
            env_files: files.iter().map(|file| placed_file(file, folder)).collect(),
            secrets: table.secrets.clone(),
            after_reboot: table.after_reboot,
            after_reboot_delay: table.after_reboot_delay.unwrap_or_default(),
            resume_command: table.resume_command.clone().unwrap_or_default(),
            redraw: table.redraw,
            stop: table.stop.clone(),
            notices: table.notices.clone(),
            table,
            places,
        }
    }

    /// The line and the column of a value that a rule refuses.
    pub fn place(&self, problem: &Problem) -> (u32, u32) {
        self.places.field(problem.field, problem.index)
    }

    /// What it would say if it said of some fields what its container is. Of the variables the names are asked for, and
    /// those whose values are kept elsewhere stay there.
    pub fn taken_over(&self, container: &SessionSpec, differences: &[Difference]) -> SessionSpec {
        let (Ok(mut spec), Ok(container)) = (to_value(&self.spec), to_value(container)) else {
            return self.spec.clone();
        };
        for Difference { field, asked, .. } in differences {
            let Some(key) = to_value(field).ok().and_then(|key| key.as_str().map(str::to_owned)) else {
                continue;
            };
            for place in [format!("/{key}"), format!("/options/{key}")] {
                if let (Some(mine), Some(theirs)) = (spec.pointer_mut(&place), container.pointer(&place)) {
                    *mine = match field {
                        Field::Env => variables(mine, theirs, asked),
                        _ => theirs.clone(),
                    };
                }
            }
        }
        let mut spec = serde_json::from_value(spec).unwrap_or_else(|_| self.spec.clone());
        // An inspect does not tell a volume for logs from others.
        if differences.iter().any(|one| one.field == Field::Volumes) {
            let log = &self.spec.log_volume;
            match spec.volumes.iter().position(|one| one == log) {
                Some(at) => drop(spec.volumes.remove(at)),
                None => spec.log_volume.clear(),
            }
        }
        spec
    }

    /// What it wants after a restart of the machine.
    pub fn wish(&self) -> Wish {
        Wish {
            name: self.name.clone(),
            after_reboot: self.after_reboot,
            delay: self.after_reboot_delay,
            resume_command: self.resume_command.clone(),
        }
    }

    /// The engine that it is for, where `default` is that of those that name none.
    pub fn engine_or<'a>(&'a self, default: &'a str) -> &'a str {
        self.engine.as_deref().unwrap_or(default)
    }
}

/// The variables with those of these names as the container has them; without those that it has not.
fn variables(mine: &Json, theirs: &Json, names: &[String]) -> Json {
    let all = |list: &Json| list.as_array().cloned().unwrap_or_default();
    let is_one = |one: &Json, name: &str| one.get("key").and_then(Json::as_str) == Some(name);
    let is_meant = |one: &Json| names.iter().any(|name| is_one(one, name));
    let found = |one: Json| {
        let name = one.get("key").and_then(Json::as_str).unwrap_or_default().to_owned();
        if is_meant(&one) { all(theirs).into_iter().find(|other| is_one(other, &name)) } else { Some(one) }
    };
    all(mine).into_iter().filter_map(found).collect()
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
#[expect(clippy::expect_used, reason = "tests")]
mod tests {
    use berth_runner::EnvVar;

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

    #[test]
    fn what_a_container_is_takes_the_place_of_what_differs() {
        let text = "[sessions.bot]\nimage = \"x\"\nports = [\"80\"]\nvolumes = [\"./data:/data\"]\nmemory = \"1g\"\n\
                    [sessions.bot.env]\nA = \"1\"\nB = \"2\"\nC = \"3\"\n";
        let shelf = crate::Shelf::read(Path::new("/home/ann/sessions.toml"), text);
        let bot = shelf.find("bot").expect("it is defined");
        let env = |pairs: &[(&str, &str)]| {
            pairs
                .iter()
                .map(|(key, value)| EnvVar { key: (*key).into(), value: (*value).into() })
                .collect::<Vec<_>>()
        };
        let mut container = SessionSpec {
            image: "y".into(),
            ports: vec!["32768:80".into()],
            env: env(&[("A", "new"), ("C", "3"), ("D", "4")]),
            ..bot.spec.clone()
        };
        container.options.memory = Some("512m".into());
        let differs = |field, asked: &[&str]| Difference {
            field,
            has: Vec::new(),
            asked: asked.iter().map(|one| (*one).to_owned()).collect(),
        };
        let taken = bot.taken_over(
            &container,
            &[
                differs(Field::Image, &["x"]),
                differs(Field::Env, &["A", "B"]),
                differs(Field::Memory, &["1g"]),
            ],
        );
        let mut expected =
            SessionSpec { image: "y".into(), env: env(&[("A", "new"), ("C", "3")]), ..bot.spec.clone() };
        expected.options.memory = Some("512m".into());
        assert_eq!(taken, expected);
    }
}
