//! Sees what happens, for as long as the app runs.

use std::sync::Arc;
use std::time::{Duration, Instant};

use berth_archive::{Archive, Run, RunFilter, SessionKey};
use jiff::Timestamp;
use tauri::{AppHandle, Manager, async_runtime};
use tokio::sync::mpsc::unbounded_channel;

use super::chase::{Chase, EngineSeen};
use super::{Acts, Notices};
use crate::archive_changes::ArchiveChanges;
use crate::definitions::Definitions;
use crate::engines::EngineRegistry;
use crate::live::{EngineListing, ListEvent, Live};
use crate::settings::Preferences;

/// Of one session at a time: more runs do not end between two looks.
const RUNS: u32 = 50;
/// Where nothing is due.
const LONG: Duration = Duration::from_secs(3600);

/// Tells what happens from now on.
pub fn follow(app: AppHandle, mut acts: Acts) {
    let (sender, mut events) = unbounded_channel();
    let live = Arc::clone(&app.state::<Arc<Live>>());
    live.subscribe("notices", Box::new(move |event: &ListEvent| sender.send(event.clone()).is_ok()));
    let (changed, mut changes) = unbounded_channel();
    app.state::<Arc<ArchiveChanges>>().subscribe("notices", Box::new(move |()| changed.send(()).is_ok()));
    async_runtime::spawn(async move {
        let notices = Arc::clone(&app.state::<Arc<Notices>>());
        let definitions = Arc::clone(&app.state::<Arc<Definitions>>());
        let archive = app.state::<EngineRegistry>().archive().clone();
        let mut chase = Chase::default();
        let mut due = None;
        loop {
            let next = due.into_iter().chain(chase.next_due()).min();
            let wait = next.map_or(LONG, |next: Instant| next.saturating_duration_since(Instant::now()));
            tokio::select! {
                event = events.recv() => match event {
                    Some(event) => see(&notices, &mut chase, event),
                    None => return,
                },
                Some(()) = changes.recv() => {
                    // Several changes are one to whoever asks for all.
                    while changes.try_recv().is_ok() {}
                    chase.archive_changed(Instant::now());
                }
                Some((target, act)) = acts.recv() => notices.act(&app, target, act),
                () = notices.wake.notified() => {}
                () = tokio::time::sleep(wait) => {}
            }
            let asked = chase.due(Instant::now());
            if !asked.is_empty() {
                let found = runs_of(archive.clone(), asked).await;
                let now = Instant::now();
                for (key, runs, is_all) in found {
                    for run in chase.found(now, &key, &runs, is_all) {
                        notices.change(|board| board.see_run(now, &run));
                    }
                }
            }
            due = notices.work(definitions.with_notices(app.state::<Preferences>().notices())).await;
        }
    });
}

fn see(notices: &Notices, chase: &mut Chase, event: ListEvent) {
    match event {
        ListEvent::List { listings } => {
            listings.into_iter().for_each(|listing| see_engine(notices, chase, listing));
        }
        ListEvent::Snapshot { listing } => see_engine(notices, chase, listing),
        ListEvent::Updated { engine, sessions, gone, .. } => {
            let (now, at) = (Instant::now(), Timestamp::now());
            for session in &sessions {
                let seen = chase.see(now, session);
                notices.change(|board| board.see_session(now, at, &seen));
            }
            for container in gone {
                see_gone(notices, chase, SessionKey { engine: engine.clone(), container });
            }
        }
        ListEvent::Away { engine, away_since, .. } => lose(notices, chase, &engine, away_since),
        ListEvent::Removed { engine } => chase.forget(&engine),
    }
}

fn see_engine(notices: &Notices, chase: &mut Chase, listing: EngineListing) {
    let engine = &listing.health.engine;
    if listing.problem.is_some() {
        return lose(notices, chase, engine, listing.away_since);
    }
    if listing.read_at.is_none() {
        return;
    }
    let (now, at) = (Instant::now(), Timestamp::now());
    if chase.begin(engine) == EngineSeen::Back {
        notices.change(|board| board.see_engine_back(now, engine, at));
    }
    for container in chase.gone(engine, listing.sessions.iter().map(|session| session.id.as_str())) {
        see_gone(notices, chase, SessionKey { engine: engine.clone(), container });
    }
    for session in &listing.sessions {
        let seen = chase.see(now, session);
        notices.change(|board| board.see_session(now, at, &seen));
    }
    chase.settle(engine);
}

fn see_gone(notices: &Notices, chase: &mut Chase, key: SessionKey) {
    chase.see_gone(Instant::now(), &key);
    notices.change(|board| board.see_gone(&key));
}

fn lose(notices: &Notices, chase: &mut Chase, engine: &str, since: Option<Timestamp>) {
    if chase.lose(engine) {
        let since = since.unwrap_or_else(Timestamp::now);
        notices.change(|board| board.see_engine_lost(Instant::now(), engine, since));
    }
}

/// The last runs of these sessions, the latest first, and whether the archive will say no more.
async fn runs_of(archive: Archive, asked: Vec<(SessionKey, String)>) -> Vec<(SessionKey, Vec<Run>, bool)> {
    let read = move || {
        let read = |(key, name): (SessionKey, String)| {
            let engines = vec![key.engine.clone()];
            let session = Some(key.container.clone());
            let filter = RunFilter { engines, session, limit: RUNS, ..RunFilter::default() };
            let runs = archive.runs(&filter).unwrap_or_else(|error| {
                tracing::debug!(%error, "who ended a run is not known");
                Vec::new()
            });
            let is_excluded = || archive.is_excluded(&key.engine, &name).unwrap_or_default();
            let is_all = archive.unwritable().is_some() || is_excluded();
            (key, runs, is_all)
        };
        asked.into_iter().map(read).collect()
    };
    async_runtime::spawn_blocking(read).await.unwrap_or_default()
}
