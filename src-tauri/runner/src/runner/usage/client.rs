//! One client that tells what sessions use, again and again.

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use jiff::Timestamp;
use tokio::time::{Instant, timeout};

use crate::args;
use crate::error::Result;
use crate::kind::EngineKind;
use crate::parse::usage::{self, Counted};
use crate::process::{CallError, Lines};
use crate::runner::Runner;
use crate::runner::call::CallContext;
use crate::usage::Usage;

/// The lines of a round come at once.
const ROUND: Duration = Duration::from_millis(50);
/// docker prints every 500 ms what it hears every second.
const DOCKER_LINES: Duration = Duration::from_millis(400);

/// The last sample of each session, where the engine counts since the start. It outlives a client.
pub(super) type Counts = HashMap<String, Counted>;

/// A client that tells what some sessions use. Dropping it ends the client.
pub(super) struct Client {
    lines: Lines,
    kind: EngineKind,
    every: Duration,
    /// When a sample of each was passed on.
    told: HashMap<String, Instant>,
}

impl Client {
    /// For the running sessions with these full ids; each is told of once in `every`, which is whole seconds.
    pub(super) fn open(runner: &Runner, ids: &[&str], every: Duration) -> Result<Self> {
        let kind = runner.engine().kind;
        let seconds = u32::try_from(every.as_secs().max(1)).unwrap_or(u32::MAX);
        let context = CallContext { operation: "measure the sessions of", name: &runner.engine().id };
        let invocation = args::usage(kind, ids, seconds);
        runner.speaks(context, &invocation)?;
        let call = runner.client_call(invocation, Duration::MAX, false);
        let lines = Lines::open(call)
            .map_err(|error| runner.no_outcome(context, Duration::MAX, CallError::Spawn(error)))?;
        Ok(Self { lines, kind, every, told: HashMap::new() })
    }

    /// The next samples, those that come at once together; `None` when the client has ended, as podman's does when
    /// one of the sessions has. Cancel safe but for samples that it holds.
    pub(super) async fn next(&mut self, counts: &mut Counts) -> Option<Vec<Usage>> {
        let mut samples = Vec::new();
        while samples.is_empty() {
            let line = self.lines.next().await?;
            samples.extend(self.sample(&line, counts));
        }
        while let Ok(Some(line)) = timeout(ROUND, self.lines.next()).await {
            samples.extend(self.sample(&line, counts));
        }
        Some(samples)
    }

    /// Why it has ended, in its words.
    pub(super) fn why(&self) -> String {
        self.lines.stderr_text()
    }

    fn sample(&mut self, line: &[u8], counts: &mut Counts) -> Option<Usage> {
        let line = String::from_utf8_lossy(line);
        match self.kind {
            EngineKind::Podman => {
                let now = usage::podman(&line, Timestamp::now())?;
                let cpu = counts.get(&now.usage.id).and_then(|before| now.cpu_since(before));
                let usage = Usage { cpu, ..now.usage.clone() };
                counts.insert(usage.id.clone(), now);
                Some(usage)
            }
            _ => {
                let usage = usage::docker(&line, Timestamp::now())?;
                let now = Instant::now();
                match self.told.insert(usage.id.clone(), now) {
                    // Its first percentage is of all the time since the machine's start (20.10).
                    None => Some(Usage { cpu: None, ..usage }),
                    Some(told) if now.duration_since(told) + DOCKER_LINES >= self.every => Some(usage),
                    Some(told) => {
                        self.told.insert(usage.id, told);
                        None
                    }
                }
            }
        }
    }
}

/// Forgets what nobody asks for.
pub(super) fn keep(counts: &mut Counts, ids: &HashSet<&str>) {
    counts.retain(|id, _| ids.contains(id.as_str()));
}
