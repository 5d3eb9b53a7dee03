//! Writes a session into a file, or removes it from there.

use std::process::ExitCode;

use berth_definitions::{Unedited, Unwritten, with_session, without_session};

use super::shelf;
use crate::cli::{Define, Start};
use crate::exit::{FAILURE, NOT_FOUND, Stop, USAGE};
use crate::print;
use crate::verbs::start;

pub fn define(args: Define, engine: Option<&str>) -> Result<ExitCode, Stop> {
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
    let Some(spec) = spec(start)? else {
        return Err(Stop::new(USAGE, "The session needs an image; name one with --image"));
    };
    let known = file.read().find(&name).and_then(|known| known.engine.clone());
    let engine = engine.map(str::to_owned).or(known);
    file.change(|path, text| with_session(path, text, &spec, engine.as_deref())).map_err(unwritten)?;
    print::line(&format!("Wrote {name} to {path}; start it with: berthctl up {name}"))?;
    Ok(ExitCode::SUCCESS)
}

/// `None` without an image.
fn spec(args: Start) -> Result<Option<berth_runner::SessionSpec>, Stop> {
    let spec = start::spec(args, |key| std::env::var(key).ok())?;
    Ok(spec.filter(|spec| !spec.image.is_empty()))
}

fn unwritten(error: Unwritten) -> Stop {
    let code = match &error {
        Unwritten::Unedited(Unedited::Absent(_)) => NOT_FOUND,
        Unwritten::Unedited(Unedited::Broken(_) | Unedited::Options) => USAGE,
        Unwritten::System { .. } => FAILURE,
    };
    Stop::new(code, error.to_string())
}
