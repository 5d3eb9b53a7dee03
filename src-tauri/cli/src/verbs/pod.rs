//! The verbs of a pod: all its sessions at once.

use std::io::{IsTerminal, stdin};
use std::process::ExitCode;

use berth_runner::Runner;
use jiff::Timestamp;

use super::change::kept;
use super::prune::confirmed;
use crate::cli::PodVerb;
use crate::exit::{Stop, USAGE};
use crate::{print, row};

pub async fn run(runner: &Runner, verb: PodVerb) -> Result<ExitCode, Stop> {
    match verb {
        PodVerb::Start { pod } => {
            let sessions = runner.start_pod(&pod).await?;
            print::line(&format!("Started the pod {pod}: {} sessions", sessions.len()))?;
        }
        PodVerb::Stop { pod } => {
            let sessions = runner.stop_pod(&pod).await?;
            print::line(&format!("Stopped the pod {pod}: {} sessions", sessions.len()))?;
        }
        PodVerb::Rm { pod, yes } => {
            print::line(&row::list(&runner.pod(&pod).await?, Timestamp::now()))?;
            if !yes {
                if !stdin().is_terminal() {
                    let message = "Nothing was removed; to remove these without a question, say --yes";
                    return Err(Stop::new(USAGE, message));
                }
                print::err("Stop, archive and remove the pod with all of these? [y/N]");
                if !confirmed().await {
                    print::err("Nothing was removed");
                    return Ok(ExitCode::SUCCESS);
                }
            }
            for (name, run) in runner.remove_pod(&pod).await? {
                print::line(&format!("Removed {name}"))?;
                if let Some(run) = run {
                    print::line(&kept(run))?;
                }
            }
            print::line(&format!("Removed the pod {pod}"))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}
