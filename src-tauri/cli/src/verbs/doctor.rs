//! What Berth has to work with here, and what is wrong with it: a report to read and to pass on.

use std::process::ExitCode;

use berth_archive::Archive;
use berth_control::App;
use berth_diagnosis::{Check, CheckVerdict, Fact, Report, Subject, slowest_calls};
use serde::Serialize;
use serde_json::Value;

use crate::cli::Doctor;
use crate::exit::{FAILURE, Stop};
use crate::finding::Finder;
use crate::{print, table};

/// Fields are added, never taken away.
#[derive(Debug, Serialize)]
struct Printed<'a> {
    version: &'a str,
    system: &'a str,
    checks: Vec<PrintedCheck>,
}

#[derive(Debug, Serialize)]
struct PrintedCheck {
    about: String,
    verdict: CheckVerdict,
    says: String,
    advice: Option<String>,
}

impl From<&Check> for PrintedCheck {
    fn from(check: &Check) -> Self {
        let Check { about, verdict, fact, advice } = check;
        let advice = advice.as_ref().map(ToString::to_string);
        Self { about: about.to_string(), verdict: *verdict, says: fact.to_string(), advice }
    }
}

/// Ends with 1 where anything is wrong. `named` is looked at too: it may be a cluster that is not turned on.
pub async fn doctor(
    finder: &Finder,
    named: Option<&str>,
    archive: Archive,
    args: Doctor,
) -> Result<ExitCode, Stop> {
    let mut runners = finder.found().await;
    if let Some(id) = named.filter(|id| runners.iter().all(|runner| runner.engine().id != **id)) {
        runners.push(finder.one(Some(id)).await?);
    }
    let mut report = Report::make(&runners, archive, of_app(finder).await).await;
    // Where the app runs, its calls are told: there are more of them.
    if !report.checks.iter().any(|check| matches!(check.fact, Fact::SlowestCalls { .. })) {
        report.checks.extend(slowest_calls(&runners));
    }
    if args.json {
        let checks = report.checks.iter().map(PrintedCheck::from).collect();
        print::json(&Printed { version: &report.version, system: &report.system, checks })?;
    } else if args.report {
        print::line(report.to_text().trim_end())?;
    } else {
        print::line(&words(&report))?;
    }
    Ok(ExitCode::from(if report.faults() > 0 { FAILURE } else { 0 }))
}

/// Whether the app runs and answers, and what only it knows.
async fn of_app(finder: &Finder) -> Vec<Check> {
    let silent = |message| vec![Check::fault(Subject::App {}, Fact::AppSilent { words: message })];
    match App::find(&finder.place()).await {
        Ok(Some(app)) => match app.diagnosis().await {
            Ok(checks) => answered(checks),
            Err(refusal) => silent(refusal.message),
        },
        Ok(None) => vec![Check::note(Subject::App {}, Fact::AppAbsent {})],
        Err(refusal) => silent(refusal.message),
    }
}

/// The checks of an app that answers; one of another version may say what this one does not know.
fn answered(checks: Value) -> Vec<Check> {
    let checks = if let Value::Array(all) = checks { all } else { vec![checks] };
    let all = checks.len();
    let known: Vec<Check> =
        checks.into_iter().filter_map(|check| serde_json::from_value(check).ok()).collect();
    let unread = u32::try_from(all - known.len()).unwrap_or(u32::MAX);
    let mut told = vec![Check::good(Subject::App {}, Fact::AppAnswers {})];
    if unread > 0 {
        told.push(Check::note(Subject::App {}, Fact::AppUnread { count: unread }));
    }
    told.extend(known);
    told
}

fn words(report: &Report) -> String {
    let mut rows = table::plain();
    for check in &report.checks {
        let PrintedCheck { about, verdict, says, advice } = check.into();
        let advice = advice.into_iter().map(|advice| format!("\n{advice}"));
        let says: String = [says].into_iter().chain(advice).collect();
        rows.add_row([verdict.word(), &about, &says]);
    }
    let sum = match report.faults() {
        0 => "Nothing is wrong".to_owned(),
        1 => "1 fault".to_owned(),
        more => format!("{more} faults"),
    };
    format!("Berth {} on {}\n\n{}\n\n{sum}", report.version, report.system, table::trimmed(&rows))
}

#[cfg(test)]
mod tests {
    use berth_diagnosis::Advice;

    use super::*;

    #[test]
    fn checks_that_are_not_known_here_are_counted() {
        let known = Check::good(Subject::Rules {}, Fact::NoFault {});
        let unread = |count| Check::note(Subject::App {}, Fact::AppUnread { count });
        let answers = Check::good(Subject::App {}, Fact::AppAnswers {});
        let newer = serde_json::json!({ "about": { "kind": "moon" }, "verdict": "ok" });
        let told = serde_json::to_value(&known).unwrap_or_default();
        let all = answered(serde_json::json!([newer, told, "what"]));
        assert_eq!(all, [answers.clone(), unread(2), known.clone()]);
        assert_eq!(answered(serde_json::json!([told])), [answers.clone(), known]);
        assert_eq!(answered(serde_json::json!({ "checks": [] })), [answers, unread(1)]);
    }

    #[test]
    fn a_report_is_read_at_a_glance() {
        let away = Fact::EngineAway { message: "it does not answer".to_owned(), fault: None };
        let docker = Subject::Engine { id: "docker".to_owned() };
        let mut report = Report {
            version: "1.2".to_owned(),
            system: "Debian, x86_64".to_owned(),
            checks: vec![
                Check::good(Subject::Rules {}, Fact::NoFault {}),
                Check::fault(docker, away).advising(Advice::Words { words: "refused".to_owned() }),
            ],
        };
        let expected = "Berth 1.2 on Debian, x86_64\n\n\
            ok     rules   no fault\n\
            fault  docker  it does not answer\n               refused\n\n\
            1 fault";
        assert_eq!(words(&report), expected);
        report.checks.pop();
        assert!(words(&report).ends_with("\n\nNothing is wrong"));
    }
}
