//! Variables for the session that must not be in the environment of the engine's client, on
//! the way to it: the content of its `--env-file`.
//!
//! On Unix the client reads them from its standard input (podman 4.3, docker 28.2), so they
//! are on no disk, and nothing is left when anybody is killed. Windows has no name for that:
//! there they are in a file, in the person's own folder for such, as long as the client runs.

use std::io;
use std::process::Stdio;

#[cfg(unix)]
pub(super) type Kept = ();
/// Removes the file when it is dropped.
#[cfg(windows)]
pub(super) type Kept = tempfile::TempPath;

/// Puts the content where the client finds it, and its name into `args`, which have
/// [`crate::args::invocation::ENV_FILE`] in that place.
#[cfg(unix)]
pub(super) fn hand_over(content: String, _args: &mut [String]) -> io::Result<(Stdio, Kept)> {
    use std::io::Write;

    let (reader, mut writer) = io::pipe()?;
    // A pipe holds 64 KiB. Ends with the client at the latest, which closes the other end.
    std::thread::Builder::new().name("env-file".to_owned()).spawn(move || {
        if let Err(error) = writer.write_all(content.as_bytes()) {
            tracing::debug!(%error, "the client did not read all variables");
        }
    })?;
    Ok((reader.into(), ()))
}

#[cfg(windows)]
pub(super) fn hand_over(content: String, args: &mut [String]) -> io::Result<(Stdio, Kept)> {
    use std::io::Write;

    let mut file = tempfile::Builder::new().prefix("berth-").suffix(".env").tempfile()?;
    file.write_all(content.as_bytes())?;
    let path = file.into_temp_path();
    let name = path.to_str().ok_or_else(|| {
        io::Error::new(io::ErrorKind::InvalidFilename, "the folder for temporary files is not UTF-8")
    })?;
    for arg in args.iter_mut().filter(|arg| *arg == crate::args::invocation::ENV_FILE).take(1) {
        name.clone_into(arg);
    }
    Ok((Stdio::null(), path))
}
