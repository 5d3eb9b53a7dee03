//! The last runs of one container, as events and looks tell of them.
//!
//! An event tells of a start a moment after it, and of every run; a look tells of the last run
//! alone, with the engine's own times. Both tell of the same run in any order.

use std::collections::VecDeque;

use berth_archive::{Life as KnownLife, RunFacts, StartEvent, ended_run, same_run};
use jiff::Timestamp;

use super::span::Span;

/// Runs that are remembered of a container: what comes later is about the last few.
const REMEMBERED: usize = 8;

/// One run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Life {
    pub facts: RunFacts,
    /// The part of the engine's log that belongs to it.
    pub span: Span,
    pub log: Log,
    event: StartEvent,
}

/// Whether somebody was told to keep the log of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Log {
    Untold,
    WhileItRuns,
    AtItsEnd,
}

/// What is new of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum News {
    Nothing,
    /// It is new, or something of it is.
    Changed(usize),
}

#[derive(Debug, Default)]
pub(super) struct Lives {
    lives: VecDeque<Life>,
    /// Events of all starts after this time come, or came and are remembered.
    since: Option<Timestamp>,
    /// Whether something was killed for want of memory in the run that goes on.
    out_of_memory: bool,
}

impl Lives {
    pub fn get_mut(&mut self, index: usize) -> Option<&mut Life> {
        self.lives.get_mut(index)
    }

    pub fn iter(&self) -> impl Iterator<Item = &Life> {
        self.lives.iter()
    }

    /// The run that goes on.
    pub fn open(&self) -> Option<&Life> {
        self.lives.back().filter(|life| life.facts.ended_at.is_none() && !life.facts.cut_off)
    }

    /// The runs whose log somebody is to keep, and was not told, or not yet at its end.
    pub fn untold(&self) -> Vec<usize> {
        let is_untold = |life: &Life| match life.log {
            Log::Untold => true,
            Log::WhileItRuns => life.facts.ended_at.is_some(),
            Log::AtItsEnd => false,
        };
        (0..self.lives.len()).filter(|index| is_untold(&self.lives[*index])).collect()
    }

    /// An event told of something, before what else it says is told.
    pub fn saw_event(&mut self, at: Timestamp) {
        self.since.get_or_insert(at);
    }

    /// An event told of a start.
    pub fn started(&mut self, at: Timestamp, restarts_by_itself: bool) -> News {
        let (told, known) = (facts(at), self.known());
        if let Some(index) = same_run(&known, &(&told).into()) {
            let life = &mut self.lives[index];
            (life.event, life.facts.told_at) = (StartEvent::At(at), Some(at));
            return News::Nothing;
        }
        // Events come in order: the first of all, from before an end that a look knows, was told
        // already. Later ones may be slower than that look.
        let is_first = self.since.is_none_or(|since| at <= since);
        if is_first && known.iter().any(|life| life.ended_at.is_some_and(|ended| at < ended)) {
            return News::Nothing;
        }
        let before = self.lives.back().map(|life| life.facts.restarts);
        let restarts = before.filter(|_| restarts_by_itself).map_or(0, |before| before + 1);
        self.put(RunFacts { restarts, ..told }, StartEvent::At(at))
    }

    /// An event told of an end.
    pub fn ended(&mut self, at: Timestamp, exit_code: Option<i64>) -> News {
        let out_of_memory = std::mem::take(&mut self.out_of_memory);
        let Some(index) = ended_run(&self.known(), at) else { return News::Nothing };
        let Life { facts, event, .. } = &mut self.lives[index];
        if *event == StartEvent::Next {
            // It would have come before.
            *event = StartEvent::Unknown;
        }
        let before = facts.clone();
        facts.ended_at.get_or_insert(at);
        facts.exit_code = facts.exit_code.or(exit_code);
        facts.oom_killed |= out_of_memory && exit_code == Some(137);
        facts.oom_within |= out_of_memory && exit_code != Some(137);
        if *facts == before { News::Nothing } else { News::Changed(index) }
    }

    /// An event told of want of memory.
    pub fn out_of_memory(&mut self) {
        self.out_of_memory = true;
    }

    /// A look told of the last run.
    pub fn looked(&mut self, told: RunFacts) -> News {
        let covered = self.since.is_some_and(|since| told.started_at >= since);
        let event = if covered { StartEvent::Next } else { StartEvent::Unknown };
        let Some(index) = same_run(&self.known(), &KnownLife { event, ..(&told).into() }) else {
            return self.put(told, event);
        };
        let life = &mut self.lives[index];
        let before = life.facts.clone();
        life.facts = RunFacts {
            // The look may be older than the event.
            ended_at: told.ended_at.or(before.ended_at),
            exit_code: told.exit_code.or(before.exit_code),
            oom_killed: told.oom_killed || before.oom_killed,
            oom_within: told.oom_within || before.oom_within,
            error: told.error.or_else(|| before.error.clone()),
            told_at: before.told_at,
            ..told
        };
        if life.facts == before { News::Nothing } else { News::Changed(index) }
    }

    fn known(&self) -> Vec<KnownLife> {
        self.lives.iter().map(|life| KnownLife { event: life.event, ..(&life.facts).into() }).collect()
    }

    /// Remembers a new run in its place: events of later ones may have been quicker than a look.
    fn put(&mut self, facts: RunFacts, event: StartEvent) -> News {
        let index = self.lives.partition_point(|life| life.facts.started_at <= facts.started_at);
        // One before those that are remembered has nothing to add.
        if index == 0 && self.lives.len() == REMEMBERED {
            return News::Nothing;
        }
        let before = index.checked_sub(1).and_then(|before| self.lives.get(before));
        let before = before.map(|before| before.facts.ended_at.unwrap_or(before.facts.started_at));
        let span = Span::from(before, facts.started_at);
        self.lives.insert(index, Life { facts, span, log: Log::Untold, event });
        if self.lives.len() > REMEMBERED {
            let forgotten = self.lives.pop_front().map(|life| life.facts.started_at);
            self.since = self.since.max(forgotten);
            return News::Changed(index - 1);
        }
        News::Changed(index)
    }
}

/// What an event of a start tells.
fn facts(started_at: Timestamp) -> RunFacts {
    RunFacts {
        started_at,
        exact: false,
        told_at: Some(started_at),
        ended_at: None,
        exit_code: None,
        cut_off: false,
        oom_killed: false,
        oom_within: false,
        restarts: 0,
        error: None,
    }
}
