//! Prune: a preview, a question, and the result for each session.

use std::io::{IsTerminal, stdin};
use std::process::ExitCode;

use berth_runner::Runner;
use jiff::Timestamp;
use tokio::sync::oneshot;

use super::change::kept;
use crate::exit::{FAILURE, Stop, USAGE};
use crate::{print, row};

pub async fn prune(runner: &Runner, yes: bool) -> Result<ExitCode, Stop> {
    let sessions = runner.prune_preview().await?;
    let engine = &runner.engine().id;
    if sessions.is_empty() {
        print::err(&format!("There are no ended sessions of Berth's on {engine}"));
        return Ok(ExitCode::SUCCESS);
    }
    print::line(&row::list(&sessions, Timestamp::now()))?;
    if !yes {
        if !stdin().is_terminal() {
            return Err(Stop::new(
                USAGE,
                "Nothing was removed; to remove these without a question, say --yes",
            ));
        }
        print::err("Archive and remove these? [y/N]");
        if !confirmed().await {
            print::err("Nothing was removed");
            return Ok(ExitCode::SUCCESS);
        }
    }
    let ids: Vec<String> = sessions.into_iter().map(|session| session.id).collect();
    let mut failed = 0;
    for pruned in runner.prune(&ids).await {
        match pruned.outcome {
            Ok(run) => {
                print::line(&format!("Removed {}", pruned.name))?;
                if let Some(run) = run {
                    print::line(&kept(run))?;
                }
            }
            Err(error) => {
                failed += 1;
                print::stop(&error.into());
            }
        }
    }
    match failed {
        0 => Ok(ExitCode::SUCCESS),
        _ => Err(Stop::new(FAILURE, format!("{failed} of {} are still there", ids.len()))),
    }
}

/// A thread of its own reads the answer: a runtime waits for its own when it stops, and
/// nobody may ever answer.
pub(crate) async fn confirmed() -> bool {
    let (sender, answer) = oneshot::channel();
    std::thread::spawn(move || {
        let mut line = String::new();
        let read = stdin().read_line(&mut line);
        let _ = sender.send(read.is_ok() && matches!(line.trim(), "y" | "Y" | "yes"));
    });
    answer.await.unwrap_or(false)
}
