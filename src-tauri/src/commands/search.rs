//! Searches through what runs wrote.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use berth_archive::{Archive, Hit, Query};
use serde::Serialize;
use tauri::ipc::Channel;
use tauri::{State, WebviewWindow};

use crate::error::WireError;
use crate::subscriptions::Subscriptions;

/// What a search found since, or its end.
#[derive(Debug, Clone, PartialEq, Serialize, specta::Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum SearchEvent {
    Hits {
        hits: Vec<Hit>,
    },
    /// Nothing follows.
    Ended {
        /// Why not all was searched; `null` when it was.
        failure: Option<WireError>,
    },
}

/// The first hit is sent at once, and then what was found in so long a time.
const HITS_INTERVAL: Duration = Duration::from_millis(60);

/// Ends a search, which can't be dropped while it blocks.
struct Stop(Arc<AtomicBool>);

impl Drop for Stop {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Looks through all logs and last screens, and sends what it finds as it goes on. Returns the number to
/// `unsubscribe` with, which ends the search.
#[tauri::command]
#[specta::specta]
pub fn search_runs(
    window: WebviewWindow,
    archive: State<'_, Archive>,
    subscriptions: State<'_, Subscriptions>,
    query: Query,
    channel: Channel<SearchEvent>,
) -> u32 {
    let archive = archive.inner().clone();
    subscriptions.start(window.label(), async move {
        let stop = Stop(Arc::default());
        let stopped = Arc::clone(&stop.0);
        let search = move || search(&archive, &query, &stopped, |event| channel.send(event).is_ok());
        // Dropped in between, it says stop.
        drop(tauri::async_runtime::spawn_blocking(search).await);
    })
}

/// Searches until it is stopped, or nobody hears any more.
fn search(archive: &Archive, query: &Query, stopped: &AtomicBool, send: impl Fn(SearchEvent) -> bool) {
    let mut waiting = Vec::new();
    let mut sent = None::<Instant>;
    let mut is_listening = true;
    let searched = archive.search(query, |hit| {
        if stopped.load(Ordering::Relaxed) {
            return ControlFlow::Break(());
        }
        waiting.push(hit);
        if sent.is_some_and(|sent| sent.elapsed() < HITS_INTERVAL) {
            return ControlFlow::Continue(());
        }
        sent = Some(Instant::now());
        is_listening = send(SearchEvent::Hits { hits: std::mem::take(&mut waiting) });
        if is_listening { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    if stopped.load(Ordering::Relaxed) || !is_listening {
        return;
    }
    if !waiting.is_empty() && !send(SearchEvent::Hits { hits: waiting }) {
        return;
    }
    // A window that is gone needs no end.
    send(SearchEvent::Ended { failure: searched.err().map(WireError::from) });
}

#[cfg(test)]
#[expect(clippy::panic, clippy::unwrap_used, reason = "tests")]
mod tests {
    use std::cell::RefCell;

    use berth_archive::{LogState, Pattern, RunFacts, RunFilter, RunId, SessionFacts, SessionKey};
    use jiff::Timestamp;

    use super::*;

    /// An archive with one run of `lines` lines that say which they are.
    fn archive(lines: usize) -> (tempfile::TempDir, Archive, RunId) {
        let folder = tempfile::tempdir().unwrap();
        let archive = Archive::new(folder.path());
        let key = SessionKey { engine: "podman".to_owned(), container: "a".repeat(64) };
        let spec = serde_json::Value::Null;
        let (name, image) = ("bot".to_owned(), "alpine".to_owned());
        let session =
            SessionFacts { key: key.clone(), name, own: true, image, image_id: None, created_at: None, spec };
        archive.note_session(&session).unwrap();
        let facts = RunFacts {
            started_at: Timestamp::from_second(1_700_000_000).unwrap(),
            exact: true,
            told_at: None,
            ended_at: None,
            exit_code: None,
            cut_off: false,
            oom_killed: false,
            oom_within: false,
            restarts: 0,
            error: None,
        };
        let run = archive.note_run(&key, &facts).unwrap().unwrap();
        let log: String = (1..=lines).map(|line| format!("line {line} of it\n")).collect();
        archive.append_log(run, log.as_bytes()).unwrap();
        archive.finish_log(run, &LogState::Whole).unwrap();
        (folder, archive, run)
    }

    fn query(pattern: Pattern) -> Query {
        Query { pattern, runs: RunFilter::default(), limit: 500, context: 1 }
    }

    #[test]
    fn a_search_sends_what_it_finds_and_then_its_end() {
        let (_folder, archive, run) = archive(300);
        let events = RefCell::new(Vec::new());
        let query = query(Pattern::Text("OF it".to_owned()));
        search(&archive, &query, &AtomicBool::new(false), |event| {
            events.borrow_mut().push(event);
            true
        });
        let mut events = events.into_inner();
        assert_eq!(events.pop(), Some(SearchEvent::Ended { failure: None }));
        let Some(SearchEvent::Hits { hits: first }) = events.first() else { panic!("no hits: {events:?}") };
        assert_eq!(first.len(), 1, "the first comes at once");
        let hits: Vec<_> = events
            .iter()
            .flat_map(|event| match event {
                SearchEvent::Hits { hits } => hits.clone(),
                SearchEvent::Ended { .. } => panic!("two ends"),
            })
            .collect();
        assert_eq!(hits.len(), 300);
        assert!(hits.iter().all(|hit| hit.run == run && hit.text.contains("of it")));
    }

    #[test]
    fn a_search_that_is_stopped_or_that_nobody_hears_says_nothing_more() {
        let (_folder, archive, _) = archive(300);
        let query = query(Pattern::Text("line".to_owned()));
        search(&archive, &query, &AtomicBool::new(true), |event| panic!("said {event:?}"));
        let calls = RefCell::new(0);
        search(&archive, &query, &AtomicBool::new(false), |_| {
            *calls.borrow_mut() += 1;
            false
        });
        assert_eq!(calls.into_inner(), 1);
    }

    #[test]
    fn a_pattern_that_is_none_is_the_end_of_its_search() {
        let (_folder, archive, _) = archive(3);
        let ended = RefCell::new(None);
        search(&archive, &query(Pattern::Regex("(".to_owned())), &AtomicBool::new(false), |event| {
            ended.replace(Some(event));
            true
        });
        let Some(SearchEvent::Ended { failure: Some(failure) }) = ended.into_inner() else {
            panic!("no end")
        };
        assert_eq!((failure.code.as_str(), failure.args["pattern"].as_str()), ("bad_pattern", "("));
    }
}
