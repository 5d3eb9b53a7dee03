//! What can go wrong with a session that is observed.

/// The result of what an observer is asked.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why an observer does not do what it is asked to.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The engine is away, or refused, or there is no such session.
    #[error(transparent)]
    Runner(#[from] berth_runner::Error),
    /// The client that reads or sends could not be started.
    #[error(transparent)]
    Terminal(#[from] berth_terminal::Error),
    /// The engine's client ended before it had taken the input.
    #[error("The input did not get to \"{name}\": {reason}")]
    NotSent {
        /// The name of the session.
        name: String,
        /// The client's own words.
        reason: String,
    },
}
