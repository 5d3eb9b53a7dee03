//! The recreation itself, step by step.

use std::time::Duration;

use berth_archive::Verb;
use jiff::Timestamp;
use serde_json::Value;

use super::data::{is_layer, keep_ports, keep_volumes, keep_words, layer_reference};
use super::entry::{Entry, Journal, Was, Way};
use super::{KeptData, PutBack, RecreateOptions, RecreateOutcome, RecreateStep};
use crate::args::{self, Part};
use crate::error::{Error, Result};
use crate::parse::{inspect, rows};
use crate::reason::Refusal;
use crate::runner::Runner;
use crate::runner::call::CallContext;
use crate::runner::create::{Created, absent_host_paths, create_host_paths};
use crate::runner::inspect::Inspected;
use crate::runner::removal::ensure_removable;
use crate::session::{DeleteOptions, Session, SessionSpec, State, StopOptions};
use crate::validate::{Checked, Problem, foreign_name};

/// Lines of the new one's log that are shown when the old one is back.
const LAST_LINES: u32 = 20;
/// Characters of a name, at most, see [`crate::validate::session_name`].
const MAX_NAME: usize = 64;

/// Called with each step before it is done.
pub type Progress<'a> = &'a (dyn Fn(RecreateStep) + Send + Sync);

impl Runner {
    /// Makes a session anew by `spec`: the old container gets another name and is stopped, the
    /// new one is created and started, and has to run for a while or to become healthy. Then the
    /// old one's run is archived and it is removed; else it is back, with its name, its ports and
    /// running as it was.
    ///
    /// When this process is killed, the next one undoes or finishes it: see [`Runner::recover`].
    ///
    /// # Errors
    /// The spec breaks a rule or its name is taken; there is no such session, it belongs to another
    /// program, or is removed by its engine when it ends; the engine does not answer before
    /// anything is done; or the old one could not be put back.
    pub async fn recreate(
        &self,
        key: &str,
        spec: &SessionSpec,
        options: RecreateOptions,
        progress: Progress<'_>,
    ) -> Result<RecreateOutcome> {
        let this = self.on_behalf_of(Verb::Recreate);
        let name = self.resolve(key).await?.session.name;
        // In one order, so that two that swap their names do not wait for each other.
        let (first, second) = if name <= spec.name { (&name, &spec.name) } else { (&spec.name, &name) };
        let first_lock = self.name_lock(first);
        let _first = first_lock.lock().await;
        let second_lock = (first != second).then(|| self.name_lock(second));
        let _second = match &second_lock {
            Some(lock) => Some(lock.lock().await),
            None => None,
        };
        let old = self.resolve(key).await?;
        let mut checked =
            self.check_edited(spec, &old.session.name).map_err(|problems| Error::Invalid { problems })?;
        this.ensure_recreatable(&old)?;
        if checked.name != old.session.name && self.inspect(&checked.name).await?.is_some() {
            let engine = self.engine().id.clone();
            return Err(Error::NameTaken { engine, name: checked.name });
        }
        let Some(set) = self.image_env(&checked.image).await? else {
            return Ok(RecreateOutcome::ImageAbsent { image: checked.image });
        };
        let absent = absent_host_paths(&checked).await;
        if !absent.is_empty() && !options.create_host_paths {
            return Ok(RecreateOutcome::HostPathsAbsent { paths: absent });
        }
        create_host_paths(&absent).await?;
        checked.terminal_env.retain(|var| !set.contains(&var.key));
        if options.data != KeptData::Fresh {
            keep_volumes(&mut checked, &old, self.engine().is_local());
        }
        keep_ports(&mut checked, &old);
        let entry = this.entry(&old, &checked, options.data);
        let archive = self.archive().path().to_owned();
        let Some(mut journal) = Journal::begin(&archive, entry)? else {
            let context = CallContext { operation: "recreate", name: &old.session.name };
            return Err(self.refusal(context, Refusal::BeingRecreated {}));
        };
        let new = this.swap(&mut journal, &old, &mut checked, options, progress).await;
        match new {
            Ok(Ok(session)) => {
                progress(RecreateStep::Removing);
                let kept = this.finish_recreation(&journal.entry).await;
                journal.end();
                let session = self.status(&session.id).await.unwrap_or(session);
                Ok(RecreateOutcome::Recreated { session, kept })
            }
            Ok(Err(Stopped::ImageAbsent)) => {
                this.put_back(&journal.entry).await?;
                journal.end();
                Ok(RecreateOutcome::ImageAbsent { image: spec.image.clone() })
            }
            Ok(Err(Stopped::Bad(why))) => {
                progress(RecreateStep::PuttingBack);
                let back = this.put_back(&journal.entry).await?;
                journal.end();
                Ok(RecreateOutcome::PutBack { session: back.session, why, last_lines: back.last_lines })
            }
            Err(error) => {
                progress(RecreateStep::PuttingBack);
                let back = this.put_back(&journal.entry).await?;
                journal.end();
                let (message, detail) = (error.to_string(), error.detail());
                let why = PutBack::Refused { message, detail };
                Ok(RecreateOutcome::PutBack { session: back.session, why, last_lines: back.last_lines })
            }
        }
    }

    /// A session that is edited may keep a name that Berth would not give.
    pub(super) fn check_edited(&self, spec: &SessionSpec, name: &str) -> Result<Checked, Vec<Problem>> {
        if spec.name != name || foreign_name(name).is_err() {
            return self.check(spec);
        }
        let named = SessionSpec { name: "session".to_owned(), ..spec.clone() };
        Ok(Checked { name: name.to_owned(), ..self.check(&named)? })
    }

    /// # Errors
    /// Why the session can't be recreated.
    fn ensure_recreatable(&self, old: &Inspected) -> Result<()> {
        ensure_removable(&old.session)?;
        let context = CallContext { operation: "recreate", name: &old.session.name };
        if inspect::auto_remove(&old.row) {
            return Err(self.refusal(context, Refusal::RemovedWithItsEnd {}));
        }
        if let Some(words) = old.session.broken.clone() {
            return Err(self.refusal(context, Refusal::Words { words }));
        }
        Ok(())
    }

    fn entry(&self, old: &Inspected, checked: &Checked, data: KeptData) -> Entry {
        let session = &old.session;
        let stamp = Timestamp::now().strftime("%y%m%d-%H%M%S").to_string();
        let suffix = format!("-before-{stamp}");
        let stem: String = session.name.chars().take(MAX_NAME - suffix.len()).collect();
        let image = is_layer(data).then(|| layer_reference(&checked.name, &stamp));
        Entry {
            engine: self.engine().id.clone(),
            old: session.id.clone(),
            name: session.name.clone(),
            aside: format!("{stem}{suffix}"),
            was: match session.state {
                State::Running | State::Restarting | State::Stopping | State::Unknown => Was::Running,
                State::Paused => Was::Paused,
                _ => Was::Ended,
            },
            token: uuid::Uuid::new_v4().simple().to_string(),
            image,
            way: Way::Back,
        }
    }

    /// All until the new one has proved itself; the old one is not removed.
    async fn swap(
        &self,
        journal: &mut Journal,
        old: &Inspected,
        checked: &mut Checked,
        options: RecreateOptions,
        progress: Progress<'_>,
    ) -> Result<Result<Session, Stopped>> {
        let Entry { old: id, aside, was, token, image, .. } = journal.entry.clone();
        if let Some(reference) = image {
            progress(RecreateStep::Stopping);
            self.stop_for_recreation(&id).await?;
            progress(RecreateStep::KeepingLayer);
            let of_image = self.config_of_image(old).await?.unwrap_or(Value::Null);
            let tar = journal.file()?;
            self.keep_layer(old, &reference, &of_image, tar.path()).await?;
            keep_words(checked, &of_image);
            checked.image = reference;
        }
        progress(RecreateStep::Renaming);
        self.give_name(&old.session, &aside).await?;
        progress(RecreateStep::Creating);
        let taken = || Error::NameTaken { engine: self.engine().id.clone(), name: checked.name.clone() };
        let new = match self.create_as(checked, &token).await? {
            Created::Done(new) => *new,
            Created::ImageAbsent => return Ok(Err(Stopped::ImageAbsent)),
            Created::NameTaken => return Err(taken()),
        };
        progress(RecreateStep::Stopping);
        self.stop_for_recreation(&id).await?;
        progress(RecreateStep::Starting);
        self.launch(&new).await?;
        progress(RecreateStep::Watching);
        let time = Duration::from_secs(options.seconds.into());
        let health = &checked.options.plain.health;
        if let Some(why) = self.until_good(&new.session.id, time, health, was == Was::Ended).await? {
            return Ok(Err(Stopped::Bad(why)));
        }
        journal.note(|entry| entry.way = Way::Forward)?;
        Ok(Ok(self.status(&new.session.id).await?))
    }

    async fn stop_for_recreation(&self, id: &str) -> Result<()> {
        let stop = StopOptions { remove: false, ..StopOptions::default() };
        self.stop(id, stop).await.map(drop)
    }

    /// Archives the run of the old one, and removes it. The name that it has where that can't be.
    pub(super) async fn finish_recreation(&self, entry: &Entry) -> Option<String> {
        let gone = async {
            let Some(old) = self.inspect(&entry.old).await? else { return Ok(()) };
            self.archive_run(&old, false).await?;
            self.remove(&old, DeleteOptions::default()).await?;
            self.remove_layer(&old.session.image).await;
            Ok(())
        };
        gone.await.err().map(|error: Error| {
            tracing::warn!(%error, name = entry.aside, "the old container of a recreation stays");
            entry.aside.clone()
        })
    }

    /// Makes everything as it was before; whatever is so already is left alone.
    ///
    /// # Errors
    /// [`Error::NotPutBack`]; the journal stays, so that it is tried again.
    pub(super) async fn put_back(&self, entry: &Entry) -> Result<Back> {
        self.restore(entry).await.map_err(|source| Error::NotPutBack {
            name: entry.name.clone(),
            aside: entry.aside.clone(),
            source: Box::new(source),
        })
    }

    async fn restore(&self, entry: &Entry) -> Result<Back> {
        let mut last_lines = String::new();
        // Nothing new goes before the old one is seen: it may be all that is left.
        self.resolve(&entry.old).await?;
        for id in self.ids_of_token(&entry.token).await? {
            let Some(new) = self.inspect(&id).await? else { continue };
            let kill = StopOptions { graceful: false, remove: false, timeout: None };
            self.stop(&id, kill).await?;
            let Some(new) = self.inspect(&new.session.id).await? else { continue };
            if new.session.started_at.is_some() {
                let log = self.tail(&new, Part::Whole, LAST_LINES).await.unwrap_or_default();
                last_lines = String::from_utf8_lossy(&log).into_owned();
            }
            if let Err(error) = self.archive_run(&new, true).await {
                tracing::warn!(%error, name = new.session.name, "the run of a failed recreation is not kept");
            }
            self.remove(&new, DeleteOptions::default()).await?;
        }
        let old = self.resolve(&entry.old).await?;
        if old.session.name == entry.aside {
            self.give_name(&old.session, &entry.name).await?;
        }
        let old = self.resolve(&entry.old).await?;
        if entry.was != Was::Ended && !old.session.state.is_alive() {
            let old = self.until_cleaned_up(old).await?;
            self.launch(&old).await?;
        }
        if entry.was == Was::Paused && self.status(&entry.old).await?.state == State::Running {
            self.pause(&entry.old).await?;
        }
        if let Some(reference) = &entry.image
            && self.image_env(reference).await?.is_some()
        {
            self.remove_layer(reference).await;
        }
        Ok(Back { session: self.status(&entry.old).await?, last_lines })
    }

    /// The containers that were created with that token.
    async fn ids_of_token(&self, token: &str) -> Result<Vec<String>> {
        let context = CallContext { operation: "list the sessions of", name: &self.engine().id };
        let output = self.call(context, args::list_of_token(token), self.limits().list).await?;
        if !output.success() {
            return Err(self.refused(context, &output));
        }
        Ok(rows::ids(rows::parse(&output.stdout)).0)
    }
}

/// How it is after all.
pub(super) struct Back {
    pub session: Session,
    pub last_lines: String,
}

/// Why it does not go on, beside errors.
enum Stopped {
    ImageAbsent,
    Bad(PutBack),
}
