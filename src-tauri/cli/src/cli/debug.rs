//! What the verb for debug shells takes.

use clap::Args;

/// Open a shell with programs of its own, where a session has none or has ended
///
/// Beside a running session it sees its files, processes and network, as root, and puts nothing into it. Of one that has
/// ended it gets a copy of the files, which goes with the shell, and the volumes themselves. With a COMMAND that is run
/// instead, in a terminal only where there is one.
#[derive(Debug, Args)]
pub struct Debug {
    /// Its name or full id
    pub name: String,
    /// A program of busybox or of the session, and its arguments, after --
    #[arg(last = true, value_name = "COMMAND")]
    pub command: Vec<String>,
}
