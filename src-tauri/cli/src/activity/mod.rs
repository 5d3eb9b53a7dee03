//! What sessions do, as it changes: reported by the app while it runs, otherwise by observers of our own.

mod app;
mod own;
mod plan;
mod update;

use std::collections::HashMap;
use std::sync::Arc;

use berth_activity::{Activity, Rules};
use berth_control::{Address, Place, Status};
use berth_runner::{EngineUpdate, Runner, Session};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use own::Own;
use update::{Update, address};

/// What the sessions of the watched engines do.
pub struct Activities {
    runners: HashMap<String, Runner>,
    rules: Arc<Rules>,
    updates: UnboundedReceiver<Update>,
    sender: UnboundedSender<Update>,
    /// Whether the app reports.
    app: bool,
    listed: HashMap<Address, Session>,
    own: HashMap<Address, Own>,
    known: HashMap<Address, Status>,
    reported: HashMap<Address, Status>,
}

impl Activities {
    /// Asks the app of this place, and looks at sessions of these engines where none runs. Must be called within a
    /// tokio runtime.
    pub async fn follow(place: Place, runners: &[Runner], rules: Rules) -> Self {
        let (sender, updates) = unbounded_channel();
        let app = app::is_there(&place).await;
        tokio::spawn(app::listen(place, sender.clone()));
        Self {
            runners: runners.iter().map(|runner| (runner.engine().id.clone(), runner.clone())).collect(),
            rules: Arc::new(rules),
            updates,
            sender,
            app,
            listed: HashMap::new(),
            own: HashMap::new(),
            known: HashMap::new(),
            reported: HashMap::new(),
        }
    }

    /// The list changed.
    pub fn see(&mut self, engine: &str, change: &EngineUpdate) {
        match change {
            EngineUpdate::Snapshot(listing) => {
                self.listed.retain(|address, _| address.engine != engine);
                self.list(&listing.sessions);
            }
            EngineUpdate::Updated { sessions, gone } => {
                self.listed.retain(|address, _| address.engine != engine || !gone.contains(&address.id));
                self.list(sessions);
            }
            EngineUpdate::Away { .. } => return,
        }
        let listed = &self.listed;
        self.known.retain(|address, _| listed.contains_key(address));
        self.reported.retain(|address, _| listed.contains_key(address));
        self.arrange();
    }

    fn list(&mut self, sessions: &[Session]) {
        self.listed.extend(sessions.iter().map(|session| (address(session), session.clone())));
    }

    /// Waits for the next update. Cancel safe.
    pub async fn changed(&mut self) {
        // We have a sender ourselves.
        let Some(update) = self.updates.recv().await else { return };
        match update {
            Update::App(list) => {
                self.app = true;
                self.known = list.into_iter().map(|status| (status.session.clone(), status)).collect();
            }
            Update::Alone => self.app = false,
            // One that we have given up may have sent one before.
            Update::Own(status) if self.own.contains_key(&status.session) => {
                self.known.insert(status.session.clone(), status);
            }
            Update::Own(_) => {}
        }
        self.arrange();
    }

    /// What is news, with the name of the session.
    pub fn news(&mut self) -> Vec<(String, Status)> {
        let mut news = Vec::new();
        for (address, session) in &self.listed {
            let reported = self.reported.get(address);
            let status = match (self.known.get(address), reported) {
                (Some(status), _) => status.clone(),
                // Nobody looks at it any more.
                (None, Some(reported)) => {
                    Status { activity: Activity::Unknown, why: None, ..reported.clone() }
                }
                (None, None) => continue,
            };
            if !is_news(&status, reported) {
                continue;
            }
            self.reported.insert(address.clone(), status.clone());
            news.push((session.name.clone(), status));
        }
        news.sort_by_key(|(_, status)| status.since);
        news
    }

    /// Has exactly those observed that are to be.
    fn arrange(&mut self) {
        let wanted = match self.app {
            true => Vec::new(),
            false => plan::observed(self.listed.values(), |session| self.own.contains_key(&address(session))),
        };
        let own = &mut self.own;
        own.retain(|address, _| wanted.iter().any(|session| update::address(session) == *address));
        for session in wanted {
            let address = address(session);
            match (own.get(&address), self.runners.get(&session.engine)) {
                (Some(one), _) => one.update(session),
                (None, Some(runner)) => {
                    let one =
                        Own::start(runner.clone(), session, Arc::clone(&self.rules), self.sender.clone());
                    own.insert(address, one);
                }
                (None, None) => {}
            }
        }
        if !self.app {
            self.known.retain(|address, _| own.contains_key(address));
        }
    }
}

/// A session whose activity was never known has no news while it stays unknown.
fn is_news(status: &Status, reported: Option<&Status>) -> bool {
    let rule = |status: &Status| status.why.as_ref().map(|why| (why.rule.clone(), why.evidence.clone()));
    match reported {
        None => status.activity != Activity::Unknown,
        Some(reported) => status.activity != reported.activity || rule(status) != rule(reported),
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests;
