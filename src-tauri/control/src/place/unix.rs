//! A socket in a folder of this user alone.

use std::io::{self, ErrorKind};
use std::os::unix::fs::{DirBuilderExt, FileTypeExt, MetadataExt};
use std::path::Path;

use directories::ProjectDirs;

/// A path in the runtime folder, or where the system has none in the state folder; nothing is there.
pub fn new_address(state: &Path, name: &str) -> io::Result<String> {
    let dirs = ProjectDirs::from("dev", "Berth", "berth");
    let runtime = dirs.as_ref().and_then(ProjectDirs::runtime_dir);
    // A variable may outlive its folder.
    let runtime = runtime.filter(|folder| folder.parent().is_some_and(Path::is_dir));
    let folder = runtime.map_or_else(|| state.join("run"), Path::to_owned);
    own(&folder)?;
    let socket = folder.join(format!("control-{name}.sock"));
    remove_stale(&socket)?;
    let path = socket.into_os_string().into_string();
    path.map_err(|_| io::Error::new(ErrorKind::InvalidInput, "The path of the socket is not UTF-8"))
}

/// Makes a folder that only we can enter, or refuses the one that is there.
fn own(folder: &Path) -> io::Result<()> {
    match std::fs::DirBuilder::new().mode(0o700).create(folder) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(error),
        _ => {}
    }
    let found = std::fs::symlink_metadata(folder)?;
    if found.is_dir() && found.uid() == rustix::process::geteuid().as_raw() && found.mode() & 0o077 == 0 {
        return Ok(());
    }
    let what = format!("{} is not a folder of this user alone (mode 0700)", folder.display());
    Err(io::Error::new(ErrorKind::PermissionDenied, what))
}

/// Removes the socket that an app left behind. We hold the lock: none listens there.
fn remove_stale(socket: &Path) -> io::Result<()> {
    let found = match std::fs::symlink_metadata(socket) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        found => found?,
    };
    if found.file_type().is_socket() && found.uid() == rustix::process::geteuid().as_raw() {
        return std::fs::remove_file(socket);
    }
    let what = format!("{} is not a socket of this user; remove it", socket.display());
    Err(io::Error::new(ErrorKind::PermissionDenied, what))
}
