//! A long call whose output is read as it comes, and whose end is kept for its error.

use std::process::{ExitStatus, Stdio};

use super::big_files::BigFiles;
use crate::args::Invocation;
use crate::error::Result;
use crate::parse::pull::plain;
use crate::process::{self, Call, CallError, Output, Stream, Streams};
use crate::runner::{CallContext, Runner};

/// How much of the output is kept for an error, in bytes: its end.
const TAIL: usize = 64 << 10;
/// A longer line is cut here, in bytes.
const MAX_LINE: usize = 16 << 10;

/// How such a call is made.
pub(super) struct How {
    pub streams: Streams,
    pub stdin: Option<Stdio>,
    /// Whether its client keeps layers in files of its own meanwhile.
    pub keeps_files: bool,
}

impl Runner {
    /// Runs the client; `sink` gets what it prints. The output has the end of it, as stderr.
    pub(super) async fn watched(
        &self,
        context: CallContext<'_>,
        mut invocation: Invocation,
        how: How,
        mut sink: impl FnMut(Stream, &[u8]) -> Result<(), CallError> + Send,
    ) -> Result<Output> {
        self.speaks(context, &invocation)?;
        let limit = self.limits().pull;
        let files = match how.keeps_files && self.engine().is_its_own() {
            true => BigFiles::new(),
            false => BigFiles::none(),
        };
        invocation.env.extend(files.variable());
        let call = self.client_call(invocation, limit, true);
        let call = Call { streams: how.streams, stdin: how.stdin, asked_to_end: true, ..call };
        let mut kept = Vec::new();
        let ended = process::run(call, |stream, bytes| {
            if how.streams != Streams::Apart || stream == Stream::Err {
                kept.extend_from_slice(bytes);
                if kept.len() > 2 * TAIL {
                    kept.drain(..kept.len() - TAIL);
                }
            }
            sink(stream, bytes)
        });
        let status: ExitStatus = ended.await.map_err(|failure| self.no_outcome(context, limit, failure))?;
        let stderr = plain(&String::from_utf8_lossy(&kept)).replace('\r', "").into_bytes();
        Ok(Output { status, stdout: Vec::new(), stderr })
    }
}

/// Cuts bytes into lines at `\n` and `\r`, without sequences for terminals; empty ones are left out.
#[derive(Default)]
pub(super) struct Lines {
    rest: Vec<u8>,
}

impl Lines {
    pub fn take(&mut self, bytes: &[u8], line: &mut impl FnMut(&str)) {
        for part in bytes.split_inclusive(|byte| matches!(byte, b'\n' | b'\r')) {
            self.rest.extend_from_slice(part);
            if part.ends_with(b"\n") || part.ends_with(b"\r") || self.rest.len() > MAX_LINE {
                self.end(line);
            }
        }
    }

    pub fn end(&mut self, line: &mut impl FnMut(&str)) {
        let text = plain(&String::from_utf8_lossy(&self.rest));
        let text = text.trim_end();
        if !text.trim().is_empty() {
            line(text);
        }
        self.rest.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_whole_however_the_bytes_arrive() {
        let printed = "Step 1/2 : FROM a\r\n ---> 6e77\n\n\u{1b}[1müber\u{1b}[0m\rend".as_bytes();
        for size in 1..printed.len() {
            let (mut lines, mut seen) = (Lines::default(), Vec::new());
            for chunk in printed.chunks(size) {
                lines.take(chunk, &mut |line| seen.push(line.to_owned()));
            }
            lines.end(&mut |line| seen.push(line.to_owned()));
            assert_eq!(seen, ["Step 1/2 : FROM a", " ---> 6e77", "über", "end"]);
        }
    }
}
