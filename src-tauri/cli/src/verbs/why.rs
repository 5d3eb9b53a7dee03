//! Why: the exit card in words, of what the engine has and of what only the history has.

use std::process::ExitCode;

use berth_archive::{EndedBy, Ending, LogState, Run, RunFilter, RunId, RunKey, SessionKey};
use berth_runner::{Error, Runner, Session, State};
use jiff::Timestamp;

use super::history::{Scope, apart};
use crate::cli::Why;
use crate::exit::{NOT_FOUND, Stop};
use crate::print;
use crate::runs::{self, Card, Named, card, tail};
use crate::words::exit::Explained;
use crate::words::{changes, colour, steps};

/// Runs of a name among which the one before is looked for.
const RECENT: u32 = 50;

/// A session of the engine, and the number of its last run in the history.
type Live = (Session, Option<RunId>);

/// The engine on which the history has the last session of that name, unless it is gone.
pub async fn elsewhere(scope: &Scope, name: &str) -> Option<String> {
    let (archive, name) = (scope.archive.clone(), name.to_owned());
    let last = apart(move || runs::find(&archive, &[], &Named::Last(name)));
    last.await.ok().filter(|run| !run.removed).map(|run| run.key.session.engine)
}

/// Of two engines the second, where only that has a session of this name.
pub async fn of_two(first: Runner, second: Result<Runner, Error>, name: &str) -> Runner {
    match (first.exists(name).await, second) {
        (Ok(false), Ok(second)) if second.exists(name).await.unwrap_or(false) => second,
        _ => first,
    }
}

/// Says how the last run of a session ended. `runner` is that of the engine which was asked.
pub async fn why(runner: Result<Runner, Stop>, scope: Scope, why: Why) -> Result<ExitCode, Stop> {
    let Why { name, lines, json } = why;
    let live = match &runner {
        Ok(runner) => live(runner, &name).await,
        Err(stop) => Err(Stop { code: stop.code, message: stop.message.clone(), detail: None }),
    };
    let colours = !json && colour::wanted();
    let (live, stop) = match live {
        Ok(live) => (live, None),
        Err(stop) => (None, Some(stop)),
    };
    let session = live.as_ref().map(|(session, _)| session.clone());
    let archive = scope.archive.clone();
    let known = apart(move || known(&scope, live.as_ref(), &name, lines, colours)).await;
    let mut card = match (known, stop) {
        (Ok(Some(card)), None) => card,
        (Ok(Some(card)), Some(stop)) => {
            print::stop(&stop);
            print::err("This is what the history has of it:");
            card
        }
        // What the engine said is the better reason.
        (Ok(None) | Err(_), Some(stop)) => return Err(stop),
        (Ok(None), None) => {
            let path = archive.path().display();
            return Err(Stop::new(
                NOT_FOUND,
                format!("There is no such session, and none in the history ({path})"),
            ));
        }
        (Err(stop), None) => {
            let Some(session) = &session else { return Err(stop) };
            print::stop(&stop);
            of_session(session)
        }
    };
    if let (Some(session), Ok(runner)) = (&session, &runner)
        && card.last_lines.is_empty()
        && let Ok(log) = runner.logs_by_run(&session.id, lines, None).await
    {
        card.last_lines = tail::shown(&log.run, usize::try_from(lines).unwrap_or(usize::MAX), colours);
    }
    if let (Some(session), Ok(runner)) = (&session, &runner)
        && session.missed_a_command()
    {
        // Without it the rest is true as well.
        card.similar = runner.similar_names(&session.id).await.unwrap_or_default();
    }
    match json {
        true => print::json(&card.object())?,
        false => print::out(card.text(Timestamp::now()).as_bytes())?,
    }
    Ok(ExitCode::SUCCESS)
}

/// The session that the engine has, and its run in the history; `None` where it has none of that name.
async fn live(runner: &Runner, name: &str) -> Result<Option<Live>, Stop> {
    match runner.note(name).await {
        Ok(live) => Ok(Some(live)),
        Err(Error::SessionNotFound { .. }) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// The card from the history, joined with what the engine says.
fn known(
    scope: &Scope,
    live: Option<&Live>,
    name: &str,
    lines: u32,
    colours: bool,
) -> Result<Option<Card>, Stop> {
    let archive = &scope.archive;
    let session = live.map(|(session, _)| session);
    let engines = session.map_or_else(|| scope.engines.clone(), |session| vec![session.engine.clone()]);
    let name = session.map_or(name, |session| session.name.as_str());
    let filter = RunFilter { engines, session: Some(name.to_owned()), limit: RECENT, ..RunFilter::default() };
    let recent = archive.runs(&filter)?;
    let run = match live {
        None => recent.first().cloned(),
        Some((_, Some(run))) => Some(archive.run(*run)?),
        Some((session, None)) => from_session(session),
    };
    let Some(run) = run else { return Ok(session.map(of_session)) };
    let mut card = card(&run);
    if let Some(words) = session.and_then(|session| session.broken.as_deref()) {
        card.told = broken(words);
    }
    let spec = if run.id == 0 { None } else { archive.spec(run.id)? };
    card.memory = runs::memory(&run, spec.as_ref());
    card.next = steps::next(&run, spec.as_ref());
    let before = recent.into_iter().find(|other| {
        other.key.session.engine == run.key.session.engine && other.key.started_at < run.key.started_at
    });
    if let (Some(before), true) = (&before, run.id != 0) {
        card.changes = changes::phrases(&archive.differences(before.id, run.id)?);
    }
    card.before = before;
    if run.id != 0 && run.log != LogState::Unread {
        card.last_lines = tail::last_lines(archive, &run, lines.into(), colours)?;
    }
    Ok(Some(card))
}

fn key(session: &Session) -> SessionKey {
    SessionKey { engine: session.engine.clone(), container: session.id.clone() }
}

/// A run that only the engine knows; its number is 0.
fn from_session(session: &Session) -> Option<Run> {
    let started_at = session.started_at?;
    let over = session.state.has_ended();
    let ending = over.then(|| Ending::of(session.exit_code, session.oom_killed, session.error.is_some()));
    Some(Run {
        id: 0,
        key: RunKey { session: key(session), started_at },
        name: session.name.clone(),
        own: session.own,
        image: session.image.clone(),
        image_id: None,
        number: 0,
        generation: 0,
        ended_at: session.finished_at.filter(|_| over),
        ending,
        exit_code: session.exit_code.filter(|_| over),
        oom_within: session.oom_within,
        by: if over { EndedBy::Unknown } else { EndedBy::Nobody },
        grace: None,
        restarts: session.restart_count,
        error: session.error.clone(),
        peak_memory: None,
        health: Vec::new(),
        clock_offset: None,
        log: LogState::Unread,
        log_bytes: 0,
        log_lines: 0,
        has_screen: false,
        pinned: false,
        removed: false,
        unwatched: None,
    })
}

/// The card of what only the engine knows.
fn of_session(session: &Session) -> Card {
    let told = match (&session.broken, session.state, &session.error) {
        (Some(words), ..) => Some(broken(words)),
        (None, State::Created | State::Defined, None) => {
            Some(never_started("It was created and has not run yet.".to_owned()))
        }
        (None, State::Created | State::Defined, Some(error)) => {
            Some(never_started(format!("The engine could not start it. The engine says: {error}")))
        }
        _ => None,
    };
    let run = from_session(session);
    let mut made = run.as_ref().map(card).unwrap_or_else(|| Card {
        name: session.name.clone(),
        engine: session.engine.clone(),
        told: never_started(String::new()),
        run: None,
        before: None,
        changes: Vec::new(),
        memory: None,
        last_lines: Vec::new(),
        next: None,
        similar: None,
    });
    if let Some(told) = told {
        made.told = told;
    }
    made
}

fn never_started(sentence: String) -> Explained {
    Explained { title: "Never started".to_owned(), sentence }
}

fn broken(words: &str) -> Explained {
    Explained {
        title: "Broken".to_owned(),
        sentence: format!(
            "The engine lists this container, but can no longer describe it: it can only be deleted. The engine says: {words}"
        ),
    }
}
