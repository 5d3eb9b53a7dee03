//! A stop in steps: each step is done when the time of the one before is over, and all ends as soon as
//! the session has ended.

use std::time::Duration;

use berth_archive::{Outcome, Verb};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tokio::sync::mpsc::UnboundedReceiver;
use tokio::time::{Instant, sleep, sleep_until};

use super::Runner;
use super::call::CallContext;
use super::inspect::Inspected;
use super::intent::Change;
use super::removal::ensure_removable;
use super::settle::KILL_TIMEOUT;
use super::signal::KILL;
use crate::args;
use crate::error::{Error, Result};
use crate::parse::inspect;
use crate::process::LongCall;
use crate::session::{Session, State, StopOptions, StopOutcome, StopStep};
use crate::validate::{self, Field};

/// How long after a client that waits for an end has failed another one is tried.
const WAIT_AGAIN: Duration = Duration::from_secs(1);

/// Types into sessions.
pub trait Typist: Sync {
    /// Types a line and Enter into the session's terminal.
    ///
    /// # Errors
    /// Why that can't be.
    fn type_line(
        &self,
        runner: &Runner,
        session: &Session,
        line: &str,
    ) -> impl Future<Output = Result<(), NotTyped>> + Send;
}

/// Why a line was not typed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum NotTyped {
    /// Its terminal could not be joined in time.
    #[error("its terminal could not be joined in time")]
    NotJoined {},
    /// It was started without a terminal.
    #[error("it has no terminal")]
    NoTerminal {},
    /// Its stop signal is the one that joining sends.
    #[error("joining its terminal would stop it")]
    AttachStops {},
    /// It was not sent.
    #[error("{words}")]
    NotSent {
        /// What was said then.
        words: String,
    },
}

/// What somebody wants of a stop in steps that is under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum LadderMove {
    /// The next step now; the last one again.
    Now,
    /// The last step now.
    Last,
    /// The step has its time once more.
    Wait,
    /// No further step: the session may go on.
    Cancel,
}

/// Where a stop in steps is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct LadderNow {
    /// The step that was done last, counted from 0.
    pub step: u32,
    /// When the next one comes; after the last step, when nobody waits any longer.
    #[cfg_attr(feature = "specta", specta(type = String))]
    pub until: Timestamp,
    /// Why the line of this step, or of one before, could not be typed.
    pub not_typed: Option<NotTyped>,
}

/// How a stop in steps went.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum LadderOutcome {
    /// It has ended.
    Ended {
        /// After which step, counted from 0; `None` where it had ended before.
        step: Option<u32>,
        /// As of any stop.
        stop: StopOutcome,
    },
    /// No step ended it, and it runs.
    Runs {
        /// As it is now.
        session: Session,
    },
    /// Somebody ended the stop, and it runs.
    Cancelled {
        /// As it is now.
        session: Session,
    },
}

/// What became of the steps.
enum Climbed {
    Ended(usize),
    Cancelled,
    Over,
}

impl Runner {
    /// Ends a session step by step and, if asked, archives its run and removes it.
    ///
    /// `tell` hears of each step when it was done, and of each change of its time. A line that can't be
    /// typed is told, and the next step comes at once. A paused session is resumed first.
    ///
    /// # Errors
    /// A step breaks a rule; as of [`Runner::stop`]; or the engine refuses a signal and the session runs.
    pub async fn stop_by_steps(
        &self,
        key: &str,
        steps: &[StopStep],
        remove: bool,
        typist: &impl Typist,
        moves: &mut UnboundedReceiver<LadderMove>,
        mut tell: impl FnMut(LadderNow) + Send,
    ) -> Result<LadderOutcome> {
        validate::stop_steps(steps).map_err(|rule| Error::invalid(Field::StopSteps, rule))?;
        let found = self.resolve(key).await?;
        let context = CallContext { operation: "stop", name: &found.session.name };
        self.speaks(context, &args::wait(&found.session.id))?;
        if remove {
            ensure_removable(&found.session)?;
        }
        let options = StopOptions { graceful: true, timeout: None, remove };
        let id = found.session.id.clone();
        if !found.session.state.is_alive() {
            return Ok(LadderOutcome::Ended { step: None, stop: self.stop(&id, options).await? });
        }
        let mut archived = None;
        if inspect::auto_remove(&found.row) {
            archived = self.archive_run(&found, false).await?.run;
        }
        if found.session.state == State::Paused {
            self.unpause(&found).await?;
        }
        let seconds = steps.iter().map(StopStep::seconds).fold(0, u32::saturating_add);
        let begun = self.begin(&Change::of(Verb::Stop, &id).with_grace(seconds)).await;
        let climbed = self.climb(&found, steps, typist, moves, &mut tell).await;
        // What a signal of one that was given up still ends is its doing.
        let outcome = if matches!(climbed, Ok(Climbed::Ended(_))) { Outcome::Done } else { Outcome::Unknown };
        self.finish(begun, outcome).await;
        let ended = match climbed? {
            Climbed::Ended(step) => step,
            over => {
                let session = self.status(&id).await?;
                return Ok(match over {
                    Climbed::Cancelled => LadderOutcome::Cancelled { session },
                    _ => LadderOutcome::Runs { session },
                });
            }
        };
        let stop = match self.inspect(&id).await? {
            // A restart policy may have started it again meanwhile.
            Some(_) => StopOutcome { already_stopped: false, ..self.stop(&id, options).await? },
            None => StopOutcome {
                already_stopped: false,
                removed: true,
                session: Session { state: State::Exited, pid: None, ..found.session },
                archived,
                missing_log: None,
            },
        };
        Ok(LadderOutcome::Ended { step: u32::try_from(ended).ok(), stop })
    }

    async fn climb(
        &self,
        found: &Inspected,
        steps: &[StopStep],
        typist: &impl Typist,
        moves: &mut UnboundedReceiver<LadderMove>,
        tell: &mut (impl FnMut(LadderNow) + Send),
    ) -> Result<Climbed> {
        let mut ended = std::pin::pin!(self.until_run_ended(&found.session));
        let (last, mut at, mut not_typed) = (steps.len() - 1, 0, None);
        'steps: loop {
            let step = &steps[at];
            let before = steps[..at].iter().map(StopStep::seconds).fold(0, u32::saturating_add);
            let mut wait = Duration::from_secs(step.seconds().into());
            match step {
                StopStep::Type { text, .. } => {
                    let typed = tokio::select! {
                        biased;
                        () = &mut ended => return Ok(Climbed::Ended(at)),
                        typed = typist.type_line(self, &found.session, text) => typed,
                    };
                    if let Err(why) = typed {
                        tracing::warn!(name = found.session.name, %why, "a line was not typed");
                        (not_typed, wait) = (Some(why), Duration::ZERO);
                    }
                }
                StopStep::Signal { signal, .. } => {
                    if signal == KILL {
                        wait = wait.max(KILL_TIMEOUT);
                    }
                    self.step_signal(found, signal, before).await?;
                }
            }
            let mut until = Instant::now() + wait;
            loop {
                let left = until.saturating_duration_since(Instant::now());
                tell(LadderNow {
                    step: u32::try_from(at).unwrap_or(u32::MAX),
                    until: Timestamp::now() + left,
                    not_typed: not_typed.clone(),
                });
                let asked = tokio::select! {
                    // One that has ended needs no further step.
                    biased;
                    () = &mut ended => return Ok(Climbed::Ended(at)),
                    Some(asked) = moves.recv() => asked,
                    () = sleep_until(until) => {
                        if at == last {
                            return Ok(Climbed::Over);
                        }
                        at += 1;
                        continue 'steps;
                    }
                };
                match asked {
                    LadderMove::Cancel => return Ok(Climbed::Cancelled),
                    LadderMove::Wait => until += wait.max(Duration::from_secs(1)),
                    LadderMove::Now => {
                        at = last.min(at + 1);
                        continue 'steps;
                    }
                    LadderMove::Last => {
                        at = last;
                        continue 'steps;
                    }
                }
            }
        }
    }

    /// Sends the signal of a step that comes `before` seconds after the first. One that was refused
    /// because the session has just ended is fine.
    async fn step_signal(&self, found: &Inspected, signal: &str, before: u32) -> Result<()> {
        let session = &found.session;
        let context = CallContext { operation: "send a signal to", name: &session.name };
        let change = Change::of(Verb::Stop, &session.id).by_signal(signal).with_grace(before);
        let invocation = args::signal(&session.id, signal);
        let attempt = self.attempt(context, change, invocation, self.limits().stop_slack).await?;
        self.confirm(attempt, &session.id, |now| now.is_none_or(|now| !is_same_run(now, session))).await
    }

    /// Waits until the run of a session is over, by one client that does nothing else.
    async fn until_run_ended(&self, session: &Session) {
        loop {
            let call = self.client_call(args::wait(&session.id), Duration::MAX, false);
            if let Ok(mut client) = LongCall::open(call) {
                while client.next().await.is_some() {}
                client.wait().await;
            }
            match self.inspect(&session.id).await {
                Ok(None) => return,
                Ok(Some(now)) if !is_same_run(&now.session, session) => return,
                _ => sleep(WAIT_AGAIN).await,
            }
        }
    }
}

/// Whether the run of `then` goes on.
fn is_same_run(now: &Session, then: &Session) -> bool {
    now.state.is_alive() && now.started_at == then.started_at
}
