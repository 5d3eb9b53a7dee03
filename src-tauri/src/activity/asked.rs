//! One session as others see it, who ask through the app's socket: its open terminal tells, or its observer.

use std::sync::Arc;
use std::time::{Duration, Instant};

use berth_activity::{Activity, Input};
use berth_archive::SessionKey;
use berth_observer::waiting::{self, Awaited};
use berth_observer::{Guard, Peek, SendOutcome, Until, Waited};
use jiff::Timestamp;
use tokio::sync::watch;
use tokio::time::timeout;

use super::Activities;
use super::peek::{Card, Hidden};
use super::source::Source;

/// A rule that wants a quiet screen has not decided at once.
const SETTLES_WITHIN: Duration = Duration::from_millis(2500);

/// Somebody looks at a session for as long as this exists.
pub struct Look {
    pub source: Source,
    /// Whether somebody looked at it before.
    was_ready: bool,
    _card: Card,
}

impl Look {
    /// What is seen, once a rule has decided, or had the time to.
    pub async fn peek(&self) -> Peek {
        self.settle().await;
        self.source.peek()
    }

    /// Types into the session, if the guard is met.
    ///
    /// # Errors
    /// Those of the observer, or of the terminal.
    pub async fn send(&self, inputs: &[Input], guard: &Guard) -> berth_observer::Result<SendOutcome> {
        if guard.activity.is_some() {
            self.settle().await;
        }
        self.source.send(inputs, guard).await
    }

    async fn settle(&self) {
        if self.was_ready {
            return;
        }
        let mut changes = self.source.changes();
        let decided = async {
            while self.source.tracker().reading().activity == Activity::Unknown
                && changes.changed().await.is_ok()
            {}
        };
        let _ = timeout(SETTLES_WITHIN, decided).await;
    }
}

impl Activities {
    /// Looks at a session, as its card does.
    ///
    /// # Errors
    /// It can't be looked at.
    pub async fn look(self: &Arc<Self>, key: &SessionKey) -> Result<Look, Hidden> {
        let was_ready = self.any_source(key).is_some_and(|source| source.is_ready());
        let card = self.card(key);
        let source = self.ready_source(key).await?;
        Ok(Look { source, was_ready, _card: card })
    }

    /// Waits until it is so, whoever tells of the session meanwhile, or the time is over.
    ///
    /// # Errors
    /// It can't be looked at.
    pub async fn wait(
        self: &Arc<Self>,
        key: &SessionKey,
        until: &Until,
        limit: Option<Duration>,
    ) -> Result<Waited, Hidden> {
        let _card = self.card(key);
        self.check(key)?;
        let mut awaited = OfRoom {
            room: Arc::clone(self),
            key: key.clone(),
            began: self.state.lock().sessions.get(key).and_then(|known| known.session.started_at),
            switched: self.switched.subscribe(),
            listed: self.listed.subscribe(),
            source: None,
        };
        awaited.follow();
        Ok(waiting::wait(&mut awaited, until, limit).await)
    }
}

/// A session that is waited for. It may get another source meanwhile, as when its terminal is opened.
struct OfRoom {
    room: Arc<Activities>,
    key: SessionKey,
    /// The beginning of the run that is waited for.
    began: Option<Timestamp>,
    switched: watch::Receiver<u64>,
    listed: watch::Receiver<u64>,
    source: Option<(Source, watch::Receiver<u64>)>,
}

impl OfRoom {
    /// Hears the source that the session has now.
    fn follow(&mut self) {
        let now = self.room.any_source(&self.key);
        let is_same = match (&now, &self.source) {
            (Some(now), Some((source, _))) => now.is(source),
            _ => false,
        };
        if !is_same {
            self.source = now.map(|source| {
                let changes = source.changes();
                (source, changes)
            });
        }
    }

    fn ready(&self) -> Option<&Source> {
        self.source.as_ref().map(|(source, _)| source).filter(|source| source.is_ready())
    }
}

impl Awaited for OfRoom {
    fn met(&self, until: &Until) -> Option<Peek> {
        // Also of a run that has just ended.
        let (source, _) = self.source.as_ref()?;
        source.is_so(until).then(|| source.peek())
    }

    fn over(&self) -> Option<Waited> {
        let state = self.room.state.lock();
        waiting::over(state.sessions.get(&self.key).map(|known| &known.session), self.began)
    }

    fn quiet_at(&self, until: &Until) -> Option<Instant> {
        self.ready()?.quiet_at(until)
    }

    fn peek(&self) -> Option<Peek> {
        self.ready().map(Source::peek)
    }

    async fn changed(&mut self) {
        let changes = async {
            if let Some((_, changes)) = &mut self.source
                && changes.changed().await.is_ok()
            {
                return;
            }
            // It tells no more; another one may.
            std::future::pending().await
        };
        tokio::select! {
            () = changes => {}
            // The room lives as long as this.
            _ = self.switched.changed() => {}
            _ = self.listed.changed() => {}
        }
        self.follow();
    }
}
