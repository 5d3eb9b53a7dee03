//! What the app answers.

use std::sync::Arc;
use std::time::{Duration, Instant};

use berth_archive::SessionKey;
use berth_control::{
    Address, Alone, Host, Refusal, RefusalKind, Seen, SendRequest, Sent, Sessions, Status, Until, Waited,
    observed,
};
use tauri::{AppHandle, Manager};
use tokio::sync::watch;

use crate::activity::{Activities, SessionActivity};
use crate::engines::EngineRegistry;
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

    /// Looks at a session that the list has. One of another engine of that name is not ours.
    async fn alone(&self, session: &Address) -> Result<Alone, Refusal> {
        if self.app.state::<Arc<Live>>().find(&session.engine, &session.id).is_none() {
            return Err(unlisted());
        }
        let runner = self.app.state::<EngineRegistry>().runner(&session.engine).await;
        let runner = runner.map_err(|error| observed::of_runner(&error))?;
        Ok(Alone::new(vec![runner], self.app.state::<Arc<Activities>>().rules()))
    }
}

fn status(known: SessionActivity) -> Status {
    let SessionActivity { engine, session: id, activity, since, why, .. } = known;
    Status { session: Address { engine, id }, activity, since, why }
}

fn unlisted() -> Refusal {
    Refusal::new(RefusalKind::Unknown, "Berth's window does not list this session")
}

impl Sessions for AppHost {
    async fn list(&self) -> Result<Vec<Status>, Refusal> {
        Ok(self.app.state::<Arc<Activities>>().list().into_iter().map(status).collect())
    }

    async fn peek(&self, session: &Address) -> Result<Seen, Refusal> {
        self.alone(session).await?.peek(session).await
    }

    async fn send(&self, session: &Address, request: &SendRequest) -> Result<Sent, Refusal> {
        self.alone(session).await?.send(session, request).await
    }

    async fn wait(
        &self,
        session: &Address,
        until: &Until,
        limit: Option<Duration>,
    ) -> Result<Waited, Refusal> {
        self.alone(session).await?.wait(session, until, limit).await
    }
}

impl Host for AppHost {
    async fn open(&self, session: Option<&Address>) -> Result<(), Refusal> {
        let gone = || Refusal::new(RefusalKind::Lost, "Berth's window is about to close");
        let Some(session) = session else {
            return if windows::focus_main(&self.app) { Ok(()) } else { Err(gone()) };
        };
        let (live, notices) = (self.app.state::<Arc<Live>>(), self.app.state::<Arc<Notices>>());
        let key = SessionKey { engine: session.engine.clone(), container: session.id.clone() };
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

    fn changes(&self) -> watch::Receiver<u64> {
        self.app.state::<Arc<Activities>>().changes()
    }
}
