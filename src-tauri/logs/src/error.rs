//! What can go wrong with a view.

/// Why a view does not do what it is asked to.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A pattern is no regular expression.
    #[error(transparent)]
    BadPattern(berth_archive::Error),
    /// The rows are not those any more that were asked for.
    #[error("The lines changed meanwhile; try again")]
    Changed,
    /// It is more text than a clipboard should hold.
    #[error("That is more than {} MiB of text; save it to a file, or filter it", .limit >> 20)]
    TooLong {
        /// Bytes.
        limit: usize,
    },
}

/// The result of what a view is asked.
pub type Result<T, E = Error> = std::result::Result<T, E>;
