//! The last runs of one container, as events and looks tell of them.
//!
//! An event tells of a start a moment after it, and of every run; a look tells of the last run
//! alone, with the engine's own times. Both tell of the same run in any order.

use std::collections::VecDeque;

use berth_archive::{Life as Told, RunFacts, ended_run, same_run};
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
        self.lives.back().filter(|life| life.facts.ended_at.is_none())
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

    /// An event told of a start.
    pub fn started(&mut self, at: Timestamp, restarts_by_itself: bool) -> News {
        let (told, known) = (facts(at), self.told());
        // Events come in order: one from before an end was told already.
        let old = known.iter().any(|life| life.ended_at.is_some_and(|ended| at < ended));
        if old || same_run(&known, &(&told).into()).is_some() {
            return News::Nothing;
        }
        let before = self.lives.back().map(|life| life.facts.restarts);
        let restarts = before.filter(|_| restarts_by_itself).map_or(0, |before| before + 1);
        self.put(RunFacts { restarts, ..told })
    }

    /// An event told of an end.
    pub fn ended(&mut self, at: Timestamp, exit_code: Option<i64>) -> News {
        let out_of_memory = std::mem::take(&mut self.out_of_memory);
        let Some(index) = ended_run(&self.told(), at) else { return News::Nothing };
        let facts = &mut self.lives[index].facts;
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
        let Some(index) = same_run(&self.told(), &(&told).into()) else {
            return self.put(told);
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
            ..told
        };
        if life.facts == before { News::Nothing } else { News::Changed(index) }
    }

    fn told(&self) -> Vec<Told> {
        self.lives.iter().map(|life| (&life.facts).into()).collect()
    }

    /// Remembers a new run in its place: events of later ones may have been quicker than a look.
    fn put(&mut self, facts: RunFacts) -> News {
        let index = self.lives.partition_point(|life| life.facts.started_at <= facts.started_at);
        // One before those that are remembered has nothing to add.
        if index == 0 && self.lives.len() == REMEMBERED {
            return News::Nothing;
        }
        let before = index.checked_sub(1).and_then(|before| self.lives.get(before));
        let before = before.map(|before| before.facts.ended_at.unwrap_or(before.facts.started_at));
        let span = Span::from(before, facts.started_at);
        self.lives.insert(index, Life { facts, span, log: Log::Untold });
        if self.lives.len() > REMEMBERED {
            self.lives.pop_front();
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
        ended_at: None,
        exit_code: None,
        oom_killed: false,
        oom_within: false,
        restarts: 0,
        error: None,
    }
}
