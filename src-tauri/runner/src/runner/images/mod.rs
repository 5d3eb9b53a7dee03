//! Images of one engine: which there are, getting, making, keeping and removing them.
//!
//! An image is addressed by a name or by its whole id. Dropping the future of a download or a build kills
//! the process group of its client; what that had done until then is not told.

mod big_files;
mod build;
mod change;
mod list;
mod newer;
mod prune;
mod pull;
mod transfer;
mod watched;

use super::CallContext;
use super::Runner;
use crate::error::Error;
use crate::parse::registry;
use crate::process::Output;

impl Runner {
    /// The error for a call that asked a registry. `image` is what it was asked for.
    fn refused_by_registry(&self, context: CallContext<'_>, output: &Output, image: &str) -> Error {
        match registry::refusal(self.engine().kind, &output.stderr_text(), image) {
            Some(reason) => self.refused_because(context, output, reason),
            None => self.refused(context, output),
        }
    }
}
