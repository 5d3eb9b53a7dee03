//! Intent to argv. Pure: every engine command line that Berth runs is made here.
//!
//! Containers are addressed by their full id, `--` stands before positionals, and
//! values of the environment stay out (see [`crate::validate::env`]). All forms were
//! tried on podman 4.3.1 and on docker 28.2.2 against a daemon 20.10.24.

use std::fmt;

use jiff::Timestamp;

use crate::kind::EngineKind;
use crate::protect;
use crate::session::{LABEL_OWNER, LABEL_TOKEN, OWNER};
use crate::validate::env::{EnvTransport, transport};
use crate::validate::{Checked, MountSource, MountSpec};

/// Where a client is told its detach keys, of which docker's default would keep Ctrl-P from the
/// program. Which they are `engine` says when it makes the command: they may be no text.
pub(crate) const DETACH_KEYS: &str = "--detach-keys=";
/// The variable that a shell of ours carries.
const SHELL_MARK: &str = "BERTH_SHELL";
/// Where a client finds the env-file of an [`Invocation`]: its own standard input. Where the
/// system has no such name, `process` puts that of a file in its place.
pub(crate) const ENV_FILE: &str = "/dev/stdin";
/// Shown in place of a value of the environment.
const MASK: &str = "…";

/// What one call of an engine's client needs besides the engine's own global flags.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Invocation {
    /// The verb and all that follows it.
    pub args: Vec<String>,
    /// For the client's own environment. Values are secrets.
    pub env: Vec<(String, String)>,
    /// For its `--env-file`, which is [`ENV_FILE`] in `args`. Values are secrets.
    pub env_file: Vec<(String, String)>,
    /// Places in `args` where a person is shown other text, because of a secret.
    masks: Vec<(usize, Vec<String>)>,
}

impl fmt::Debug for Invocation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let masked = |pairs: &[(String, String)]| pairs.iter().map(|(key, _)| mask(key)).collect::<Vec<_>>();
        f.debug_struct("Invocation")
            .field("args", &self.args)
            .field("env", &masked(&self.env))
            .field("env_file", &masked(&self.env_file))
            .finish()
    }
}

impl Invocation {
    /// `flags`, then `--`, then `positionals`.
    fn new<'a>(flags: &[&'a str], positionals: impl IntoIterator<Item = &'a str>) -> Self {
        let args = flags.iter().copied().chain(["--"]).chain(positionals).map(str::to_owned).collect();
        Self { args, ..Self::default() }
    }

    fn flags_only(flags: &[&str]) -> Self {
        Self { args: flags.iter().map(|flag| (*flag).to_owned()).collect(), ..Self::default() }
    }

    /// A call of `logs` that prints the time of each record before it.
    #[must_use]
    pub fn timestamped(mut self, wanted: bool) -> Self {
        if wanted {
            self.args.insert(1, "--timestamps".to_owned());
        }
        self
    }

    /// The arguments as a person may see them: every value of the environment is masked, and
    /// each variable has its own `-e`, however it travels.
    pub fn masked(self) -> Vec<String> {
        let Self { args, masks, .. } = self;
        let shown = |(index, arg)| match masks.iter().find(|(at, _)| *at == index) {
            Some((_, text)) => text.clone(),
            None => vec![arg],
        };
        args.into_iter().enumerate().flat_map(shown).collect()
    }
}

impl Invocation {
    /// Whether it only asks the engine something, so that its stderr has nothing of a session.
    pub fn only_asks(&self) -> bool {
        let verb = self.args.first().map(String::as_str);
        matches!(verb, Some("ps" | "container" | "version" | "info" | "pod"))
    }
}

fn mask(key: &str) -> String {
    format!("{key}={MASK}")
}

/// Whether `create` may pull an image that is missing. Images are checked first, so that a
/// pull is always visible to the user.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pull {
    /// It must not.
    Never,
    /// The client has no such flag: docker's 19.03 answers "unknown flag: --pull" (125), which
    /// came with 20.10. An image that was removed a moment ago is pulled.
    Unsupported,
}

/// Creates a session; its id is the last line of stdout. `token` finds the container
/// again when the client was killed before it could print that.
pub fn create(kind: EngineKind, spec: &Checked, token: &str, pull: Pull) -> Invocation {
    let mut args: Vec<String> = ["create", "--name", &spec.name, "-it"].map(str::to_owned).into();
    let (mut env, mut env_file, mut masks) = (Vec::new(), Vec::new(), Vec::new());
    let mut flag = |name: &str, value: String| {
        args.extend([name.to_owned(), value]);
        args.len() - 1
    };
    flag("--label", format!("{LABEL_OWNER}={OWNER}"));
    flag("--label", format!("{LABEL_TOKEN}={token}"));
    if let Some(dir) = &spec.working_dir {
        flag("-w", dir.clone());
    }
    for var in &spec.terminal_env {
        flag("-e", format!("{}={}", var.key, var.value));
    }
    for var in &spec.env {
        let value = match transport(var) {
            EnvTransport::File => {
                env_file.push((var.key.clone(), var.value.clone()));
                continue;
            }
            EnvTransport::Environment => {
                env.push((var.key.clone(), var.value.clone()));
                var.key.clone()
            }
            EnvTransport::Argv => format!("{}=", var.key),
        };
        masks.push((flag("-e", value), vec![mask(&var.key)]));
    }
    if !env_file.is_empty() {
        let at = flag("--env-file", ENV_FILE.to_owned());
        let shown = env_file.iter().flat_map(|(key, _)| ["-e".to_owned(), mask(key)]).collect();
        masks.extend([(at - 1, Vec::new()), (at, shown)]);
    }
    for mount in &spec.mounts {
        let (name, value) = mount_flag(kind, mount);
        flag(name, value);
    }
    for port in &spec.ports {
        flag("-p", port.to_string());
    }
    if pull == Pull::Never {
        args.push("--pull=never".to_owned());
    }
    args.extend(["--", &spec.image].map(str::to_owned));
    args.extend(spec.argv.iter().cloned());
    Invocation { args, env, env_file, masks }
}

/// `--mount` everywhere, except for options that it does not know on that engine and for a
/// tmpfs, whose options it does not know either. `validate` keeps colons out of such paths, and
/// host paths were asked about before.
fn mount_flag(kind: EngineKind, mount: &MountSpec) -> (&'static str, String) {
    let access = if mount.read_only { "ro" } else { "rw" };
    let options =
        || [access].into_iter().chain(mount.options.iter().map(String::as_str)).collect::<Vec<_>>().join(",");
    let (kind_of_mount, source) = match &mount.source {
        MountSource::Host(path) => ("bind", Some(path)),
        MountSource::Volume(name) => ("volume", Some(name)),
        MountSource::Anonymous => ("volume", None),
        MountSource::Tmpfs => return ("--tmpfs", format!("{}:{}", mount.target, options())),
    };
    if let (Some(source), Some(_)) = (source, mount.option_of_v(kind)) {
        // podman 4.3 takes `O` alone.
        let options =
            if mount.options.iter().any(|option| option == "O") { "O".to_owned() } else { options() };
        return ("-v", format!("{source}:{}:{options}", mount.target));
    }
    let mut fields = vec![format!("type={kind_of_mount}")];
    fields.extend(source.map(|source| format!("source={source}")));
    fields.push(format!("target={}", mount.target));
    // podman 4.3 knows `readonly` for binds only, `ro` for both; so does docker.
    fields.extend(mount.read_only.then(|| "ro".to_owned()));
    fields.extend(mount.options.iter().map(|option| match option.as_str() {
        "z" | "Z" | "U" => option.clone(),
        "nocopy" => "volume-nocopy".to_owned(),
        "cached" | "consistent" | "delegated" => format!("consistency={option}"),
        propagation => format!("bind-propagation={propagation}"),
    }));
    ("--mount", csv(&fields))
}

/// One line of CSV, every field in quotes: paths may hold commas and quotes.
fn csv(fields: &[String]) -> String {
    fields.iter().map(|field| format!("\"{}\"", field.replace('"', "\"\""))).collect::<Vec<_>>().join(",")
}

/// Starts a container that was created or has ended.
pub fn start(id: &str) -> Invocation {
    Invocation::new(&["start"], [id])
}

/// As [`start`], with the client's terminal joined to the container's before the main process
/// runs: it misses nothing, and what it asks its terminal is answered. Without
/// `--sig-proxy=false` podman's client takes the container down with it; docker's has no such
/// flag, and proxies none for a container with a terminal (28.2).
pub fn start_attached(kind: EngineKind, id: &str) -> Invocation {
    let proxy = (kind == EngineKind::Podman).then_some("--sig-proxy=false");
    let flags = ["start", "--attach", "--interactive"].into_iter().chain(proxy).chain([DETACH_KEYS]);
    Invocation::new(&flags.collect::<Vec<_>>(), [id])
}

/// Asks the main process to end, and kills it after `seconds`; without them after its own
/// limit, or 10.
pub fn stop(id: &str, seconds: Option<u32>) -> Invocation {
    match seconds {
        Some(seconds) => Invocation::new(&["stop", "-t", &seconds.to_string()], [id]),
        None => Invocation::new(&["stop"], [id]),
    }
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
        EngineKind::Docker => Invocation::new(&["rm", "-f"], [id]),
    }
}

/// As [`remove`], and its anonymous volumes too; named ones stay.
pub fn remove_with_volumes(id: &str) -> Invocation {
    Invocation::new(&["rm", "-v"], [id])
}

/// A line of JSON a container. The id only: asked for all with `{{json .}}`, docker's
/// client (28.2) has the daemon measure the disk use of every container.
const ID_ROW: &str = r#"{"ID":{{json .ID}}}"#;

/// Every container.
pub fn list() -> Invocation {
    Invocation::flags_only(&["ps", "-a", "--no-trunc", "--format", ID_ROW])
}

/// Containers that Berth created.
pub fn list_own() -> Invocation {
    Invocation::flags_only(&[
        "ps",
        "-a",
        "--no-trunc",
        "--filter",
        &format!("label={LABEL_OWNER}={OWNER}"),
        "--format",
        ID_ROW,
    ])
}

/// What the list says of containers that can't be inspected, by their ids or a part of their
/// name. podman has `Labels` as a map, docker as text that can't be split, so that those in
/// question are asked for one by one.
pub fn list_row(kind: EngineKind, ids: &[&str], name: Option<&str>) -> Invocation {
    let labels = match kind {
        EngineKind::Podman => "{{json .Labels}}".to_owned(),
        EngineKind::Docker => {
            let label = |key: &&str| format!(r#""{key}":{{{{json (.Label "{key}")}}}}"#);
            let known = [LABEL_OWNER, LABEL_TOKEN];
            format!("{{{}}}", known.iter().chain(&protect::LABELS).map(label).collect::<Vec<_>>().join(","))
        }
    };
    let field = |name: &str| format!(r#""{name}":{{{{json .{name}}}}}"#);
    let fields = ["ID", "Names", "Image", "Status", "CreatedAt"].map(field).join(",");
    let format = format!(r#"{{{fields},"Labels":{labels}}}"#);
    let filters = ids.iter().map(|id| format!("id={id}")).chain(name.map(|name| format!("name={name}")));
    let filters = filters.flat_map(|filter| ["--filter".to_owned(), filter]);
    let args = ["ps", "-a", "--no-trunc", "--format", &format].map(str::to_owned);
    Invocation { args: args.into_iter().chain(filters).collect(), ..Invocation::default() }
}

/// podman's pods, a line of JSON each.
pub fn pods() -> Invocation {
    let row = r#"{"ID":{{json .Id}},"Name":{{json .Name}}}"#;
    Invocation::flags_only(&["pod", "ps", "--no-trunc", "--format", row])
}

/// Stops, starts or removes a pod with all in it, by `verb`; without force.
pub fn pod(verb: &'static str, name: &str) -> Invocation {
    Invocation::new(&["pod", verb], [name])
}

/// Everything about containers, by id or name: an array on podman, an object a line on docker.
pub fn inspect<S: AsRef<str>>(ids: &[S]) -> Invocation {
    Invocation::new(&["container", "inspect", "--format", "{{json .}}"], ids.iter().map(AsRef::as_ref))
}

/// A folder of a container as a tar stream, whether it runs or not. `folder` is absolute; one that
/// is a link is followed.
pub fn copy_out(id: &str, folder: &str) -> Invocation {
    Invocation::new(&["container", "cp"], [format!("{id}:{folder}/.").as_str(), "-"])
}

/// Which part of a log, by the time at which it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The whole log.
    Whole,
    /// The records up to this time.
    Until(Timestamp),
    /// The records from this time on.
    Since(Timestamp),
    /// The records from the first of two times up to the second.
    Between(Timestamp, Timestamp),
}

impl Part {
    /// What lies between two times, each of which may be open.
    pub fn between(since: Option<Timestamp>, until: Option<Timestamp>) -> Self {
        match (since, until) {
            (None, None) => Self::Whole,
            (Some(since), None) => Self::Since(since),
            (None, Some(until)) => Self::Until(until),
            (Some(since), Some(until)) => Self::Between(since, until),
        }
    }
}

/// A log, or what of it is in its last `lines` records; all of it for [`u32::MAX`].
pub fn logs(id: &str, part: Part, lines: Option<u32>) -> Invocation {
    log_call(&["logs"], id, part, lines)
}

/// A log from its beginning, or from its last `lines` records, and what is written from
/// then on. Ends with the run.
pub fn follow_logs(id: &str, part: Part, lines: Option<u32>) -> Invocation {
    log_call(&["logs", "--follow"], id, part, lines)
}

fn log_call(verb: &[&str], id: &str, part: Part, lines: Option<u32>) -> Invocation {
    let (since, until) = match part {
        Part::Whole => (None, None),
        Part::Until(until) => (None, Some(until)),
        Part::Since(since) => (Some(since), None),
        Part::Between(since, until) => (Some(since), Some(until)),
    };
    let since = since.map(|time| format!("--since={time}"));
    let until = until.map(|time| format!("--until={time}"));
    let tail = lines.filter(|lines| *lines != u32::MAX).map(|lines| format!("--tail={lines}"));
    let times = since.as_deref().into_iter().chain(until.as_deref());
    let flags: Vec<&str> = verb.iter().copied().chain(times).chain(tail.as_deref()).collect();
    Invocation::new(&flags, [id])
}

/// Runs another process in a running session; with `tty` its stdin and a terminal too.
pub fn exec<S: AsRef<str>>(id: &str, argv: &[S], tty: bool) -> Invocation {
    let flags: &[&str] = if tty { &["exec", DETACH_KEYS, "-it"] } else { &["exec"] };
    Invocation::new(flags, [id].into_iter().chain(argv.iter().map(AsRef::as_ref)))
}

/// As [`exec`], with stdin but without a terminal: for pipes.
pub fn exec_with_input<S: AsRef<str>>(id: &str, argv: &[S]) -> Invocation {
    Invocation::new(&["exec", "-i"], [id].into_iter().chain(argv.iter().map(AsRef::as_ref)))
}

/// Prefers bash, and takes sh where there is none.
const BASH_ELSE_SH: [&str; 3] =
    ["sh", "-c", "if command -v bash >/dev/null 2>&1; then exec bash; else exec sh; fi"];

/// Runs an interactive shell on a terminal of its own; `None` is bash, else sh. Its
/// environment carries `token`, by which [`hang_up`] finds it.
pub fn shell(id: &str, argv: Option<&[String]>, token: &str) -> Invocation {
    let mark = format!("{SHELL_MARK}={token}");
    let flags = ["exec", DETACH_KEYS, "-it", "-e", "TERM=xterm-256color", "-e", &mark];
    match argv {
        Some(argv) => Invocation::new(&flags, [id].into_iter().chain(argv.iter().map(String::as_str))),
        None => Invocation::new(&flags, [id].into_iter().chain(BASH_ELSE_SH)),
    }
}

/// Hangs up on the shell that carries `token`, and on what runs in it, as a terminal
/// that closes does: on both engines a process outlives the client of its exec
/// (podman 4.3, docker 20.10). Ends with 0 when none is left.
pub fn hang_up(id: &str, token: &str) -> Invocation {
    const SCRIPT: &str = "for e in /proc/[0-9]*/environ; do case $(cat \"$e\" 2>/dev/null) in \
        *\"$0\"*) p=${e#/proc/}; kill -HUP \"${p%/environ}\" ;; esac; done; exit 0";
    Invocation::new(&["exec"], [id, "sh", "-c", SCRIPT, &format!("{SHELL_MARK}={token}")])
}

/// Joins the main process's terminal. Without `--sig-proxy=false` podman's client takes
/// the container down with it.
pub fn attach(id: &str) -> Invocation {
    Invocation::new(&["attach", "--sig-proxy=false", DETACH_KEYS], [id])
}

/// What an image says of the containers made of it, as JSON. Where it is not on the engine
/// podman ends with 125 and docker with 1, as for every failure: read their stderr.
pub fn image_config(image: &str) -> Invocation {
    Invocation::new(&["image", "inspect", "--format", "{{json .Config}}"], [image])
}

/// Downloads an image.
pub fn pull(image: &str) -> Invocation {
    Invocation::new(&["pull"], [image])
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
        EngineKind::Docker => "{{json .SecurityOptions}}",
    };
    Invocation::flags_only(&["info", "--format", field])
}

/// Makes an image of a root file system; `changes` are lines of a Dockerfile.
pub fn import(tar: &str, reference: &str, changes: &[&str]) -> Invocation {
    let flags: Vec<&str> =
        ["import"].into_iter().chain(changes.iter().flat_map(|change| ["--change", change])).collect();
    Invocation::new(&flags, [tar, reference])
}

#[cfg(test)]
pub(crate) mod tests;
