//! Images of one engine: which there are, getting, making, keeping and removing them.
//!
//! An image is addressed by a name or by its whole id. A download or a build that its future is dropped
//! of ends with its client, whose whole process group is killed; nothing is said of what it had done.

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
