//! From a definition to what is started: the values that are kept beside the file.

use std::path::{Path, PathBuf};

use berth_runner::{EngineKind, EnvVar, SessionSpec};

use crate::definition::Definition;
use crate::secret::{Kept, SecretError, secret};

/// Stands for a value that was not read.
const UNREAD: &str = "…";

/// Why a definition can't be started.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unresolved {
    /// A file of variables.
    #[error("the variables in {path} can't be read: {words}")]
    EnvFile {
        /// The path.
        path: String,
        /// The system's words, or which line is none.
        words: String,
    },
    /// One of the keyring.
    #[error("{variable}: {error}")]
    Secret {
        /// The variable.
        variable: String,
        /// Why.
        error: SecretError,
    },
    /// docker keeps secrets for swarm's services only.
    #[error("{variable}: docker gives no secret to a container; keep it in the keyring: \"keyring:{name}\"")]
    EngineSecret {
        /// The variable.
        variable: String,
        /// The secret.
        name: String,
    },
}

impl Definition {
    /// What it is created from, with the variables of its files and without its secrets: what can be compared with a
    /// container, and shown. May block.
    ///
    /// # Errors
    /// [`Unresolved::EnvFile`]
    pub fn without_secrets(&self) -> Result<SessionSpec, Unresolved> {
        let mut spec = self.spec.clone();
        for file in &self.env_files {
            for variable in env_file(&at_home(file))? {
                if !spec.env.iter().any(|known| known.key == variable.key) {
                    spec.env.push(variable);
                }
            }
        }
        Ok(spec)
    }

    /// What it is created from, with the variables of its files and its secrets. May block. What `env` says stands
    /// above the files.
    ///
    /// # Errors
    /// [`Unresolved`]
    pub fn resolved(&self, kind: EngineKind) -> Result<SessionSpec, Unresolved> {
        let mut spec = self.without_secrets()?;
        self.add_secrets(&mut spec, kind, secret)?;
        Ok(spec)
    }

    /// What it is created from, with its secrets as variables whose values nobody has read: for a text that names
    /// variables and has no values. May block.
    ///
    /// # Errors
    /// [`Unresolved::EnvFile`]
    pub fn with_secrets_named(&self) -> Result<SessionSpec, Unresolved> {
        let mut spec = self.without_secrets()?;
        for variable in self.secrets.keys() {
            if !spec.env.iter().any(|one| one.key == *variable) {
                spec.env.push(EnvVar { key: variable.clone(), value: UNREAD.to_owned() });
            }
        }
        Ok(spec)
    }

    /// Gives another spec of the same session the secrets that it is without. May block.
    ///
    /// # Errors
    /// [`Unresolved`]
    pub fn with_secrets(&self, mut spec: SessionSpec, kind: EngineKind) -> Result<SessionSpec, Unresolved> {
        self.add_secrets(&mut spec, kind, secret)?;
        Ok(spec)
    }

    fn add_secrets(
        &self,
        spec: &mut SessionSpec,
        kind: EngineKind,
        read: impl Fn(&str) -> Result<String, SecretError>,
    ) -> Result<(), Unresolved> {
        for (variable, place) in &self.secrets {
            match Kept::of(place) {
                Some(Kept::Keyring(name)) if !spec.env.iter().any(|one| one.key == *variable) => {
                    let failed = |error| Unresolved::Secret { variable: variable.clone(), error };
                    spec.env.push(EnvVar { key: variable.clone(), value: read(&name).map_err(failed)? });
                }
                Some(Kept::Engine(name)) if kind == EngineKind::Podman => {
                    let flag = format!("--secret={name},type=env,target={variable}");
                    if !spec.options.extra.contains(&flag) {
                        spec.options.extra.push(flag);
                    }
                }
                Some(Kept::Engine(name)) => {
                    return Err(Unresolved::EngineSecret { variable: variable.clone(), name });
                }
                // It is set already; or the file was read with another schema, which does not happen.
                Some(Kept::Keyring(_)) | None => {}
            }
        }
        Ok(())
    }
}

/// The variables of a file, as both engines read it: lines `KEY=VALUE`, nothing quoted; empty ones and those that begin
/// with `#` are passed over.
///
/// # Errors
/// [`Unresolved::EnvFile`], if it can't be read, or has another line.
pub fn env_file(path: &Path) -> Result<Vec<EnvVar>, Unresolved> {
    let failed = |words: String| Unresolved::EnvFile { path: path.display().to_string(), words };
    let text = std::fs::read_to_string(path).map_err(|error| failed(error.to_string()))?;
    variables(&text).map_err(|line| failed(format!("line {line} is not KEY=VALUE")))
}

fn at_home(file: &str) -> PathBuf {
    match (file.strip_prefix("~/").or(file.strip_prefix("~\\")), std::env::home_dir()) {
        (Some(rest), Some(home)) => home.join(rest),
        _ => Path::new(file).to_owned(),
    }
}

/// The number of the line that is none of these, in the end.
fn variables(text: &str) -> Result<Vec<EnvVar>, usize> {
    let lines = text.lines().enumerate().filter(|(_, line)| {
        let line = line.trim_start();
        !line.is_empty() && !line.starts_with('#')
    });
    let variable = |(index, line): (usize, &str)| match line.trim_start().split_once('=') {
        Some((key, value)) if !key.is_empty() => Ok(EnvVar { key: key.to_owned(), value: value.to_owned() }),
        _ => Err(index + 1),
    };
    lines.map(variable).collect()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::Shelf;

    #[test]
    fn variables_of_files_stand_below_those_of_the_file_itself() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("sessions.toml");
        let text = "[sessions.bot]\nimage = \"x\"\nenv = { A = \"own\" }\nenv_file = [\"one.env\"]\n";
        let bot = Shelf::read(&file, text).find("bot").unwrap().clone();
        let missing = bot.without_secrets().unwrap_err().to_string();
        assert!(missing.contains("one.env"), "{missing}");
        std::fs::write(folder.path().join("one.env"), "# x\nA=file\n\nB=a = b\n").unwrap();
        let pairs: Vec<_> =
            bot.without_secrets().unwrap().env.into_iter().map(|one| (one.key, one.value)).collect();
        assert_eq!(pairs, [("A".into(), "own".into()), ("B".into(), "a = b".to_owned())]);
        std::fs::write(folder.path().join("one.env"), "A=1\nnone\n").unwrap();
        assert!(bot.without_secrets().unwrap_err().to_string().contains("line 2"));
    }

    #[test]
    fn secrets_come_from_the_keyring_or_are_the_engines() {
        let text = "[sessions.bot]\nimage = \"x\"\nsecrets = { B = \"engine:b\", A = \"keyring:a\" }\n";
        let bot = Shelf::read(Path::new("/s.toml"), text).find("bot").unwrap().clone();
        let with = |kind, kept: Option<&str>| {
            let mut spec = bot.without_secrets().unwrap();
            let read =
                |name: &str| kept.map(str::to_owned).ok_or(SecretError::Absent { name: name.to_owned() });
            bot.add_secrets(&mut spec, kind, read).map(|()| spec)
        };
        let spec = with(EngineKind::Podman, Some("value of a")).unwrap();
        assert_eq!(spec.options.extra, ["--secret=b,type=env,target=B"]);
        let pairs: Vec<_> = spec.env.iter().map(|one| (one.key.as_str(), one.value.as_str())).collect();
        assert_eq!(pairs, [("A", "value of a")]);
        let absent = with(EngineKind::Podman, None).unwrap_err().to_string();
        assert!(absent.starts_with("A: the keyring has no secret a"), "{absent}");
        let docker = with(EngineKind::Docker, Some("x")).unwrap_err().to_string();
        assert!(docker.starts_with("B: docker gives no secret"), "{docker}");
        let named: Vec<_> = bot.with_secrets_named().unwrap().env.into_iter().map(|one| one.key).collect();
        assert_eq!(named, ["A", "B"]);
        // Each once.
        let mut again = spec.clone();
        bot.add_secrets(&mut again, EngineKind::Podman, |_| Ok("other".into())).unwrap();
        assert_eq!(again, spec);
    }
}
