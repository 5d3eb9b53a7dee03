//! A tar stream from a session to files of this machine.
//!
//! A session may put anything into the stream. All of it goes into one new folder: only folders
//! made here are written into, no file that is there is opened, and links are made last, those
//! alone that stay inside.

use std::collections::HashSet;
use std::fs::{self, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Component, Path, PathBuf};
use std::time::{Duration, SystemTime};

use tar::{Archive, Entry, EntryType};

use super::entry::{Copied, LeftOutBecause};
use super::host::{self, Owner};
use super::path::parts;
use super::progress::Progress;

/// Unpacks the stream into `draft`, an empty folder that is nobody else's. `name`: of what was asked for, where it
/// has one. `owners`: whether to keep them where this user may.
///
/// # Errors
/// The stream breaks off, or the disk is full.
pub(crate) fn unpack(
    mut stream: impl Read,
    draft: &Path,
    name: Option<&str>,
    owners: bool,
    progress: &Progress,
) -> io::Result<Copied> {
    let mut unpacking = Unpacking { owners, name, ..Unpacking::new(draft, progress) };
    let mut archive = Archive::new(&mut stream);
    for entry in archive.entries()? {
        unpacking.take(entry?)?;
    }
    unpacking.link_all();
    unpacking.finish_folders();
    let copied = unpacking.copied;
    // The client ends by itself when all is read, its padding too.
    io::copy(&mut stream, &mut io::sink())?;
    Ok(copied)
}

struct Unpacking<'a> {
    draft: &'a Path,
    owners: bool,
    name: Option<&'a str>,
    /// Whether the stream calls what was asked for `/`: podman (4.3) does so where that is a volume of a session
    /// that does not run, and what is in it `/a`.
    rooted: Option<bool>,
    progress: &'a Progress,
    copied: Copied,
    /// Made here, by their path in the draft.
    folders: HashSet<PathBuf>,
    files: HashSet<PathBuf>,
    links: Vec<(PathBuf, String)>,
    /// The paths of `links`: a stream may have very many.
    linked: HashSet<PathBuf>,
    /// Set last: one may be for reading alone.
    modes: Vec<(PathBuf, u32, Option<Owner>)>,
}

impl<'a> Unpacking<'a> {
    fn new(draft: &'a Path, progress: &'a Progress) -> Self {
        Self {
            draft,
            owners: false,
            name: None,
            rooted: None,
            progress,
            copied: Copied::default(),
            folders: HashSet::from([PathBuf::new()]),
            files: HashSet::new(),
            links: Vec::new(),
            linked: HashSet::new(),
            modes: Vec::new(),
        }
    }

    fn take(&mut self, entry: Entry<'_, impl Read>) -> io::Result<()> {
        let kind = entry.header().entry_type();
        if matches!(kind, EntryType::XGlobalHeader | EntryType::XHeader) {
            return Ok(());
        }
        let shown = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        if self.rooted.is_none() {
            self.rooted = Some(kind.is_dir() && shown == "/");
        }
        let Some(path) = entry.path().ok().and_then(|path| self.inside(&path)) else {
            self.copied.leave_out(shown, LeftOutBecause::Name);
            return Ok(());
        };
        if path.as_os_str().is_empty() || kind.is_dir() && self.folders.contains(&path) {
            return Ok(());
        }
        let parent_is_ours = path.parent().is_some_and(|parent| self.folders.contains(parent));
        let is_new =
            !self.folders.contains(&path) && !self.files.contains(&path) && !self.linked.contains(&path);
        let taken = match kind {
            _ if !parent_is_ours || !is_new => Err(LeftOutBecause::Name),
            EntryType::Directory => self.folder(&path, &entry),
            EntryType::Regular | EntryType::Continuous | EntryType::GNUSparse => self.file(&path, entry)?,
            EntryType::Link => self.hard_link(&path, &entry),
            EntryType::Symlink => self.later(&path, &entry),
            _ => Err(LeftOutBecause::Special),
        };
        match taken {
            Ok(()) => self.copied.files += 1,
            Err(because) => self.copied.leave_out(shown, because),
        }
        Ok(())
    }

    /// Where in the draft a path of the stream is; `None` if it leads out, or this machine can't have it.
    fn inside(&self, path: &Path) -> Option<PathBuf> {
        let below = path.strip_prefix("/").ok().filter(|_| self.rooted == Some(true));
        let named = below.and_then(|below| Some(Path::new(self.name?).join(below)));
        parts(named.as_deref().unwrap_or(path)).map(PathBuf::from_iter)
    }

    fn folder(&mut self, path: &Path, entry: &Entry<'_, impl Read>) -> Result<(), LeftOutBecause> {
        fs::create_dir(self.draft.join(path)).map_err(|error| why(&error))?;
        let mode = entry.header().mode().unwrap_or(0o755);
        self.modes.push((path.to_owned(), mode, self.owner(entry)));
        self.folders.insert(path.to_owned());
        Ok(())
    }

    /// An outer error is one of the stream, or of a disk that takes nothing more.
    fn file(
        &mut self,
        path: &Path,
        mut entry: Entry<'_, impl Read>,
    ) -> io::Result<Result<(), LeftOutBecause>> {
        let at = self.draft.join(path);
        let mut file = match OpenOptions::new().write(true).create_new(true).open(&at) {
            Ok(file) => file,
            Err(error) => return Ok(Err(why(&error))),
        };
        if self.copied.files == 0 {
            self.progress.expect(entry.size());
        } else {
            self.progress.expect(0);
        }
        let mut buffer = vec![0; 64 << 10];
        loop {
            let read = entry.read(&mut buffer)?;
            if read == 0 {
                break;
            }
            file.write_all(&buffer[..read])?;
            self.progress.add(read as u64);
            self.copied.bytes += read as u64;
        }
        let modified = entry.header().mtime().unwrap_or(0);
        if let Some(modified) = SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(modified)) {
            tell(file.set_modified(modified));
        }
        if let Some(owner) = self.owner(&entry) {
            tell(host::set_owner(&file, owner));
        }
        tell(host::set_mode(&at, entry.header().mode().unwrap_or(0o644)));
        self.files.insert(path.to_owned());
        Ok(Ok(()))
    }

    fn hard_link(&mut self, path: &Path, entry: &Entry<'_, impl Read>) -> Result<(), LeftOutBecause> {
        let target = entry.link_name().ok().flatten().and_then(|target| self.inside(&target));
        let target = target.ok_or(LeftOutBecause::LinkOut)?;
        if !self.files.contains(&target) {
            return Err(LeftOutBecause::LinkOut);
        }
        fs::hard_link(self.draft.join(target), self.draft.join(path)).map_err(|error| why(&error))?;
        self.files.insert(path.to_owned());
        Ok(())
    }

    fn later(&mut self, path: &Path, entry: &Entry<'_, impl Read>) -> Result<(), LeftOutBecause> {
        let target = entry.link_name_bytes().and_then(|target| String::from_utf8(target.into_owned()).ok());
        let target = target.ok_or(LeftOutBecause::Name)?;
        if !stays_inside(path, &target) {
            return Err(LeftOutBecause::LinkOut);
        }
        self.linked.insert(path.to_owned());
        self.links.push((path.to_owned(), target));
        Ok(())
    }

    fn link_all(&mut self) {
        for (path, target) in std::mem::take(&mut self.links) {
            if let Err(error) = host::link(&target, &self.draft.join(&path)) {
                self.copied.files -= 1;
                self.copied.leave_out(path.display().to_string(), why(&error));
            }
        }
    }

    /// The innermost first.
    fn finish_folders(&mut self) {
        for (path, mode, owner) in self.modes.iter().rev() {
            let at = self.draft.join(path);
            if let Some(owner) = owner {
                tell(host::set_owner_at(&at, *owner));
            }
            tell(host::set_mode(&at, *mode));
        }
    }

    fn owner(&self, entry: &Entry<'_, impl Read>) -> Option<Owner> {
        let header = entry.header();
        let owner = (header.uid().ok()?, header.gid().ok()?);
        self.owners.then_some((u32::try_from(owner.0).ok()?, u32::try_from(owner.1).ok()?))
    }
}

/// Whether a link at `path` leads to something in the first folder of it: up only at its begin, where
/// all is folders made here, and no higher than that one.
fn stays_inside(path: &Path, target: &str) -> bool {
    // Below the first folder.
    let depth = path.components().count().saturating_sub(2);
    let (mut ups, mut down) = (0, false);
    for part in Path::new(target).components() {
        match part {
            Component::ParentDir if down => return false,
            Component::ParentDir => ups += 1,
            Component::Normal(_) => down = true,
            Component::CurDir => {}
            Component::RootDir | Component::Prefix(_) => return false,
        }
    }
    ups <= depth && !target.is_empty() && path.components().count() > 1
}

fn why(error: &io::Error) -> LeftOutBecause {
    match error.kind() {
        io::ErrorKind::AlreadyExists | io::ErrorKind::InvalidInput | io::ErrorKind::InvalidFilename => {
            LeftOutBecause::Name
        }
        io::ErrorKind::Unsupported => LeftOutBecause::Special,
        _ => LeftOutBecause::Failed,
    }
}

/// What this user may not, is not had: the content is there.
fn tell(done: io::Result<()>) {
    if let Err(error) = done {
        tracing::debug!(%error, "a copied file has not all of its properties");
    }
}

#[cfg(test)]
mod tests;
