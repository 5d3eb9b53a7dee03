//! `stats` and `top` -> values, for both engines. Observed with podman 4.3.1, and docker 28.2 on 20.10.

use jiff::Timestamp;
use serde_json::Value;

use super::bytes::bytes;
use super::rows::is_id;
use crate::usage::{Process, Usage};

/// Between two samples that make a percentage, at most: one of long ago says nothing of now.
const RECENT: u64 = 15_000_000_000;

/// A sample as podman counts: time on cores, since the container's start.
#[derive(Debug, Clone, PartialEq)]
pub struct Counted {
    /// Its CPU is `None`.
    pub usage: Usage,
    /// Nanoseconds on cores.
    pub cpu: u64,
    /// Nanoseconds of the clock at that moment.
    pub clock: u64,
}

impl Counted {
    /// Percent of one core between two samples; `None` where the later one counts less, after a start, and where
    /// the earlier one is 15 s old.
    pub fn cpu_since(&self, before: &Self) -> Option<f64> {
        let time = self.clock.checked_sub(before.clock).filter(|time| (1..=RECENT).contains(time))?;
        let cpu = self.cpu.checked_sub(before.cpu)?;
        #[expect(clippy::cast_precision_loss, reason = "nanoseconds of some seconds fit")]
        Some(cpu as f64 * 100.0 / time as f64)
    }
}

/// One line of [`crate::args::usage`] on podman.
///
/// podman 4.3: `ID 7970282025 1795720499310657243 249856 67108864 1 612B / 1.586kB / 0B / 0B`.
pub fn podman(line: &str, at: Timestamp) -> Option<Counted> {
    let mut words = line.split_whitespace();
    let id = words.next().filter(|id| is_id(id))?.to_owned();
    let (cpu, clock) = (words.next()?.parse().ok()?, words.next()?.parse().ok()?);
    let (memory, memory_limit) = (words.next()?.parse().ok()?, words.next()?.parse().ok()?);
    let pids = words.next()?.parse().ok()?;
    // podman 4.3 counts nothing of one that has ended.
    if memory_limit == 0 {
        return None;
    }
    let amounts = words.collect::<Vec<_>>().join(" ");
    let mut amounts = amounts.split(" / ").map(bytes);
    let mut next = || amounts.next().flatten();
    let (net_in, net_out, block_in, block_out) = (next(), next(), next(), next());
    let usage = Usage { id, at, cpu: None, memory, memory_limit, net_in, net_out, block_in, block_out, pids };
    Some(Counted { usage, cpu, clock })
}

/// One line of [`crate::args::usage`] on docker, which writes for a terminal even where there is none:
/// it sets the cursor home before each round and erases what was there (28.2).
///
/// `None` for what is no sample: of a container that has ended all is `--`.
pub fn docker(line: &str, at: Timestamp) -> Option<Usage> {
    let json = line.get(line.find('{')?..=line.rfind('}')?)?;
    let row: Value = serde_json::from_str(json).ok()?;
    let text = |key: &str| row.get(key).and_then(Value::as_str);
    let pair = |key: &str| -> (Option<u64>, Option<u64>) {
        let (first, second) = text(key).and_then(|text| text.split_once(" / ")).unzip();
        (first.and_then(bytes), second.and_then(bytes))
    };
    let (memory, memory_limit) = pair("MemUsage");
    let (net_in, net_out) = pair("NetIO");
    let (block_in, block_out) = pair("BlockIO");
    let (memory, memory_limit) = (memory?, memory_limit?);
    // Of one that has just ended.
    if memory_limit == 0 {
        return None;
    }
    Some(Usage {
        id: text("ID").filter(|id| is_id(id))?.to_owned(),
        at,
        cpu: text("CPUPerc").and_then(|text| text.strip_suffix('%')?.parse().ok()),
        memory,
        memory_limit,
        net_in,
        net_out,
        block_in,
        block_out,
        pids: text("PIDs")?.parse().ok()?,
    })
}

/// The answer to [`crate::args::top`] on both: a line of titles, then `PID PPID %CPU RSS COMMAND`, with RSS in KiB.
pub fn processes(stdout: &str) -> Vec<Process> {
    stdout.lines().skip(1).filter_map(process).collect()
}

fn process(line: &str) -> Option<Process> {
    fn word<'a>(rest: &mut &'a str) -> Option<&'a str> {
        let trimmed = rest.trim_start();
        let end = trimmed.find(char::is_whitespace).unwrap_or(trimmed.len());
        let (word, left) = trimmed.split_at(end);
        *rest = left;
        (!word.is_empty()).then_some(word)
    }
    let mut rest = line;
    let (pid, parent) = (word(&mut rest)?.parse().ok()?, word(&mut rest)?.parse().ok()?);
    let (cpu, kibibytes) = (word(&mut rest)?.parse().ok()?, word(&mut rest)?.parse::<u64>().ok()?);
    Some(Process {
        pid,
        parent,
        cpu,
        memory: kibibytes.saturating_mul(1024),
        command: rest.trim().to_owned(),
    })
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests;
