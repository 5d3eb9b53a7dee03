//! Intent to argv. Pure: every engine command line that Berth runs is made here.
//!
//! Containers are addressed by their full id, `--` stands before positionals, and
//! values of the environment stay out (see [`crate::validate::env`]). All forms were
//! tried on podman 4.3.1 and on docker 28.2.2 against a daemon 20.10.24.

mod create;
mod debug;
mod files;
mod image;
pub(crate) mod invocation;
mod kube;
mod list;
mod logs;
mod options;
mod subject;
mod terminal;
#[cfg(test)]
pub(crate) mod tests;
mod usage;

#[cfg(test)]
pub(crate) use create::before;
pub use create::{Pull, create, create_foreign};
pub use debug::{BUSYBOX, Debug, commit, debug_beside, debug_copy, debug_image, list_of_debug};
pub use files::{
    changed, copy_file_out, copy_in, export_stream, export_volume, find, find_led, find_targets, readlink,
    stat,
};
pub use image::{
    build, image_config, image_ids, image_inspect, import, load, pull, registry_manifest, remove_image, save,
    tag,
};
pub use invocation::Invocation;
pub(crate) use kube::secret_of;
pub use kube::{PodContainer, client_version as kube_client, contexts as kube_contexts};
pub use kube::{create as kube_create, remove_secret as kube_remove_secret, tie_secret as kube_tie_secret};
pub use kube::{pod as kube_pod, pods as kube_pods, rights as kube_rights, version as kube_version};
pub use kube::{watch as kube_watch, watch_pod as kube_watch_pod};
pub use list::{inspect, list, list_of_token, list_own, list_row, pods};
pub use logs::{Part, follow_logs, logs};
pub use subject::Subject;
pub(crate) use terminal::DETACH_KEYS;
pub use terminal::{attach, conmon_socket, exec, exec_with_input, hang_up, observe, shell, start_attached};
pub use usage::{top, usage};

use crate::kind::EngineKind;

/// Starts a container that was created or has ended.
pub fn start(id: &str) -> Invocation {
    Invocation::new(&["start"], [id])
}

/// Asks the main process to end, and kills it after `seconds`; without them after its own
/// limit, or 10.
pub fn stop(id: &str, seconds: Option<u32>) -> Invocation {
    match seconds {
        Some(seconds) => Invocation::new(&["stop", "-t", &seconds.to_string()], [id]),
        None => Invocation::new(&["stop"], [id]),
    }
}

/// Ends when the main process has ended.
pub fn wait(id: &str) -> Invocation {
    Invocation::new(&["wait"], [id])
}

/// Sends SIGKILL to the main process.
pub fn kill(id: &str) -> Invocation {
    Invocation::new(&["kill"], [id])
}

/// Sends a signal to the main process; it need not end by it.
pub fn signal(id: &str, signal: &str) -> Invocation {
    Invocation::new(&["kill", "--signal", signal], [id])
}

/// Gives a container another name.
pub fn rename(id: &str, name: &str) -> Invocation {
    Invocation::new(&["rename"], [id, name])
}

/// Sets the restart policy of a container.
pub fn restart_policy(id: &str, policy: &str) -> Invocation {
    Invocation::new(&["update", "--restart", policy], [id])
}

/// Freezes the processes of a running container.
pub fn pause(id: &str) -> Invocation {
    Invocation::new(&["pause"], [id])
}

/// Lets the processes of a paused container continue.
pub fn unpause(id: &str) -> Invocation {
    Invocation::new(&["unpause"], [id])
}

/// Removes what has ended; anonymous volumes stay. Never forced: `rm -f` says 0 and
/// removes nothing when a second name is missing, and waits 10 s on podman.
pub fn remove(id: &str) -> Invocation {
    Invocation::new(&["rm"], [id])
}

/// Removes what the engine can't describe, in any state. podman (4.3) would wait 10 s for it
/// to end; docker has no such flag, and kills it.
pub fn remove_forced(kind: EngineKind, id: &str) -> Invocation {
    match kind {
        EngineKind::Podman => Invocation::new(&["rm", "-f", "-t", "0"], [id]),
        _ => Invocation::new(&["rm", "-f"], [id]),
    }
}

/// As [`remove`], and its anonymous volumes too; named ones stay.
pub fn remove_with_volumes(id: &str) -> Invocation {
    Invocation::new(&["rm", "-v"], [id])
}

/// Stops, starts or removes a pod with all in it, by `verb`; without force.
pub fn pod(verb: &'static str, name: &str) -> Invocation {
    Invocation::new(&["pod", verb], [name])
}

/// A folder of a container as a tar stream, whether it runs or not. `folder` is absolute; one that
/// is a link is followed.
pub fn copy_out(id: &str, folder: &str) -> Invocation {
    Invocation::new(&["container", "cp"], [format!("{id}:{folder}/.").as_str(), "-"])
}

/// Local podman prints `Client` only; docker prints `Client` and exits 1 when no daemon answers.
pub fn version() -> Invocation {
    Invocation::flags_only(&["version", "--format", "{{json .}}"])
}

/// What happens to containers from `since` on, seconds since 1970, a line each; does not end.
pub fn events(since: i64) -> Invocation {
    Invocation::flags_only(&[
        "events",
        "--since",
        &since.to_string(),
        "--filter",
        "type=container",
        "--format",
        "{{json .}}",
    ])
}

/// The endpoints that docker's client knows, a line each.
pub fn contexts() -> Invocation {
    Invocation::flags_only(&["context", "ls", "--format", "{{json .}}"])
}

/// The endpoints that podman's client knows: an array.
pub fn connections() -> Invocation {
    Invocation::flags_only(&["system", "connection", "ls", "--format", "json"])
}

/// Whether the engine runs without root: `true` or `false` on podman, an array of
/// security options on docker, with `name=rootless` in it.
pub fn rootless(kind: EngineKind) -> Invocation {
    let field = match kind {
        EngineKind::Podman => "{{json .Host.Security.Rootless}}",
        _ => "{{json .SecurityOptions}}",
    };
    Invocation::flags_only(&["info", "--format", field])
}

/// How long the machine of a podman has been up, in podman's words.
pub fn uptime() -> Invocation {
    Invocation::flags_only(&["info", "--format", "{{.Host.Uptime}}"])
}

/// Changes limits of a container; `flags` are whole, `--memory=1g`.
pub fn update(id: &str, flags: &[String]) -> Invocation {
    let flags: Vec<&str> = ["update"].into_iter().chain(flags.iter().map(String::as_str)).collect();
    Invocation::new(&flags, [id])
}

/// Writes the file system of a container to a file, as tar; volumes are not in it.
pub fn export(id: &str, file: &str) -> Invocation {
    Invocation::new(&["export", "--output", file], [id])
}
