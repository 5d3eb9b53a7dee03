//! Sessions that end again and again.

use std::collections::HashSet;
use std::time::{Duration, Instant};

use jiff::ToSpan;

use super::posted::{News, Posted, Subject};
use super::{Board, Known};
use crate::notices::notice::{RunSeen, What};
use crate::notices::rules::is_round;
use crate::settings::NoticeRule;

impl Board {
    /// Counts a run that ended; the loop, if there is one. One whose restarts are paused goes round
    /// no more.
    pub(super) fn round(&mut self, now: Instant, run: &RunSeen) -> Option<What> {
        if !is_round(run) {
            return None;
        }
        let (limit, minutes) = (self.rules.crash_loop_runs, self.rules.crash_loop_minutes);
        let known = self.sessions.entry(run.key.clone()).or_default();
        known.rounds.push_back(run.ended_at);
        known.last_round = Some(now);
        let first = run.ended_at.saturating_sub(i64::from(minutes).minutes());
        known.rounds.retain(|end| first.as_ref().is_ok_and(|first| end >= first));
        let runs = u32::try_from(known.rounds.len()).unwrap_or(u32::MAX);
        let is_loop = runs >= limit
            && !known.restarts_paused
            && self.rules.tells(NoticeRule::CrashLoop, &run.key.engine, &run.name);
        is_loop.then_some(What::CrashLoop { runs, minutes })
    }

    /// Whether the session has begun another run after this one.
    pub(super) fn runs_again(&self, run: &RunSeen) -> bool {
        let known = self.sessions.get(&run.key).filter(|known| known.alive);
        known.is_some_and(|known| known.started_at.is_none_or(|start| start >= run.ended_at))
    }

    /// Notes another round of a crash loop that is held or posted.
    pub(super) fn goes_on(&mut self, news: &News) -> bool {
        let is_loop = |subject: &Subject, what: &What| {
            *subject == news.subject && matches!(what, What::CrashLoop { .. })
        };
        if let Some(held) = self.held.iter_mut().find(|one| is_loop(&one.news.subject, &one.news.what)) {
            held.news = news.clone();
            return true;
        }
        let same = |one: &&mut Posted| is_loop(&one.subject, &one.notice.what) && !one.notice.over;
        if let Some(posted) = self.posted.iter_mut().find(same) {
            posted.notice.what = news.what.clone();
            (posted.notice.run, posted.notice.at, posted.restarts) = (news.run, news.at, news.restarts);
            self.changed = true;
            return true;
        }
        false
    }

    /// When the crash loops that were posted are over, if no further round follows.
    pub(super) fn loop_ends(&self) -> impl Iterator<Item = Instant> {
        let minutes = Duration::from_secs(60 * u64::from(self.rules.crash_loop_minutes));
        let looping =
            self.posted.iter().filter_map(|Posted { notice, subject, .. }| match (&notice.what, subject) {
                (What::CrashLoop { .. }, Subject::Session(key)) if !notice.over => self.sessions.get(key),
                _ => None,
            });
        looping.filter(|known| known.alive).filter_map(move |known| Some(known.last_round? + minutes))
    }

    pub(super) fn end_loops(&mut self, now: Instant) {
        if self.loop_ends().all(|end| end > now) {
            return;
        }
        let minutes = Duration::from_secs(60 * u64::from(self.rules.crash_loop_minutes));
        let over = |known: &Known| known.alive && known.last_round.is_some_and(|last| last + minutes <= now);
        let keys: HashSet<_> =
            self.sessions.iter().filter(|(_, known)| over(known)).map(|(key, _)| key.clone()).collect();
        self.end_where(|subject, what, _| {
            matches!(what, What::CrashLoop { .. })
                && matches!(subject, Subject::Session(key) if keys.contains(key))
        });
    }
}
