//! The runs of a session, or one run, erased for good.

use std::io::{IsTerminal, stdin};
use std::process::ExitCode;

use berth_archive::{EraseTarget, Run, RunFilter};

use super::Scope;
use crate::exit::{NOT_FOUND, Stop, USAGE};
use crate::print;
use crate::runs::{Named, find, label};

pub fn erase(scope: &Scope, what: &str, yes: bool) -> Result<ExitCode, Stop> {
    let (target, runs) = asked(scope, what)?;
    print::line(&sentence(what, &runs))?;
    if !yes {
        if !stdin().is_terminal() {
            return Err(Stop::new(USAGE, "Nothing was erased; to erase it without a question, say --yes"));
        }
        print::err("Erase it for good? [y/N]");
        let mut answer = String::new();
        let read = stdin().read_line(&mut answer);
        if read.is_err() || !matches!(answer.trim(), "y" | "Y" | "yes") {
            print::err("Nothing was erased");
            return Ok(ExitCode::SUCCESS);
        }
    }
    let count = scope.archive.erase(&target)?;
    print::line(&format!("Erased {count} run{}", if count == 1 { "" } else { "s" }))?;
    Ok(ExitCode::SUCCESS)
}

/// What is to be erased, and its runs.
fn asked(scope: &Scope, what: &str) -> Result<(EraseTarget, Vec<Run>), Stop> {
    let named = what.parse::<Named>().map_err(|problem| Stop::new(USAGE, problem))?;
    if what.contains('#') || matches!(named, Named::Id(_)) {
        let run = find(&scope.archive, &scope.engines, &named)?;
        return Ok((EraseTarget::Run(run.id), vec![run]));
    }
    let filter =
        RunFilter { engines: scope.engines.clone(), session: Some(what.to_owned()), ..RunFilter::default() };
    let runs = scope.archive.runs(&filter)?;
    let Some(first) = runs.first() else {
        return Err(Stop::new(NOT_FOUND, format!("Nothing is kept of \"{what}\"")));
    };
    let session = &first.key.session;
    let target = match session.container == what {
        true => EraseTarget::Session(session.clone()),
        false => EraseTarget::Name { engine: scope.engines.first().cloned(), name: what.to_owned() },
    };
    Ok((target, runs))
}

/// What goes, and what stays.
fn sentence(what: &str, runs: &[Run]) -> String {
    let count = |count: usize| if count == 1 { "1 run".to_owned() } else { format!("{count} runs") };
    let mut engines: Vec<&str> = runs.iter().map(|run| run.key.session.engine.as_str()).collect();
    engines.sort_unstable();
    engines.dedup();
    let (going_on, over): (Vec<&Run>, Vec<&Run>) = runs.iter().partition(|run| run.ending.is_none());
    let pinned = over.iter().filter(|run| run.pinned).count();
    let subject = match over.as_slice() {
        [run] if what.contains('#') || what == run.id.to_string() => label(run),
        over => format!("{} of {what}", count(over.len())),
    };
    let mut text = format!("{subject} on {}: facts, log and last screen", engines.join(", "));
    if pinned > 0 {
        text += &format!("; {pinned} of them pinned");
    }
    if !going_on.is_empty() {
        text += &format!("; {} that goes on stays, without its log so far", count(going_on.len()));
    }
    text + ". The session itself stays, and what was exported"
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use berth_archive::Archive;
    use tempfile::TempDir;

    use super::*;
    use crate::runs::tests::{note, run};

    #[test]
    fn what_goes_is_told() {
        let going = Run { ending: None, ended_at: None, ..run() };
        let pinned = Run { pinned: true, ..run() };
        for (what, runs, text) in [
            ("bot", vec![run(), run()], "2 runs of bot on podman: facts, log and last screen. "),
            (
                "bot",
                vec![pinned, run()],
                "2 runs of bot on podman: facts, log and last screen; 1 of them pinned. ",
            ),
            ("bot#3", vec![run()], "bot#3 on podman: facts"),
            ("12", vec![run()], "bot#3 on podman: facts"),
            (
                "bot",
                vec![going, run()],
                "1 run of bot on podman: facts, log and last screen; 1 run that goes on stays, without its log so far. ",
            ),
        ] {
            let said = sentence(what, &runs);
            assert!(said.starts_with(text), "{said}");
        }
    }

    #[test]
    fn one_run_goes_or_all_of_a_session() {
        let folder = TempDir::new().unwrap();
        let archive = Archive::new(folder.path());
        note(&archive, "podman", "9f", "bot", &[0, 1, 2]);
        note(&archive, "podman", "8e", "other", &[0]);
        let scope = Scope { archive: archive.clone(), engines: Vec::new() };
        let left = |name: &str| {
            let filter = RunFilter { session: Some(name.to_owned()), ..RunFilter::default() };
            archive.runs(&filter).unwrap().iter().map(|run| run.number).collect::<Vec<_>>()
        };
        erase(&scope, "bot#2", true).unwrap();
        assert_eq!((left("bot"), left("other")), (vec![3, 1], vec![1]));
        erase(&scope, "bot", true).unwrap();
        assert_eq!((left("bot"), left("other")), (vec![], vec![1]));
        assert_eq!(erase(&scope, "bot", true).unwrap_err().code, NOT_FOUND);
        erase(&scope, &"8e".repeat(32), true).unwrap();
        assert_eq!(left("other"), Vec::<u32>::new());
    }
}
