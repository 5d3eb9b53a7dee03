//! The screen of one session for a card, and its answer.

use std::sync::Arc;
use std::time::Duration;

use berth_activity::{Activity, Input};
use berth_archive::SessionKey;
use berth_observer::{Guard, Peek, SendOutcome};
use berth_runner::Session;
use tauri::ipc::{Channel, InvokeResponseBody, IpcResponse};
use tokio::time::timeout;

use super::Activities;
use super::choose::Candidate;
use super::source::Source;
use super::wire::{AnswerOutcome, NotObserved, PeekEvent, PeekGone};
use crate::error::{AppError, WireError};

/// From one screen to the next one, at least.
const INTERVAL: Duration = Duration::from_millis(100);
/// How long the screen of a session that was not observed is waited for.
const READY_WITHIN: Duration = Duration::from_secs(10);

/// A card shows a session for as long as this exists: it is observed meanwhile.
pub struct Card {
    room: Arc<Activities>,
    key: SessionKey,
}

impl Drop for Card {
    fn drop(&mut self) {
        let mut state = self.room.state.lock();
        if let Some(count) = state.cards.get_mut(&self.key) {
            *count -= 1;
            if *count == 0 {
                state.cards.remove(&self.key);
            }
        }
        drop(state);
        self.room.wake.notify_one();
    }
}

impl Activities {
    /// Sends the screen of a session at once and when it changes, until nobody hears it.
    pub async fn send_screens(self: Arc<Self>, key: SessionKey, channel: Channel) {
        let _card = self.card(&key);
        let mut switched = self.switched.subscribe();
        loop {
            if let Some(reason) = self.obstacle(&key) {
                // A window that is gone needs no end.
                let _ = send_event(&channel, &PeekEvent::Gone { reason });
                return;
            }
            switched.borrow_and_update();
            let Some(source) = self.any_source(&key) else {
                if switched.changed().await.is_err() {
                    return;
                }
                continue;
            };
            let mut changes = source.changes();
            loop {
                changes.borrow_and_update();
                if source.is_ready() && !send_screen(&channel, source.peek()) {
                    return;
                }
                tokio::time::sleep(INTERVAL).await;
                tokio::select! {
                    changed = changes.changed() => if changed.is_err() { break },
                    switched = switched.changed() => if switched.is_err() { return },
                }
                if !self.any_source(&key).is_some_and(|now| now.is(&source)) {
                    break;
                }
            }
        }
    }

    /// Types an answer into a session that nobody has to have open. With `screen` only if that is what it shows.
    ///
    /// # Errors
    /// Those of the observer and of the terminal, and `not_attached` where the session wants nobody to look at it.
    pub async fn answer(
        self: Arc<Self>,
        key: SessionKey,
        inputs: &[Input],
        screen: Option<String>,
    ) -> Result<AnswerOutcome, WireError> {
        let _card = self.card(&key);
        let source = self.ready_source(&key).await?;
        let guard = Guard { screen, ..Guard::default() };
        Ok(match source.send(inputs, &guard).await? {
            SendOutcome::Sent { .. } => AnswerOutcome::Sent,
            SendOutcome::Changed { peek } => AnswerOutcome::Changed { hash: peek.hash },
        })
    }

    /// What tells of a session, once it knows the screen.
    ///
    /// # Errors
    /// It can't be looked at.
    pub(super) async fn ready_source(&self, key: &SessionKey) -> Result<Source, Hidden> {
        let mut switched = self.switched.subscribe();
        let source = async {
            loop {
                switched.borrow_and_update();
                self.check(key)?;
                if let Some(source) = self.any_source(key) {
                    let mut changes = source.changes();
                    while !source.is_ready() {
                        if changes.changed().await.is_err() {
                            break;
                        }
                    }
                    return Ok(source);
                }
                if switched.changed().await.is_err() {
                    return Err(Hidden::NotObserved);
                }
            }
        };
        timeout(READY_WITHIN, source).await.unwrap_or(Err(Hidden::NotObserved))
    }

    pub(super) fn card(self: &Arc<Self>, key: &SessionKey) -> Card {
        *self.state.lock().cards.entry(key.clone()).or_default() += 1;
        self.wake.notify_one();
        Card { room: Arc::clone(self), key: key.clone() }
    }

    /// What tells of a session, whether or not it knows the screen yet.
    pub(super) fn any_source(&self, key: &SessionKey) -> Option<Source> {
        self.state.lock().sessions.get(key)?.source().cloned()
    }

    /// Why no card can show a session; `None` where one can, perhaps in a moment.
    fn obstacle(&self, key: &SessionKey) -> Option<PeekGone> {
        let state = self.state.lock();
        let Some(known) = state.sessions.get(key) else { return Some(PeekGone::Ended) };
        match reason(&known.session, known.source().is_some()) {
            None => known.failure().map(|failure| PeekGone::Failed { failure: failure.clone() }),
            Some(NotObserved::NotRunning) => Some(PeekGone::Ended),
            reason => reason.map(|reason| PeekGone::NotObserved { reason }),
        }
    }

    /// # Errors
    /// Why a session can't be looked at.
    pub(super) fn check(&self, key: &SessionKey) -> Result<(), Hidden> {
        let state = self.state.lock();
        let Some(known) = state.sessions.get(key) else { return Err(Hidden::NotObserved) };
        let (name, now) = (known.session.name.clone(), known.session.engine_state.clone());
        Err(Hidden::Engine(match reason(&known.session, known.source().is_some()) {
            None => return Ok(()),
            Some(NotObserved::NotRunning) => berth_runner::Error::NotRunning { name, state: now },
            Some(NotObserved::NoTerminal) => berth_runner::Error::NoTerminal { name },
            Some(NotObserved::AttachStops) => berth_runner::Error::StopsWhenAttached { name },
            Some(_) => return Err(Hidden::NotObserved),
        }))
    }
}

/// Why a session can't be looked at.
#[derive(Debug, thiserror::Error)]
pub enum Hidden {
    /// It does not run, has no terminal, or would end.
    #[error(transparent)]
    Engine(#[from] berth_runner::Error),
    /// It is not in the list, wants nobody to look at it, or does not show its screen in time.
    #[error("Nobody looks at it")]
    NotObserved,
}

impl From<Hidden> for WireError {
    fn from(hidden: Hidden) -> Self {
        match hidden {
            Hidden::Engine(error) => error.into(),
            Hidden::NotObserved => AppError::NotAttached.into(),
        }
    }
}

/// Why nobody may look at a session.
fn reason(session: &Session, has_source: bool) -> Option<NotObserved> {
    let candidate = Candidate { observed: has_source, ..Candidate::of(session) };
    candidate
        .obstacle()
        .or_else(|| (candidate.wish == Some(false) && !has_source).then_some(NotObserved::Setting))
}

/// Sends a screen and what draws it; `false` when the window is gone.
fn send_screen(channel: &Channel, peek: Peek) -> bool {
    let Peek { hash, reading, size, paint, .. } = peek;
    let verdict = reading.verdict.filter(|_| reading.activity == Activity::Asks);
    let event = PeekEvent::Screen {
        hash,
        cols: size.cols,
        rows: size.rows,
        activity: reading.activity,
        since: reading.since,
        question_row: verdict.as_ref().and_then(|verdict| verdict.line),
        choices: verdict.map(|verdict| verdict.choices).unwrap_or_default(),
    };
    send_event(channel, &event) && channel.send(InvokeResponseBody::Raw(paint)).is_ok()
}

fn send_event(channel: &Channel, event: &PeekEvent) -> bool {
    event.body().and_then(|body| channel.send(body)).is_ok()
}
