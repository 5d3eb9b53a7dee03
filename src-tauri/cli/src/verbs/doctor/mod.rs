//! What Berth has to work with here, and what is wrong with it: a report to read and to pass on.

mod check;
mod checks;
mod system;

use std::process::ExitCode;

use berth_archive::Archive;
use serde::Serialize;

use crate::cli::Doctor;
use crate::exit::{FAILURE, Stop};
use crate::finding::Finder;
use crate::{print, table};

use check::{Check, Verdict};

/// Fields are added, never taken away.
#[derive(Debug, Serialize)]
struct Report {
    version: String,
    system: String,
    checks: Vec<Check>,
}

/// Ends with 1 where anything is wrong.
pub async fn doctor(finder: &Finder, archive: Archive, args: Doctor) -> Result<ExitCode, Stop> {
    let (engines, app) = tokio::join!(checks::engines(finder), checks::app(finder));
    let mut all = engines;
    all.extend(checks::files());
    all.push(super::history::apart(move || Ok(checks::history(&archive))).await?);
    all.push(app);
    all.extend(checks::after_reboot(finder).await);
    all.extend(system::checks());
    let report =
        Report { version: env!("CARGO_PKG_VERSION").to_owned(), system: system::name(), checks: all };
    if args.json {
        print::json(&report)?;
    } else {
        print::line(&words(&report))?;
    }
    let wrong = report.checks.iter().any(|check| check.verdict == Verdict::Fault);
    Ok(ExitCode::from(if wrong { FAILURE } else { 0 }))
}

fn words(report: &Report) -> String {
    let mut rows = table::plain();
    for check in &report.checks {
        let advice = check.advice.iter().map(|advice| format!("\n{advice}"));
        let says: String = [check.says.clone()].into_iter().chain(advice).collect();
        rows.add_row([check.verdict.word(), &check.about, &says]);
    }
    let faults = report.checks.iter().filter(|check| check.verdict == Verdict::Fault).count();
    let sum = match faults {
        0 => "Nothing is wrong".to_owned(),
        1 => "1 fault".to_owned(),
        more => format!("{more} faults"),
    };
    format!("Berth {} on {}\n\n{}\n\n{sum}", report.version, report.system, table::trimmed(&rows))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_read_at_a_glance() {
        let mut report = Report {
            version: "1.2".to_owned(),
            system: "Debian, x86_64".to_owned(),
            checks: vec![
                Check::good("podman", "4.3.1"),
                Check::fault("docker", "it does not answer").advising("Start it"),
            ],
        };
        let expected = "Berth 1.2 on Debian, x86_64\n\n\
            ok     podman  4.3.1\n\
            fault  docker  it does not answer\n               Start it\n\n\
            1 fault";
        assert_eq!(words(&report), expected);
        report.checks.pop();
        assert!(words(&report).ends_with("\n\nNothing is wrong"));
    }
}
