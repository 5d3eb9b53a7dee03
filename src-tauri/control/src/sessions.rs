//! What can be asked of sessions, whoever answers.

use std::future::Future;
use std::time::Duration;

use crate::values::{Address, Refusal, Seen, SendRequest, Sent, Status, Until, Waited};

/// Sessions that can be looked at and answered: those of an app that runs, or looked at by oneself.
pub trait Sessions: Send + Sync {
    /// What is known now of what sessions do. Sessions that nobody looks at are not in it.
    fn list(&self) -> impl Future<Output = Result<Vec<Status>, Refusal>> + Send;

    /// Looks at one.
    fn peek(&self, session: &Address) -> impl Future<Output = Result<Seen, Refusal>> + Send;

    /// Types into one; all of it at once, and nothing of another one in between.
    fn send(
        &self,
        session: &Address,
        request: &SendRequest,
    ) -> impl Future<Output = Result<Sent, Refusal>> + Send;

    /// Waits until it is so, or the time is over.
    fn wait(
        &self,
        session: &Address,
        until: &Until,
        timeout: Option<Duration>,
    ) -> impl Future<Output = Result<Waited, Refusal>> + Send;
}
