//! Waits until something is so, by what is told: nothing is asked again and again.

use std::time::Duration;

use berth_runner::{CheckStatus, Session};
use tokio::time::{Instant, sleep_until};

use super::Observer;
use super::shared::Standing;
use crate::error::Result;
use crate::until::{HealthWanted, Until, Waited};

impl Observer {
    /// Waits until it is so, or the time is over. What can only be so while the session runs is given
    /// up when its run ends.
    ///
    /// # Errors
    /// None at present.
    pub async fn wait(&self, until: &Until, timeout: Option<Duration>) -> Result<Waited> {
        // Times beyond all clocks are none.
        let end = timeout.and_then(|timeout| Instant::now().checked_add(timeout));
        let mut changes = self.changes();
        let mut news = self.shared.news.clone();
        let run = news.borrow().as_ref().and_then(|session| session.started_at);
        let mut tells = true;
        loop {
            changes.borrow_and_update();
            let session = news.borrow_and_update().clone();
            if let Some(waited) = self.waited(until, session.as_ref(), run) {
                return Ok(waited);
            }
            tokio::select! {
                _ = changes.changed() => {}
                heard = news.changed(), if tells => tells = heard.is_ok(),
                () = at(self.quiet_at(until)) => {}
                () = at(end) => return Ok(Waited::TimedOut { peek: Some(self.peek()) }),
            }
        }
    }

    fn waited(
        &self,
        until: &Until,
        session: Option<&Session>,
        run: Option<jiff::Timestamp>,
    ) -> Option<Waited> {
        let Some(session) = session else {
            return Some(match until {
                // Whatever it ended with, it has ended.
                Until::Exit => Waited::Met { peek: Some(self.peek()), exit_code: None },
                _ => Waited::Gone,
            });
        };
        let has_ended = !session.state.is_alive() || session.started_at != run;
        let exit_code = session.exit_code;
        let met = match until {
            Until::Exit => has_ended,
            Until::Health(wanted) => {
                let status = session.checks.as_ref().map(|checks| checks.status);
                status
                    == Some(match wanted {
                        HealthWanted::Healthy => CheckStatus::Healthy,
                        HealthWanted::Unhealthy => CheckStatus::Unhealthy,
                    })
            }
            _ if self.standing() != Standing::Joined => false,
            Until::Activity(wanted) => wanted.contains(&self.reading().activity),
            Until::Text(pattern) => {
                let joined = self.shared.joined();
                joined.is_some_and(|joined| is_on(pattern, &crate::screen::to_judge(joined.terminal.text())))
            }
            Until::Quiet(_) => self.quiet_at(until).is_some_and(|at| at <= Instant::now()),
        };
        if met {
            return Some(Waited::Met { peek: Some(self.peek()), exit_code });
        }
        has_ended.then_some(Waited::Ended { exit_code })
    }

    /// When it will have been quiet for long enough, if nothing is written.
    fn quiet_at(&self, until: &Until) -> Option<Instant> {
        let Until::Quiet(time) = until else { return None };
        if self.standing() != Standing::Joined {
            return None;
        }
        let joined = self.shared.joined()?;
        let since = joined.terminal.last_output().unwrap_or(joined.opened);
        Instant::from_std(since).checked_add(*time)
    }
}

/// Whether a line of the screen matches; rows that a full row goes on in are one line.
fn is_on(pattern: &regex::Regex, text: &berth_activity::ScreenText) -> bool {
    let mut line = String::new();
    for (at, row) in text.lines.iter().enumerate() {
        line.push_str(row);
        if !text.wrapped.get(at).copied().unwrap_or(false) {
            if pattern.is_match(&line) {
                return true;
            }
            line.clear();
        }
    }
    pattern.is_match(&line)
}

async fn at(time: Option<Instant>) {
    match time {
        Some(time) => sleep_until(time).await,
        None => std::future::pending().await,
    }
}
