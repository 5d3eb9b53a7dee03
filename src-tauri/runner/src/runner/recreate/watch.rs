//! Whether the new one is good.

use std::time::Duration;

use tokio::time::{Instant, sleep};

use super::PutBack;
use crate::duration::duration;
use crate::error::Result;
use crate::runner::Runner;
use crate::runner::settle::POLL_INTERVAL;
use crate::session::{CheckStatus, HealthOptions, Session, State};

/// The longest that a new one has to become healthy.
const LONGEST: Duration = Duration::from_secs(600);

impl Runner {
    /// Waits until the new container has run for `time`, or is healthy where it has checks.
    /// `Some` says why it is not good. One that ends with 0 is good where `may_end`.
    pub(super) async fn until_good(
        &self,
        id: &str,
        time: Duration,
        health: &HealthOptions,
        may_end: bool,
    ) -> Result<Option<PutBack>> {
        let begun = Instant::now();
        let longest = longest(time, health);
        loop {
            let now = self.inspect(id).await?;
            let Some(now) = now.map(|now| now.session) else {
                return Ok(Some(PutBack::Ended { exit_code: None }));
            };
            let passed = begun.elapsed();
            match verdict(&now, may_end) {
                Verdict::Bad(why) => return Ok(Some(why)),
                Verdict::Good => return Ok(None),
                Verdict::Runs if passed >= time => return Ok(None),
                // No check ran: a podman without systemd starts none (4.3).
                Verdict::Checked { ever: false } if passed >= longest => return Ok(None),
                Verdict::Checked { .. } if passed >= longest => {
                    let seconds = u32::try_from(longest.as_secs()).unwrap_or(u32::MAX);
                    return Ok(Some(PutBack::NotHealthy { seconds }));
                }
                Verdict::Runs | Verdict::Checked { .. } => sleep(POLL_INTERVAL * 2).await,
            }
        }
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Verdict {
    Good,
    /// It runs, and has no checks.
    Runs,
    /// It runs, and no check has passed yet.
    Checked {
        ever: bool,
    },
    Bad(PutBack),
}

fn verdict(session: &Session, may_end: bool) -> Verdict {
    let exit_code = session.exit_code;
    if session.state.has_ended() || session.state == State::Restarting || session.restart_count > 0 {
        if may_end && session.state.has_ended() && exit_code == Some(0) {
            return Verdict::Good;
        }
        return Verdict::Bad(PutBack::Ended { exit_code });
    }
    match &session.checks {
        None => Verdict::Runs,
        Some(checks) => match checks.status {
            CheckStatus::Healthy => Verdict::Good,
            CheckStatus::Unhealthy => Verdict::Bad(PutBack::Unhealthy {}),
            CheckStatus::Starting => Verdict::Checked { ever: !checks.last.is_empty() },
        },
    }
}

/// As long as the checks may take until they say that it is not healthy, and at least `time`.
fn longest(time: Duration, health: &HealthOptions) -> Duration {
    let read = |text: &Option<String>| text.as_deref().and_then(duration);
    let of = |text, usual| read(text).map_or(usual, |time| time.as_secs_f64());
    let tries = f64::from(health.retries.unwrap_or(3));
    let one = of(&health.interval, 30.0) + of(&health.timeout, 30.0);
    let whole = of(&health.start_period, 0.0) + tries * one + 10.0;
    Duration::from_secs_f64(whole.min(LONGEST.as_secs_f64())).max(time)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::parse::{inspect, rows, samples};
    use crate::session::Checks;

    fn session() -> Session {
        let row = rows::parse(samples::PODMAN_RUNNING.as_bytes()).rows.remove(0);
        inspect::session("podman", &row).unwrap()
    }

    fn checked(status: CheckStatus) -> Session {
        Session { checks: Some(Checks { status, failures: 0, last: Vec::new() }), ..session() }
    }

    #[test]
    fn what_is_good_and_what_is_not() {
        assert_eq!(verdict(&session(), false), Verdict::Runs);
        assert_eq!(verdict(&checked(CheckStatus::Healthy), false), Verdict::Good);
        assert_eq!(verdict(&checked(CheckStatus::Starting), false), Verdict::Checked { ever: false });
        assert_eq!(verdict(&checked(CheckStatus::Unhealthy), false), Verdict::Bad(PutBack::Unhealthy {}));
        let ended = |code| Session { state: State::Exited, exit_code: Some(code), ..session() };
        let bad = |exit_code| Verdict::Bad(PutBack::Ended { exit_code });
        assert_eq!(verdict(&ended(0), false), bad(Some(0)));
        assert_eq!(verdict(&ended(0), true), Verdict::Good);
        assert_eq!(verdict(&ended(3), true), bad(Some(3)));
        assert_eq!(verdict(&Session { state: State::Restarting, ..session() }, true), bad(None));
        // It runs again after an end.
        assert_eq!(verdict(&Session { restart_count: 1, ..session() }, true), bad(None));
    }

    #[test]
    fn checks_have_the_time_that_they_need_to_fail() {
        let time = Duration::from_secs(10);
        let text = |text: &str| Some(text.to_owned());
        let health = HealthOptions {
            interval: text("5s"),
            timeout: text("1m30s"),
            retries: Some(2),
            start_period: text("500ms"),
            ..HealthOptions::default()
        };
        assert_eq!(longest(time, &health), Duration::from_millis(500 + 2 * 95_000 + 10_000));
        let slow = HealthOptions { interval: text("1h"), ..HealthOptions::default() };
        assert_eq!(longest(time, &slow), LONGEST);
    }
}
