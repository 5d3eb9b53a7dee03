//! The person's own terminal themes. The files have the format of Alacritty's themes, because
//! hundreds of those exist.
//!
//! ```toml
//! [colors.primary]
//! background = "#1d2021"
//! foreground = "#d4be98"
//! [colors.normal]
//! black = "#32302f"
//! # red green yellow blue magenta cyan white, and the same under colors.bright
//! ```

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};
use toml_edit::{DocumentMut, Item, TomlError};

const ANSI: [&str; 8] = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"];

/// A theme from a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct OwnTheme {
    /// The file's name without its extension.
    pub name: String,
    /// `#rrggbb` by xterm.js's names: `background`, `red`, `brightRed`, …
    pub colors: BTreeMap<String, String>,
}

/// What is wrong with a theme's file, as a code with arguments; its English sentence stands beside it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize, specta::Type)]
#[serde(tag = "code", content = "args", rename_all = "snake_case")]
#[expect(clippy::enum_variant_names, reason = "they are codes among those of other faults")]
pub enum ThemeFault {
    /// `words` are the system's.
    #[error("{path} can't be read: {words}")]
    ThemeUnread { path: String, words: String },
    /// `words` are the parser's, with line and column.
    #[error("{path} is not TOML: {words}")]
    ThemeNotToml { path: String, words: String },
    #[error("{path} lacks {key}")]
    ThemeLacks { path: String, key: String },
    #[error("{path} has no colour \"#rrggbb\" in {key}")]
    ThemeNoColour { path: String, key: String },
}

/// Reads the themes in a folder, which need not exist. A faulty theme does not affect the others.
pub fn read(folder: &Path) -> (Vec<OwnTheme>, Vec<ThemeFault>) {
    let (mut themes, mut faults) = (Vec::new(), Vec::new());
    let Ok(files) = fs::read_dir(folder) else { return (themes, faults) };
    let mut paths: Vec<_> = files.filter_map(|file| Some(file.ok()?.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|end| end == "toml"));
    paths.sort();
    for path in paths {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        match colors(&path) {
            Ok(colors) => themes.push(OwnTheme { name, colors }),
            Err(fault) => faults.push(fault),
        }
    }
    (themes, faults)
}

fn colors(file: &Path) -> Result<BTreeMap<String, String>, ThemeFault> {
    let path = || file.display().to_string();
    let text = fs::read_to_string(file)
        .map_err(|error| ThemeFault::ThemeUnread { path: path(), words: error.to_string() })?;
    let document: DocumentMut = text
        .parse()
        .map_err(|error: TomlError| ThemeFault::ThemeNotToml { path: path(), words: error.to_string() })?;
    let item = |section: &str, key: &str| document.get("colors")?.get(section)?.get(key);
    let mut colors = BTreeMap::new();
    let mut take = |name: String, section: &str, key: &str, needed: bool| -> Result<(), ThemeFault> {
        let place = || format!("colors.{section}.{key}");
        match item(section, key).and_then(Item::as_str).map(hex) {
            Some(Some(color)) => drop(colors.insert(name, color)),
            // Alacritty also allows words here, such as "CellForeground".
            Some(None) if !needed => {}
            Some(None) => return Err(ThemeFault::ThemeNoColour { path: path(), key: place() }),
            None if !needed => {}
            None => return Err(ThemeFault::ThemeLacks { path: path(), key: place() }),
        }
        Ok(())
    };
    take("background".into(), "primary", "background", true)?;
    take("foreground".into(), "primary", "foreground", true)?;
    for name in ANSI {
        take(name.into(), "normal", name, true)?;
        let bright = format!("bright{}{}", name[..1].to_ascii_uppercase(), &name[1..]);
        take(bright, "bright", name, false)?;
    }
    take("cursor".into(), "cursor", "cursor", false)?;
    take("cursorAccent".into(), "cursor", "text", false)?;
    take("selectionBackground".into(), "selection", "background", false)?;
    Ok(colors)
}

/// `#rrggbb` or `0xrrggbb`, as `#rrggbb`.
fn hex(text: &str) -> Option<String> {
    let digits = text.strip_prefix('#').or_else(|| text.strip_prefix("0x"))?;
    (digits.len() == 6 && digits.bytes().all(|digit| digit.is_ascii_hexdigit()))
        .then(|| format!("#{}", digits.to_ascii_lowercase()))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    const NIGHT: &str = r##"
[colors.primary]
background = "#101010"
foreground = "0xEEEEEE"
[colors.cursor]
text = "CellBackground"
cursor = "#ff0000"
[colors.normal]
black = "#000000"
red = "#aa0000"
green = "#00aa00"
yellow = "#aaaa00"
blue = "#0000aa"
magenta = "#aa00aa"
cyan = "#00aaaa"
white = "#aaaaaa"
[colors.bright]
red = "#ff5555"
"##;

    #[test]
    fn a_theme_is_read_with_what_it_has() {
        let file = tempfile::NamedTempFile::new().unwrap();
        fs::write(file.path(), NIGHT).unwrap();
        let colors = colors(file.path()).unwrap();
        assert_eq!(colors["background"], "#101010");
        assert_eq!(colors["foreground"], "#eeeeee");
        assert_eq!(colors["brightRed"], "#ff5555");
        assert_eq!(colors["cursor"], "#ff0000");
        assert!(!colors.contains_key("cursorAccent") && !colors.contains_key("brightBlue"));
        assert_eq!(colors.len(), 12);
    }

    #[test]
    fn a_faulty_theme_is_named_and_the_others_work() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
        write("Night.toml", NIGHT);
        write("bad.toml", &NIGHT.replace("\"#aa0000\"", "\"red\""));
        write("less.toml", &NIGHT.replace("green =", "verde ="));
        write("none.toml", "[[");
        write("README.md", "not a theme");
        let (themes, faults) = read(folder.path());
        let faults: Vec<_> = faults.iter().map(ToString::to_string).collect();
        assert_eq!(themes.iter().map(|theme| theme.name.as_str()).collect::<Vec<_>>(), ["Night"]);
        assert!(faults[0].ends_with("bad.toml has no colour \"#rrggbb\" in colors.normal.red"), "{faults:?}");
        assert!(faults[1].ends_with("less.toml lacks colors.normal.green"), "{faults:?}");
        assert!(faults[2].contains("none.toml is not TOML"), "{faults:?}");
    }

    #[test]
    fn no_folder_is_no_themes() {
        assert_eq!(read(Path::new("/nonexistent/themes")), (vec![], vec![]));
    }
}
