//! Installs, shows and removes what records without a window.

use std::fs;
use std::io::{self, IsTerminal, stdin};
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};

use super::prune::confirmed;
use crate::cli::ServiceVerb;
use crate::exit::{FAILURE, NOT_FOUND, Stop, USAGE};
use crate::print;
use crate::service::{Plan, here};

pub async fn service(verb: ServiceVerb, engine: Option<&str>) -> Result<ExitCode, Stop> {
    let program = std::env::current_exe()
        .map_err(|error| Stop::new(FAILURE, format!("Could not find this program: {error}")))?;
    let mut command = vec![program.display().to_string()];
    command.extend(engine.into_iter().flat_map(|engine| ["--engine".to_owned(), engine.to_owned()]));
    command.extend(["watch", "--record"].map(str::to_owned));
    let plan = here(&command).ok_or_else(|| Stop::new(FAILURE, "There is no home folder; set HOME"))?;
    match verb {
        ServiceVerb::Install { yes } => install(&plan, yes).await,
        ServiceVerb::Status => status(&plan),
        ServiceVerb::Remove { yes } => remove(&plan, yes).await,
    }
}

async fn install(plan: &Plan, yes: bool) -> Result<ExitCode, Stop> {
    let commands: Vec<String> = plan.install.iter().map(|words| format!("  {}\n", words.join(" "))).collect();
    print::out(
        format!(
            "This goes to {}:\n\n{}\nand then:\n\n{}\n",
            plan.path.display(),
            plan.text,
            commands.concat()
        )
        .as_bytes(),
    )?;
    if !agreed(yes, "Write the file and run these?", "Nothing was written").await? {
        return Ok(ExitCode::SUCCESS);
    }
    write(plan).map_err(|error| failed("write", &plan.path, &error))?;
    for words in &plan.install {
        run(words)?;
    }
    print::line(&format!("Every run is kept from now on, without a window. {}", plan.remark))?;
    print::line("Remove it with: berthctl service remove")?;
    Ok(ExitCode::SUCCESS)
}

fn status(plan: &Plan) -> Result<ExitCode, Stop> {
    if !plan.path.exists() {
        print::err("Nothing records without a window; install it with: berthctl service install");
        return Ok(ExitCode::from(NOT_FOUND));
    }
    print::line(&format!("{} is there", plan.path.display()))?;
    let output = started(&plan.status)?;
    print::out(&output.stdout)?;
    Ok(if output.status.success() { ExitCode::SUCCESS } else { ExitCode::from(FAILURE) })
}

async fn remove(plan: &Plan, yes: bool) -> Result<ExitCode, Stop> {
    if !plan.path.exists() {
        print::err("Nothing is installed");
        return Ok(ExitCode::SUCCESS);
    }
    let commands: Vec<String> = plan.remove.iter().map(|words| format!("  {}\n", words.join(" "))).collect();
    print::out(format!("{}  and then {} is removed\n", commands.concat(), plan.path.display()).as_bytes())?;
    if !agreed(yes, "Do this?", "Nothing was removed").await? {
        return Ok(ExitCode::SUCCESS);
    }
    for words in &plan.remove {
        if let Err(stop) = run(words) {
            print::stop(&stop);
        }
    }
    fs::remove_file(&plan.path).map_err(|error| failed("remove", &plan.path, &error))?;
    print::line("Removed. The history stays")?;
    Ok(ExitCode::SUCCESS)
}

/// Whether the person agrees; without a terminal nobody can be asked.
async fn agreed(yes: bool, question: &str, nothing: &str) -> Result<bool, Stop> {
    if yes {
        return Ok(true);
    }
    if !stdin().is_terminal() {
        return Err(Stop::new(USAGE, format!("{nothing}; to do it without a question, say --yes")));
    }
    print::err(&format!("{question} [y/N]"));
    let agreed = confirmed().await;
    if !agreed {
        print::err(nothing);
    }
    Ok(agreed)
}

fn write(plan: &Plan) -> io::Result<()> {
    if let Some(folder) = plan.path.parent() {
        fs::create_dir_all(folder)?;
    }
    if plan.utf16 {
        let units = "\u{feff}".encode_utf16().chain(plan.text.encode_utf16());
        return fs::write(&plan.path, units.flat_map(u16::to_le_bytes).collect::<Vec<_>>());
    }
    fs::write(&plan.path, &plan.text)
}

fn run(words: &[String]) -> Result<(), Stop> {
    let output = started(words)?;
    if output.status.success() {
        return Ok(());
    }
    let mut stop = Stop::new(FAILURE, format!("\"{}\" failed", words.join(" ")));
    stop.detail = Some(String::from_utf8_lossy(&output.stderr).into_owned());
    Err(stop)
}

fn started(words: &[String]) -> Result<std::process::Output, Stop> {
    let (program, arguments) = words.split_first().ok_or_else(|| Stop::new(FAILURE, "No command"))?;
    let output = Command::new(program).args(arguments).stdin(Stdio::null()).output();
    output.map_err(|error| Stop::new(FAILURE, format!("Could not run {program}: {error}")))
}

fn failed(operation: &str, path: &Path, error: &io::Error) -> Stop {
    Stop::new(FAILURE, format!("Could not {operation} {}: {error}", path.display()))
}
