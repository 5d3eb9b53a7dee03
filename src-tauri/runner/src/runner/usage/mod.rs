//! What sessions use: one client of the engine says so to all who ask, and their processes.

mod client;
mod meter;

pub use meter::{Measuring, Meter};

use super::Runner;
use super::attach::running;
use super::call::CallContext;
use crate::args;
use crate::error::Result;
use crate::parse::usage;
use crate::usage::Process;

impl Runner {
    /// The processes of a running session, those that used most of a core first.
    ///
    /// # Errors
    /// There is no such session, it does not run, or the engine refuses or does not answer.
    pub async fn processes(&self, key: &str) -> Result<Vec<Process>> {
        let found = running(self.resolve(key).await?)?;
        let context = CallContext { operation: "list the processes of", name: &found.session.name };
        let invocation = args::top(self.engine().kind, &found.session.id);
        let output = self.call(context, invocation, self.limits().inspect).await?;
        if !output.success() {
            return Err(self.refused(context, &output));
        }
        let mut processes = usage::processes(&String::from_utf8_lossy(&output.stdout));
        processes.sort_by(|a, b| b.cpu.total_cmp(&a.cpu));
        Ok(processes)
    }
}
