//! Container sessions from a shell and for scripts: the runner's verbs, one each.

mod cli;
mod exit;
mod print;
mod row;
mod terminal;
mod verbs;

use std::process::ExitCode;

use berth_runner::{Engine, History, Limits, Runner};
use clap::{CommandFactory, Parser};

use crate::cli::{Cli, Verb};
use crate::exit::{FAILURE, Stop};

#[tokio::main]
async fn main() -> ExitCode {
    match run(Cli::parse()).await {
        Ok(code) => code,
        Err(stop) => {
            print::err(&format!("berthctl: {}", stop.message));
            let said =
                stop.detail.as_deref().map(str::trim).filter(|d| !d.is_empty() && !stop.message.contains(d));
            if let Some(detail) = said {
                print::err(detail);
            }
            ExitCode::from(stop.code)
        }
    }
}

async fn run(cli: Cli) -> Result<ExitCode, Stop> {
    if let Verb::Completions { shell } = cli.verb {
        let mut script = Vec::new();
        clap_complete::generate(shell, &mut Cli::command(), "berthctl", &mut script);
        print::out(&script)?;
        return Ok(ExitCode::SUCCESS);
    }
    let engine = Engine::find(cli.engine.map(Into::into))?;
    let history = History::default_dir().ok_or_else(|| {
        Stop::new(FAILURE, "There is no home folder to keep the history of sessions in; set HOME")
    })?;
    let runner = Runner::new(engine, Limits::default(), History::new(history));
    verbs::run(&runner, cli.verb).await
}
