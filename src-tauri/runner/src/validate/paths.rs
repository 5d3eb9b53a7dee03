//! What host paths may begin with, and what they may name.

use std::fmt;
use std::path::PathBuf;

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
        drive(&cwd).is_some() || cwd.starts_with(r"\\")
    }
}

/// The environment that host paths may name. Values may be secrets: `Debug` shows none.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Variables(Vec<(String, String)>);

impl Variables {
    /// The environment of this process; variables that are not UTF-8 are left out.
    pub fn of_this_process() -> Self {
        let text = |(key, value): (std::ffi::OsString, std::ffi::OsString)| {
            Some((key.into_string().ok()?, value.into_string().ok()?))
        };
        Self(std::env::vars_os().filter_map(text).collect())
    }

    pub(super) fn get(&self, name: &str, any_case: bool) -> Option<&str> {
        let same = |key: &str| if any_case { key.eq_ignore_ascii_case(name) } else { key == name };
        self.0.iter().find(|(key, _)| same(key)).map(|(_, value)| value.as_str())
    }
}

impl<const N: usize> From<[(&str, &str); N]> for Variables {
    fn from(pairs: [(&str, &str); N]) -> Self {
        Self(pairs.map(|(key, value)| (key.to_owned(), value.to_owned())).into())
    }
}

impl fmt::Debug for Variables {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.iter().map(|(key, _)| key)).finish()
    }
}

/// A drive letter, its colon and what follows them: `C:\data`, `C:/data`.
pub(super) fn drive(text: &str) -> Option<&str> {
    let rest = text.strip_prefix(|c: char| c.is_ascii_alphabetic())?.strip_prefix(':')?;
    rest.starts_with(['/', '\\']).then_some(rest)
}
