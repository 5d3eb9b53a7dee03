//! One call of the engine, and its failures as errors.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use super::Runner;
use super::log_output::LogOutput;
use crate::args::Invocation;
use crate::error::{Error, Result};
use crate::kind::EngineKind;
use crate::parse::stderr::{self, StderrClass};
use crate::process::{self, Call, Caps, Output, Streams};
use crate::reason::{Illegible, Refusal, Unavailable};
use crate::times::CallTime;

/// The operation and its subject, for messages.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CallContext<'a> {
    /// A verb that reads well after "Could not": `start`, `read the logs of`.
    pub operation: &'static str,
    pub name: &'a str,
}

impl Runner {
    /// How long calls took whose answer is waited for, the slowest first. Those that go on as long as something does
    /// (events, a log that is followed, a pull) are not among them.
    #[must_use]
    pub fn call_times(&self) -> Vec<CallTime> {
        self.inner.times.lock().slowest_first()
    }

    fn note_time(&self, verb: String, took: Duration) {
        tracing::debug!(engine = self.engine().id, verb, ms = took.as_millis(), "the engine was asked");
        self.inner.times.lock().note(verb, took);
    }
}

impl Runner {
    /// Runs the client and keeps what it prints; any status is an answer.
    pub(super) async fn call(
        &self,
        context: CallContext<'_>,
        invocation: Invocation,
        limit: Duration,
    ) -> Result<Output> {
        self.speaks(context, &invocation)?;
        let only_asks = invocation.only_asks();
        let (asked, verb) = (Instant::now(), invocation.verb());
        let output = process::collect(self.client_call(invocation, limit, false), Caps::default()).await;
        self.note_time(verb, asked.elapsed());
        if let Ok(output) = &output
            && only_asks
            && output.success()
        {
            self.note_warnings(output);
        }
        output.map_err(|failure| self.no_outcome(context, limit, failure))
    }

    /// Logs what the client says although all is well, each once, and remembers it.
    fn note_warnings(&self, output: &Output) {
        let new = self.inner.warnings.lock().note(&output.stderr_text());
        for warning in new {
            tracing::warn!(engine = self.engine().id, "{} warns: {warning}", self.engine().kind);
        }
    }

    /// Runs a client that prints the log of a session, and passes the session's bytes to `sink`: stdout and stderr in the order they came, without the client's warnings.
    ///
    /// # Errors
    /// The client has no outcome, or ended with a failing status.
    pub(super) async fn read_log(
        &self,
        context: CallContext<'_>,
        tty: bool,
        invocation: Invocation,
        limit: Duration,
        mut sink: impl FnMut(&[u8]) -> Result<(), process::CallError> + Send,
    ) -> Result<()> {
        self.speaks(context, &invocation)?;
        let call = self.client_call(invocation, limit, !tty);
        let mut output = self.log_output(tty);
        let ended = process::run(call, |stream, bytes| match output.take(stream, bytes) {
            Some(bytes) => sink(&bytes),
            None => Ok(()),
        });
        let status = ended.await.map_err(|failure| self.no_outcome(context, limit, failure))?;
        if !status.success() {
            return Err(self.refused(context, &output.failure(status)));
        }
        match output.rest() {
            Some(rest) => sink(&rest).map_err(|failure| self.no_outcome(context, limit, failure)),
            None => Ok(()),
        }
    }

    /// Refuses what a cluster has not, before any client is started.
    pub(super) fn speaks(&self, context: CallContext<'_>, invocation: &Invocation) -> Result<()> {
        match (self.engine().kind == EngineKind::Kubernetes) == invocation.for_cluster {
            true => Ok(()),
            false => Err(self.refusal(context, Refusal::NotOnKubernetes {})),
        }
    }

    /// The output of a client that prints the log of a session; both streams are one unless it
    /// has a terminal.
    pub(crate) fn log_output(&self, tty: bool) -> LogOutput {
        LogOutput::new(tty, self.engine().kind, self.inner.warnings.lock().filter())
    }

    pub(crate) fn client_call(&self, invocation: Invocation, limit: Duration, merged: bool) -> Call<'_> {
        let engine = self.engine();
        tracing::debug!(engine = engine.id, verb = invocation.verb(), "a client starts");
        let Invocation { args, env, env_file, input, .. } = invocation;
        let args = engine.global_args.iter().cloned().chain(args).collect();
        let streams = if merged { Streams::Merged } else { Streams::Apart };
        Call {
            program: &engine.binary,
            args,
            env,
            env_file,
            input,
            limit,
            folder: self.folder(),
            streams,
            stdin: None,
            asked_to_end: false,
        }
    }

    /// Made anew when it is gone: without it no client would start. docker's clients start
    /// nothing themselves, and find what a relative `DOCKER_CONFIG` names from here.
    pub(super) fn folder(&self) -> Option<&Path> {
        let engine = self.engine();
        let folder = self.inner.folder.as_deref()?;
        let its_own = engine.kind == EngineKind::Podman && engine.binary.is_absolute();
        (its_own && fs::create_dir_all(folder).is_ok()).then_some(folder)
    }

    pub(crate) fn no_outcome(
        &self,
        context: CallContext<'_>,
        limit: Duration,
        failure: process::CallError,
    ) -> Error {
        let CallContext { operation, name } = context;
        let engine = self.engine();
        match failure {
            process::CallError::Spawn(source) => Error::Spawn { program: engine.binary.clone(), source },
            process::CallError::TimedOut { stderr } => {
                let stderr = String::from_utf8_lossy(&stderr);
                tracing::warn!(engine = engine.id, operation, name, stderr = %stderr.trim(), "met its deadline");
                Error::TimedOut {
                    engine: engine.id.clone(),
                    operation: format!("{operation} {name}").trim().to_owned(),
                    after: limit,
                }
            }
            process::CallError::Unwritten { path, source } => {
                Error::File { operation: "write", path, source }
            }
            process::CallError::TooMuch { cap } => Error::Unreadable {
                engine: engine.id.clone(),
                operation: format!("{operation} {name}").trim().to_owned(),
                reason: Illegible::TooLong { mebibytes: u32::try_from(cap >> 20).unwrap_or(u32::MAX) },
                detail: String::new(),
            },
        }
    }

    /// The error for a call that ended with a failing status.
    pub(crate) fn refused(&self, context: CallContext<'_>, output: &Output) -> Error {
        let stderr = output.stderr_text();
        match stderr::classify(self.engine().kind, &stderr) {
            StderrClass::Unavailable(_) => self.unavailable(&stderr),
            StderrClass::NoSuchContainer => self.not_found(context.name),
            StderrClass::NoSuchImage => self.refused_because(context, output, Refusal::ImageAbsent {}),
            StderrClass::NameInUse => self.refused_because(context, output, Refusal::NameInUse {}),
            // Words that it had said until then are no reason.
            StderrClass::Other(_) if output.killed() => {
                self.refused_because(context, output, Refusal::ClientKilled {})
            }
            StderrClass::Other(reason) => self.refused_because(context, output, reason),
        }
    }

    /// The meaning of a failed call's stderr.
    pub(super) fn class_of(&self, output: &Output) -> StderrClass {
        stderr::classify(self.engine().kind, &output.stderr_text())
    }

    /// The error for an operation that is refused here, without a call.
    pub(super) fn refusal(&self, context: CallContext<'_>, reason: impl Into<Refusal>) -> Error {
        Error::Refused {
            operation: context.operation,
            engine: self.engine().id.clone(),
            name: context.name.to_owned(),
            reason: reason.into(),
            status: None,
            detail: String::new(),
        }
    }

    /// The error for a call that ended with a failing status, for a reason that is known.
    pub(super) fn refused_because(
        &self,
        context: CallContext<'_>,
        output: &Output,
        reason: impl Into<Refusal>,
    ) -> Error {
        let mut error = self.refusal(context, reason);
        if let Error::Refused { status, detail, .. } = &mut error {
            *status = output.status.code();
            *detail = output.stderr_text();
        }
        error
    }

    /// The error for an engine that does not answer, by the stderr of its client.
    pub(super) fn unavailable(&self, stderr: &str) -> Error {
        let engine = self.engine();
        let kind = engine.kind;
        let reason = match stderr::classify(kind, stderr) {
            StderrClass::Unavailable(reason) => reason,
            _ => match stderr::sentence(stderr) {
                Some(words) => Unavailable::AwayWords { words, kind },
                None => Unavailable::NoEngine { kind },
            },
        };
        Error::EngineUnavailable { engine: engine.id.clone(), reason, detail: stderr.to_owned() }
    }

    pub(super) fn not_found(&self, name: &str) -> Error {
        Error::SessionNotFound { engine: self.engine().id.clone(), name: name.to_owned() }
    }
}
