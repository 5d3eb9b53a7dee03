//! Types a line into a session that nobody has joined.

use std::sync::Arc;
use std::time::Duration;

use berth_activity::{Input, Key, Rules};
use berth_runner::{NotTyped, Runner, Session, Typist};
use tokio::sync::watch;
use tokio::time::timeout;

use crate::guard::Guard;
use crate::observer::{Observer, Standing};

/// A session that can't be joined by then is not typed into.
const JOIN_TIMEOUT: Duration = Duration::from_secs(10);

/// Types through an observer of its own.
#[derive(Debug, Clone, Copy, Default)]
pub struct ByObserver;

impl Typist for ByObserver {
    async fn type_line(&self, runner: &Runner, session: &Session, line: &str) -> Result<(), NotTyped> {
        let (_kept, news) = watch::channel(Some(session.clone()));
        let observer = Observer::follow(runner.clone(), news, Arc::new(Rules::shipped()), None);
        let mut changes = observer.changes();
        let joined =
            async { while observer.standing() == Standing::Joining && changes.changed().await.is_ok() {} };
        if timeout(JOIN_TIMEOUT, joined).await.is_err() {
            return Err(NotTyped::NotJoined {});
        }
        match observer.standing() {
            Standing::NoTerminal => return Err(NotTyped::NoTerminal {}),
            Standing::AttachStops => return Err(NotTyped::AttachStops {}),
            _ => {}
        }
        let inputs = [Input::Text(line.to_owned()), Input::Key(Key::enter())];
        let sent = observer.send(&inputs, &Guard::default()).await;
        sent.map(drop).map_err(|error| NotTyped::NotSent { words: error.to_string() })
    }
}
