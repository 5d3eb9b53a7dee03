//! The environment of a session, and how each variable travels.
//!
//! Values are secrets: they ride in the environment of the engine's client
//! (`-e KEY`), never in its argv, where every user of the machine can read them. A
//! variable that would steer that client instead (`DOCKER_HOST`, `PATH`) can't ride
//! there: it goes in argv when it is known to hold no secret, and is refused otherwise.

use std::collections::HashSet;

use super::{Field, MAX_ENV, PathContext, Problems};
use crate::session::{EnvVar, SessionSpec};

/// Characters of a key, at most.
pub const MAX_KEY: usize = 128;
/// Bytes of a value, at most.
pub const MAX_VALUE: usize = 32 * 1024;

/// How a variable reaches the engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum EnvTransport {
    /// `-e KEY`, the value in the client's own environment.
    Environment,
    /// `-e KEY=VALUE`: it would steer the client, and is no secret.
    Argv,
    /// It would steer the client, and may be a secret.
    Refused,
}

/// Steer the client, its runtime or the system's loader; none of them holds a secret.
const PLAIN: &[&str] = &[
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
    // Where engines are and which files they read.
    "DOCKER_HOST",
    "DOCKER_CONFIG",
    "DOCKER_CONTEXT",
    "DOCKER_CERT_PATH",
    "DOCKER_TLS_VERIFY",
    "DOCKER_TLS",
    "DOCKER_API_VERSION",
    "DOCKER_DEFAULT_PLATFORM",
    "DOCKER_BUILDKIT",
    "DOCKER_CONTENT_TRUST",
    "DOCKER_HIDE_LEGACY_COMMANDS",
    "CONTAINER_HOST",
    "CONTAINER_CONNECTION",
    "CONTAINER_SSHKEY",
    "CONTAINERS_CONF",
    "CONTAINERS_CONF_OVERRIDE",
    "CONTAINERS_REGISTRIES_CONF",
    "CONTAINERS_STORAGE_CONF",
    "CONTAINERS_SHORT_NAME_ALIASING",
    "REGISTRY_AUTH_FILE",
    "STORAGE_DRIVER",
    "STORAGE_OPTS",
    "KUBECONFIG",
];
const PLAIN_PREFIXES: &[&str] = &["LC_", "XDG_"];
/// Code that the loader takes into every process; refused unless a spec allows it.
const LOADER_PREFIXES: &[&str] = &["LD_", "DYLD_"];
const LOADER: &[&str] = &["GCONV_PATH", "GLIBC_TUNABLES", "LIBPATH", "SHLIB_PATH", "_RLD_LIST"];
const ENGINE_PREFIXES: &[&str] = &["DOCKER_", "CONTAINER", "_CONTAINERS_", "BUILDAH_", "PODMAN_"];
/// Addresses that may have a password in them.
const PROXIES: &[&str] = &["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "FTP_PROXY"];

/// Decides by key (whatever its case, Windows knows none) and, for proxies, by value.
pub(crate) fn transport(var: &EnvVar) -> EnvTransport {
    let key = var.key.to_ascii_uppercase();
    let begins = |prefixes: &[&str]| prefixes.iter().any(|p| key.starts_with(p));
    if var.value.is_empty()
        || PLAIN.contains(&key.as_str())
        || begins(PLAIN_PREFIXES)
        || is_loader(&key)
        || (PROXIES.contains(&key.as_str()) && !var.value.contains('@'))
    {
        EnvTransport::Argv
    } else if PROXIES.contains(&key.as_str()) || begins(ENGINE_PREFIXES) {
        EnvTransport::Refused
    } else {
        EnvTransport::Environment
    }
}

fn is_loader(upper: &str) -> bool {
    LOADER.contains(&upper) || LOADER_PREFIXES.iter().any(|p| upper.starts_with(p))
}

pub(super) fn check(spec: &SessionSpec, paths: &PathContext, found: &mut Problems) -> Vec<EnvVar> {
    if spec.env.len() > MAX_ENV {
        let count = spec.env.len();
        found.add(
            Field::Env,
            None,
            format!("There are {count} environment variables; {MAX_ENV} are the most. Remove some"),
        );
    }
    let mut seen = HashSet::new();
    for (index, var) in spec.env.iter().enumerate() {
        let same = if paths.windows() { var.key.to_ascii_uppercase() } else { var.key.clone() };
        if !seen.insert(same) {
            let key = var.key.escape_debug();
            found.add(
                Field::Env,
                Some(index),
                format!("The variable \"{key}\" is set twice; keep one of them"),
            );
        } else {
            found.take(Field::Env, Some(index), variable(var, spec.allow_loader_env));
        }
    }
    spec.env.clone()
}

fn variable(var: &EnvVar, allow_loader: bool) -> Result<(), String> {
    let key = &var.key;
    if key.is_empty() {
        return Err("A variable has no name; write one, such as \"LOG_LEVEL\", or remove the line".to_owned());
    }
    let shown: String = key.chars().take(MAX_KEY).collect::<String>().escape_debug().to_string();
    if key.len() > MAX_KEY {
        return Err(format!(
            "The variable \"{shown}…\" has a name of {} bytes; {MAX_KEY} are the most",
            key.len()
        ));
    }
    let head = |b: u8| b.is_ascii_alphabetic() || b == b'_';
    if !key.bytes().next().is_some_and(head) || !key.bytes().all(|b| head(b) || b.is_ascii_digit()) {
        return Err(format!(
            "The variable \"{shown}\" can't be named so; use letters (a-z, A-Z), digits and \"_\", and don't begin with a digit"
        ));
    }
    if var.value.len() > MAX_VALUE {
        return Err(format!(
            "The value of \"{key}\" is {} bytes long; {MAX_VALUE} (32 KiB) are the most. Mount it as a file instead",
            var.value.len()
        ));
    }
    if var.value.contains('\0') {
        return Err(format!("The value of \"{key}\" has a NUL character in it; remove it"));
    }
    if is_loader(&key.to_ascii_uppercase()) && !allow_loader {
        return Err(format!(
            "The variable \"{key}\" makes the loader take code into every process of the session; allow loader variables if that is meant, or remove it"
        ));
    }
    if transport(var) == EnvTransport::Refused {
        return Err(format!(
            "The variable \"{key}\" would steer the engine's own client and may be a secret, so Berth passes it nowhere; set it inside the session, as with: env {key}=… COMMAND"
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::Problem;
    use super::*;
    use std::path::PathBuf;

    fn var(key: &str, value: &str) -> EnvVar {
        EnvVar { key: key.to_owned(), value: value.to_owned() }
    }

    fn problems(env: Vec<EnvVar>, allow_loader_env: bool, cwd: &str) -> Vec<Problem> {
        let mut found = Problems(Vec::new());
        let paths =
            PathContext { cwd: PathBuf::from(cwd), home: None, variables: Default::default(), local: true };
        check(&SessionSpec { env, allow_loader_env, ..SessionSpec::default() }, &paths, &mut found);
        found.0
    }

    #[test]
    fn keys_and_values_keep_the_rules() {
        let good = vec![
            var("A", ""),
            var("_x9", "a=b"),
            var("KEY", "line\nline"),
            var(&"k".repeat(128), &"v".repeat(MAX_VALUE)),
        ];
        assert_eq!(problems(good, false, "/w"), []);
        for bad in ["", "9a", "a-b", "a b", "a.b", "A=B", "é", "A*", &"k".repeat(129)] {
            assert_eq!(problems(vec![var(bad, "")], false, "/w").len(), 1, "{bad:?}");
        }
        assert_eq!(
            problems(vec![var("A", "a\0b"), var("B", &"v".repeat(MAX_VALUE + 1))], false, "/w").len(),
            2
        );
    }

    #[test]
    fn each_problem_has_its_index_and_no_value() {
        let found = problems(
            vec![var("OK", "x"), var("9", "hunter2"), var("B", "hunter2\0"), var("OK", "hunter2")],
            false,
            "/w",
        );
        assert_eq!(found.iter().map(|p| p.index).collect::<Vec<_>>(), [Some(1), Some(2), Some(3)]);
        assert!(found.iter().all(|p| p.field == Field::Env && !p.message.contains("hunter2")));
    }

    #[test]
    fn keys_that_differ_in_case_are_one_on_windows() {
        let two = || vec![var("Foo", "1"), var("FOO", "2")];
        assert_eq!(problems(two(), false, "/w"), []);
        assert_eq!(problems(two(), false, r"C:\w").len(), 1);
    }

    #[test]
    fn loader_variables_need_leave() {
        for key in ["LD_PRELOAD", "LD_LIBRARY_PATH", "DYLD_INSERT_LIBRARIES", "ld_preload", "GCONV_PATH"] {
            assert_eq!(problems(vec![var(key, "/x.so")], false, "/w").len(), 1, "{key}");
            assert_eq!(problems(vec![var(key, "/x.so")], true, "/w"), [], "{key}");
            assert_eq!(
                transport(&var(key, "/x.so")),
                EnvTransport::Argv,
                "{key} would be loaded into the client"
            );
        }
    }

    #[test]
    fn what_steers_the_client_never_rides_in_its_environment() {
        for key in [
            "PATH",
            "HOME",
            "DOCKER_HOST",
            "CONTAINER_HOST",
            "REGISTRY_AUTH_FILE",
            "LC_ALL",
            "XDG_RUNTIME_DIR",
            "Path",
        ] {
            assert_eq!(transport(&var(key, "x")), EnvTransport::Argv, "{key}");
        }
        for key in ["DOCKER_AUTH_CONFIG", "DOCKER_PASSWORD", "CONTAINER_PASSPHRASE", "CONTAINERS_X"] {
            assert_eq!(problems(vec![var(key, "secret")], false, "/w").len(), 1, "{key}");
        }
        assert_eq!(transport(&var("https_proxy", "http://proxy:3128")), EnvTransport::Argv);
        assert_eq!(transport(&var("https_proxy", "http://ann:pw@proxy:3128")), EnvTransport::Refused);
        for key in ["TOKEN", "PASSWORD", "AWS_SECRET_ACCESS_KEY", "PATH_TO_X", "DOCKERFILE"] {
            assert_eq!(transport(&var(key, "secret")), EnvTransport::Environment, "{key}");
        }
    }

    #[test]
    fn a_hundred_are_enough() {
        let many = |n| (0..n).map(|i| var(&format!("K{i}"), "")).collect::<Vec<_>>();
        assert_eq!(problems(many(100), false, "/w"), []);
        let found = problems(many(101), false, "/w");
        assert_eq!((found.len(), found.first().and_then(|p| p.index)), (1, None));
    }
}
