//! The end of a client that nobody waits for any more, and that may have begun something.

use std::time::Duration;

use process_wrap::tokio::ChildWrapper;
use tokio::time::{Instant, timeout};

/// How long it may take to end by itself, …
const GRACE: Duration = Duration::from_secs(5);
/// … of this at most without being asked to, because a step of it was ended.
const STEP: Duration = Duration::from_secs(2);
const POLL_INTERVAL: Duration = Duration::from_millis(50);

/// Begins to end a client, at once: who drops it may be about to end, too. Returns whether it was asked.
///
/// podman's build (4.3) runs each step in a process of another group, which goes on for ever when the client is killed,
/// and also when it is asked to end in the step's first tenth of a second. So the step is ended: then the build fails,
/// and the client clears up what it had begun.
pub(super) fn begin(child: &dyn ChildWrapper) -> bool {
    !child.id().is_some_and(step::end) && ask(child)
}

/// Goes on with it, and kills the client with its group where it does not end.
pub(super) async fn end(mut child: Box<dyn ChildWrapper>, mut asked: bool) {
    let began = Instant::now();
    while began.elapsed() < GRACE {
        if timeout(POLL_INTERVAL, child.inner_mut().wait()).await.is_ok() {
            return;
        }
        let in_step = child.id().is_some_and(step::end);
        if !asked && (!in_step || began.elapsed() > STEP) {
            asked = ask(child.as_ref());
            if !asked {
                break;
            }
        }
    }
    kill_group(child.as_mut());
}

/// Kills a client with its group.
pub(super) fn kill_group(child: &mut dyn ChildWrapper) {
    if let Err(error) = child.start_kill() {
        tracing::debug!(%error, "the client could not be killed");
    }
}

/// Whether its group could be asked to end.
#[cfg(unix)]
fn ask(child: &dyn ChildWrapper) -> bool {
    child.signal(rustix::process::Signal::TERM.as_raw()).is_ok()
}

#[cfg(windows)]
fn ask(_: &dyn ChildWrapper) -> bool {
    false
}

#[cfg(target_os = "linux")]
mod step {
    use std::fs;

    use rustix::process::{Pid, Signal, kill_process};

    /// What podman's client calls itself where it runs a step.
    const RUNS_STEP: &[u8] = b"buildah-oci-runtime";
    /// Programs that make a container; they end by themselves.
    const RUNTIMES: [&str; 2] = ["runc", "crun"];

    /// Ends what runs in a step of a client's build; returns whether there is a step.
    pub fn end(client: u32) -> bool {
        let steps = children(client).into_iter().filter(|child| {
            fs::read(format!("/proc/{child}/cmdline")).is_ok_and(|line| line.starts_with(RUNS_STEP))
        });
        let mut any = false;
        for step in steps {
            any = true;
            for process in children(step) {
                let name = fs::read_to_string(format!("/proc/{process}/comm")).unwrap_or_default();
                let pid = i32::try_from(process).ok().and_then(Pid::from_raw);
                if let Some(pid) = pid.filter(|_| !RUNTIMES.iter().any(|one| name.starts_with(one))) {
                    // It may have ended meanwhile.
                    let _ = kill_process(pid, Signal::KILL);
                }
            }
        }
        any
    }

    /// Any thread may have started a child.
    fn children(pid: u32) -> Vec<u32> {
        let tasks = fs::read_dir(format!("/proc/{pid}/task")).into_iter().flatten().flatten();
        let lines = tasks.filter_map(|task| fs::read_to_string(task.path().join("children")).ok());
        lines
            .flat_map(|line| line.split_whitespace().filter_map(|pid| pid.parse().ok()).collect::<Vec<_>>())
            .collect()
    }
}

/// Elsewhere podman's client runs no step itself: its machine does.
#[cfg(not(target_os = "linux"))]
mod step {
    pub fn end(_: u32) -> bool {
        false
    }
}
