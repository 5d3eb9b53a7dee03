//! Waits until something is so on a screen, by what is told: nothing is asked again and again.

use std::future::Future;
use std::time::Duration;

use berth_runner::Session;
use jiff::Timestamp;
use tokio::time::{Instant, sleep_until};

use crate::peek::Peek;
use crate::until::{Until, Waited};

/// A session whose screen is waited for.
pub trait Awaited {
    /// What is seen, if it is so; also the last screen of a run that has ended.
    fn met(&self, until: &Until) -> Option<Peek>;
    /// What became of it, if it can't become so any more.
    fn over(&self) -> Option<Waited>;
    /// When it will have been quiet for long enough, if nothing is written.
    fn quiet_at(&self, until: &Until) -> Option<std::time::Instant>;
    /// What is seen now.
    fn peek(&self) -> Option<Peek>;
    /// Ends after something changed since this was called last. Cancel safe.
    fn changed(&mut self) -> impl Future<Output = ()> + Send;
}

/// Waits until it is so, or the time is over. What can only be so while the session runs is given up when its run
/// ends.
pub async fn wait(session: &mut impl Awaited, until: &Until, timeout: Option<Duration>) -> Waited {
    // Times beyond all clocks are none.
    let end = timeout.and_then(|timeout| Instant::now().checked_add(timeout));
    loop {
        let over = session.over();
        // What was shown last has been shown, though the run is over.
        if (over.is_none() || matches!(until, Until::Text(_)))
            && let Some(peek) = session.met(until)
        {
            return Waited::Met { peek };
        }
        if let Some(over) = over {
            return over;
        }
        let quiet_at = session.quiet_at(until).map(Instant::from_std);
        tokio::select! {
            () = session.changed() => {}
            () = at(quiet_at) => {}
            () = at(end) => return Waited::TimedOut { peek: session.peek() },
        }
    }
}

/// What the list says of a session whose run began then, if that run is over; `None` of `session` is gone.
pub fn over(session: Option<&Session>, began: Option<Timestamp>) -> Option<Waited> {
    let Some(session) = session else { return Some(Waited::Gone) };
    let is_over = !session.state.is_alive() || session.started_at != began;
    is_over.then_some(Waited::Ended { exit_code: session.exit_code })
}

async fn at(time: Option<Instant>) {
    match time {
        Some(time) => sleep_until(time).await,
        None => std::future::pending().await,
    }
}
