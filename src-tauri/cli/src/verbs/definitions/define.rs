//! Writes a session into a file, or removes it from there.

use std::process::ExitCode;

use berth_definitions::{File, Unedited, Unwritten, with_session, without_session};
use berth_runner::{Compared, SessionSpec};

use super::{Runners, shelf};
use crate::cli::{Define, Start};
use crate::exit::{FAILURE, NOT_FOUND, Stop, USAGE};
use crate::print;
use crate::verbs::spec::say_lost;
use crate::verbs::start;

pub async fn define(mut runners: Runners<'_>, args: Define, engine: Option<&str>) -> Result<ExitCode, Stop> {
    if args.schema {
        print::out(berth_definitions::schema().as_bytes())?;
        return Ok(ExitCode::SUCCESS);
    }
    let start =
        args.start.ok_or_else(|| Stop::new(USAGE, "Name the session: berthctl define NAME --image IMAGE"))?;
    let file = shelf::file(args.file)?;
    let path = file.path().display();
    if args.remove {
        let name = start.name;
        file.change(|path, text| without_session(path, text, &name)).map_err(unwritten)?;
        print::line(&format!("Removed {name} from {path}"))?;
        return Ok(ExitCode::SUCCESS);
    }
    let name = start.name.clone();
    if args.from_session {
        let bare = SessionSpec { name: name.clone(), ..SessionSpec::default() };
        if start::spec(start, |_| None)? != Some(bare) {
            return Err(Stop::new(USAGE, "Say --from-session without what the session is to be"));
        }
        return from_session(&mut runners, &file, &name, engine).await;
    }
    let Some(spec) = spec(start)? else {
        return Err(Stop::new(USAGE, "The session needs an image; name one with --image"));
    };
    let known = file.read().find(&name).and_then(|known| known.engine.clone());
    let engine = engine.map(str::to_owned).or(known);
    file.change(|path, text| with_session(path, text, &spec, engine.as_deref())).map_err(unwritten)?;
    print::line(&format!("Wrote {name} to {path}; start it with: berthctl up {name}"))?;
    Ok(ExitCode::SUCCESS)
}

/// Writes what a container is.
async fn from_session(
    runners: &mut Runners<'_>,
    file: &File,
    name: &str,
    engine: Option<&str>,
) -> Result<ExitCode, Stop> {
    let path = file.path().display();
    let known = file.read().find(name).cloned();
    let of = engine.map(str::to_owned).or_else(|| known.as_ref()?.engine.clone());
    let runner = runners.of(of.as_deref()).await?;
    let spec = match &known {
        Some(known) => {
            let wanted =
                known.without_secrets().map_err(|error| Stop::new(USAGE, format!("{name}: {error}")))?;
            let Some(Compared { spec, differences, .. }) = runner.compared(&wanted).await? else {
                let message = format!("There is no session \"{name}\" on {}", runner.engine().id);
                return Err(Stop::new(NOT_FOUND, message));
            };
            if differences.is_empty() {
                print::line(&format!("{name} is as it is defined; {path} is left as it is"))?;
                return Ok(ExitCode::SUCCESS);
            }
            known.taken_over(&spec, &differences)
        }
        None => {
            let (spec, lost) = runner.spec(name).await?;
            runner.check(&spec).map_err(|problems| berth_runner::Error::Invalid { problems })?;
            say_lost(&lost);
            spec
        }
    };
    let id = runner.engine().id.clone();
    let engine = if known.is_some() { of } else { Some(id) };
    file.change(|path, text| with_session(path, text, &spec, engine.as_deref())).map_err(unwritten)?;
    if known.is_none() && !spec.env.is_empty() {
        let names: Vec<&str> = spec.env.iter().map(|one| one.key.as_str()).collect();
        print::err(&format!(
            "berthctl: the values of these variables are in the file now, for all who can read it: {}",
            names.join(", ")
        ));
    }
    print::line(&format!("Wrote {name} to {path} as its container is"))?;
    Ok(ExitCode::SUCCESS)
}

/// `None` without an image.
fn spec(args: Start) -> Result<Option<SessionSpec>, Stop> {
    let spec = start::spec(args, |key| std::env::var(key).ok())?;
    Ok(spec.filter(|spec| !spec.image.is_empty()))
}

/// Why a file could not be changed.
pub fn unwritten(error: Unwritten) -> Stop {
    let code = match &error {
        Unwritten::Unedited(Unedited::Absent(_)) => NOT_FOUND,
        Unwritten::Unedited(Unedited::Broken(_) | Unedited::NoneDefined) => USAGE,
        Unwritten::System { .. } => FAILURE,
    };
    Stop::new(code, error.to_string())
}
