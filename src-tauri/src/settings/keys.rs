//! `[keys]`: other keys for commands of the window. Which commands and which keys there are, the window knows.

use berth_runner::{Config, Entry, Fault, ValueRule};
use serde::Serialize;

/// The section's name.
pub const NAME: &str = "keys";

/// What the person wants a command's keys to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct KeyChoice {
    /// The command, by its id.
    pub command: String,
    /// Such as `Ctrl+Shift+K`; none takes its keys away.
    pub keys: Vec<String>,
    /// Where it stands in the file, from 1.
    pub line: u32,
    /// In characters, from 1.
    pub column: u32,
}

/// What the file says, in its order, and what of it are no keys.
pub fn read(config: &Config) -> (Vec<KeyChoice>, Vec<Fault>) {
    let entries = match config.entries(NAME) {
        Ok(entries) => entries,
        Err(fault) => return (Vec::new(), vec![fault]),
    };
    let (mut choices, mut faults) = (Vec::new(), Vec::new());
    for Entry { key, value, text, line, column } in entries {
        let keys = match serde_json::from_value(value.clone()) {
            Ok(one) => Some(vec![one]),
            Err(_) => serde_json::from_value(value).ok(),
        };
        match keys {
            Some(keys) => choices.push(KeyChoice { command: key, keys, line, column }),
            None => {
                let (path, section) = (config.path().display().to_string(), NAME.to_owned());
                faults.push(Fault::BadValue { path, section, key, rule: ValueRule::Keys {}, value: text });
            }
        }
    }
    (choices, faults)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn one_several_and_none_are_read_and_the_rest_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("config.toml");
        std::fs::write(
            &path,
            "[keys]\nwall = \"Ctrl+J\"\nnew = [\"F6\", \"Ctrl+M\"]\nlist = []\nhistory = 7\n",
        )
        .unwrap();
        let (choices, faults) = read(&Config::read(&path));
        let told: Vec<_> =
            choices.iter().map(|one| (one.command.as_str(), one.keys.join(" "), one.line)).collect();
        let expected = [
            ("wall", "Ctrl+J".to_owned(), 2),
            ("new", "F6 Ctrl+M".to_owned(), 3),
            ("list", String::new(), 4),
        ];
        assert_eq!(told, expected);
        let words = faults[0].to_string();
        assert!(
            words.ends_with(
                "keys.history must be keys such as \"Ctrl+Shift+K\", a list of such, or [] for none, not 7"
            ),
            "{words}"
        );
        assert_eq!(faults.len(), 1);
    }
}
