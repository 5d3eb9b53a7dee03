//! What a file is, its owner above all: what is written must have the same.

use std::time::Duration;

use super::stream::drained;
use crate::args;
use crate::error::{Error, Result};
use crate::files::FileKind;
use crate::files::found;
use crate::files::path::{led, split};
use crate::files::single::{self, Single};
use crate::files::text::MOST;
use crate::kind::EngineKind;
use crate::reason::Refusal;
use crate::runner::{CallContext, Runner};
use crate::session::{Mount, Session, State};
use crate::similar::programs::Pieces;

/// How long a file is looked for in the whole file system of an ended session of podman.
const EXPORT: Duration = Duration::from_secs(60);
/// How long a small file may take.
const COPY: Duration = Duration::from_secs(30);
/// Links that are followed, at most; as Linux does.
const LINKS: usize = 40;

impl Runner {
    /// The file at a clean path, with its content if that is small. A link is itself on docker.
    pub(super) async fn fetched(&self, context: CallContext<'_>, id: &str, path: &str) -> Result<Single> {
        let call = args::copy_file_out(id, path);
        let read = |mut stream: Pieces| {
            let found = single::first(&mut stream, MOST);
            // All of a large file would come; the padding of a small one does.
            let small = found.as_ref().is_some_and(|found| found.content.is_some());
            if small || found.is_none() { drained(found, stream) } else { found }
        };
        let streamed = self.streamed(context, call, Some(COPY), read).await?;
        match (streamed.value, streamed.ended) {
            (Some(found), _) => Ok(found),
            (None, Some(output)) if !output.success() => match self.copy_refused(context, &output, path) {
                // What stands above it is no folder.
                Error::Refused { reason: Refusal::NotFolder { .. }, .. } => {
                    Err(self.no_file(context.name, path))
                }
                error => Err(error),
            },
            _ => Err(self.refusal(context, Refusal::Silent {})),
        }
    }

    /// The file that a clean path leads to, and its own path.
    pub(super) async fn followed(
        &self,
        context: CallContext<'_>,
        id: &str,
        path: &str,
    ) -> Result<(String, Single)> {
        let mut path = path.to_owned();
        for _ in 0..LINKS {
            let found = self.fetched(context, id, &path).await?;
            let (FileKind::Link, Some(target)) = (found.kind, &found.target) else {
                return Ok((path, found));
            };
            path = led(&path, target).map_err(|reason| self.refusal(context, reason))?;
        }
        Err(self.refusal(context, Refusal::NotFile { path }))
    }

    /// The file at a clean path with its owner; a link is itself. `None` where the engine can't tell.
    pub(super) async fn facts(
        &self,
        context: CallContext<'_>,
        session: &Session,
        path: &str,
    ) -> Result<Option<Single>> {
        let id = &session.id;
        if self.engine().kind == EngineKind::Docker {
            return self.fetched(context, id, path).await.map(Some);
        }
        if session.state == State::Running
            && let Some(found) = self.told(context, id, path).await
        {
            return Ok(Some(found));
        }
        // An export may be large: only of what is there.
        self.fetched(context, id, path).await?;
        let (call, wanted) = match mounted(&session.mounts, path) {
            None => (args::export_stream(id), path.to_owned()),
            // There the export has what the volume hides.
            Some((mount, inside)) if mount.kind == "volume" => (args::export_volume(&mount.source), inside),
            Some(_) => return Ok(None),
        };
        if wanted == "/" {
            return Ok(None);
        }
        let read = move |stream: Pieces| single::at(stream, &wanted);
        Ok(self.streamed(context, call, Some(EXPORT), read).await?.value)
    }

    /// The same for where links lead, and its own path.
    pub(super) async fn facts_itself(
        &self,
        context: CallContext<'_>,
        session: &Session,
        mut path: String,
    ) -> Result<(String, Option<Single>)> {
        for _ in 0..LINKS {
            match self.facts(context, session, &path).await? {
                Some(Single { kind: FileKind::Link, target: Some(target), .. }) => {
                    path = led(&path, &target).map_err(|reason| self.refusal(context, reason))?;
                }
                facts => return Ok((path, facts)),
            }
        }
        Err(self.refusal(context, Refusal::NotFile { path }))
    }

    /// By the session's own programs.
    async fn told(&self, context: CallContext<'_>, id: &str, path: &str) -> Option<Single> {
        let limit = self.limits().inspect;
        let output = self.call(context, args::stat(id, path), limit).await.ok()?;
        let (folder, name) = split(path).unwrap_or(("/", "root"));
        // As `find` prints it.
        let said = String::from_utf8(output.stdout).ok()?;
        let facts = said.strip_suffix(&format!("/{path}\n"))?;
        let line = format!("{facts}/{}/{name}\n", found::start(folder));
        let entry = found::entries(line.as_bytes(), folder)?.into_iter().next()?;
        let target = match entry.kind {
            FileKind::Link => {
                let output = self.call(context, args::readlink(id, path), limit).await.ok()?;
                Some(String::from_utf8(output.stdout).ok()?)
            }
            _ => None,
        };
        let (kind, size, mode) = (entry.kind, entry.size, entry.mode);
        Some(Single { kind, size, mode, uid: entry.uid, gid: entry.gid, target, content: None })
    }
}

/// The volume or bind that a clean path is in, and where in there.
fn mounted<'a>(mounts: &'a [Mount], path: &str) -> Option<(&'a Mount, String)> {
    let inside = |mount: &Mount| {
        let rest = path.strip_prefix(mount.target.trim_end_matches('/'))?;
        (rest.is_empty() || rest.starts_with('/')).then(|| format!("/{}", rest.trim_start_matches('/')))
    };
    let within = mounts.iter().filter_map(|mount| Some((mount, inside(mount)?)));
    within.max_by_key(|(mount, _)| mount.target.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_in_the_innermost_mount() {
        let mount = |source: &str, target: &str| Mount {
            kind: "volume".to_owned(),
            source: source.to_owned(),
            target: target.to_owned(),
            read_only: false,
        };
        let mounts = [mount("a", "/data"), mount("b", "/data/in/")];
        let of = |path| mounted(&mounts, path).map(|(mount, inside)| (mount.source.as_str(), inside));
        assert_eq!(of("/data"), Some(("a", "/".to_owned())));
        assert_eq!(of("/data/x/y"), Some(("a", "/x/y".to_owned())));
        assert_eq!(of("/data/in/x"), Some(("b", "/x".to_owned())));
        assert_eq!(of("/database"), None);
    }
}
