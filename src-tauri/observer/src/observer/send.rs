//! Input for a session, exactly once and in order, while its screen is the one that was looked at.

use std::time::Duration;

use berth_activity::Input;
use berth_runner::Error as RunnerError;
use berth_terminal::{AttachedTerminal, Joining, Options};

use super::Observer;
use super::shared::Standing;
use crate::error::{Error, Result};
use crate::guard::{Guard, SendOutcome};

/// A client that has not attached by then does not.
const ATTACH_TIMEOUT: Duration = Duration::from_secs(15);
/// A program that does not read has its input taken by the kernel and the engine, up to 130 KB.
const TAKE_TIMEOUT: Duration = Duration::from_secs(15);

impl Observer {
    /// Sends input to the session, whole and in order, if the guard is met when it is written.
    ///
    /// Returns when the engine has it. Those who send through one observer take turns; of several,
    /// also in several processes, each sends its input in one piece.
    ///
    /// # Errors
    /// The session does not run, its client does not start, or it ends before it took the input.
    pub async fn send(&self, inputs: &[Input], guard: &Guard) -> Result<SendOutcome> {
        let _turn = self.shared.sending.lock().await;
        let not_running = || {
            let session = self.shared.session();
            let (name, state) = session.map(|one| (one.name, one.engine_state)).unwrap_or_default();
            Error::from(RunnerError::NotRunning { name, state })
        };
        if self.standing() != Standing::Joined {
            return Err(not_running());
        }
        let joined = self.shared.joined().ok_or_else(not_running)?;
        let not_sent = |reason: &str| {
            let name = self.shared.session().map(|session| session.name).unwrap_or_default();
            Error::NotSent { name, reason: reason.to_owned() }
        };
        let carrier = match &joined.joining {
            // What it was sent arrives, whatever becomes of who sent it.
            Joining::Socket { .. } => None,
            // A client may have read input and not passed it on; only one that left by itself
            // has (docker 28.2: killed at once, 0 of 15 keys arrived).
            _ => {
                let (carrier, attached) = blocking({
                    let joined = joined.clone();
                    move || {
                        let carrier = AttachedTerminal::join(
                            &joined.joining,
                            joined.terminal.size(),
                            Options::default(),
                        )?;
                        let attached = carrier.is_attached_within(ATTACH_TIMEOUT);
                        Ok((carrier, attached))
                    }
                })
                .await?;
                if !attached {
                    return Err(not_sent("the engine's client did not attach"));
                }
                Some(carrier)
            }
        };
        let outcome = {
            let now = self.shared.now.lock();
            let judging = now.judging.as_ref().ok_or_else(not_running)?;
            let target = carrier.as_ref().unwrap_or(&joined.terminal);
            judging.send_by(inputs, guard, |bytes| target.write(bytes))?
        };
        let is_sent = matches!(outcome, SendOutcome::Sent { .. });
        let taken = blocking(move || {
            Ok(match carrier {
                Some(carrier) => carrier.leave(if is_sent { TAKE_TIMEOUT } else { Duration::ZERO }),
                None => joined.terminal.is_written_within(TAKE_TIMEOUT),
            })
        })
        .await?;
        if is_sent && !taken {
            return Err(not_sent("the engine's client ended first, or the program does not read"));
        }
        Ok(outcome)
    }
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> berth_terminal::Result<T> + Send + 'static,
) -> Result<T> {
    let done = tokio::task::spawn_blocking(work).await;
    Ok(done.map_err(|error| berth_terminal::Error::Thread(std::io::Error::other(error)))??)
}
