//! When a machine was started, and when it went down before.

use jiff::{SignedDuration, Timestamp};

use super::wtmp;

/// One start of a machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Boot {
    /// Tells it from every other start of the machine.
    pub id: String,
    /// When it was.
    pub at: Timestamp,
    /// When the machine had gone down before, where it wrote that down: not where its power was cut.
    pub went_down: Option<Timestamp>,
}

impl Boot {
    /// The last start of this machine. `None` where that can't be told: the engines of macOS and Windows run in
    /// machines of their own.
    pub fn of_this_machine() -> Option<Self> {
        let read = |path: &str| std::fs::read_to_string(path).ok();
        let id = read("/proc/sys/kernel/random/boot_id")?.trim().to_owned();
        let at = read("/proc/stat").and_then(|text| began(&text)).filter(|_| !id.is_empty())?;
        let went_down = std::fs::read("/var/log/wtmp").ok().and_then(|records| wtmp::went_down(&records, at));
        Some(Self { id, at, went_down })
    }

    /// Of a machine that only says how long it has been up: `at` is the same at each look.
    pub fn elsewhere(at: Timestamp) -> Self {
        Self { id: format!("at {}", at.as_second()), at, went_down: None }
    }
}

/// The time of a start, by how long ago it was.
pub fn ago(now: Timestamp, seconds: i64) -> Option<Timestamp> {
    now.checked_sub(SignedDuration::from_secs(seconds)).ok()
}

/// `btime 1795753539` in `/proc/stat`.
fn began(stat: &str) -> Option<Timestamp> {
    let line = stat.lines().find_map(|line| line.strip_prefix("btime "))?;
    Timestamp::from_second(line.trim().parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kernel_says_when_it_began() {
        let stat = "cpu  1 2 3\nctxt 7\nbtime 1700000000\nprocesses 9\n";
        assert_eq!(began(stat), Timestamp::from_second(1_700_000_000).ok());
        for broken in ["", "btime", "btime x\n", "cpu 1"] {
            assert_eq!(began(broken), None, "{broken}");
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn this_machine_was_started_before_now() {
        assert!(Boot::of_this_machine().is_some_and(|boot| boot.at < Timestamp::now()));
    }
}
