//! Whether the history is whole, and how large it is.

use std::process::ExitCode;

use berth_runner::size;
use serde::Serialize;

use super::Scope;
use crate::exit::{NO_HISTORY, Stop};
use crate::print;

/// The shape of `--json`. Fields are added, never taken away.
#[derive(Debug, Serialize)]
struct Checked {
    path: String,
    whole: bool,
    /// What is wrong, in SQLite's words.
    faults: Vec<String>,
    runs: u64,
    sessions: u64,
    /// What programs printed, in bytes.
    log_bytes: u64,
    /// What that takes, packed.
    packed_bytes: u64,
    /// The whole file.
    file_bytes: u64,
}

/// Ends with the code of a history that can't be read where there is a fault.
pub fn check(scope: &Scope, json: bool) -> Result<ExitCode, Stop> {
    let path = scope.archive.path();
    if !path.exists() {
        print::err(&format!("Nothing is kept yet; the history will be in {}", path.display()));
        return Ok(ExitCode::SUCCESS);
    }
    let faults = scope.archive.check()?;
    let found = scope.archive.statistics()?;
    let checked = Checked {
        path: path.display().to_string(),
        whole: faults.is_empty(),
        faults,
        runs: found.runs,
        sessions: found.sessions,
        log_bytes: found.log_bytes,
        packed_bytes: found.packed_bytes,
        file_bytes: found.file_bytes,
    };
    if json {
        print::json(&checked)?;
    } else {
        print::line(&words(&checked))?;
    }
    Ok(if checked.whole { ExitCode::SUCCESS } else { ExitCode::from(NO_HISTORY) })
}

fn words(checked: &Checked) -> String {
    let count = |count: u64, one: &str| format!("{count} {one}{}", if count == 1 { "" } else { "s" });
    let mut lines = vec![
        format!("{}: {}", checked.path, if checked.whole { "whole" } else { "damaged" }),
        format!("{} of {}", count(checked.runs, "run"), count(checked.sessions, "session")),
        format!("{} of logs, packed to {}", size(checked.log_bytes), size(checked.packed_bytes)),
        format!("{} in all", size(checked.file_bytes)),
    ];
    lines.extend(checked.faults.iter().map(|fault| format!("  {fault}")));
    if !checked.whole {
        lines.push("Move the file to another place, and Berth begins a new one".to_owned());
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_damaged_one_says_what_is_wrong() {
        let mut checked = Checked {
            path: "/h.db".to_owned(),
            whole: true,
            faults: Vec::new(),
            runs: 1,
            sessions: 2,
            log_bytes: 2048,
            packed_bytes: 100,
            file_bytes: 4096,
        };
        let whole = "/h.db: whole\n1 run of 2 sessions\n2 KiB of logs, packed to 100 bytes\n4 KiB in all";
        assert_eq!(words(&checked), whole);
        (checked.whole, checked.faults) = (false, vec!["row 3 missing from index".to_owned()]);
        let text = words(&checked);
        assert!(text.starts_with("/h.db: damaged\n") && text.contains("\n  row 3 missing"), "{text}");
    }
}
