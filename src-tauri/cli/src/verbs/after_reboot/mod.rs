//! What became of sessions since their machine was started, and the starts of those that are to be started.

mod words;

use std::process::ExitCode;

use berth_definitions::Shelf;
use berth_runner::{AfterRestart, Boot, Engine, Fate, Need, Runner, Wish};
use serde::Serialize;
use tokio::task::spawn_blocking;

use crate::cli::AfterReboot;
use crate::exit::{FAILURE, NO_ENGINE, NOT_FOUND, Stop, WAITS};
use crate::print;
use crate::verbs::definitions::shelf_file;

use words::table;

/// Fields are added, never taken away.
#[derive(Debug, Default, Serialize)]
struct Report {
    sessions: Vec<AfterRestart>,
    /// What the system lacks for sessions to come back by themselves.
    needs: Vec<Need>,
    /// Engines of which it can't be told when their machine was started.
    unknown: Vec<String>,
    /// Engines that don't answer.
    away: Vec<String>,
}

/// An engine whose machine's start is known.
struct Known {
    runner: Runner,
    boot: Boot,
    wishes: Vec<Wish>,
}

pub async fn after_reboot(
    runners: Vec<Runner>,
    said: Option<&str>,
    args: AfterReboot,
) -> Result<ExitCode, Stop> {
    let shelf = read(&args).await?;
    let default = default_engine(said).await;
    let mut report = Report::default();
    for runner in runners {
        let engine = runner.engine().id.clone();
        let boot = match runner.boot().await {
            Ok(Some(boot)) => boot,
            Ok(None) => {
                report.unknown.push(engine);
                continue;
            }
            Err(error) => {
                print::err(&format!("berthctl: {error}"));
                report.away.push(engine);
                continue;
            }
        };
        let known = Known { wishes: shelf.wishes(&engine, &default), runner, boot };
        match known.dealt_with(&args).await {
            Ok(sessions) => report.sessions.extend(sessions),
            Err(error) => {
                print::err(&format!("berthctl: {error}"));
                report.away.push(engine);
                continue;
            }
        }
        report.needs.extend(known.runner.reboot_needs().await.unwrap_or_default());
    }
    if let Some(name) = args.names.iter().find(|name| report.sessions.iter().all(|one| one.name != **name)) {
        let words = format!(
            "{name} did not run when its machine went down; see what did with: berthctl after-reboot"
        );
        return Err(Stop::new(NOT_FOUND, words));
    }
    report.sessions.retain(|one| args.names.is_empty() || args.names.contains(&one.name));
    tell(&report, args.json)?;
    Ok(ExitCode::from(code(&report)))
}

/// What the file says; one that does not exist says nothing.
async fn read(args: &AfterReboot) -> Result<Shelf, Stop> {
    let file = shelf_file(args.file.clone())?;
    let shelf = spawn_blocking(move || file.read()).await.unwrap_or_default();
    shelf.faults.iter().for_each(|fault| print::err(&format!("berthctl: {fault}")));
    Ok(shelf)
}

/// The engine of sessions that name none: that of the command line, as with `up`, or the first that is installed.
async fn default_engine(said: Option<&str>) -> String {
    match said {
        Some(said) => said.to_owned(),
        None => {
            let first = spawn_blocking(|| Engine::find(None)).await.ok().and_then(Result::ok);
            first.map_or_else(String::new, |engine| engine.id)
        }
    }
}

impl Known {
    async fn dealt_with(&self, args: &AfterReboot) -> berth_runner::Result<Vec<AfterRestart>> {
        let Self { runner, boot, wishes } = self;
        let tell = |one: &AfterRestart| {
            // It may take minutes until all are started.
            if !args.json && one.fate == Fate::Started {
                print::err(&format!("berthctl: {} is started", one.name));
            }
        };
        if args.apply && args.names.is_empty() {
            return runner.start_after_reboot(boot, wishes, tell).await;
        }
        let all = runner.after_reboot(boot, wishes).await?;
        let named: Vec<_> = all.iter().filter(|one| args.names.contains(&one.name)).collect();
        if !args.apply && !args.leave {
            return Ok(all);
        }
        for one in named {
            match one.fate {
                Fate::Again | Fate::Started | Fate::Starting => {}
                _ if args.leave => runner.leave_after_reboot(boot, one).await?,
                _ => tell(&AfterRestart { fate: runner.start_noted(boot, one).await, ..one.clone() }),
            }
        }
        runner.after_reboot(boot, wishes).await
    }
}

fn tell(report: &Report, json: bool) -> Result<(), Stop> {
    if json {
        return print::json(report);
    }
    for engine in &report.unknown {
        print::err(&format!("berthctl: When the machine of {engine} was started can't be told"));
    }
    match report.sessions.is_empty() {
        true if report.away.is_empty() => print::line("No session of Berth ran when its machine went down")?,
        true => {}
        false => print::line(&table(&report.sessions))?,
    }
    let need = |need: &Need| print::line(&format!("\n{need}\n  {}", need.command));
    report.needs.iter().try_for_each(need)
}

/// A failure counts more than what waits for the person.
fn code(report: &Report) -> u8 {
    let is = |fates: fn(&Fate) -> bool| report.sessions.iter().any(|one| fates(&one.fate));
    if is(|fate| matches!(fate, Fate::Failed { .. } | Fate::Blocked { .. })) {
        FAILURE
    } else if !report.away.is_empty() {
        NO_ENGINE
    } else if is(|fate| matches!(fate, Fate::Ask { .. } | Fate::Start { .. })) {
        WAITS
    } else {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_says_what_is_left_to_do() {
        let report = |fates: Vec<Fate>, away: &[&str]| Report {
            sessions: fates.into_iter().map(words::tests::with).collect(),
            away: away.iter().map(|id| (*id).to_owned()).collect(),
            ..Report::default()
        };
        let ask = || Fate::Ask { doubtful: false };
        let blocked = || Fate::Blocked { paths: vec!["/x".to_owned()] };
        for (report, expected) in [
            (report(vec![], &[]), 0),
            (report(vec![Fate::Again, Fate::Started, Fate::Leave, Fate::Starting], &[]), 0),
            (report(vec![Fate::Again, ask()], &[]), 13),
            (report(vec![Fate::Start { after: 3 }], &[]), 13),
            (report(vec![ask(), blocked()], &[]), 1),
            (report(vec![Fate::Failed { words: String::new() }], &["docker"]), 1),
            (report(vec![ask()], &["docker"]), 5),
        ] {
            assert_eq!(code(&report), expected, "{report:?}");
        }
    }
}
