//! Container sessions from a shell and for scripts: one verb for each verb of the runner.

mod asking;
mod cli;
mod differences;
mod exit;
mod listing;
mod past;
mod print;
mod row;
mod service;
mod table;
mod terminal;
mod time;
mod verbs;
mod words;

use std::process::ExitCode;
use std::sync::Arc;

use berth_activity::Rules;
use berth_archive::Archive;
use berth_control::{Alone, Place};
use berth_runner::{Config, Engine, EngineKind, HistorySettings, Limits, Runner, Section};
use clap::{CommandFactory, Parser};

use crate::asking::{Asking, Target};
use crate::cli::{Cli, HistoryVerb, Logs, Verb};
use crate::exit::{FAILURE, Stop};
use crate::listing::Format;
use crate::terminal::Signals;
use crate::verbs::history::Past;

/// The folder of the person's own rules.
const RULES: &str = "rules";

#[tokio::main]
async fn main() -> ExitCode {
    match run_or_be_interrupted(Cli::parse()).await {
        Ok(code) => code,
        Err(stop) => {
            print::stop(&stop);
            ExitCode::from(stop.code)
        }
    }
}

/// Drops the verb when a signal ends us: the engine's clients are in groups of their own,
/// which a terminal's Ctrl-C does not reach, and are killed with their futures.
async fn run_or_be_interrupted(cli: Cli) -> Result<ExitCode, Stop> {
    // These have a terminal to restore, and something else to say.
    if matches!(cli.verb, Verb::Attach { .. } | Verb::Exec { .. }) {
        return run(cli).await;
    }
    let mut signals = Signals::listen()
        .map_err(|error| Stop::new(FAILURE, format!("Could not listen to signals: {error}")))?;
    let watches = matches!(cli.verb, Verb::Watch { .. } | Verb::Logs(Logs { follow: true, .. }));
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
    let folder = Archive::default_dir().ok_or_else(no_home)?;
    let archive = Archive::new(folder);
    let limits = limits();
    let runner = |engine| Runner::new(engine, limits.clone(), archive.clone());
    let id = cli.engine.as_deref();
    let past = || Past { archive: archive.clone(), engines: id.map(str::to_owned).into_iter().collect() };
    match cli.verb {
        Verb::List { filters, format, json } => {
            let format = if json { Format::Json } else { format };
            let engines = match id {
                Some(_) => vec![one(id).await?],
                None => every().await?,
            };
            verbs::list(engines.into_iter().map(runner).collect(), &filters, &format).await
        }
        Verb::History(history) => {
            let past = past();
            match history.verb {
                Some(HistoryVerb::Keep { name }) => {
                    verbs::history::keep(one(id).await.map(runner), past, name, true).await
                }
                Some(HistoryVerb::KeepNothing { name }) => {
                    verbs::history::keep(one(id).await.map(runner), past, name, false).await
                }
                _ => verbs::history::history(past, *history).await,
            }
        }
        Verb::Why(why) => {
            // A name alone may be that of a session of another engine than the first.
            let elsewhere = verbs::elsewhere(&past(), &why.name).await;
            let runner = match (one(id).await, elsewhere) {
                (Ok(engine), Some(other)) if other != engine.id && id.is_none() => {
                    let other = Engine::by_id(&other).await;
                    Ok(verbs::of_two(runner(engine), other.map(runner), &why.name).await)
                }
                (engine, _) => engine.map(runner),
            };
            verbs::why(runner, past(), why).await
        }
        Verb::Logs(logs) => verbs::logs(one(id).await.map(runner), past(), logs).await,
        Verb::Service { verb } => verbs::service(verb, id).await,
        Verb::Watch { json, record } => {
            let engines = match id {
                // Pinned: it may be watched for days.
                Some(id) => vec![Engine::by_id(id).await?],
                None => every().await?,
            };
            verbs::watch(engines.into_iter().map(runner).collect(), json, record.then(history)).await
        }
        Verb::Peek(args) => {
            let (asking, target) = look(runner(one(id).await?), &archive, &args.name).await?;
            verbs::peek(&asking, &target, &args).await
        }
        Verb::Send(args) => {
            let (asking, target) = look(runner(one(id).await?), &archive, &args.name).await?;
            verbs::send(&asking, &target, *args).await
        }
        Verb::Wait(args) => {
            let (asking, target) = look(runner(one(id).await?), &archive, &args.name).await?;
            verbs::wait(&asking, &target, *args).await
        }
        Verb::Open(args) => {
            let target = Target::find(&runner(one(id).await?), &args.name).await?;
            verbs::open(&place(&archive), &target).await
        }
        verb => verbs::run(&runner(one(id).await?), verb).await,
    }
}

/// Who is asked of a session, and which it is.
async fn look(runner: Runner, archive: &Archive, name: &str) -> Result<(Asking, Target), Stop> {
    let target = Target::find(&runner, name).await?;
    Ok((Asking::new(place(archive), Alone::new(vec![runner], Arc::new(rules()))), target))
}

/// Where the app listens.
fn place(archive: &Archive) -> Place {
    Place::of(archive.path().parent().unwrap_or(archive.path()))
}

/// The rules of Berth and the person's own, which stand beside `config.toml`.
fn rules() -> Rules {
    let Some(path) = Config::default_path() else { return Rules::shipped() };
    let (rules, faults) = Rules::with_folder(&path.with_file_name(RULES));
    faults.iter().for_each(|fault| print::err(&format!("berthctl: {fault}")));
    rules
}

fn no_home() -> Stop {
    Stop::new(FAILURE, "There is no home folder to keep the history of sessions in; set HOME")
}

/// The engine of one verb: as the plain client would find it now, if no place is named.
async fn one(id: Option<&str>) -> Result<Engine, Stop> {
    Ok(match id {
        None => Engine::find(None)?,
        Some("podman") => Engine::find(Some(EngineKind::Podman))?,
        Some("docker") => Engine::find(Some(EngineKind::Docker))?,
        Some(id) => Engine::by_id(id).await?,
    })
}

async fn every() -> Result<Vec<Engine>, Stop> {
    let engines = Engine::discover().await;
    if engines.is_empty() {
        // Says what is missing.
        return Ok(vec![Engine::find(None)?]);
    }
    Ok(engines)
}

/// How long engines may take, as configured; the sections of the app are the app's.
fn limits() -> Limits {
    let Some(path) = Config::default_path() else { return Limits::default() };
    let config = Config::read(path);
    config.broken().into_iter().for_each(|fault| print::err(&format!("berthctl: {fault}")));
    section(&config)
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
