//! Waits for what the screen of an observed session shows.

use std::time::{Duration, Instant};

use jiff::Timestamp;
use tokio::sync::watch;

use super::Observer;
use super::shared::SessionNews;
use crate::judging::is_on;
use crate::peek::Peek;
use crate::until::{Until, Waited};
use crate::waiting::{self, Awaited};

impl Observer {
    /// Waits until it is so, or the time is over. What can only be so while the session runs is given
    /// up when its run ends.
    pub async fn wait(&self, until: &Until, timeout: Option<Duration>) -> Waited {
        let news = self.shared.news.clone();
        let began = news.borrow().as_ref().and_then(|session| session.started_at);
        let mut awaited =
            OfObserver { observer: self, changes: self.changes(), news, has_sender: true, began };
        waiting::wait(&mut awaited, until, timeout).await
    }

    /// Whether it is so, also on the last screen of a run that has ended.
    pub fn is_so(&self, until: &Until) -> bool {
        let now = self.shared.now.lock();
        match (&now.judging, &now.joined, until) {
            (Some(judging), ..) => judging.is_so(until),
            (None, Some(joined), Until::Text(pattern)) => {
                is_on(pattern, &crate::screen::to_judge(joined.terminal.text()))
            }
            _ => false,
        }
    }

    /// When it will have been quiet for long enough, if nothing is written; `None` where that is not waited for.
    pub fn quiet_at(&self, until: &Until) -> Option<Instant> {
        self.shared.now.lock().judging.as_ref()?.quiet_at(until)
    }
}

struct OfObserver<'a> {
    observer: &'a Observer,
    changes: watch::Receiver<u64>,
    news: SessionNews,
    /// Whether the sender of news is there.
    has_sender: bool,
    /// The beginning of the run that is waited for.
    began: Option<Timestamp>,
}

impl Awaited for OfObserver<'_> {
    fn met(&self, until: &Until) -> Option<Peek> {
        self.observer.is_so(until).then(|| self.observer.peek())
    }

    fn over(&self) -> Option<Waited> {
        waiting::over(self.news.borrow().as_ref(), self.began)
    }

    fn quiet_at(&self, until: &Until) -> Option<Instant> {
        self.observer.quiet_at(until)
    }

    fn peek(&self) -> Option<Peek> {
        Some(self.observer.peek())
    }

    async fn changed(&mut self) {
        tokio::select! {
            // The observer lives as long as this.
            _ = self.changes.changed() => {}
            changed = self.news.changed(), if self.has_sender => self.has_sender = changed.is_ok(),
        }
    }
}
