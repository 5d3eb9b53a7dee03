//! A session that we look at ourselves.

use std::sync::Arc;

use berth_activity::Rules;
use berth_control::observed;
use berth_observer::{Observer, Standing};
use berth_runner::{Runner, Session};
use tokio::sync::mpsc::UnboundedSender;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::update::{Update, address};
use crate::print;

/// It is looked at for as long as this exists.
pub struct Own {
    news: watch::Sender<Option<Session>>,
    forwards: JoinHandle<()>,
}

impl Own {
    pub fn start(
        runner: Runner,
        session: &Session,
        rules: Arc<Rules>,
        updates: UnboundedSender<Update>,
    ) -> Self {
        let (news, receiver) = watch::channel(Some(session.clone()));
        let (address, name) = (address(session), session.name.clone());
        let observer = Observer::follow(runner, receiver, rules, None);
        let forwards = tokio::spawn(async move {
            let mut changes = observer.changes();
            let mut failed = false;
            while changes.changed().await.is_ok() {
                let fails = observer.standing() == Standing::Failing;
                if fails && !failed {
                    print::err(&format!("berthctl: {name} can't be looked at now; it is tried again"));
                }
                failed = fails;
                if updates.send(Update::Own(observed::status(&address, observer.reading()))).is_err() {
                    return;
                }
            }
        });
        Self { news, forwards }
    }

    /// Passes on how the list shows it now.
    pub fn update(&self, session: &Session) {
        self.news.send_if_modified(|known| {
            let differs = known.as_ref() != Some(session);
            if differs {
                *known = Some(session.clone());
            }
            differs
        });
    }
}

impl Drop for Own {
    fn drop(&mut self) {
        self.forwards.abort();
    }
}
