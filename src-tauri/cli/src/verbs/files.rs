//! Files of sessions: list, copy, and what changed.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use berth_runner::{Change, Copied, FileEntry, FileKind, Noise, Runner, name_of_copy, size};
use jiff::tz::TimeZone;

use crate::cli::{Changed, CopyPlace, Cp, Files};
use crate::exit::{FAILURE, Stop, USAGE};
use crate::progress::{Line, moved};
use crate::{print, table};

pub async fn files(runner: &Runner, args: Files) -> Result<ExitCode, Stop> {
    let folder = runner.files(&args.name, &args.path).await?;
    if args.json {
        print::json(&folder)?;
    } else {
        let mut shown = table::plain();
        for entry in &folder.entries {
            shown.add_row(row(entry));
        }
        if !folder.entries.is_empty() {
            print::line(&table::trimmed(&shown))?;
        }
    }
    if !folder.complete {
        print::err("berthctl: That is not all: the engine did not come to the end within 20 s");
    }
    Ok(ExitCode::SUCCESS)
}

/// As `ls -ln` has it.
fn row(entry: &FileEntry) -> [String; 5] {
    let owner = match (entry.uid, entry.gid) {
        (Some(uid), Some(gid)) => format!("{uid}:{gid}"),
        _ => String::new(),
    };
    let time =
        |at: jiff::Timestamp| at.to_zoned_datetime(TimeZone::system()).strftime("%Y-%m-%d %H:%M").to_string();
    let name = quoted(&entry.name);
    let name = match &entry.target {
        Some(target) => format!("{name} -> {}", quoted(target)),
        None => name,
    };
    let bytes = if entry.kind == FileKind::File { size(entry.size) } else { String::new() };
    [mode(entry), owner, bytes, entry.modified.map_or_else(String::new, time), name]
}

/// `drwxr-xr-x`
fn mode(entry: &FileEntry) -> String {
    let kind = match entry.kind {
        FileKind::File => '-',
        FileKind::Folder => 'd',
        FileKind::Link => 'l',
        FileKind::Device => 'c',
        FileKind::Pipe => 'p',
        FileKind::Socket => 's',
    };
    let mut text = String::from(kind);
    for (shift, special, letter) in [(6, 0o4000, 's'), (3, 0o2000, 's'), (0, 0o1000, 't')] {
        let bits = entry.mode >> shift;
        text.push(if bits & 4 == 0 { '-' } else { 'r' });
        text.push(if bits & 2 == 0 { '-' } else { 'w' });
        text.push(match (entry.mode & special != 0, bits & 1 != 0) {
            (true, true) => letter,
            (true, false) => letter.to_ascii_uppercase(),
            (false, true) => 'x',
            (false, false) => '-',
        });
    }
    text
}

/// A name as one line that no terminal obeys.
fn quoted(name: &str) -> String {
    name.chars().flat_map(|c| if c.is_control() { c.escape_default().collect() } else { vec![c] }).collect()
}

pub async fn cp(runner: &Runner, args: Cp) -> Result<ExitCode, Stop> {
    let Some((to, from)) = args.places.split_last() else { return Err(usage()) };
    let copied = match (from, to) {
        ([CopyPlace::Session { name, path }], CopyPlace::Here(to)) if to == Path::new("-") => {
            print::out(runner.read_file(name, path).await?.text.as_bytes())?;
            return Ok(ExitCode::SUCCESS);
        }
        ([CopyPlace::Session { name, path }], CopyPlace::Here(to)) => {
            let to = if to.is_dir() { to.join(name_of_copy(name, path)) } else { to.clone() };
            let mut line = Line::new();
            runner.copy_out(name, path, &to, |transfer| line.draw(|| moved(transfer))).await?
        }
        (from, CopyPlace::Session { name, path }) => {
            let here = |place: &CopyPlace| match place {
                CopyPlace::Here(path) => Some(path.clone()),
                CopyPlace::Session { .. } => None,
            };
            let sources: Option<Vec<PathBuf>> = from.iter().map(here).collect();
            let sources = sources.ok_or_else(usage)?;
            let mut line = Line::new();
            let progress = |transfer| line.draw(|| moved(transfer));
            runner.copy_in(name, &sources, path, args.archive, progress).await?
        }
        _ => return Err(usage()),
    };
    copied_said(&copied, args.json)
}

fn copied_said(copied: &Copied, json: bool) -> Result<ExitCode, Stop> {
    if json {
        print::json(copied)?;
    } else {
        let files = if copied.files == 1 { "1 file".to_owned() } else { format!("{} files", copied.files) };
        print::line(&format!("Copied {files}, {}", size(copied.bytes)))?;
    }
    for one in &copied.left_out {
        print::err(&format!("berthctl: Left out {}: {}", quoted(&one.path), one.because));
    }
    match copied.left_out_count {
        0 => Ok(ExitCode::SUCCESS),
        count => Err(Stop::new(FAILURE, format!("{count} were left out; all else was copied"))),
    }
}

fn usage() -> Stop {
    Stop::new(USAGE, "Write NAME:/PATH TARGET to copy out, or SOURCE… NAME:/FOLDER to copy in")
}

pub async fn changed(runner: &Runner, args: Changed) -> Result<ExitCode, Stop> {
    let changes = runner.changed_files(&args.name).await?;
    if args.json {
        print::json(&changes)?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut folded = Vec::<(Noise, usize)>::new();
    for change in &changes {
        match change.noise.filter(|_| !args.all) {
            Some(noise) => match folded.iter_mut().find(|(known, _)| *known == noise) {
                Some((_, count)) => *count += 1,
                None => folded.push((noise, 1)),
            },
            None if change.within && !args.all => {}
            None => {
                let more = match change.below {
                    0 => String::new(),
                    _ if args.all => String::new(),
                    1 => " and 1 below it".to_owned(),
                    count => format!(" and {count} below it"),
                };
                print::line(&format!("{} {}{more}", letter(change.change), quoted(&change.path)))?;
            }
        }
    }
    let parts: Vec<String> = folded.iter().map(|(noise, count)| format!("{count} {noise}")).collect();
    if !parts.is_empty() {
        print::err(&format!("Not shown (--all shows them): {}", parts.join(", ")));
    }
    Ok(ExitCode::SUCCESS)
}

fn letter(change: Change) -> char {
    match change {
        Change::Added => 'A',
        Change::Changed => 'C',
        Change::Deleted => 'D',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_a_row_that_no_terminal_obeys() {
        let entry = FileEntry {
            name: "a\nb\u{1b}[2J".to_owned(),
            exact: true,
            kind: FileKind::File,
            size: 1536,
            mode: 0o4750,
            uid: Some(1000),
            gid: Some(7),
            modified: None,
            target: None,
            leads_to: None,
        };
        assert_eq!(row(&entry), ["-rwsr-x---", "1000:7", "1.5 KiB", "", "a\\nb\\u{1b}[2J"]);
        let folder = FileEntry { kind: FileKind::Folder, mode: 0o1777, uid: None, ..entry };
        assert_eq!(row(&folder)[..3], ["drwxrwxrwt", "", ""]);
    }
}
