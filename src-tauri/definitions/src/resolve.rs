//! From a definition to what is started: the values that are kept beside the file.

use std::path::{Path, PathBuf};

use berth_runner::{EnvVar, SessionSpec};

use crate::definition::Definition;

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
    /// This version can't get them.
    #[error(
        "the secrets {variables} are kept outside of the file, and this version of Berth can't read them"
    )]
    Secrets {
        /// The variables, with commas between.
        variables: String,
    },
}

impl Definition {
    /// What it is created from, with the variables of its files. May block. What `env` says stands above them.
    ///
    /// # Errors
    /// [`Unresolved`]
    pub fn resolved(&self) -> Result<SessionSpec, Unresolved> {
        if !self.secrets.is_empty() {
            let variables = self.secrets.keys().cloned().collect::<Vec<_>>().join(", ");
            return Err(Unresolved::Secrets { variables });
        }
        let mut spec = self.spec.clone();
        for file in &self.env_files {
            let path = at_home(file);
            let failed = |words: String| Unresolved::EnvFile { path: path.display().to_string(), words };
            let text = std::fs::read_to_string(&path).map_err(|error| failed(error.to_string()))?;
            for variable in
                variables(&text).map_err(|line| failed(format!("line {line} is not KEY=VALUE")))?
            {
                if !spec.env.iter().any(|known| known.key == variable.key) {
                    spec.env.push(variable);
                }
            }
        }
        Ok(spec)
    }
}

fn at_home(file: &str) -> PathBuf {
    match (file.strip_prefix("~/").or(file.strip_prefix("~\\")), std::env::home_dir()) {
        (Some(rest), Some(home)) => home.join(rest),
        _ => Path::new(file).to_owned(),
    }
}

/// Lines as both engines take them: `KEY=VALUE`, nothing quoted; empty ones and `#` are passed over.
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
        let missing = bot.resolved().unwrap_err().to_string();
        assert!(missing.contains("one.env"), "{missing}");
        std::fs::write(folder.path().join("one.env"), "# x\nA=file\n\nB=a = b\n").unwrap();
        let pairs: Vec<_> = bot.resolved().unwrap().env.into_iter().map(|one| (one.key, one.value)).collect();
        assert_eq!(pairs, [("A".into(), "own".into()), ("B".into(), "a = b".to_owned())]);
        std::fs::write(folder.path().join("one.env"), "A=1\nnone\n").unwrap();
        assert!(bot.resolved().unwrap_err().to_string().contains("line 2"));
    }

    #[test]
    fn a_session_is_not_started_without_its_secrets() {
        let text = "[sessions.bot]\nimage = \"x\"\nsecrets = { B = \"keyring:b\", A = \"keyring:a\" }\n";
        let bot = Shelf::read(Path::new("/s.toml"), text).find("bot").unwrap().clone();
        assert_eq!(bot.resolved(), Err(Unresolved::Secrets { variables: "A, B".into() }));
    }
}
