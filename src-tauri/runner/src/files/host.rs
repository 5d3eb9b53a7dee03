//! Permissions, owners and links of files on this machine, as far as it has them.

use std::fs::{File, Metadata};
use std::io;
use std::path::Path;

/// Who owns a file: user and group, as numbers.
pub(crate) type Owner = (u32, u32);

#[cfg(unix)]
mod system {
    use std::fs::{Permissions, set_permissions};
    use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown, lchown, symlink};

    use super::*;

    pub(crate) fn link(target: &str, at: &Path) -> io::Result<()> {
        symlink(target, at)
    }

    /// Without the bits by which a file of a session would run as its owner.
    pub(crate) fn set_mode(path: &Path, mode: u32) -> io::Result<()> {
        set_permissions(path, Permissions::from_mode(mode & 0o777))
    }

    pub(crate) fn set_owner(file: &File, (uid, gid): Owner) -> io::Result<()> {
        fchown(file, Some(uid), Some(gid))
    }

    pub(crate) fn set_owner_at(path: &Path, (uid, gid): Owner) -> io::Result<()> {
        lchown(path, Some(uid), Some(gid))
    }

    pub(crate) fn mode(found: &Metadata) -> u32 {
        found.mode() & 0o7777
    }

    pub(crate) fn owner(found: &Metadata) -> Option<Owner> {
        Some((found.uid(), found.gid()))
    }
}

#[cfg(not(unix))]
mod system {
    use super::*;

    pub(crate) fn link(_: &str, _: &Path) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }

    pub(crate) fn set_mode(_: &Path, _: u32) -> io::Result<()> {
        Ok(())
    }

    pub(crate) fn set_owner(_: &File, _: Owner) -> io::Result<()> {
        Ok(())
    }

    pub(crate) fn set_owner_at(_: &Path, _: Owner) -> io::Result<()> {
        Ok(())
    }

    pub(crate) fn mode(found: &Metadata) -> u32 {
        if found.is_dir() { 0o755 } else { 0o644 }
    }

    pub(crate) fn owner(_: &Metadata) -> Option<Owner> {
        None
    }
}

pub(crate) use system::{link, mode, owner, set_mode, set_owner, set_owner_at};
