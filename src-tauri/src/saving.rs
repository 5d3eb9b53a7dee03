//! Saves the contents of a session's terminal to a file that the person chooses.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use berth_archive::{ExportFormat, Run};
use berth_runner::{Runner, Session, atomic_write};
use berth_terminal::{Caption, Format, Palette, Screen, Size};
use jiff::{ZonedDateTime, tz::TimeZone};
use rfd::AsyncFileDialog;
use serde::Deserialize;
use tauri::WebviewWindow;

use crate::choosing::choice;
use crate::error::{AppError, WireError};
use crate::terminals::Terminals;

/// The words of the system's dialog, in the language of the window.
#[derive(Debug, Clone, Deserialize, specta::Type)]
pub struct SaveWords {
    /// The title of the dialog.
    pub title: String,
    /// The name of the format.
    pub kind: String,
}

fn extension(format: Format) -> &'static str {
    match format {
        Format::Text => "txt",
        Format::Html => "html",
        Format::Cast => "cast",
    }
}

/// The colours of the window's terminals, as `#rrggbb`.
#[derive(Debug, Clone, Deserialize, specta::Type)]
pub struct TerminalPalette {
    pub foreground: String,
    pub background: String,
    /// Sixteen.
    pub ansi: Vec<String>,
}

impl TerminalPalette {
    fn parsed(&self) -> Result<Palette, WireError> {
        Palette::parse(&self.foreground, &self.background, &self.ansi)
            .ok_or_else(|| AppError::internal(format!("these are not a terminal's colours: {self:?}")).into())
    }
}

/// The contents of a session's terminal; without a terminal, its log on a screen of `size`.
pub async fn output_of(
    terminals: &Terminals,
    runner: &Runner,
    session: &Session,
    format: Format,
    palette: &TerminalPalette,
    size: Size,
) -> Result<Vec<u8>, WireError> {
    let caption = Caption {
        title: session.name.clone(),
        at: jiff::Timestamp::now().as_second(),
        palette: palette.parsed()?,
    };
    if let Some(shown) = terminals.export(session, format, &caption) {
        return Ok(shown);
    }
    let scrollback = terminals.defaults().scrollback;
    let log = runner.logs(&session.id, scrollback.try_into().unwrap_or(u32::MAX)).await?;
    let mut screen = Screen::new(size, scrollback);
    if !session.tty {
        // Output without a terminal has bare line feeds.
        screen.replay(b"\x1b[20h");
    }
    screen.replay(&log);
    Ok(screen.export(format, &caption))
}

/// Asks for a path and writes the file; `None` when the person cancels.
pub async fn save(
    window: &WebviewWindow,
    name: &str,
    words: SaveWords,
    format: Format,
    output: &[u8],
) -> Result<Option<PathBuf>, WireError> {
    let extension = extension(format);
    let dialog = AsyncFileDialog::new()
        .set_parent(window)
        .set_title(words.title)
        .set_file_name(file_name(name, &ZonedDateTime::now(), extension))
        .add_filter(words.kind, &[extension]);
    let Some(path) = choice(window, || dialog.save_file()).await? else { return Ok(None) };
    atomic_write(&path, output, None).map_err(|error| refused(&path, &error))?;
    Ok(Some(path))
}

/// Asks for a path and writes a text; `None` when the person cancels.
pub async fn save_text(
    window: &WebviewWindow,
    name: &str,
    words: SaveWords,
    text: &str,
) -> Result<Option<PathBuf>, WireError> {
    let extension = name.rsplit('.').next().unwrap_or_default();
    let dialog = AsyncFileDialog::new()
        .set_parent(window)
        .set_title(words.title)
        .set_file_name(plain(name))
        .add_filter(words.kind, &[extension]);
    let Some(path) = choice(window, || dialog.save_file()).await? else { return Ok(None) };
    atomic_write(&path, text.as_bytes(), None).map_err(|error| refused(&path, &error))?;
    Ok(Some(path))
}

/// Asks for the path of the lines of a log; `None` when the person cancels.
pub async fn place_of_log(
    window: &WebviewWindow,
    name: &str,
    words: SaveWords,
) -> Result<Option<PathBuf>, WireError> {
    let dialog = AsyncFileDialog::new()
        .set_parent(window)
        .set_title(words.title)
        .set_file_name(file_name(name, &ZonedDateTime::now(), "log"))
        .add_filter(words.kind, &["log", "txt"]);
    choice(window, || dialog.save_file()).await
}

/// Writes the lines of a log, which may be many, to a file: whole, or not at all.
pub fn write_log(
    path: &Path,
    write: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>,
) -> Result<(), WireError> {
    let folder = path.parent().unwrap_or(path);
    let written = tempfile::NamedTempFile::new_in(folder).and_then(|file| {
        let (file, draft) = file.into_parts();
        let mut out = BufWriter::new(file);
        write(&mut out)?;
        out.flush()?;
        Ok(draft.persist(path)?)
    });
    Ok(written.map_err(|error| refused(path, &error))?)
}

/// Asks where a run goes: a `.zip`, or a new folder in one that is there. `None` when the person thought
/// better of it.
pub async fn place_of_run(
    window: &WebviewWindow,
    run: &Run,
    format: ExportFormat,
    words: SaveWords,
) -> Result<Option<PathBuf>, WireError> {
    let began = run.key.started_at.to_zoned_datetime(TimeZone::system());
    let dialog = AsyncFileDialog::new().set_parent(window).set_title(words.title);
    match format {
        ExportFormat::Zip => {
            let name = file_name(&run.name, &began, "zip");
            let dialog = dialog.set_file_name(name).add_filter(words.kind, &["zip"]);
            choice(window, || dialog.save_file()).await
        }
        ExportFormat::Folder => {
            let parent = choice(window, || dialog.pick_folder()).await?;
            Ok(parent.map(|parent| free_name(&parent.join(stem(&run.name, &began)))))
        }
    }
}

/// Asks for the path of an image in a file; `None` when the person cancels.
pub async fn place_of_image(
    window: &WebviewWindow,
    image: &str,
    words: SaveWords,
) -> Result<Option<PathBuf>, WireError> {
    // `docker.io/library/debian:12` -> `debian-12.tar`
    let name = plain(image.rsplit('/').next().unwrap_or(image));
    let dialog = AsyncFileDialog::new()
        .set_parent(window)
        .set_title(words.title)
        .set_file_name(format!("{name}.tar"))
        .add_filter(words.kind, &["tar"]);
    choice(window, || dialog.save_file()).await
}

/// Asks for a file with images; `None` when the person cancels.
pub async fn file_of_images(window: &WebviewWindow, words: SaveWords) -> Result<Option<PathBuf>, WireError> {
    let dialog = AsyncFileDialog::new().set_parent(window).set_title(words.title);
    let dialog = dialog.add_filter(words.kind, &["tar", "gz", "tgz", "xz", "zst"]);
    choice(window, || dialog.pick_file()).await
}

/// The path, or with a number the first that is not taken.
pub fn free_name(path: &Path) -> PathBuf {
    let numbered = |count: u32| PathBuf::from(format!("{}-{count}", path.display()));
    let mut names = std::iter::once(path.to_path_buf()).chain((2..).map(numbered));
    names.find(|name| std::fs::symlink_metadata(name).is_err()).unwrap_or_else(|| path.to_path_buf())
}

/// `web-bot-2026-11-23-2112.txt`
fn file_name(name: &str, at: &ZonedDateTime, extension: &str) -> String {
    format!("{}.{extension}", stem(name, at))
}

fn stem(name: &str, at: &ZonedDateTime) -> String {
    format!("{}-{}", plain(name), at.strftime("%Y-%m-%d-%H%M"))
}

/// A name as one of a file, in the folder that the dialog shows: a path would be a proposal of the page's, and what is
/// not to be seen would hide what it is.
fn plain(name: &str) -> String {
    let is_plain = |one: char| one.is_alphanumeric() || " ._-+()".contains(one);
    let name: String = name.chars().map(|one| if is_plain(one) { one } else { '-' }).collect();
    name.trim_start_matches(['.', ' ']).to_owned()
}

fn refused(path: &Path, error: &io::Error) -> AppError {
    AppError::Save { path: path.display().to_string(), reason: error.into(), words: error.to_string() }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_named_after_the_session_and_the_minute() {
        let at: ZonedDateTime = "2026-11-23T21:12:59+01:00[Europe/Zurich]".parse().unwrap();
        assert_eq!(file_name("web-bot", &at, "txt"), "web-bot-2026-11-23-2112.txt");
        assert_eq!(file_name("../.ssh/id", &at, "txt"), "-.ssh-id-2026-11-23-2112.txt");
        assert_eq!(plain("a\u{202e}txt.exe\n"), "a-txt.exe-");
        assert_eq!(plain(".profile"), "profile");
    }

    #[test]
    fn a_name_that_is_taken_gets_a_number() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("bot-2026");
        assert_eq!(free_name(&path), path);
        std::fs::create_dir(&path).unwrap();
        std::fs::create_dir(folder.path().join("bot-2026-2")).unwrap();
        assert_eq!(free_name(&path), folder.path().join("bot-2026-3"));
    }

    #[test]
    fn a_file_is_replaced_whole_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        atomic_write(&path, b"first", None).unwrap();
        atomic_write(&path, b"second", None).unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"second");
        // Nothing else is left beside it, also where the name can't be had.
        let taken = folder.path().join("folder");
        std::fs::create_dir_all(taken.join("inner")).unwrap();
        atomic_write(&taken, b"x", None).unwrap_err();
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2);
    }

    #[test]
    fn a_refusal_names_the_file_and_what_to_do() {
        let path = Path::new("/nowhere/at/all/x.txt");
        let failure = refused(path, &atomic_write(path, b"", None).unwrap_err());
        assert!(
            failure.to_string().contains("/nowhere/at/all/x.txt: there is no such folder"),
            "{failure:?}"
        );
        let full = refused(path, &io::ErrorKind::StorageFull.into());
        assert!(full.to_string().contains("no room left") && full.detail().is_some());
    }

    #[test]
    fn colours_are_judged() {
        let palette = |ansi: usize| TerminalPalette {
            foreground: "#e4eaee".to_owned(),
            background: "#0e1216".to_owned(),
            ansi: vec!["#123456".to_owned(); ansi],
        };
        assert_eq!(palette(16).parsed().unwrap().ansi[3], [0x12, 0x34, 0x56]);
        assert!(palette(15).parsed().is_err());
        assert!(TerminalPalette { foreground: "red".to_owned(), ..palette(16) }.parsed().is_err());
    }
}
