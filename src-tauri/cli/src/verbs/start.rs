//! Start: from flags to a spec, and the report of its outcome.

use std::path::PathBuf;
use std::process::ExitCode;

use berth_definitions::env_file;
use berth_runner::{Difference, EnvVar, Runner, Session, SessionSpec, StartOptions, StartOutcome};
use serde::Serialize;

use super::image;
use crate::cli::Start;
use crate::exit::{FAILURE, Stop, USAGE};
use crate::row::Row;
use crate::{differences, print};

pub async fn start(runner: &Runner, start: Start) -> Result<ExitCode, Stop> {
    let options = StartOptions { create_host_paths: start.create_host_paths };
    let (pull, json) = (start.pull, start.json);
    let Some(spec) = spec(start, |key| std::env::var(key).ok())? else {
        return Err(Stop::new(USAGE, "The session needs an image; name one with --image"));
    };
    let outcome = if spec.image.is_empty() {
        again(runner, &spec.name).await?
    } else {
        match runner.start(&spec, options).await? {
            StartOutcome::ImageAbsent { image } if pull => {
                image::pull_shown(runner, &image).await?;
                runner.start(&spec, options).await?
            }
            outcome => outcome,
        }
    };
    report(runner, outcome, json)
}

/// Without an image only what exists can be started.
async fn again(runner: &Runner, name: &str) -> Result<StartOutcome, Stop> {
    if !runner.exists(name).await? {
        let message = format!(
            "There is no session \"{name}\" on {} to start again; name an image for a new one with --image",
            runner.engine().id
        );
        return Err(Stop::new(crate::exit::NOT_FOUND, message));
    }
    Ok(runner.start_existing(name).await?)
}

/// The shape of `start --json`. Fields are added, never taken away.
#[derive(Serialize)]
struct Report<'a> {
    /// `started`, `restarted` or `ended`.
    outcome: &'static str,
    /// How it is not what was asked for.
    differences: &'a [Difference],
    #[serde(flatten)]
    session: Row<'a>,
}

pub fn report(runner: &Runner, outcome: StartOutcome, json: bool) -> Result<ExitCode, Stop> {
    let engine = &runner.engine().id;
    let say = |session: &Session, outcome, differences: &[Difference], line: Option<&str>| {
        if json {
            print::json(&Report { outcome, differences, session: session.into() })?;
        } else if let Some(how) = line {
            print::line(&format!("Started {} on {engine}{how}", session.name))?;
        }
        if !differences.is_empty() {
            print::err(&format!("berthctl: {}", differences::text(&session.name, engine, differences)));
        }
        Ok::<(), Stop>(())
    };
    match outcome {
        StartOutcome::Started { session } => say(&session, "started", &[], Some(""))?,
        StartOutcome::Restarted { session, differences } => {
            say(&session, "restarted", &differences, Some(" again, as it was created"))?;
        }
        StartOutcome::Ended { session, last_lines, differences } => {
            say(&session, "ended", &differences, None)?;
            let code = session.exit_code.map_or_else(String::new, |code| format!(" with exit code {code}"));
            let logs = if last_lines.trim().is_empty() { "It printed nothing." } else { "Its last lines:" };
            let mut stop =
                Stop::new(FAILURE, format!("{} was started and ended at once{code}. {logs}", session.name));
            stop.detail = Some(last_lines);
            return Err(stop);
        }
        StartOutcome::ImageAbsent { image } => {
            return Err(Stop::new(
                FAILURE,
                format!("The image {image} is not on {engine}; say --pull to download it"),
            ));
        }
        StartOutcome::HostPathsAbsent { paths } => {
            let message = format!(
                "These host paths of volumes do not exist: {}. Say --create-host-paths to create them",
                paths.join(", ")
            );
            return Err(Stop::new(FAILURE, message));
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// `None` when there is much to create and no image to create it from.
pub fn spec(start: Start, own: impl Fn(&str) -> Option<String>) -> Result<Option<SessionSpec>, Stop> {
    let env = variables(&start.env_files, &start.env, own)?;
    let command = shlex::try_join(start.command.iter().map(String::as_str))
        .map_err(|_| Stop::new(USAGE, "The command has a NUL character in it; remove it"))?;
    let tmpfs = start.tmpfs.iter().map(|text| format!("tmpfs:{text}"));
    let spec = SessionSpec {
        name: start.name,
        image: start.image.unwrap_or_default(),
        command,
        working_dir: start.working_dir,
        env,
        volumes: start.volumes.into_iter().chain(tmpfs).collect(),
        log_volume: start.log_volume,
        ports: start.ports,
        allow_loader_env: start.allow_loader_env,
        options: start.options.options(),
    };
    let bare = SessionSpec { name: spec.name.clone(), ..SessionSpec::default() };
    Ok((!spec.image.is_empty() || spec == bare).then_some(spec))
}

/// What single flags say, behind what files say of other names; of two files, the later one counts.
pub(super) fn variables(
    files: &[PathBuf],
    flags: &[String],
    own: impl Fn(&str) -> Option<String>,
) -> Result<Vec<EnvVar>, Stop> {
    let flags = flags.iter().map(|text| variable(text, &own)).collect::<Result<Vec<_>, _>>()?;
    let mut env: Vec<EnvVar> = Vec::new();
    for file in files {
        for var in env_file(file).map_err(|error| Stop::new(USAGE, error.to_string()))? {
            env.retain(|other| other.key != var.key);
            env.push(var);
        }
    }
    env.retain(|var| flags.iter().all(|flag| flag.key != var.key));
    Ok(env.into_iter().chain(flags).collect())
}

/// `KEY=VALUE`, or `KEY` for a value from our own environment, which no `ps` shows.
fn variable(text: &str, own: impl Fn(&str) -> Option<String>) -> Result<EnvVar, Stop> {
    let (key, value) = match text.split_once('=') {
        Some((key, value)) => (key, value.to_owned()),
        None => {
            let missing = || {
                Stop::new(
                    USAGE,
                    format!(
                        "The variable \"{text}\" is not set in this shell; export it, or write --env {text}=VALUE"
                    ),
                )
            };
            (text, own(text).ok_or_else(missing)?)
        }
    };
    Ok(EnvVar { key: key.to_owned(), value })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use crate::cli::{Cli, Verb};
    use clap::Parser;

    fn parse(args: &[&str]) -> Result<Option<SessionSpec>, Stop> {
        let Verb::Start(start) =
            Cli::try_parse_from(["berthctl", "start", "bot"].iter().chain(args)).unwrap().verb
        else {
            unreachable!()
        };
        spec(*start, |key| (key == "SET").then(|| "from here".to_owned()))
    }

    #[test]
    fn arguments_of_the_command_stay_apart() {
        let argv = ["sh", "-c", "echo 'a b'; exit 3", "#x", ""];
        let spec = parse(&[&["--image", "bb", "--"], &argv[..]].concat()).unwrap().unwrap();
        assert_eq!(berth_runner::testing::validate::command(&spec.command).unwrap(), argv);
    }

    #[test]
    fn variables_come_from_the_flag_or_from_this_shell() {
        let spec = parse(&["--image", "bb", "-e", "A=b=c", "-e", "EMPTY=", "-e", "SET"]).unwrap().unwrap();
        let pairs: Vec<_> = spec.env.iter().map(|v| (v.key.as_str(), v.value.as_str())).collect();
        assert_eq!(pairs, [("A", "b=c"), ("EMPTY", ""), ("SET", "from here")]);
        let stop = parse(&["--image", "bb", "-e", "UNSET"]).unwrap_err();
        assert_eq!(stop.code, USAGE);
    }

    #[test]
    fn variables_of_files_stand_below_flags() {
        let folder = tempfile::tempdir().unwrap();
        let files = [("one", "# x\nA=1\nB=one\n"), ("two", "B=two\nC=a = b\n")].map(|(name, text)| {
            let path = folder.path().join(name);
            std::fs::write(&path, text).unwrap();
            path.display().to_string()
        });
        let [one, two] = &files;
        let args = ["--image", "bb", "-e", "C=flag", "--env-file", one, "--env-file", two];
        let spec = parse(&args).unwrap().unwrap();
        let pairs: Vec<_> = spec.env.iter().map(|v| (v.key.as_str(), v.value.as_str())).collect();
        assert_eq!(pairs, [("A", "1"), ("B", "two"), ("C", "flag")]);
        std::fs::write(one, "A=1\nnone\n").unwrap();
        let stop = parse(&args).unwrap_err();
        assert_eq!(stop.code, USAGE);
        assert!(stop.message.contains("line 2"), "{}", stop.message);
    }

    #[test]
    fn memory_is_among_the_volumes() {
        let args = ["--image", "bb", "--tmpfs", "/run:size=64m", "-v", "/data", "--tmpfs", "/tmp"];
        let spec = parse(&args).unwrap().unwrap();
        assert_eq!(spec.volumes, ["/data", "tmpfs:/run:size=64m", "tmpfs:/tmp"]);
    }

    #[test]
    fn only_a_bare_name_goes_without_an_image() {
        assert!(parse(&[]).unwrap().is_some());
        assert!(parse(&["-p", "80"]).unwrap().is_none());
        assert!(parse(&["--", "sh"]).unwrap().is_none());
    }
}
