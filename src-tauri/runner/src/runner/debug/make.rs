//! Making a debug shell.

use std::fs::File;
use std::io::{self, Seek, Write};
use std::path::Path;
use std::process::Stdio;
use std::sync::Arc;

use serde_json::Value;

use super::{DebugShell, Entry, Journal};
use crate::args::{self, Debug};
use crate::error::{Error, Result};
use crate::files::FileKind;
use crate::files::single::{self, Single};
use crate::parse::rows;
use crate::reason::Refusal;
use crate::runner::inspect::Inspected;
use crate::runner::{CallContext, Runner};
use crate::session::{STARTER_IMAGE, State};
use crate::validate::{self, Field};

/// Of the program, in bytes: it has some 2 MB.
const MOST: u64 = 64 << 20;
/// In the starter image.
const PROGRAM: &str = "/bin/busybox";

/// Where the shell looks from.
enum At {
    /// Beside a running session, with its root in `/proc`.
    Beside { root: String, users: bool },
    /// A copy of one that does not run.
    Copy,
}

impl Runner {
    /// A shell with programs of its own, for a session that has none or has ended, or `command` in its place.
    /// Beside a running session it sees its files, processes and network, as root; of another one it gets a copy of
    /// its files and its volumes themselves. `starter` is the tar file of the starter image.
    ///
    /// What earlier ones left goes first.
    ///
    /// # Errors
    /// The command can't be split, there is no such session, it is paused or being stopped, it shares the processes of
    /// another one, the starter image is missing, or the engine refuses or does not answer.
    pub async fn debug_shell(
        &self,
        key: &str,
        command: Option<&str>,
        tty: bool,
        starter: Option<&Path>,
    ) -> Result<DebugShell> {
        let argv = command.map(validate::exec_command).transpose();
        let argv = argv.map_err(|rule| Error::invalid(Field::Command, rule))?;
        let argv = argv.unwrap_or_else(|| vec!["sh".to_owned()]);
        self.sweep_debug_shells().await;
        let found = self.resolve(key).await?;
        let session = &found.session;
        let context = CallContext { operation: "open a debug shell for", name: &session.name };
        let at = self.at(context, &found)?;
        let token = uuid::Uuid::new_v4().simple().to_string();
        let entry = Entry {
            engine: self.engine().id.clone(),
            name: session.name.clone(),
            image: matches!(at, At::Copy).then(|| args::debug_image(&token)),
            token,
        };
        let token = entry.token.clone();
        let debug = Debug { id: &session.id, token: &token, tty, argv: &argv };
        let Some(journal) = Journal::begin(self.archive().path(), entry)? else {
            return Err(self.refusal(context, Refusal::NameInUse {}));
        };
        match self.made(context, debug, &at, starter).await {
            Ok(id) => {
                let journal = Arc::new(tokio::sync::Mutex::new(Some(journal)));
                Ok(DebugShell { runner: self.clone(), id, journal })
            }
            Err(error) => {
                match self.remove_debug(&journal.entry).await {
                    Ok(()) => journal.end(),
                    Err(error) => tracing::warn!(%error, "what a debug shell began stays for now"),
                }
                Err(error)
            }
        }
    }

    fn at(&self, context: CallContext<'_>, found: &Inspected) -> Result<At> {
        let session = &found.session;
        match session.state {
            State::Running => {}
            State::Paused => return Err(Error::SessionPaused { name: session.name.clone() }),
            State::Stopping => return Err(self.refusal(context, Refusal::BeingStopped {})),
            _ => return Ok(At::Copy),
        }
        let word =
            |pointer: &str| found.row.pointer(pointer).and_then(Value::as_str).unwrap_or_default().to_owned();
        // podman 4.3 says `private`, docker nothing.
        let root = match (word("/HostConfig/PidMode").as_str(), session.pid) {
            ("" | "private", _) => "/proc/1/root".to_owned(),
            // Process 1 is the machine's.
            ("host", Some(pid)) => format!("/proc/{pid}/root"),
            _ => return Err(self.refusal(context, Refusal::ProcessesShared {})),
        };
        let users = !matches!(word("/HostConfig/UsernsMode").as_str(), "" | "host");
        Ok(At::Beside { root, users })
    }

    async fn made(
        &self,
        context: CallContext<'_>,
        debug: Debug<'_>,
        at: &At,
        starter: Option<&Path>,
    ) -> Result<String> {
        let invocation = match at {
            At::Beside { root, users } => {
                self.ensure_starter(starter).await?;
                args::debug_beside(debug, root, *users)
            }
            At::Copy => {
                // Before the engine has any work.
                if !starter.is_some_and(Path::is_file) {
                    return Err(Error::NoStarter {});
                }
                let commit = args::commit(debug.id, &args::debug_image(debug.token));
                self.attempt(context, None, commit, self.limits().import).await?.trusted()?;
                args::debug_copy(debug)
            }
        };
        self.attempt(context, None, invocation, self.limits().create).await?.trusted()?;
        let id = self.debug_containers(debug.token).await?.pop();
        let id = id.ok_or_else(|| self.refusal(context, Refusal::Silent {}))?;
        if let (At::Copy, Some(starter)) = (at, starter) {
            self.put_program(context, &id, starter).await?;
        }
        Ok(id)
    }

    /// Copies the program of the starter image into a container.
    async fn put_program(&self, context: CallContext<'_>, id: &str, starter: &Path) -> Result<()> {
        let failed = |source| Error::File { operation: "read", path: starter.to_owned(), source };
        let tar = starter.to_owned();
        let packed = tokio::task::spawn_blocking(move || packed(&tar)).await;
        let packed = packed.map_err(io::Error::other).and_then(|packed| packed).map_err(failed)?;
        let call = args::copy_in(self.engine().kind, id, "/");
        let output = self.fed(context, call, Stdio::from(packed), self.limits().create).await?;
        if output.success() { Ok(()) } else { Err(self.refused(context, &output)) }
    }

    /// Imports the starter image from its tar file, where the engine does not have it.
    ///
    /// # Errors
    /// There is no such file, or the engine refuses or does not answer.
    pub async fn ensure_starter(&self, tar: Option<&Path>) -> Result<()> {
        if self.image_exists(STARTER_IMAGE).await? {
            return Ok(());
        }
        let tar = tar.filter(|tar| tar.is_file()).ok_or(Error::NoStarter {})?;
        self.import_image(tar, STARTER_IMAGE).await
    }

    /// The containers of a debug shell.
    pub(super) async fn debug_containers(&self, token: &str) -> Result<Vec<String>> {
        let context = CallContext { operation: "look for debug shells on", name: &self.engine().id };
        let output = self.call(context, args::list_of_debug(token), self.limits().list).await?;
        if !output.success() {
            return Err(self.refused(context, &output));
        }
        Ok(rows::ids(rows::parse(&output.stdout)).0)
    }
}

/// The program of the starter image in a tar file of its own, as it is to lie in a copy.
fn packed(starter: &Path) -> io::Result<File> {
    let program = single::content_at(File::open(starter)?, PROGRAM, MOST);
    let program = program.ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "it has no busybox"))?;
    let facts = Single {
        kind: FileKind::File,
        size: program.len() as u64,
        mode: 0o755,
        uid: Some(0),
        gid: Some(0),
        target: None,
        content: None,
    };
    let mut file = tempfile::tempfile()?;
    file.write_all(&single::archive(args::BUSYBOX.trim_start_matches('/'), &facts, &program, 0)?)?;
    file.rewind()?;
    Ok(file)
}
