//! Files of sessions that run or have ended, whatever programs they have.
//!
//! What an engine copies as a tar stream is what works everywhere. A running session's own `find` is
//! asked first for the list of a folder: an engine would copy all that is below it.

mod changed;
mod copy_in;
mod copy_out;
mod facts;
mod list;
mod read;
mod stream;
mod write;

pub use copy_out::name_of_copy;

use super::Runner;
use super::call::CallContext;
use crate::error::Error;
use crate::process::Output;
use crate::reason::Refusal;

impl Runner {
    /// The error for a copy that the engine refused, where the path may be what it refuses.
    fn copy_refused(&self, context: CallContext<'_>, output: &Output, path: &str) -> Error {
        let said = output.stderr_text();
        // podman 4.3.1 `could not be found on container`, `destination must be a directory`; docker 20.10
        // `Could not find the file`, `lstat …: no such file or directory`, `must be a directory`.
        let says = |phrases: &[&str]| phrases.iter().any(|phrase| said.to_ascii_lowercase().contains(phrase));
        if says(&["must be a directory", "not a directory", "extraction point is not a directory"]) {
            return self.refused_because(context, output, Refusal::NotFolder { path: path.to_owned() });
        }
        if says(&["could not be found on container", "could not find the file", "no such file or directory"])
        {
            return self.no_file(context.name, path);
        }
        self.refused(context, output)
    }

    fn no_file(&self, name: &str, path: &str) -> Error {
        Error::FileNotFound { name: name.to_owned(), path: path.to_owned() }
    }
}
