//! `berthctl import` and `export`: texts of other tools.

use std::io::Read;
use std::path::Path;
use std::process::ExitCode;

use berth_convert::{ExportForm, Exported, Imported, ImportedSession, MAX_TEXT, Remark, RemarkProblem};
use berth_definitions::with_session;
use berth_runner::{Error, Lost, Runner, SessionSpec, StartOptions, StartOutcome, compare};

use super::definitions::{shelf_file, unwritten};
use super::image;
use super::start::report;
use crate::cli::{Export, Import};
use crate::differences::field_word;
use crate::exit::{FAILURE, NOT_FOUND, Stop, USAGE};
use crate::finding::Finder;
use crate::print;

/// Reads a text; what was not taken is on stderr.
pub async fn import(finder: &Finder, engine: Option<&str>, args: Import) -> Result<ExitCode, Stop> {
    let text = text_of(&args.file)?;
    let folder = folder_of(&args.file);
    let mut imported = berth_convert::import(&text, args.form, folder.as_deref());
    fill(&mut imported, |name| std::env::var(name).ok());
    if args.json {
        // Values are secrets: they go to an engine, or into the file, and nowhere else.
        mask(&mut imported);
        print::json(&imported)?;
    } else {
        imported.remarks.iter().for_each(say);
    }
    if imported.sessions.is_empty() {
        return Err(Stop::new(USAGE, format!("There is no session in {}", args.file.display())));
    }
    for ImportedSession { spec, engine: named } in &imported.sessions {
        let place = engine.or(Some(named.as_str()).filter(|named| !named.is_empty()));
        if args.start {
            start(&finder.one(place).await?, spec, &args).await?;
        } else if args.define {
            define(spec, place)?;
        } else if args.print || !args.json {
            print_spec(spec)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn text_of(file: &Path) -> Result<String, Stop> {
    let failed = |error| Stop::new(FAILURE, format!("Could not read {}: {error}", file.display()));
    let mut text = Vec::new();
    // One byte more than is taken says that it is too long.
    let most = MAX_TEXT as u64 + 1;
    match file.to_str() {
        Some("-") => std::io::stdin().lock().take(most).read_to_end(&mut text),
        _ => std::fs::File::open(file).and_then(|opened| opened.take(most).read_to_end(&mut text)),
    }
    .map_err(failed)?;
    String::from_utf8(text).map_err(|_| Stop::new(USAGE, format!("{} is not a text", file.display())))
}

/// Where relative paths of the file begin; those of standard input begin here.
fn folder_of(file: &Path) -> Option<String> {
    let here = std::env::current_dir().ok()?;
    let folder = if file.to_str() == Some("-") { here } else { here.join(file).parent()?.to_owned() };
    folder.to_str().map(str::to_owned)
}

/// `-e KEY` takes the value from the shell, as the engine's client would.
fn fill(imported: &mut Imported, own: impl Fn(&str) -> Option<String>) {
    let mut found = Vec::new();
    imported.remarks.retain(|remark| match &remark.problem {
        RemarkProblem::ValueMissing { name } => match own(name) {
            Some(value) => {
                found.push((name.clone(), value));
                false
            }
            None => true,
        },
        _ => true,
    });
    for session in &mut imported.sessions {
        for var in session.spec.env.iter_mut().filter(|var| var.value.is_empty()) {
            if let Some((_, value)) = found.iter().find(|(name, _)| *name == var.key) {
                var.value.clone_from(value);
            }
        }
    }
}

fn mask(imported: &mut Imported) {
    for var in imported.sessions.iter_mut().flat_map(|session| &mut session.spec.env) {
        var.value.clear();
    }
}

fn say(remark: &Remark) {
    let line = if remark.line == 0 { String::new() } else { format!("line {}: ", remark.line) };
    let key = if remark.key.is_empty() { String::new() } else { format!("{}: ", remark.key) };
    print::err(&format!("berthctl: {line}{key}{}", remark.why));
}

fn print_spec(spec: &SessionSpec) -> Result<(), Stop> {
    // All that differs from nothing is all that it says.
    for difference in compare(&SessionSpec::default(), spec) {
        print::line(&format!("{}: {}", field_word(difference.field), difference.after.join(", ")))?;
    }
    Ok(())
}

async fn start(runner: &Runner, spec: &SessionSpec, args: &Import) -> Result<(), Stop> {
    let options = StartOptions { create_host_paths: args.create_host_paths };
    let outcome = match runner.start(spec, options).await? {
        StartOutcome::ImageAbsent { image } if args.pull => {
            image::pull_shown(runner, &image).await?;
            runner.start(spec, options).await?
        }
        outcome => outcome,
    };
    report(runner, outcome, false).map(drop)
}

fn define(spec: &SessionSpec, engine: Option<&str>) -> Result<(), Stop> {
    let file = shelf_file(None)?;
    let path = file.path().display();
    file.change(|path, text| with_session(path, text, spec, engine)).map_err(unwritten)?;
    let name = &spec.name;
    print::line(&format!("Wrote {name} to {path}; start it with: berthctl up {name}"))
}

/// Prints a session as a text for another tool; what it needs beside is on stderr.
pub async fn export(finder: &Finder, engine: Option<&str>, args: Export) -> Result<ExitCode, Stop> {
    let runner = finder.one(engine).await;
    let mut found = None;
    if let Ok(runner) = &runner
        && runner.exists(&args.name).await?
    {
        found = Some(runner.spec(&args.name).await?);
    }
    let exported = match (runner, found) {
        (Ok(runner), Some((spec, lost))) => written(&runner, spec, &lost, args.form)?,
        (runner, _) => defined(finder, runner, engine, &args).await?,
    };
    if args.json {
        print::json(&exported)?;
    } else {
        exported.remarks.iter().for_each(say);
        print::out(exported.text.as_bytes())?;
    }
    Ok(ExitCode::SUCCESS)
}

fn written(runner: &Runner, spec: SessionSpec, lost: &[Lost], form: ExportForm) -> Result<Exported, Stop> {
    let kind = runner.engine().kind;
    let check = |spec: &SessionSpec, kind| runner.check_as(spec, kind);
    let exported = berth_convert::export(kind, spec, lost, form, check);
    exported.map_err(|problems| Error::Invalid { problems }.into())
}

async fn defined(
    finder: &Finder,
    runner: Result<Runner, Stop>,
    engine: Option<&str>,
    args: &Export,
) -> Result<Exported, Stop> {
    let shelf = shelf_file(None)?.read();
    let Some(definition) = shelf.find(&args.name).cloned() else {
        let runner = runner?;
        // Names those that are like it.
        runner.status(&args.name).await?;
        return Err(Stop::new(NOT_FOUND, format!("There is no session \"{}\"", args.name)));
    };
    let runner = match (engine, definition.engine.as_deref()) {
        (None, Some(own)) => finder.one(Some(own)).await?,
        _ => runner?,
    };
    let spec = definition.with_secrets_named().map_err(|error| Stop::new(USAGE, error.to_string()))?;
    written(&runner, spec, &[], args.form)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_variable_without_a_value_is_that_of_the_shell() {
        let mut imported = berth_convert::import("docker run -e SET -e UNSET -e GIVEN=x bb", None, None);
        fill(&mut imported, |name| (name == "SET" || name == "GIVEN").then(|| "here".to_owned()));
        let env = imported.sessions.iter().flat_map(|session| &session.spec.env);
        let pairs: Vec<_> = env.map(|var| (var.key.as_str(), var.value.as_str())).collect();
        assert_eq!(pairs, [("SET", "here"), ("UNSET", ""), ("GIVEN", "x")]);
        assert_eq!(imported.remarks.len(), 1);
        mask(&mut imported);
        assert!(
            imported.sessions.iter().flat_map(|session| &session.spec.env).all(|var| var.value.is_empty())
        );
    }
}
