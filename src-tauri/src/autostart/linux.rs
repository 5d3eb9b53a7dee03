//! An entry in the folder of freedesktop.org's autostart specification. `auto-launch` (0.6), which the other systems
//! have it from, writes to `~/.config` whatever `XDG_CONFIG_HOME` says, and does not quote the program's path.

use std::fs;
use std::io::{Error, ErrorKind, Result};
use std::path::{Path, PathBuf};

use berth_runner::{Config, atomic_write};

use super::start::{AT_LOG_IN, program};

const ENTRY: &str = "autostart/berth.desktop";

/// Whether Berth is started at log-in.
pub fn is_on() -> Result<bool> {
    match fs::read_to_string(entry()?) {
        Ok(text) => Ok(counts(&text)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// Has it started at log-in, or no longer.
pub fn set(on: bool) -> Result<()> {
    let entry = entry()?;
    if !on {
        return match fs::remove_file(entry) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        };
    }
    let program = program()?;
    let program = program.to_str().ok_or_else(|| Error::new(ErrorKind::InvalidFilename, "not UTF-8"))?;
    if let Some(folder) = entry.parent() {
        fs::create_dir_all(folder)?;
    }
    atomic_write(&entry, text(program).as_bytes(), None)
}

/// Beside the folder of the settings.
fn entry() -> Result<PathBuf> {
    let settings = Config::default_path();
    let folder = settings.as_deref().and_then(Path::parent).and_then(Path::parent);
    let folder = folder.ok_or_else(|| Error::new(ErrorKind::NotFound, "there is no home folder"))?;
    Ok(folder.join(ENTRY))
}

fn text(program: &str) -> String {
    format!(
        "[Desktop Entry]\nType=Application\nVersion=1.0\nName=Berth\nComment=Container sessions\nExec={} {AT_LOG_IN}\n\
         StartupNotify=false\nTerminal=false\n",
        quoted(program)
    )
}

/// As the desktop entry specification has it: quoted for its own splitting, in which `%` begins a field; then as a
/// string, in which `\` is doubled.
fn quoted(program: &str) -> String {
    let mut quoted = String::from('"');
    for letter in program.chars() {
        match letter {
            '"' | '`' | '$' => quoted.extend(["\\\\".to_owned(), letter.to_string()]),
            '\\' => quoted.push_str("\\\\\\\\"),
            '%' => quoted.push_str("%%"),
            letter => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}

/// Tools of desktops turn an entry off by these lines, and leave it there.
fn counts(text: &str) -> bool {
    let is_off = |line: &str| {
        let line: String = line.split_whitespace().collect();
        line == "Hidden=true" || line == "X-GNOME-Autostart-enabled=false"
    };
    !text.lines().any(is_off)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_is_quoted_for_the_desktop() {
        assert_eq!(quoted("/usr/bin/berth"), r#""/usr/bin/berth""#);
        assert_eq!(quoted(r#"/a b/$x"`\50%"#), r#""/a b/\\$x\\"\\`\\\\50%%""#);
        assert!(text("/usr/bin/berth").contains("\nExec=\"/usr/bin/berth\" --at-log-in\n"));
    }

    #[test]
    fn an_entry_that_is_turned_off_does_not_count() {
        let entry = text("/usr/bin/berth");
        assert!(counts(&entry));
        assert!(!counts(&format!("{entry}Hidden = true\n")));
        assert!(!counts(&format!("{entry}X-GNOME-Autostart-enabled=false\n")));
    }
}
