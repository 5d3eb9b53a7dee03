//! After a restart of the machine: what has become of sessions, and the starts of those that are to be started.

use std::time::Duration;

use berth_archive::{Archive, BootStep, RunFilter, SessionKey};
use jiff::Timestamp;
use tokio::task::spawn_blocking;
use tokio::time::sleep;

use super::Runner;
use super::call::CallContext;
use crate::args;
use crate::error::{Error, Result};
use crate::kind::EngineKind;
use crate::outcome::StartOutcome;
use crate::reboot::{AfterRestart, Boot, Fate, Need, Seen, Systemd, Wish, ago, is_meant, plan, uptime};
use crate::session::Session;

/// Lines of a session that ended at once.
const LAST_LINES: usize = 3;
/// In place of a container's id: all sessions of the engine.
const WHOLE: &str = "";

impl Runner {
    /// The last start of the machine that the engine runs on. `None` where that can't be told: docker says nothing
    /// of a machine elsewhere.
    ///
    /// # Errors
    /// The engine does not answer.
    pub async fn boot(&self) -> Result<Option<Boot>> {
        let engine = self.engine();
        if !engine.is_remote() && cfg!(target_os = "linux") {
            return Ok(spawn_blocking(Boot::of_this_machine).await.unwrap_or_default());
        }
        if engine.kind != EngineKind::Podman {
            return Ok(None);
        }
        let context = CallContext { operation: "ask for the uptime of", name: &engine.id };
        let output = self.call(context, args::uptime(), self.limits().health).await?;
        if !output.success() {
            return Err(self.refused(context, &output));
        }
        let seconds = uptime(&String::from_utf8_lossy(&output.stdout));
        let Some(about) = seconds.and_then(|seconds| ago(Timestamp::now(), seconds)) else { return Ok(None) };
        let id = engine.id.clone();
        Ok(Some(Boot::elsewhere(
            self.archived(&engine.id, move |archive| archive.known_boot(&id, about)).await?,
        )))
    }

    /// What has become of the engine's sessions since its machine was started, and what is to become of them: by
    /// `wishes`, or their labels. Those that ended by themselves before are left out.
    ///
    /// # Errors
    /// The engine can't list its sessions.
    pub async fn after_reboot(&self, boot: &Boot, wishes: &[Wish]) -> Result<Vec<AfterRestart>> {
        let sessions = self.list().await?.sessions;
        Ok(self.after_reboot_of(boot, wishes, sessions).await)
    }

    /// The same for sessions that were listed just now; the engine is not asked.
    pub async fn after_reboot_of(
        &self,
        boot: &Boot,
        wishes: &[Wish],
        sessions: Vec<Session>,
    ) -> Vec<AfterRestart> {
        let meant: Vec<Session> = sessions.into_iter().filter(|session| is_meant(session, wishes)).collect();
        if meant.is_empty() {
            return Vec::new();
        }
        let (local, at) = (self.engine().is_local(), boot.at);
        let (archive, engine, id) = (self.archive().clone(), self.engine().id.clone(), boot.id.clone());
        let looked = spawn_blocking(move || {
            let notes = archive.after_boot(&engine, &id);
            let can_write = notes.is_ok() && archive.unwritable().is_none();
            let mut notes = notes.unwrap_or_default();
            let left = archive.left_before(&engine, &id).unwrap_or_default();
            let seen = meant.into_iter().map(|session| {
                let note = notes.remove(&session.id);
                let left = left.get(&session.id).copied();
                // Of the others their state says all; there may be a thousand.
                let ended_before = !session.state.is_alive() && session.started_at < Some(at);
                let missing = if local && ended_before { missing(&session) } else { Vec::new() };
                let seen = if ended_before { seen(&archive, session) } else { Seen::of(session) };
                Seen { note, left, missing, ..seen }
            });
            (seen.collect(), can_write)
        });
        let (seen, can_write) = looked.await.unwrap_or_default();
        plan(boot, Timestamp::now(), wishes, seen, can_write)
    }

    /// Whether this is the first time that anybody deals with a start of the machine by itself.
    ///
    /// # Errors
    /// The archive can't be written.
    pub async fn take_boot(&self, boot: &Boot) -> Result<bool> {
        let (key, id) = (self.whole(), boot.id.clone());
        self.archived(&self.engine().id, move |archive| archive.take_after_boot(&key, &id)).await
    }

    /// Whether the person has seen what became of sessions after a start of the machine.
    pub async fn boot_was_seen(&self, boot: &Boot) -> bool {
        let (key, id) = (self.whole(), boot.id.clone());
        let notes =
            self.archived(&self.engine().id, move |archive| archive.after_boot(&key.engine, &id)).await;
        let note = notes.ok().and_then(|mut notes| notes.remove(WHOLE));
        note.is_some_and(|note| note.step == BootStep::Left)
    }

    /// Notes that the person has seen it.
    ///
    /// # Errors
    /// The archive can't be written.
    pub async fn see_boot(&self, boot: &Boot) -> Result<()> {
        let (key, id) = (self.whole(), boot.id.clone());
        let note = move |archive: &Archive| archive.note_after_boot(&key, &id, BootStep::Left, None);
        self.archived(&self.engine().id, note).await
    }

    /// The engine as a whole, in place of a session.
    fn whole(&self) -> SessionKey {
        SessionKey { engine: self.engine().id.clone(), container: WHOLE.to_owned() }
    }

    /// Starts what is to be started, in its order, and says after each what became of it. Of several that do
    /// this at once, in this program or in others, one starts a session. What a person is to decide stays.
    ///
    /// # Errors
    /// The engine can't list its sessions.
    pub async fn start_after_reboot(
        &self,
        boot: &Boot,
        wishes: &[Wish],
        mut each: impl FnMut(&AfterRestart),
    ) -> Result<Vec<AfterRestart>> {
        for one in self.after_reboot(boot, wishes).await? {
            // The next restart says nothing of it.
            if one.fate == Fate::Leave
                && let Err(error) = self.leave_after_reboot(boot, &one).await
            {
                tracing::debug!(%error, name = one.name, "that it is left is not written down");
            }
            let Fate::Start { after } = one.fate else { continue };
            sleep(Duration::from_secs(after.into())).await;
            let (key, id) = (self.key_of(&one), boot.id.clone());
            let taken = self.archived(&one.name, move |archive| archive.take_after_boot(&key, &id)).await;
            match taken {
                Ok(true) => {
                    let fate = self.start_noted(boot, &one).await;
                    each(&AfterRestart { fate, ..one });
                }
                Ok(false) => {}
                Err(error) => {
                    tracing::warn!(%error, name = one.name, "who starts it can't be written: it is not started")
                }
            }
        }
        self.after_reboot(boot, wishes).await
    }

    /// Starts one, whatever was decided of it, and says what became of it.
    pub async fn start_noted(&self, boot: &Boot, one: &AfterRestart) -> Fate {
        let started = self.start_existing(&one.id).await;
        let fate = match started {
            // Somebody was quicker.
            Ok(StartOutcome::Started { .. } | StartOutcome::Restarted { .. })
            | Err(Error::SessionExists { .. } | Error::SessionPaused { .. }) => Fate::Started,
            Ok(StartOutcome::Ended { last_lines, .. }) => {
                let lines: Vec<&str> = last_lines.trim_end().lines().collect();
                Fate::Failed { words: lines[lines.len().saturating_sub(LAST_LINES)..].join("\n") }
            }
            Ok(StartOutcome::ImageAbsent { image }) => {
                Fate::Failed { words: format!("its image {image} is not on this engine") }
            }
            Ok(StartOutcome::HostPathsAbsent { paths }) => {
                Fate::Failed { words: format!("nothing is at {}", paths.join(", ")) }
            }
            Err(error) => Fate::Failed { words: error.to_string() },
        };
        let (step, words) = match &fate {
            Fate::Failed { words } => (BootStep::Failed, Some(words.clone())),
            _ => (BootStep::Started, None),
        };
        if let Err(error) = self.note_boot(boot, one, step, words).await {
            tracing::warn!(%error, name = one.name, "its start is not written down");
        }
        fate
    }

    /// Leaves one as it is: nobody asks again before the next restart of the machine.
    ///
    /// # Errors
    /// The archive can't be written.
    pub async fn leave_after_reboot(&self, boot: &Boot, one: &AfterRestart) -> Result<()> {
        self.note_boot(boot, one, BootStep::Left, None).await
    }

    /// Notes that the command which takes up its work again was run, or is not wanted.
    ///
    /// # Errors
    /// The archive can't be written.
    pub async fn resumed_after_reboot(&self, boot: &Boot, one: &AfterRestart) -> Result<()> {
        self.note_boot(boot, one, BootStep::Resumed, None).await
    }

    /// What this machine lacks for sessions of the engine to come back by themselves.
    ///
    /// # Errors
    /// The engine can't list its sessions.
    pub async fn reboot_needs(&self) -> Result<Vec<Need>> {
        let Some(systemd) = Systemd::of_this_machine().filter(|_| !self.engine().is_remote()) else {
            return Ok(Vec::new());
        };
        let Some(rootless) = self.health().await.rootless else { return Ok(Vec::new()) };
        let sessions = self.list().await?.sessions;
        let engine = self.engine().clone();
        let asked = spawn_blocking(move || systemd.needs(&engine, rootless, &sessions));
        Ok(asked.await.unwrap_or_default())
    }

    async fn note_boot(
        &self,
        boot: &Boot,
        one: &AfterRestart,
        step: BootStep,
        words: Option<String>,
    ) -> Result<()> {
        let (key, id) = (self.key_of(one), boot.id.clone());
        self.archived(&one.name, move |archive| archive.note_after_boot(&key, &id, step, words.as_deref()))
            .await
    }

    fn key_of(&self, one: &AfterRestart) -> SessionKey {
        SessionKey { engine: self.engine().id.clone(), container: one.id.clone() }
    }
}

/// A session, and what the archive knows of it.
fn seen(archive: &Archive, session: Session) -> Seen {
    let key = SessionKey { engine: session.engine.clone(), container: session.id.clone() };
    let filter = RunFilter {
        engines: vec![key.engine.clone()],
        session: Some(key.container.clone()),
        limit: 1,
        ..RunFilter::default()
    };
    let known = archive.path().exists();
    let last = if known { archive.runs(&filter).ok().and_then(|mut runs| runs.pop()) } else { None };
    let since = session.started_at.unwrap_or_default();
    let stopped = archive.stopped_since(&key, since).unwrap_or_default();
    Seen { last, stopped, ..Seen::of(session) }
}

/// What a session mounts of this machine that is not there. What can't be looked at may be there.
fn missing(session: &Session) -> Vec<String> {
    let binds = session.mounts.iter().filter(|mount| mount.kind == "bind" && !mount.source.is_empty());
    let gone =
        binds.filter(|mount| std::path::Path::new(&mount.source).try_exists().is_ok_and(|there| !there));
    gone.map(|mount| mount.source.clone()).collect()
}
