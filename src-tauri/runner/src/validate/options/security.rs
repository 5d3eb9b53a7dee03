//! Users, devices, capabilities and GPUs.

use super::super::Rule;
use super::super::rule::OptionRule;
use crate::kind::EngineKind;

/// Those of Linux 6.12 (capabilities(7)).
const CAPABILITIES: [&str; 41] = [
    "AUDIT_CONTROL",
    "AUDIT_READ",
    "AUDIT_WRITE",
    "BLOCK_SUSPEND",
    "BPF",
    "CHECKPOINT_RESTORE",
    "CHOWN",
    "DAC_OVERRIDE",
    "DAC_READ_SEARCH",
    "FOWNER",
    "FSETID",
    "IPC_LOCK",
    "IPC_OWNER",
    "KILL",
    "LEASE",
    "LINUX_IMMUTABLE",
    "MAC_ADMIN",
    "MAC_OVERRIDE",
    "MKNOD",
    "NET_ADMIN",
    "NET_BIND_SERVICE",
    "NET_BROADCAST",
    "NET_RAW",
    "PERFMON",
    "SETFCAP",
    "SETGID",
    "SETPCAP",
    "SETUID",
    "SYSLOG",
    "SYS_ADMIN",
    "SYS_BOOT",
    "SYS_CHROOT",
    "SYS_MODULE",
    "SYS_NICE",
    "SYS_PACCT",
    "SYS_PTRACE",
    "SYS_RAWIO",
    "SYS_RESOURCE",
    "SYS_TIME",
    "SYS_TTY_CONFIG",
    "WAKE_ALARM",
];

pub(super) fn user(text: &str) -> Result<String, Rule> {
    let is_name = |name: &str| {
        !name.is_empty() && !name.starts_with('-') && !name.contains(|c: char| c.is_whitespace() || c == '/')
    };
    let parts: Vec<&str> = text.split(':').collect();
    if parts.len() <= 2 && parts.into_iter().all(is_name) {
        return Ok(text.to_owned());
    }
    Err(OptionRule::UserText { text: text.to_owned() }.into())
}

/// `/dev/fuse`, `/dev/sda:/dev/xvda:r`, `nvidia.com/gpu=all`.
pub(super) fn device(text: &str) -> Result<String, Rule> {
    let refused = || Err(OptionRule::DeviceText { text: text.to_owned() }.into());
    if !text.starts_with('/') {
        let named = text.split_once('=').and_then(|(class, name)| Some((class.split_once('/')?, name)));
        let is_word = |word: &str| {
            !word.is_empty()
                && word.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | ':'))
        };
        return match named {
            Some(((vendor, class), name)) if [vendor, class, name].into_iter().all(is_word) => {
                Ok(text.to_owned())
            }
            _ => refused(),
        };
    }
    let rights = |text: &str| !text.is_empty() && text.chars().all(|c| matches!(c, 'r' | 'w' | 'm'));
    let parts: Vec<&str> = text.split(':').collect();
    let sound = match parts.as_slice() {
        [_] => true,
        [_, second] => second.starts_with('/') || rights(second),
        [_, inside, third] => inside.starts_with('/') && rights(third),
        _ => false,
    };
    if sound { Ok(text.to_owned()) } else { refused() }
}

/// `sys_ptrace`, `CAP_SYS_PTRACE` -> `SYS_PTRACE`.
pub(super) fn capability(text: &str) -> Result<String, Rule> {
    let upper = text.to_ascii_uppercase();
    let name = upper.strip_prefix("CAP_").unwrap_or(&upper);
    match name == "ALL" || CAPABILITIES.contains(&name) {
        true => Ok(name.to_owned()),
        false => Err(OptionRule::Capability { text: text.to_owned() }.into()),
    }
}

pub(super) fn gpus(kind: EngineKind, text: &str) -> Result<String, Rule> {
    if kind == EngineKind::Podman {
        return Err(OptionRule::GpusOfDocker {}.into());
    }
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '=' | ',' | '"' | '_' | '-' | '.' | ':');
    let known = text == "all" || text.parse::<u32>().is_ok_and(|count| count > 0) || text.contains('=');
    match known && text.chars().all(allowed) {
        true => Ok(text.to_owned()),
        false => Err(OptionRule::GpusText { text: text.to_owned() }.into()),
    }
}
