//! What a session wrote before somebody looked: neither engine's `attach` shows it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use berth_runner::{Run, Runner, Session, State};
use berth_terminal::{LogReader, Screen, Size, Transcript};
use jiff::{Timestamp, tz::TimeZone};

use super::Terminals;
use super::moored::Address;
use crate::failure::Failure;
use crate::harbour::locked;

/// The run of each session that a terminal showed last.
#[derive(Debug, Clone, Default)]
pub(super) struct Shown(Arc<Mutex<HashMap<Address, Run>>>);

impl Shown {
    pub fn of(&self, address: &Address) -> Option<Run> {
        locked(&self.0).get(address).copied()
    }

    pub fn note(&self, address: &Address, run: Run) {
        locked(&self.0).insert(address.clone(), run);
    }

    /// Its client ended. If the session did not, what it writes now is only in its log.
    pub fn note_end(&self, address: &Address, now: &Session) {
        let mut shown = locked(&self.0);
        if shown.get(address).is_none_or(|run| run.began != now.started_at) {
            return;
        }
        if now.state == State::Running {
            shown.remove(address);
        } else {
            shown.insert(address.clone(), now.into());
        }
    }

    pub fn forget_where(&self, which: impl Fn(&Address) -> bool) {
        locked(&self.0).retain(|address, _| !which(address));
    }
}

/// How an attach reads the past.
pub(super) struct Reading {
    pub runner: Runner,
    pub address: Address,
    /// How much of the log, in lines.
    pub lines: usize,
    /// How long the client takes to join.
    pub joined: Duration,
    /// The last screen of an attach before: an earlier run stays as it was seen, also
    /// where no log is kept.
    pub screen: Option<Vec<u8>>,
    pub shown: Shown,
}

/// Reads it, and notes the run.
pub(super) fn past(reading: Reading) -> LogReader {
    let Reading { runner, address, lines, joined, screen, shown } = reading;
    let lines = lines.try_into().unwrap_or(u32::MAX);
    // It may be read again: then the run that was noted is this one.
    let seen = shown.of(&address);
    let mut first = true;
    Box::new(move || {
        if std::mem::take(&mut first) {
            // What is written after the log was read and before the client has joined is
            // in neither.
            std::thread::sleep(joined);
        }
        let read = runner.logs_by_run(&address.session, lines, seen);
        let logs = match tauri::async_runtime::block_on(read) {
            Ok(logs) => logs,
            Err(error) => {
                tracing::info!("no past output for {}: {error}", address.session);
                return Transcript::default();
            }
        };
        shown.note(&address, logs.of);
        let earlier = match (logs.earlier, &screen) {
            (Some(_), Some(screen)) if seen.is_some_and(|seen| seen.began != logs.of.began) => screen.clone(),
            (earlier, _) => earlier.unwrap_or_default(),
        };
        Transcript {
            previous: earlier,
            separator: divider(seen, logs.of),
            current: logs.run,
            ended: logs.of.ended.is_some(),
        }
    })
}

impl Terminals {
    /// What a session shows that can't be joined now, as escape sequences: what was seen of
    /// it, or its log. A run that was over before it could be joined stands below the last
    /// that was seen.
    pub async fn past(
        &self,
        runner: &Runner,
        session: String,
        size: Size,
        lines: u32,
    ) -> Result<Vec<u8>, Failure> {
        let turn = self.opening.lock().await;
        let address = Address { engine: runner.engine().id.clone(), session, shell: None };
        let now = Run::from(&runner.status(&address.session).await?);
        let seen = self.shown.of(&address);
        let kept = self.kept(&address).filter(|open| open.terminal.has_ended());
        match (seen, kept) {
            // All of it, to its end.
            (Some(seen), Some(open)) if seen.began == now.began && seen.ended.is_some() => {
                open.terminal.resize(size)?;
                Ok(open.terminal.snapshot())
            }
            (Some(seen), kept) if seen.began != now.began => {
                let logs = runner.logs_by_run(&address.session, lines, Some(seen)).await?;
                self.shown.note(&address, logs.of);
                let divider = divider(Some(seen), logs.of);
                let Some(open) = kept else {
                    let previous = logs.earlier.unwrap_or_default();
                    let past = Transcript { previous, separator: divider, current: logs.run, ended: true };
                    return Ok(Screen::new(size, self.common().scrollback).replay_transcript(&past));
                };
                open.terminal.resize(size)?;
                open.terminal.append_run(&divider, &logs.run);
                Ok(open.terminal.snapshot())
            }
            (_, kept) => {
                self.shown.note(&address, now);
                if let Some(open) = kept {
                    // It lacks what came after its client was gone.
                    locked(&self.moored).kept.retain(|other| !Arc::ptr_eq(other, &open));
                }
                // A long log keeps nobody else waiting.
                drop(turn);
                Ok(runner.logs(&address.session, lines).await?)
            }
        }
    }
}

/// Stands between what was `seen` and a run.
fn divider(seen: Option<Run>, run: Run) -> String {
    let times = seen.map_or(0, |seen| run.restarts.saturating_sub(seen.restarts));
    let clock = clock(run.began);
    if times > 1 {
        format!("started again {times} times, last {clock}")
    } else {
        format!("started again {clock}")
    }
}

/// "12:04", with its day where that is not today.
fn clock(time: Option<Timestamp>) -> String {
    let zone = TimeZone::system();
    let Some(time) = time.map(|time| time.to_zoned_datetime(zone.clone())) else { return String::new() };
    let today = Timestamp::now().to_zoned_datetime(zone).date() == time.date();
    time.strftime(if today { "%H:%M" } else { "%Y-%m-%d %H:%M" }).to_string()
}
