//! `berthctl clone`: starts another session like one that there is.

use std::process::ExitCode;

use berth_runner::{Error, Runner, StartOptions, preview};

use super::changes::changed;
use super::spec::say_lost;
use super::start::report;
use crate::cli::Clone;
use crate::exit::Stop;
use crate::print;

pub async fn clone(runner: &Runner, clone: Clone) -> Result<ExitCode, Stop> {
    let (spec, lost) = runner.clone_spec(&clone.name, clone.new_name.as_deref()).await?;
    let spec = changed(spec, clone.changes, |key| std::env::var(key).ok())?;
    say_lost(&lost);
    if clone.dry_run {
        let checked = runner.check(&spec).map_err(|problems| Error::Invalid { problems })?;
        print::line(&preview(runner.engine(), &checked))?;
        return Ok(ExitCode::SUCCESS);
    }
    // The name is that of no other: what is there already would be started instead.
    if runner.exists(&spec.name).await? {
        let (engine, name) = (runner.engine().id.clone(), spec.name);
        return Err(Error::NameTaken { engine, name }.into());
    }
    let options = StartOptions { create_host_paths: clone.create_host_paths };
    report(runner, runner.start(&spec, options).await?, clone.json)
}
