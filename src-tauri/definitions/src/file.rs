//! The file itself.

use std::fs;
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

use berth_runner::{Config, atomic_write};

use crate::edit::Unedited;
use crate::fault::{DefinitionFault, DefinitionProblem as Problem};
use crate::schema::{SCHEMA_FILE, schema};
use crate::shelf::Shelf;

/// The name of the person's file, beside `config.toml`.
pub const FILE: &str = "sessions.toml";
/// A larger file is not read.
const LIMIT_KIB: u32 = 4096;
/// How often a change is tried anew, when another program writes the file at the same time.
const TRIES: u32 = 5;

/// Why a file was not changed.
#[derive(Debug, thiserror::Error)]
pub enum Unwritten {
    /// What stands in it, or does not.
    #[error(transparent)]
    Unedited(#[from] Unedited),
    /// The system refuses it.
    #[error("{path} could not be written: {words}")]
    System {
        /// The path.
        path: String,
        /// The system's words.
        words: String,
    },
}

/// A file of definitions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    path: PathBuf,
}

impl File {
    /// A file, which need not exist.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        // Relative paths in it begin at its folder, wherever we are.
        Self { path: std::path::absolute(&path).unwrap_or(path) }
    }

    /// The person's own: `~/.config/berth/sessions.toml` on Linux. `None` without a home folder.
    pub fn default_path() -> Option<PathBuf> {
        Some(Config::default_path()?.with_file_name(FILE))
    }

    /// Its path; a symbolic link as it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What it says. A missing file says nothing.
    pub fn read(&self) -> Shelf {
        match self.text() {
            Ok(text) => Shelf::read(&self.path, &text),
            Err(problem) => {
                let fault = DefinitionFault::new(&self.path.display().to_string(), (0, 0), "", problem);
                Shelf { faults: vec![fault], ..Shelf::default() }
            }
        }
    }

    fn text(&self) -> Result<String, Problem> {
        let unread = |error: io::Error| Problem::DefinitionsUnread { words: error.to_string() };
        let file = match fs::File::open(&self.path) {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(String::new()),
            Err(error) => return Err(unread(error)),
        };
        let limit = u64::from(LIMIT_KIB) * 1024;
        let mut text = String::new();
        file.take(limit + 1).read_to_string(&mut text).map_err(unread)?;
        if text.len() as u64 > limit {
            return Err(Problem::DefinitionsTooLarge { limit: LIMIT_KIB });
        }
        Ok(text)
    }

    /// Writes what `edit` makes of its text. What another program wrote meanwhile is not lost: the edit is made
    /// anew. A symbolic link stays one, and so do the permissions; a new file is for this user only.
    ///
    /// # Errors
    /// [`Unwritten`]; the file is as it was then.
    pub fn change(&self, edit: impl Fn(&Path, &str) -> Result<String, Unedited>) -> Result<(), Unwritten> {
        let system = |error: io::Error| Unwritten::System {
            path: self.path.display().to_string(),
            words: error.to_string(),
        };
        for _ in 0..TRIES {
            let before = self.text().map_err(|problem| {
                let path = self.path.display().to_string();
                Unedited::Broken(DefinitionFault::new(&path, (0, 0), "", problem))
            })?;
            let after = edit(&self.path, &before)?;
            if after == before {
                return Ok(());
            }
            let target = fs::canonicalize(&self.path).unwrap_or_else(|_| self.path.clone());
            let is_new = !target.exists();
            if let Some(folder) = target.parent() {
                fs::create_dir_all(folder).map_err(system)?;
            }
            if self.text().is_ok_and(|now| now == before) {
                let permissions = fs::metadata(&target).ok().map(|old| old.permissions());
                let text = if is_new { format!("#:schema ./{SCHEMA_FILE}\n\n{after}") } else { after };
                atomic_write(&target, text.as_bytes(), permissions).map_err(system)?;
                if is_new {
                    // Editors go without it as well.
                    drop(atomic_write(&target.with_file_name(SCHEMA_FILE), schema().as_bytes(), None));
                }
                return Ok(());
            }
        }
        Err(system(io::Error::other("another program writes it all the time")))
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use berth_runner::SessionSpec;

    use super::*;
    use crate::edit::with_session;

    fn spec(name: &str) -> SessionSpec {
        SessionSpec { name: name.into(), image: "bb".into(), ..SessionSpec::default() }
    }

    fn add(file: &File, name: &str) -> Result<(), Unwritten> {
        file.change(|path, text| with_session(path, text, &spec(name), None))
    }

    fn names(file: &File) -> Vec<String> {
        file.read().definitions.into_iter().map(|definition| definition.name).collect()
    }

    #[test]
    fn a_new_file_names_its_schema() {
        let folder = tempfile::tempdir().unwrap();
        let file = File::new(folder.path().join("new/sessions.toml"));
        assert_eq!(file.read(), Shelf::default());
        add(&file, "bot").unwrap();
        let text = fs::read_to_string(file.path()).unwrap();
        assert_eq!(text, "#:schema ./sessions.schema.json\n\n[sessions.bot]\nimage = \"bb\"\n");
        assert!(folder.path().join("new").join(SCHEMA_FILE).exists());
    }

    #[test]
    fn what_another_program_writes_meanwhile_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let file = File::new(folder.path().join("sessions.toml"));
        add(&file, "bot").unwrap();
        let other = std::cell::Cell::new(true);
        file.change(|path, text| {
            if other.take() {
                add(&file, "theirs").unwrap();
            }
            with_session(path, text, &spec("ours"), None)
        })
        .unwrap();
        assert_eq!(names(&file), ["bot", "theirs", "ours"]);
    }

    #[test]
    fn a_faulty_file_is_left_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let file = File::new(folder.path().join("sessions.toml"));
        for bytes in [&b"[sessions.bot\nimage = \"bb\"\n"[..], b"\xff\xfe"] {
            fs::write(file.path(), bytes).unwrap();
            assert!(file.read().is_broken());
            assert!(matches!(add(&file, "new"), Err(Unwritten::Unedited(Unedited::Broken(_)))));
            assert_eq!(fs::read(file.path()).unwrap(), bytes);
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_one_and_modes_stay() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let (link, target) = (folder.path().join("sessions.toml"), folder.path().join("dots.toml"));
        fs::write(&target, "# mine\n").unwrap();
        fs::set_permissions(&target, fs::Permissions::from_mode(0o644)).unwrap();
        symlink(&target, &link).unwrap();
        let file = File::new(&link);
        add(&file, "bot").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::metadata(&target).unwrap().permissions().mode() & 0o777, 0o644);
        assert_eq!(fs::read_to_string(&target).unwrap(), "# mine\n\n[sessions.bot]\nimage = \"bb\"\n");
    }
}
