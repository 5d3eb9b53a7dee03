//! The verbs on a session's spec: to read it, to make the session anew by another, to make a second.

use std::process::ExitCode;

use berth_runner::{
    PutBack, RecreateOptions, RecreateOutcome, RecreatePlan, RecreateStep, Runner, SessionSpec,
    SpecDifference, StartOptions, compare,
};
use serde::Serialize;

use super::start::{report, variable};
use crate::cli::{Changes, Clone, Recreate, Spec};
use crate::differences::field_word;
use crate::exit::{FAILURE, Stop, USAGE};
use crate::print;
use crate::row::Row;

/// The new one did not prove itself, and the old one is back.
pub const PUT_BACK: u8 = 11;

/// The shape of `spec --json`. Fields are added, never taken away.
#[derive(Serialize)]
struct Found<'a> {
    spec: &'a SessionSpec,
    /// What no spec can say.
    lost: &'a [berth_runner::Lost],
}

pub async fn spec(runner: &Runner, spec: Spec) -> Result<ExitCode, Stop> {
    let (found, lost) = runner.spec(&spec.name).await?;
    if spec.json {
        print::json(&Found { spec: &found, lost: &lost })?;
        return Ok(ExitCode::SUCCESS);
    }
    // All that differs from nothing is all that it says.
    for difference in compare(&SessionSpec::default(), &found) {
        print::line(&format!("{}: {}", field_word(difference.field), difference.after.join(", ")))?;
    }
    say_lost(&lost);
    Ok(ExitCode::SUCCESS)
}

fn say_lost(lost: &[berth_runner::Lost]) {
    for part in lost {
        print::err(&format!("berthctl: no spec can say {}: {}", part.part, part.value));
    }
}

pub async fn recreate(runner: &Runner, recreate: Recreate) -> Result<ExitCode, Stop> {
    let (before, _) = runner.spec(&recreate.name).await?;
    let mut after = changed(before, recreate.changes, |key| std::env::var(key).ok())?;
    after.name = recreate.rename.unwrap_or(after.name);
    let plan = runner.recreate_plan(&recreate.name, Some(&after)).await?;
    if recreate.dry_run {
        return say_plan(&plan, recreate.json);
    }
    if recreate.in_place {
        let session = runner.change_limits(&recreate.name, &after).await?;
        if !plan.lasting {
            print::err("berthctl: podman forgets these limits when the session is started again");
        }
        if recreate.json {
            print::json(&Row::from(&session))?;
        } else {
            print::line(&format!("Changed the limits of {}", session.name))?;
        }
        return Ok(ExitCode::SUCCESS);
    }
    say_lost(&plan.lost);
    let options = RecreateOptions {
        data: recreate.data.into(),
        create_host_paths: recreate.create_host_paths,
        seconds: recreate.wait,
    };
    let outcome = runner.recreate(&recreate.name, &after, options, &say_step).await?;
    if recreate.json {
        print::json(&outcome)?;
    }
    finish(runner, outcome, recreate.json)
}

fn say_step(step: RecreateStep) {
    print::err(match step {
        RecreateStep::Committing => "Making an image of it",
        RecreateStep::Renaming => "Renaming the old one",
        RecreateStep::Creating => "Creating the new one",
        RecreateStep::Stopping => "Stopping the old one",
        RecreateStep::Starting => "Starting the new one",
        RecreateStep::Watching => "Watching the new one",
        RecreateStep::Removing => "Archiving and removing the old one",
        RecreateStep::PuttingBack => "Putting the old one back",
    });
}

fn finish(runner: &Runner, outcome: RecreateOutcome, json: bool) -> Result<ExitCode, Stop> {
    let engine = &runner.engine().id;
    match outcome {
        RecreateOutcome::Recreated { session, kept } => {
            if let Some(kept) = kept {
                print::err(&format!(
                    "berthctl: the old one could not be removed and stays as {kept}, stopped"
                ));
            }
            if !json {
                print::line(&format!("Recreated {} on {engine}", session.name))?;
            }
            Ok(ExitCode::SUCCESS)
        }
        RecreateOutcome::PutBack { session, why, last_lines } => {
            let (why, detail) = why_text(why);
            let mut stop = Stop::new(PUT_BACK, format!("{} is as it was before: {why}", session.name));
            stop.detail = Some(detail.unwrap_or(last_lines));
            Err(stop)
        }
        RecreateOutcome::ImageAbsent { image } => Err(Stop::new(
            FAILURE,
            format!("The image {image} is not on {engine}; pull it first. Nothing was done"),
        )),
        RecreateOutcome::HostPathsAbsent { paths } => Err(Stop::new(
            FAILURE,
            format!(
                "These host paths of volumes do not exist: {}. Say --create-host-paths to create them. Nothing was done",
                paths.join(", ")
            ),
        )),
    }
}

/// And the engine's own words, where there are.
fn why_text(why: PutBack) -> (String, Option<String>) {
    match why {
        PutBack::Ended { exit_code: Some(code) } => {
            (format!("the new one ended with exit code {code}"), None)
        }
        PutBack::Ended { exit_code: None } => ("the new one ended".to_owned(), None),
        PutBack::Unhealthy {} => ("the health check of the new one failed".to_owned(), None),
        PutBack::NotHealthy { seconds } => {
            (format!("the new one did not become healthy within {seconds} s"), None)
        }
        PutBack::Refused { message, detail } => (message, detail),
    }
}

fn say_plan(plan: &RecreatePlan, json: bool) -> Result<ExitCode, Stop> {
    if json {
        print::json(plan)?;
        return Ok(ExitCode::SUCCESS);
    }
    if plan.differences.is_empty() {
        print::line("Nothing changes.")?;
    }
    for difference in &plan.differences {
        print::line(&line(difference))?;
    }
    print::line(&format!("\nBefore:\n{}\nAfter:\n{}", plan.command_before, plan.command_after))?;
    if plan.in_place {
        let how = if plan.lasting { "" } else { ", until it is started again" };
        print::line(&format!("\nThese are limits: --in-place changes them while it runs{how}."))?;
    }
    say_lost(&plan.lost);
    Ok(ExitCode::SUCCESS)
}

/// `memory: 64m -> 1g`, `variables: TOKEN (another value)`.
pub fn line(SpecDifference { field, before, after }: &SpecDifference) -> String {
    let said = |texts: &[String]| if texts.is_empty() { "(default)".to_owned() } else { texts.join(", ") };
    format!("{}: {} -> {}", field_word(*field), said(before), said(after))
}

pub async fn clone(runner: &Runner, clone: Clone) -> Result<ExitCode, Stop> {
    let (spec, lost) = runner.clone_spec(&clone.name, clone.new_name.as_deref()).await?;
    let spec = changed(spec, clone.changes, |key| std::env::var(key).ok())?;
    say_lost(&lost);
    if clone.dry_run {
        let checked = runner.check(&spec).map_err(|problems| berth_runner::Error::Invalid { problems })?;
        print::line(&berth_runner::preview(runner.engine(), &checked))?;
        return Ok(ExitCode::SUCCESS);
    }
    // The name is that of no other: what is there already would be started instead.
    if runner.exists(&spec.name).await? {
        let (engine, name) = (runner.engine().id.clone(), spec.name);
        return Err(berth_runner::Error::NameTaken { engine, name }.into());
    }
    let options = StartOptions { create_host_paths: clone.create_host_paths };
    report(runner, runner.start(&spec, options).await?, clone.json)
}

/// The spec with what was said; everything else stays.
fn changed(
    mut spec: SessionSpec,
    changes: Changes,
    own: impl Fn(&str) -> Option<String>,
) -> Result<SessionSpec, Stop> {
    for text in &changes.env {
        let var = variable(text, &own)?;
        spec.env.retain(|other| other.key != var.key);
        spec.env.push(var);
    }
    spec.env.retain(|var| !changes.unset_env.contains(&var.key));
    for text in changes.volumes {
        let target = target_of(&text).to_owned();
        spec.volumes.retain(|other| target_of(other) != target);
        spec.volumes.push(text);
    }
    spec.volumes.retain(|text| !changes.unset_volumes.iter().any(|target| target == target_of(text)));
    if changes.no_ports || !changes.ports.is_empty() {
        spec.ports = changes.ports;
    }
    spec.image = changes.image.unwrap_or(spec.image);
    spec.working_dir = changes.working_dir.unwrap_or(spec.working_dir);
    for option in &changes.unset {
        unset(&mut spec, option)?;
    }
    if !changes.command.is_empty() {
        spec.command = shlex::try_join(changes.command.iter().map(String::as_str))
            .map_err(|_| Stop::new(USAGE, "The command has a NUL character in it; remove it"))?;
    }
    merge(&mut spec, changes.options);
    Ok(spec)
}

/// `NAME:/data:ro` -> `/data`; `/data` -> `/data`.
fn target_of(volume: &str) -> &str {
    volume.split(':').nth(1).filter(|_| volume.contains(':')).unwrap_or(volume)
}

fn unset(spec: &mut SessionSpec, option: &str) -> Result<(), Stop> {
    let options = &mut spec.options;
    match option {
        "command" => spec.command.clear(),
        "memory" => {
            options.memory = None;
            options.memory_swap = None;
        }
        "memory-swap" => options.memory_swap = None,
        "cpus" => options.cpus = None,
        "pids-limit" => options.pids_limit = None,
        "restart" => options.restart = None,
        "user" => options.user = None,
        "entrypoint" => options.entrypoint = None,
        "network" => options.network = None,
        "network-aliases" => options.network_aliases.clear(),
        "hosts" => options.hosts.clear(),
        "hostname" => options.hostname = None,
        "labels" => options.labels.clear(),
        "stop-signal" => options.stop_signal = None,
        "stop-timeout" => options.stop_timeout = None,
        "health" => options.health = berth_runner::HealthOptions::default(),
        "devices" => options.devices.clear(),
        "cap-add" => options.cap_add.clear(),
        "cap-drop" => options.cap_drop.clear(),
        "read-only" => options.read_only = false,
        "init" => options.init = false,
        "no-new-privileges" => options.no_new_privileges = false,
        "no-terminal" => options.no_terminal = false,
        "gpus" => options.gpus = None,
        "pod" => options.pod = None,
        "extra" => options.extra.clear(),
        other => {
            let message = format!("There is no option \"{other}\" to unset; see berthctl recreate --help");
            return Err(Stop::new(USAGE, message));
        }
    }
    Ok(())
}

/// What is said replaces what was; labels are joined.
fn merge(spec: &mut SessionSpec, flags: crate::cli::OptionFlags) {
    let said = flags.options();
    let options = &mut spec.options;
    macro_rules! replace {
        ($($field:ident),*) => { $(if said.$field.is_some() { options.$field = said.$field; })* };
    }
    macro_rules! fill {
        ($($field:ident),*) => { $(if !said.$field.is_empty() { options.$field = said.$field; })* };
    }
    replace!(
        restart,
        memory,
        memory_swap,
        cpus,
        pids_limit,
        user,
        entrypoint,
        network,
        hostname,
        stop_signal,
        stop_timeout,
        gpus,
        pod
    );
    fill!(network_aliases, hosts, devices, cap_add, cap_drop, extra);
    options.labels.extend(said.labels);
    options.read_only |= said.read_only;
    options.init |= said.init;
    options.no_new_privileges |= said.no_new_privileges;
    options.no_terminal |= said.no_terminal;
    if said.health.off {
        options.health = said.health;
    } else if said.health != berth_runner::HealthOptions::default() {
        let health = &mut options.health;
        health.off = false;
        health.command = said.health.command.or(health.command.take());
        health.interval = said.health.interval.or(health.interval.take());
        health.timeout = said.health.timeout.or(health.timeout.take());
        health.retries = said.health.retries.or(health.retries);
        health.start_period = said.health.start_period.or(health.start_period.take());
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use clap::Parser;

    use super::*;
    use crate::cli::{Cli, Verb};

    fn changes(args: &[&str]) -> Changes {
        let words = ["berthctl", "recreate", "bot"].iter().chain(args);
        let Verb::Recreate(recreate) = Cli::try_parse_from(words).unwrap().verb else { unreachable!() };
        recreate.changes
    }

    #[test]
    fn what_is_not_named_stays() {
        let (mut before, _) = berth_runner::spec_of(&serde_json::json!({}), None);
        before.env = vec![variable("A=1", |_| None).unwrap(), variable("B=2", |_| None).unwrap()];
        before.volumes = vec!["data:/data".to_owned(), "tmpfs:/run".to_owned()];
        before.ports = vec!["8080:80".to_owned()];
        before.options.memory = Some("64m".to_owned());
        before.options.labels = [("a".to_owned(), "1".to_owned())].into();
        let same = changed(before.clone(), changes(&[]), |_| None).unwrap();
        assert_eq!(same, before);
        let args = [
            "-m",
            "1g",
            "-e",
            "B=3",
            "-e",
            "C=4",
            "--unset-env",
            "A",
            "-v",
            "other:/data:ro",
            "-l",
            "b=2",
            "--cpus",
            "2",
            "--unset-volume",
            "/run",
            "--",
            "sleep",
            "5",
        ];
        let after = changed(before.clone(), changes(&args), |_| None).unwrap();
        assert_eq!(
            compare(&before, &after).iter().map(line).collect::<Vec<_>>(),
            [
                "command: (default) -> sleep 5",
                "variables: A, B -> B, C",
                "volumes: data:/data, tmpfs:/run -> other:/data:ro",
                "memory: 64m -> 1g",
                "processors: (default) -> 2",
                "labels: (default) -> b=2",
            ]
        );
        assert_eq!(after.ports, before.ports);
        let none = changed(before.clone(), changes(&["--no-ports", "--unset", "memory"]), |_| None).unwrap();
        assert_eq!((none.ports.len(), none.options.memory), (0, None));
        let stop = changed(before, changes(&["--unset", "everything"]), |_| None).unwrap_err();
        assert_eq!(stop.code, USAGE);
    }
}
