//! Container sessions from a shell and for scripts: one verb for each verb of the runner.

mod activity;
mod asking;
mod cli;
mod differences;
mod exit;
mod finding;
mod listing;
mod mcp;
mod panics;
mod print;
mod progress;
mod row;
mod runs;
mod service;
mod table;
mod terminal;
mod time;
mod verbs;
mod words;

use std::process::ExitCode;
use std::time::Duration;

use berth_archive::Archive;
use berth_runner::{ClusterSettings, Config, Engine, HistorySettings, Limits, Section};
use clap::{CommandFactory, Parser};

use crate::activity::Activities;
use crate::asking::Target;
use crate::cli::{Cli, HistoryVerb, ImageVerb, Logs, Stats, Verb};
use crate::exit::{FAILURE, Stop};
use crate::finding::{Finder, rules};
use crate::listing::Format;
use crate::terminal::Signals;
use crate::verbs::definitions::{self, Runners};
use crate::verbs::history::Scope;

/// How long what was begun has to end where standard input is read: that read ends with its other end alone.
const ENDS_WITHIN: Duration = Duration::from_secs(1);

fn main() -> ExitCode {
    panics::tell();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            print::err(&format!("berthctl: It has no threads: {error}"));
            return ExitCode::from(FAILURE);
        }
    };
    let cli = Cli::parse();
    let reads_input = matches!(cli.verb, Verb::Mcp(_));
    let ended = panics::caught(|| runtime.block_on(run_or_be_interrupted(cli)));
    if reads_input {
        runtime.shutdown_timeout(ENDS_WITHIN);
    }
    match ended {
        Some(Ok(code)) => code,
        Some(Err(stop)) => {
            print::stop(&stop);
            ExitCode::from(stop.code)
        }
        None => ExitCode::from(FAILURE),
    }
}

/// Drops the verb when a signal ends us: the engine's clients are in groups of their own,
/// which a terminal's Ctrl-C does not reach, and are killed with their futures.
async fn run_or_be_interrupted(cli: Cli) -> Result<ExitCode, Stop> {
    // These have a terminal to restore, and something else to say.
    if matches!(cli.verb, Verb::Attach { .. } | Verb::Debug(_) | Verb::Exec { .. }) {
        return run(cli).await;
    }
    let mut signals = Signals::listen()
        .map_err(|error| Stop::new(FAILURE, format!("Could not listen to signals: {error}")))?;
    let watches = matches!(
        cli.verb,
        Verb::Watch { .. }
            | Verb::Mcp(_)
            | Verb::Logs(Logs { follow: true, .. })
            | Verb::Stats(Stats { once: false, .. })
    );
    let asks_no_engine = matches!(cli.verb, Verb::History(_));
    tokio::select! {
        ended = run(cli) => ended,
        () = signals.ended() => match watches {
            true => Ok(ExitCode::SUCCESS),
            false if asks_no_engine => Err(Stop::new(FAILURE, "Interrupted")),
            false => Err(Stop::new(FAILURE, "Interrupted; what the engine has begun may go on")),
        },
    }
}

async fn run(cli: Cli) -> Result<ExitCode, Stop> {
    if let Verb::Completions { shell } = cli.verb {
        let mut script = Vec::new();
        clap_complete::generate(shell, &mut Cli::command(), "berthctl", &mut script);
        print::out(&script)?;
        return Ok(ExitCode::SUCCESS);
    }
    if let Verb::Manual { folder } = &cli.verb {
        return verbs::manual(Cli::command(), folder);
    }
    let folder = Archive::default_dir().ok_or_else(no_home)?;
    let archive = Archive::new(folder);
    let finder = Finder::new(archive.clone(), limits(), clusters());
    let id = cli.engine.as_deref();
    let scope = || Scope { archive: archive.clone(), engines: id.map(str::to_owned).into_iter().collect() };
    match cli.verb {
        Verb::List { filters, format, json } => {
            let format = if json { Format::Json } else { format };
            let runners = match id {
                Some(_) => vec![finder.one(id).await?],
                None => finder.every().await?,
            };
            verbs::list(runners, &filters, &format).await
        }
        Verb::Image { verb: ImageVerb::List { text, json } } => {
            let runners = match id {
                Some(_) => vec![finder.one(id).await?],
                None => finder.every().await?,
            };
            verbs::images(runners, text.as_deref(), json).await
        }
        Verb::History(history) => {
            let scope = scope();
            match history.verb {
                Some(HistoryVerb::Keep { name }) => {
                    verbs::history::keep(finder.one(id).await, scope, name, true).await
                }
                Some(HistoryVerb::KeepNothing { name }) => {
                    verbs::history::keep(finder.one(id).await, scope, name, false).await
                }
                _ => verbs::history::history(scope, *history).await,
            }
        }
        Verb::Why(why) => {
            // A name alone may be that of a session of another engine than the first.
            let elsewhere = verbs::elsewhere(&scope(), &why.name).await;
            let runner = match (finder.one(id).await, elsewhere) {
                (Ok(runner), Some(other)) if other != runner.engine().id && id.is_none() => {
                    let other = Engine::by_id(&other).await.map(|other| finder.runner(other));
                    Ok(verbs::of_two(runner, other, &why.name).await)
                }
                (runner, _) => runner,
            };
            verbs::why(runner, scope(), why).await
        }
        Verb::Up(args) => definitions::up(Runners::new(id, &finder), args).await,
        Verb::Down(args) => definitions::down(Runners::new(id, &finder), args).await,
        Verb::Diff(args) => definitions::diff(Runners::new(id, &finder), args).await,
        Verb::Define(args) => definitions::define(Runners::new(id, &finder), *args, id).await,
        Verb::Import(args) => verbs::convert::import(&finder, id, args).await,
        Verb::Export(args) => verbs::convert::export(&finder, id, args).await,
        Verb::Validate(args) => definitions::validate(Runners::new(id, &finder), args).await,
        Verb::AfterReboot(args) => {
            let runners = match id {
                Some(_) => vec![finder.one(id).await?],
                None => finder.every().await?,
            };
            verbs::after_reboot::after_reboot(runners, id, args).await
        }
        Verb::Layouts(args) => definitions::layouts(args),
        Verb::Secret { verb } => verbs::secret(verb).await,
        Verb::Doctor(args) => verbs::doctor(&finder, id, archive, args).await,
        Verb::Logs(logs) => verbs::logs(finder.one(id).await, scope(), logs).await,
        Verb::Service { verb } => verbs::service(verb, id).await,
        Verb::Watch { json, record, activity } => {
            let runners = match id {
                // Pinned: it may be watched for days.
                Some(id) => vec![finder.runner(Engine::by_id(id).await?)],
                None => finder.every().await?,
            };
            let activities = match activity {
                true => Some(Activities::follow(finder.place(), &runners, rules()).await),
                false => None,
            };
            verbs::watch(runners, json, record.then(history), activities).await
        }
        Verb::Stats(args) => {
            let runners = match id {
                None if args.names.is_empty() => finder.every().await?,
                id => vec![finder.one(id).await?],
            };
            verbs::stats(runners, args).await
        }
        Verb::Peek(args) => {
            let (asking, target) = finder.session(id, &args.name).await?;
            verbs::peek(&asking, &target, &args).await
        }
        Verb::Send(args) => {
            let (asking, target) = finder.session(id, &args.name).await?;
            verbs::send(&asking, &target, *args).await
        }
        Verb::Wait(args) => {
            let (asking, target) = finder.session(id, &args.name).await?;
            verbs::wait(&asking, &target, *args).await
        }
        Verb::Mcp(args) => mcp::serve(finder, id.map(str::to_owned), args.allow_input).await,
        Verb::Open(args) => {
            let target = Target::find(&finder.one(id).await?, &args.name).await?;
            verbs::open(&finder.place(), &target).await
        }
        verb => {
            let runner = finder.one(id).await?;
            verbs::recover(&runner).await;
            verbs::run(&runner, verb).await
        }
    }
}

fn no_home() -> Stop {
    Stop::new(FAILURE, "There is no home folder to keep the history of sessions in; set HOME")
}

/// How long engines may take, as configured; the sections of the app are the app's.
fn limits() -> Limits {
    let Some(path) = Config::default_path() else { return Limits::default() };
    let config = Config::read(path);
    config.broken().into_iter().for_each(|fault| print::err(&format!("berthctl: {fault}")));
    section(&config)
}

/// The clusters that are turned on.
fn clusters() -> ClusterSettings {
    Config::default_path().map(|path| section(&Config::read(path))).unwrap_or_default()
}

/// What is kept of runs, as configured.
fn history() -> HistorySettings {
    Config::default_path().map(|path| section(&Config::read(path))).unwrap_or_default()
}

fn section<T: Section>(config: &Config) -> T {
    let (section, faults) = config.section();
    faults.iter().for_each(|fault| print::err(&format!("berthctl: {fault}")));
    section
}
