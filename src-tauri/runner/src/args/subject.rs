//! What a call is about: containers of podman and docker, and those of a pod. Who makes a call need not
//! know which; verbs that clusters have not take an id, and are refused there.

use super::invocation::Invocation;
use super::kube::{self, PodContainer};
use super::logs::Part;
use super::{logs, terminal};

/// A container, as its engine's client is told of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// By its full id.
    Container(String),
    /// By the names of its pod and its own.
    Pod(PodContainer),
}

impl Subject {
    /// A log, or what of it is in its last `lines` records; all of it for [`u32::MAX`].
    pub fn logs(&self, part: Part, lines: Option<u32>) -> Invocation {
        match self {
            Self::Container(id) => logs(id, part, lines),
            Self::Pod(of) => kube::logs(of, part, lines, false),
        }
    }

    /// A log from its beginning, or from its last `lines` records, and what is written from
    /// then on. Ends with the run.
    pub fn follow_logs(&self, part: Part, lines: Option<u32>) -> Invocation {
        match self {
            Self::Container(id) => super::follow_logs(id, part, lines),
            Self::Pod(of) => kube::logs(of, part, lines, true),
        }
    }

    /// Joins the main process's terminal. Without `--sig-proxy=false` podman's client takes
    /// the container down with it.
    /// `quiet`: kubectl knows a flag for that.
    pub fn attach(&self, quiet: bool) -> Invocation {
        match self {
            Self::Container(id) => terminal::attach(id),
            Self::Pod(of) => kube::attach(of, quiet),
        }
    }

    /// Runs another process in a running session; with `tty` its stdin and a terminal too.
    pub fn exec<S: AsRef<str>>(&self, argv: &[S], tty: bool) -> Invocation {
        match self {
            Self::Container(id) => terminal::exec(id, argv, tty),
            Self::Pod(of) => kube::exec(of, argv, tty.then_some("-it")),
        }
    }

    /// As [`Subject::exec`], with stdin but without a terminal: for pipes.
    pub fn exec_with_input<S: AsRef<str>>(&self, argv: &[S]) -> Invocation {
        match self {
            Self::Container(id) => terminal::exec_with_input(id, argv),
            Self::Pod(of) => kube::exec(of, argv, Some("-i")),
        }
    }

    /// Runs an interactive shell on a terminal of its own; `None` is bash, else sh. Its
    /// environment carries `token`, by which [`Subject::hang_up`] finds it.
    pub fn shell(&self, argv: Option<&[String]>, token: &str) -> Invocation {
        match self {
            Self::Container(id) => terminal::shell(id, argv, token),
            Self::Pod(of) => kube::shell(of, argv, token),
        }
    }

    /// Hangs up on the shell that carries `token`, and on what runs in it, as a terminal
    /// that closes does: a process outlives the client of its exec (podman 4.3, docker 20.10,
    /// Kubernetes 1.20). Ends with 0 when none is left.
    pub fn hang_up(&self, token: &str) -> Invocation {
        match self {
            Self::Container(id) => terminal::hang_up(id, token),
            Self::Pod(of) => kube::hang_up(of, token),
        }
    }

    /// Asks the main process to end, and kills it after `seconds`; without them after its own
    /// limit. A pod goes with that.
    pub fn stop(&self, seconds: Option<u32>) -> Invocation {
        match self {
            Self::Container(id) => super::stop(id, seconds),
            Self::Pod(of) => kube::delete(of, seconds),
        }
    }
}
