//! Prune: a preview with what it frees, a question, and the result for each image.

use std::io::{IsTerminal, stdin};
use std::process::ExitCode;

use berth_runner::{PruneImages, PrunePreview, Runner, size};
use jiff::Timestamp;

use super::list::lines;
use crate::exit::{Stop, USAGE, ended};
use crate::print;
use crate::verbs::prune::confirmed;

pub async fn prune(runner: &Runner, all: bool, yes: bool, json: bool) -> Result<ExitCode, Stop> {
    let which = if all { PruneImages::Unused } else { PruneImages::Dangling };
    let preview = runner.preview_prune_images(which).await?;
    if json {
        print::json(&preview)?;
        return Ok(ExitCode::SUCCESS);
    }
    let PrunePreview { images, frees, at_most } = preview;
    if images.is_empty() {
        print::err(&format!("There is nothing to remove on {}", runner.engine().id));
        return Ok(ExitCode::SUCCESS);
    }
    print::line(&lines(&images, Timestamp::now()))?;
    print::line(&format!("This frees {}{}", if at_most { "at most " } else { "" }, size(frees)))?;
    if !yes {
        if !stdin().is_terminal() {
            let message = "Nothing was removed; to remove these without a question, say --yes";
            return Err(Stop::new(USAGE, message));
        }
        print::err("Remove these? [y/N]");
        if !confirmed().await {
            print::err("Nothing was removed");
            return Ok(ExitCode::SUCCESS);
        }
    }
    let ids: Vec<String> = images.iter().map(|image| image.id.clone()).collect();
    let mut failed = 0;
    for (image, (_, outcome)) in images.iter().zip(runner.prune_images(which, &ids).await) {
        match outcome {
            Ok(true) => print::line(&format!("Removed {}", image.name()))?,
            Ok(false) => print::line(&format!("Left {}, which is needed by now or gone", image.name()))?,
            Err(error) => {
                failed += 1;
                print::stop(&error.into());
            }
        }
    }
    ended(failed, ids.len(), "are still there")
}
