//! Further flags: what a form has no field for, and does not break Berth.
//!
//! Each is one word, so that its value can't be taken for an image or another flag.

use super::super::Rule;
use super::super::rule::OptionRule;
use crate::kind::EngineKind;

/// Flags of `create` without a value; every other needs one, or would take the next word.
const SWITCHES: [&str; 9] = [
    "privileged",
    "oom-kill-disable",
    "publish-all",
    "disable-content-trust",
    "no-hosts",
    "no-hostname",
    "http-proxy",
    "read-only-tmpfs",
    "unsetenv-all",
];
/// Those among them that docker (28.2) does not know.
const SWITCHES_OF_PODMAN: [&str; 5] =
    ["no-hosts", "no-hostname", "http-proxy", "read-only-tmpfs", "unsetenv-all"];
/// Without these Berth finds, shows or ends no session: it names, labels and attaches itself, and
/// its runs outlive their container.
const BREAKS: [&str; 20] = [
    "detach",
    "rm",
    "name",
    "tty",
    "interactive",
    "attach",
    "label-file",
    "cidfile",
    "detach-keys",
    "sig-proxy",
    "pull",
    "replace",
    "rootfs",
    "help",
    "conmon-pidfile",
    "preserve-fds",
    "requires",
    "quiet",
    "chrootdirs",
    "pod-id-file",
];
/// Global flags of the clients, which some take behind the verb, too.
const ELSEWHERE: [&str; 18] = [
    "host",
    "context",
    "config",
    "url",
    "connection",
    "remote",
    "identity",
    "ssh",
    "root",
    "runroot",
    "storage-driver",
    "tmpdir",
    "module",
    "tls",
    "tlscacert",
    "tlscert",
    "tlskey",
    "out",
];
/// Their values are secrets, or files with them.
const SECRET: [&str; 5] = ["creds", "username", "password", "env-host", "env-merge"];
/// Those with a field of their own.
const FIELDS: [&str; 36] = [
    "env",
    "env-file",
    "volume",
    "mount",
    "tmpfs",
    "publish",
    "workdir",
    "restart",
    "memory",
    "memory-swap",
    "cpus",
    "pids-limit",
    "user",
    "entrypoint",
    "network",
    "net",
    "network-alias",
    "net-alias",
    "add-host",
    "hostname",
    "label",
    "stop-signal",
    "stop-timeout",
    "health-cmd",
    "health-interval",
    "health-timeout",
    "health-retries",
    "health-start-period",
    "no-healthcheck",
    "device",
    "cap-add",
    "cap-drop",
    "read-only",
    "init",
    "gpus",
    "pod",
];

/// One further flag as the word that goes on the command line.
///
/// # Errors
/// The rule that it breaks: it has a field of its own, or would break Berth.
pub fn flag(kind: EngineKind, text: &str) -> Result<String, Rule> {
    let text = text.trim();
    let shape = || OptionRule::ExtraShape { text: text.to_owned() };
    let long = text.strip_prefix("--").ok_or_else(shape)?;
    let (name, value) = long.split_once('=').map_or((long, None), |(name, value)| (name, Some(value)));
    let is_name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if !name.starts_with(|c: char| c.is_ascii_lowercase()) || !name.chars().all(is_name) {
        return Err(shape().into());
    }
    let flag = || format!("--{name}");
    if FIELDS.contains(&name) {
        return Err(OptionRule::ExtraOwnField { flag: flag() }.into());
    }
    if name == "security-opt" && value.is_some_and(|value| value.starts_with("no-new-privileges")) {
        return Err(OptionRule::ExtraOwnField { flag: text.to_owned() }.into());
    }
    // Its log would be nowhere.
    let no_log = name == "log-driver" && matches!(value, Some("none" | "passthrough"));
    if BREAKS.contains(&name) || no_log {
        return Err(OptionRule::ExtraBreaks { flag: flag() }.into());
    }
    if ELSEWHERE.contains(&name) {
        return Err(OptionRule::ExtraElsewhere { flag: flag() }.into());
    }
    if SECRET.contains(&name) {
        return Err(OptionRule::ExtraSecret { flag: flag() }.into());
    }
    if kind == EngineKind::Docker && SWITCHES_OF_PODMAN.contains(&name) {
        return Err(OptionRule::ExtraOfOther { flag: flag(), kind }.into());
    }
    match value {
        Some("") => Err(OptionRule::ExtraNoValue { flag: flag() }.into()),
        None if !SWITCHES.contains(&name) => Err(OptionRule::ExtraNoValue { flag: flag() }.into()),
        _ => Ok(text.to_owned()),
    }
}
