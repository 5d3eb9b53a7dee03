//! Intent to `create`.

use super::invocation::{ENV_FILE, Invocation, mask};
use super::options;
use crate::kind::EngineKind;
use crate::session::{LABEL_OWNER, LABEL_TOKEN, OWNER};
use crate::validate::env::{EnvTransport, transport};
use crate::validate::{Checked, MountSource, MountSpec};

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
    call(kind, spec, Some(token), pull)
}

/// The `create` of a container that is not Berth's own.
pub fn create_foreign(kind: EngineKind, spec: &Checked) -> Invocation {
    call(kind, spec, None, Pull::Unsupported)
}

fn call(kind: EngineKind, spec: &Checked, token: Option<&str>, pull: Pull) -> Invocation {
    let mut args: Vec<String> = ["create", "--name", &spec.name].map(str::to_owned).into();
    args.extend((!spec.options.plain.no_terminal).then(|| "-it".to_owned()));
    let (mut env, mut env_file, mut masks) = (Vec::new(), Vec::new(), Vec::new());
    let mut flag = |name: &str, value: String| {
        args.extend([name.to_owned(), value]);
        args.len() - 1
    };
    if let Some(token) = token {
        flag("--label", format!("{LABEL_OWNER}={OWNER}"));
        flag("--label", format!("{LABEL_TOKEN}={token}"));
    }
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
    args.extend(options::flags(kind, &spec.options));
    if pull == Pull::Never {
        args.push("--pull=never".to_owned());
    }
    args.extend(["--", &spec.image].map(str::to_owned));
    args.extend(options::before_command(kind, &spec.options));
    args.extend(spec.argv.iter().cloned());
    Invocation { args, env, env_file, masks, ..Invocation::default() }
}

/// `--mount` everywhere, except for options that it does not know on that engine and for a
/// tmpfs, whose options it does not know either. `validate` keeps colons out of such paths, and
/// host paths were asked about before.
pub(super) fn mount_flag(kind: EngineKind, mount: &MountSpec) -> (&'static str, String) {
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

/// What stands before the command of a spec, see [`options::before_command`].
#[cfg(test)]
pub(crate) fn before(kind: EngineKind, spec: &Checked) -> Vec<String> {
    options::before_command(kind, &spec.options)
}
