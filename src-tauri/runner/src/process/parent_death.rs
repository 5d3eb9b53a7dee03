//! Clients that end with us even when we are killed.
//!
//! `events` clients notice that nobody reads only with their next line, which may be
//! days away (podman 4.3, docker 28.2). Windows ends a job with its owner. On Unix the
//! client is started by a shell that also reads a pipe of ours: when we go, however we
//! go, the pipe ends and its whole process group is killed.

use std::io::{self, PipeWriter};
use std::path::Path;
use std::process::Stdio;

/// Held as long as the client may live.
#[derive(Debug)]
pub(super) struct ParentDeathGuard {
    _ours: Option<PipeWriter>,
}

/// What to start in place of the client.
pub(super) struct Guarded {
    pub program: std::path::PathBuf,
    pub args: Vec<String>,
    pub stdin: Stdio,
    pub guard: ParentDeathGuard,
}

/// The client's arguments come as arguments of the script and are never read as a script.
#[cfg(unix)]
const SCRIPT: &str = r#"exec 3<&0 </dev/null
"$@" 3<&- & client=$!
{ read -r _ <&3; kill -KILL 0; } >/dev/null 2>&1 & guard=$!
exec 3<&-
wait $client; status=$?
kill -KILL $guard 2>/dev/null
exit $status"#;

#[cfg(unix)]
pub(super) fn guarded(program: &Path, args: Vec<String>) -> io::Result<Guarded> {
    let (theirs, ours) = io::pipe()?;
    let program = program.to_str().ok_or(io::ErrorKind::InvalidFilename)?.to_owned();
    let argv = ["-c".to_owned(), SCRIPT.to_owned(), "berth".to_owned(), program];
    Ok(Guarded {
        program: "/bin/sh".into(),
        args: argv.into_iter().chain(args).collect(),
        stdin: theirs.into(),
        guard: ParentDeathGuard { _ours: Some(ours) },
    })
}

#[cfg(not(unix))]
pub(super) fn guarded(program: &Path, args: Vec<String>) -> io::Result<Guarded> {
    Ok(Guarded {
        program: program.to_owned(),
        args,
        stdin: Stdio::null(),
        guard: ParentDeathGuard { _ours: None },
    })
}
