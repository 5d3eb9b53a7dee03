//! Sessions, whoever looks at them: the app while it runs, otherwise this program itself.

mod refused;
mod target;

use std::time::Duration;

use berth_control::{
    Address, Alone, App, Place, Refusal, RefusalKind, Seen, SendRequest, Sent, Sessions, Status, Until,
    Waited,
};
use tokio::time::Instant;

pub use refused::stop;
pub use target::Target;

/// Asks the app, and looks itself where none runs or the app does not know the session.
pub struct Asking {
    place: Place,
    alone: Alone,
}

impl Asking {
    pub fn new(place: Place, alone: Alone) -> Self {
        Self { place, alone }
    }

    /// The app that can be asked now. One that can't be talked to is as good as none.
    async fn app(&self) -> Option<App> {
        App::find(&self.place).await.ok().flatten()
    }
}

/// Whether the same can be asked again: the app knows nothing of it, or has ended.
fn for_us(refusal: &Refusal) -> bool {
    matches!(refusal.kind, RefusalKind::Unknown | RefusalKind::Lost)
}

impl Sessions for Asking {
    async fn list(&self) -> Result<Vec<Status>, Refusal> {
        match self.app().await {
            Some(app) => app.list().await,
            None => self.alone.list().await,
        }
    }

    async fn peek(&self, session: &Address) -> Result<Seen, Refusal> {
        if let Some(app) = self.app().await {
            match app.peek(session).await {
                Err(refusal) if for_us(&refusal) => {}
                answer => return answer,
            }
        }
        self.alone.peek(session).await
    }

    async fn send(&self, session: &Address, request: &SendRequest) -> Result<Sent, Refusal> {
        if let Some(app) = self.app().await {
            match app.send(session, request).await {
                // One that was lost may have typed it.
                Err(Refusal { kind: RefusalKind::Unknown, .. }) => {}
                Err(Refusal { kind: RefusalKind::Lost, message }) => {
                    let what = format!("{message}. Whether it was sent is not known");
                    return Err(Refusal::new(RefusalKind::Lost, what));
                }
                answer => return answer,
            }
        }
        self.alone.send(session, request).await
    }

    async fn wait(
        &self,
        session: &Address,
        until: &Until,
        limit: Option<Duration>,
    ) -> Result<Waited, Refusal> {
        let began = Instant::now();
        if let Some(app) = self.app().await {
            match app.wait(session, until, limit).await {
                Err(refusal) if for_us(&refusal) => {}
                answer => return answer,
            }
        }
        let left = limit.map(|limit| limit.saturating_sub(began.elapsed()));
        self.alone.wait(session, until, left).await
    }
}
