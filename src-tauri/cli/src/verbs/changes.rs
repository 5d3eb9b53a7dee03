//! What the flags of `recreate` and `clone` change of a spec.

use berth_runner::{HealthOptions, SessionSpec, VolumeParts};

use super::start::variables;
use crate::cli::{Changes, OptionFlags};
use crate::exit::{Stop, USAGE};

/// The spec with what was said; everything else stays. `own` reads a variable of this process.
///
/// # Errors
/// A flag that can't be used as it is written.
pub fn changed(
    mut spec: SessionSpec,
    changes: Changes,
    own: impl Fn(&str) -> Option<String>,
) -> Result<SessionSpec, Stop> {
    for var in variables(&changes.env_files, &changes.env, own)? {
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

fn target_of(volume: &str) -> &str {
    VolumeParts::of(volume).target
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
        "health" => options.health = HealthOptions::default(),
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
fn merge(spec: &mut SessionSpec, flags: OptionFlags) {
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
    } else if said.health != HealthOptions::default() {
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
    use berth_runner::compare;
    use clap::Parser;

    use super::*;
    use crate::cli::{Cli, Verb};
    use crate::differences::change_line;

    fn changes(args: &[&str]) -> Changes {
        let words = ["berthctl", "recreate", "bot"].iter().chain(args);
        let Verb::Recreate(recreate) = Cli::try_parse_from(words).unwrap().verb else { unreachable!() };
        recreate.changes
    }

    #[test]
    fn what_is_not_named_stays() {
        let (mut before, _) = berth_runner::spec_of(&serde_json::json!({}), None);
        before.env = variables(&[], &["A=1".into(), "B=2".into()], |_| None).unwrap();
        before.volumes = vec![r"C:\x:/data".to_owned(), "tmpfs:/run".to_owned()];
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
            compare(&before, &after).iter().map(change_line).collect::<Vec<_>>(),
            [
                "command: (default) -> sleep 5",
                "variables: A, B -> B, C",
                r"volumes: C:\x:/data, tmpfs:/run -> other:/data:ro",
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
