//! What the app answers.

use std::sync::Arc;
use std::time::{Duration, Instant};

use berth_archive::SessionKey;
use berth_control::observed::{self, Awaited};
use berth_control::{
    Address, Host, Refusal, RefusalKind, Seen, SendRequest, Sent, Sessions, Status, Until, Waited, last_seen,
    wait_for_run,
};
use berth_runner::{Error as RunnerError, Runner};
use tauri::{AppHandle, Manager};
use tokio::sync::watch;

use crate::activity::{Activities, Hidden, SessionActivity};
use crate::diagnosis;
use crate::engines::EngineRegistry;
use crate::links;
use crate::live::Live;
use crate::notices::Notices;
use crate::windows;

/// How long a window that opens may take to show sessions.
const SHOWN_WITHIN: Duration = Duration::from_secs(20);
const PAUSE: Duration = Duration::from_millis(50);

/// The app as its socket's clients see it.
pub struct AppHost {
    app: AppHandle,
}

impl AppHost {
    pub fn new(app: AppHandle) -> Self {
        Self { app }
    }

    fn room(&self) -> Arc<Activities> {
        Arc::clone(&self.app.state::<Arc<Activities>>())
    }

    /// A session that the list has. One of another engine of that name is not ours.
    fn listed(&self, session: &Address) -> Result<SessionKey, Refusal> {
        match self.app.state::<Arc<Live>>().find(&session.engine, &session.id) {
            Some(_) => Ok(key(session)),
            None => Err(unlisted()),
        }
    }

    async fn runner(&self, session: &Address) -> Result<Runner, Refusal> {
        let runner = self.app.state::<EngineRegistry>().runner(&session.engine).await;
        runner.map_err(|error| observed::of_runner(&error))
    }
}

fn key(session: &Address) -> SessionKey {
    SessionKey { engine: session.engine.clone(), container: session.id.clone() }
}

fn status(known: SessionActivity) -> Status {
    let SessionActivity { engine, session: id, activity, since, why, .. } = known;
    Status { session: Address { engine, id }, activity, since, why }
}

fn hidden(why: Hidden) -> Refusal {
    match why {
        Hidden::Engine(error) => observed::of_runner(&error),
        // Who asks may look at it all the same.
        Hidden::NotObserved => {
            Refusal::new(RefusalKind::Unknown, "Berth's window does not look at this session")
        }
    }
}

fn unlisted() -> Refusal {
    Refusal::new(RefusalKind::Unknown, "Berth's window does not list this session")
}

impl Sessions for AppHost {
    async fn list(&self) -> Result<Vec<Status>, Refusal> {
        Ok(self.room().list().into_iter().map(status).collect())
    }

    async fn peek(&self, session: &Address) -> Result<Seen, Refusal> {
        match self.room().look(&self.listed(session)?).await {
            Ok(look) => Ok(observed::seen(session, look.peek().await)),
            Err(Hidden::Engine(RunnerError::NotRunning { .. })) => {
                last_seen(&self.runner(session).await?, session).await
            }
            Err(why) => Err(hidden(why)),
        }
    }

    async fn send(&self, session: &Address, request: &SendRequest) -> Result<Sent, Refusal> {
        let look = self.room().look(&self.listed(session)?).await.map_err(hidden)?;
        let outcome = look.send(&request.inputs, &observed::guard(&request.only_if)).await;
        Ok(observed::sent(session, outcome.map_err(observed::refusal)?))
    }

    async fn wait(
        &self,
        session: &Address,
        until: &Until,
        limit: Option<Duration>,
    ) -> Result<Waited, Refusal> {
        let key = self.listed(session)?;
        match observed::until(until)? {
            Awaited::Run(until) => wait_for_run(&self.runner(session).await?, session, until, limit).await,
            Awaited::Screen(until) => {
                let waited = self.room().wait(&key, &until, limit).await;
                Ok(observed::waited(session, waited.map_err(hidden)?))
            }
        }
    }
}

impl Host for AppHost {
    async fn open(&self, session: Option<&Address>) -> Result<(), Refusal> {
        let gone = || Refusal::new(RefusalKind::Lost, "Berth's window is about to close");
        let Some(session) = session else {
            return if windows::focus_main(&self.app) { Ok(()) } else { Err(gone()) };
        };
        let (live, notices) = (self.app.state::<Arc<Live>>(), self.app.state::<Arc<Notices>>());
        let key = key(session);
        let until = Instant::now() + SHOWN_WITHIN;
        loop {
            let listed = live.find(&session.engine, &session.id).is_some();
            if listed && notices.open_session(&self.app, key.clone()) {
                return Ok(());
            }
            match Instant::now() < until {
                true => tokio::time::sleep(PAUSE).await,
                false if listed => return Err(gone()),
                false => return Err(unlisted()),
            }
        }
    }

    async fn follow(&self, link: &str) -> Result<(), Refusal> {
        links::follow(&self.app, link);
        Ok(())
    }

    async fn diagnosis(&self) -> Result<serde_json::Value, Refusal> {
        let checks = serde_json::to_value(diagnosis::of_app(&self.app).await);
        checks.map_err(|error| Refusal::new(RefusalKind::Failed, error.to_string()))
    }

    fn changes(&self) -> watch::Receiver<u64> {
        self.app.state::<Arc<Activities>>().changes()
    }
}
