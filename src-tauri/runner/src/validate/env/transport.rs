//! Which way a variable takes to the engine's client.

use super::key::{is_identifier, shown};
use crate::session::EnvVar;
use crate::validate::rule::EnvRule;

/// How a variable reaches the engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum EnvTransport {
    /// `-e KEY`, the value in the client's own environment.
    Environment,
    /// A line of an env-file: it would steer the client, or may get lost on the way to it.
    File,
    /// `-e KEY=`: it is empty, and Windows knows no empty variables.
    Argv,
}

/// Steer the client, its runtime, the helpers that it starts or the system's loader.
const STEERING: &[&str] = &[
    // The process, its files and its language.
    "PATH",
    "HOME",
    "USER",
    "LOGNAME",
    "SHELL",
    "PWD",
    "OLDPWD",
    "HOSTNAME",
    "TMPDIR",
    "TMP",
    "TEMP",
    "TZ",
    "LANG",
    "LANGUAGE",
    "TERM",
    "COLORTERM",
    "COLUMNS",
    "LINES",
    "NO_COLOR",
    "CLICOLOR",
    "CLICOLOR_FORCE",
    "FORCE_COLOR",
    "PAGER",
    "EDITOR",
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
    "NO_PROXY",
    "SSH_AUTH_SOCK",
    "DBUS_SESSION_BUS_ADDRESS",
    "NOTIFY_SOCKET",
    "GODEBUG",
    "GOGC",
    "GOMAXPROCS",
    "GOMEMLIMIT",
    "GOTRACEBACK",
    "RES_OPTIONS",
    "LOCALDOMAIN",
    "HOSTALIASES",
    // The same on Windows.
    "PATHEXT",
    "COMSPEC",
    "SYSTEMROOT",
    "SYSTEMDRIVE",
    "WINDIR",
    "USERPROFILE",
    "APPDATA",
    "LOCALAPPDATA",
    "PROGRAMDATA",
    "PROGRAMFILES",
    // Which files engines read, and how they reach a network.
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "ALL_PROXY",
    "FTP_PROXY",
    "SSLKEYLOGFILE",
    "REGISTRY_AUTH_FILE",
    "STORAGE_DRIVER",
    "STORAGE_OPTS",
    "KUBECONFIG",
];
const STEERING_PREFIXES: &[&str] = &[
    "LC_",
    "XDG_",
    "SSH_",
    "OTEL_",
    "DOCKER_",
    "CONTAINER",
    "_CONTAINERS_",
    "BUILDAH_",
    "PODMAN_",
    "NETAVARK_",
];
/// Code that the loader takes into every process; refused unless a spec allows it.
const LOADER_PREFIXES: &[&str] = &["LD_", "DYLD_"];
const LOADER: &[&str] = &["GCONV_PATH", "GLIBC_TUNABLES", "LIBPATH", "SHLIB_PATH", "_RLD_LIST"];

/// Decides by key, whatever its case: Windows knows none.
pub(crate) fn transport(var: &EnvVar) -> EnvTransport {
    let key = var.key.to_ascii_uppercase();
    if var.value.is_empty() {
        EnvTransport::Argv
    } else if STEERING.contains(&key.as_str())
        || STEERING_PREFIXES.iter().any(|prefix| key.starts_with(prefix))
        || is_loader(&key)
        // podman 4.3 takes `-e KEY*` for every variable of its own that begins so.
        || key.ends_with('*')
    {
        EnvTransport::File
    } else if !is_identifier(&var.key) && fits_a_line(var).is_ok() {
        // A client may be a script (podman's `docker` is), and dash, as /bin/sh, drops
        // variables of such names from the environment in silence.
        EnvTransport::File
    } else {
        EnvTransport::Environment
    }
}

/// Whether a variable of this name needs leave, see [`is_loader`].
pub(crate) fn loads(key: &str) -> bool {
    is_loader(&key.to_ascii_uppercase())
}

pub(super) fn is_loader(upper: &str) -> bool {
    LOADER.contains(&upper) || LOADER_PREFIXES.iter().any(|p| upper.starts_with(p))
}

/// A line of an env-file, as both engines read it: nothing in it is quoted.
pub(super) fn fits_a_line(var: &EnvVar) -> Result<(), EnvRule> {
    if var.key.starts_with('#') || var.key.contains(char::is_whitespace) {
        return Err(EnvRule::EnvFileName { key: shown(&var.key) });
    }
    // A carriage return in the end is lost.
    if var.value.contains(['\n', '\r']) {
        return Err(EnvRule::EnvFileLineEnd { key: shown(&var.key) });
    }
    Ok(())
}
