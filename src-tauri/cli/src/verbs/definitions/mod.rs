//! Verbs on what a file defines: each session on its own engine, one after the other.

mod define;
mod diff;
mod down;
mod layouts;
mod shelf;
mod stop;
mod up;
mod validate;

use std::collections::BTreeMap;
use std::process::ExitCode;

use berth_runner::Runner;
use serde::Serialize;

use crate::exit::{FAILURE, Stop};
use crate::finding::Finder;
use crate::print;

pub use define::{define, unwritten};
pub use diff::diff;
pub use down::down;
pub use layouts::layouts;
pub use shelf::file as shelf_file;
pub use stop::steps_of;
pub use up::up;
pub use validate::validate;

/// The engines that the sessions of a file name.
pub struct Runners<'a> {
    /// That of sessions that name none, as said on the command line.
    default: Option<&'a str>,
    finder: &'a Finder,
    known: BTreeMap<Option<String>, Runner>,
}

impl<'a> Runners<'a> {
    pub fn new(default: Option<&'a str>, finder: &'a Finder) -> Self {
        Self { default, finder, known: BTreeMap::new() }
    }

    async fn of(&mut self, engine: Option<&str>) -> Result<Runner, Stop> {
        let id = engine.or(self.default);
        let key = id.map(str::to_owned);
        if let Some(known) = self.known.get(&key) {
            return Ok(known.clone());
        }
        let runner = self.finder.one(id).await?;
        self.known.insert(key, runner.clone());
        Ok(runner)
    }
}

/// How it went with one session. Fields are added, never taken away.
#[derive(Debug, Serialize)]
struct Went {
    name: String,
    /// Empty where it could not be told.
    engine: String,
    outcome: &'static str,
    /// The reason; nothing where it went well.
    error: Option<String>,
    #[serde(skip)]
    code: u8,
    #[serde(skip)]
    detail: Option<String>,
}

impl Went {
    fn well(name: &str, engine: &str, outcome: &'static str) -> Self {
        Self { name: name.into(), engine: engine.into(), outcome, error: None, code: 0, detail: None }
    }

    fn failed(name: &str, engine: &str, stop: Stop) -> Self {
        let Stop { code, message, detail } = stop;
        Self {
            name: name.into(),
            engine: engine.into(),
            outcome: "failed",
            error: Some(message),
            code,
            detail,
        }
    }

    /// Says it now: what follows may take long.
    fn tell(&self, json: bool, line: impl FnOnce() -> String) -> Result<(), Stop> {
        match &self.error {
            Some(error) => {
                print::stop(&Stop {
                    code: self.code,
                    message: format!("{}: {error}", self.name),
                    detail: self.detail.clone(),
                });
                Ok(())
            }
            None if json => Ok(()),
            None => print::line(&line()),
        }
    }
}

/// The code of all: that of what failed; 1 where several failed for different reasons.
fn ended(went: &[Went], json: bool) -> Result<ExitCode, Stop> {
    if json {
        print::json(&went)?;
    }
    let mut codes = went.iter().map(|one| one.code).filter(|code| *code != 0);
    let first = codes.next();
    Ok(match first {
        None => ExitCode::SUCCESS,
        Some(code) if codes.all(|other| other == code) => ExitCode::from(code),
        Some(_) => ExitCode::from(FAILURE),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_is_that_of_what_failed() {
        let code = |codes: &[u8]| {
            let went = |code: &u8| Went { code: *code, ..Went::well("a", "podman", "started") };
            ended(&codes.iter().map(went).collect::<Vec<_>>(), false).ok()
        };
        for (codes, expected) in [(&[][..], 0), (&[0, 0], 0), (&[0, 5, 5], 5), (&[2, 0, 5], 1), (&[3], 3)] {
            assert_eq!(code(codes), Some(ExitCode::from(expected)), "{codes:?}");
        }
    }
}
