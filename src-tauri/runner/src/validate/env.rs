//! The environment of a session, and how each variable travels.
//!
//! Values are secrets: they stay out of argv, where every user of the machine can read
//! them. Most travel in the environment of the engine's client (`-e KEY`). A variable that
//! would steer that client (`DOCKER_HOST`, `PATH`, `LD_PRELOAD`) can't: it is in an env-file
//! that no one but the client reads.

use std::collections::HashSet;

use super::paths::PathContext;
use super::problem::{Field, Problems};
use super::rule::{EnvRule, Rule, count};
use crate::session::{EnvVar, SessionSpec};

/// Environment variables in one session, at most.
pub const MAX_ENV: usize = 100;

/// Characters of a key, at most.
pub const MAX_KEY: usize = 128;
/// Bytes of a value, at most.
pub const MAX_VALUE: usize = 32 * 1024;

/// What the terminal can do, for programs that read it here: both engines say `TERM=xterm`,
/// which has eight colours, and no `COLORTERM` (podman 4.3, docker 28.2).
const TERMINAL: [(&str, &str); 2] = [("TERM", "xterm-256color"), ("COLORTERM", "truecolor")];

/// The variables of [`TERMINAL`] that a spec does not set itself.
pub(super) fn terminal(env: &[EnvVar]) -> Vec<EnvVar> {
    let unset = TERMINAL.into_iter().filter(|(key, _)| !env.iter().any(|var| var.key == *key));
    unset.map(|(key, value)| EnvVar { key: key.to_owned(), value: value.to_owned() }).collect()
}

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

/// A name that shells know.
fn is_identifier(key: &str) -> bool {
    let head = |c: char| c.is_ascii_alphabetic() || c == '_';
    key.starts_with(head) && key.chars().all(|c| head(c) || c.is_ascii_digit())
}

fn is_loader(upper: &str) -> bool {
    LOADER.contains(&upper) || LOADER_PREFIXES.iter().any(|p| upper.starts_with(p))
}

pub(super) fn check(spec: &SessionSpec, paths: &PathContext, found: &mut Problems) -> Vec<EnvVar> {
    if spec.env.len() > MAX_ENV {
        found.add(Field::Env, None, EnvRule::EnvMany { count: count(spec.env.len()), max: count(MAX_ENV) });
    }
    let mut seen = HashSet::new();
    for (index, var) in spec.env.iter().enumerate() {
        let same = if paths.windows() { var.key.to_ascii_uppercase() } else { var.key.clone() };
        if !seen.insert(same) {
            let key = var.key.escape_debug().to_string();
            found.add(Field::Env, Some(index), EnvRule::EnvTwice { key });
        } else {
            found.take(Field::Env, Some(index), variable(var, spec.allow_loader_env).map_err(Rule::from));
        }
    }
    spec.env.clone()
}

fn variable(var: &EnvVar, allow_loader: bool) -> Result<(), EnvRule> {
    if var.key.is_empty() {
        return Err(EnvRule::EnvUnnamed {});
    }
    let key = shown(&var.key);
    if var.key.len() > MAX_KEY {
        return Err(EnvRule::EnvNameLong { key, bytes: count(var.key.len()), max: count(MAX_KEY) });
    }
    name(&var.key)?;
    if var.value.len() > MAX_VALUE {
        return Err(EnvRule::EnvValueLong { key, bytes: count(var.value.len()), max: count(MAX_VALUE) });
    }
    if var.value.contains('\0') {
        return Err(EnvRule::EnvValueNul { key });
    }
    if is_loader(&var.key.to_ascii_uppercase()) && !allow_loader {
        return Err(EnvRule::EnvLoader { key });
    }
    match transport(var) {
        EnvTransport::File => fits_a_line(var),
        EnvTransport::Environment | EnvTransport::Argv => Ok(()),
    }
}

/// A name as messages show it.
fn shown(key: &str) -> String {
    key.chars().take(MAX_KEY).collect::<String>().escape_debug().to_string()
}

/// What both engines take as a name (podman 4.3, docker 28.2): nearly all.
fn name(key: &str) -> Result<(), EnvRule> {
    if let Some(c) = key.chars().find(|c| c.is_control()) {
        return Err(EnvRule::EnvNameControl { key: shown(key), character: c.escape_debug().to_string() });
    }
    if key.contains('=') {
        return Err(EnvRule::EnvNameEquals { key: shown(key) });
    }
    // podman takes spaces off the front in silence, and both take a byte order mark off.
    if key.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}') != key {
        return Err(EnvRule::EnvNameEdges { key: shown(key) });
    }
    Ok(())
}

/// A line of an env-file, as both engines read it: nothing in it is quoted.
fn fits_a_line(var: &EnvVar) -> Result<(), EnvRule> {
    if var.key.starts_with('#') || var.key.contains(char::is_whitespace) {
        return Err(EnvRule::EnvFileName { key: shown(&var.key) });
    }
    // A carriage return in the end is lost.
    if var.value.contains(['\n', '\r']) {
        return Err(EnvRule::EnvFileLineEnd { key: shown(&var.key) });
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
        let mut found = Problems::default();
        let paths =
            PathContext { cwd: PathBuf::from(cwd), home: None, variables: Default::default(), local: true };
        check(&SessionSpec { env, allow_loader_env, ..SessionSpec::default() }, &paths, &mut found);
        found.none().err().unwrap_or_default()
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
        let named = [
            "discovery.type",
            "xpack.security.enabled",
            "a-b",
            "9a",
            "é",
            "a b",
            "A*",
            "#x",
            "*",
            "-x",
            "$x",
            "ProgramFiles(x86)",
        ];
        for name in named {
            assert_eq!(problems(vec![var(name, "v")], false, "/w"), [], "{name}");
        }
        for bad in [
            "",
            "A=B",
            "=",
            "a\0",
            "a\nb",
            "a\tb",
            " a",
            "a ",
            "\u{a0}a",
            "\u{feff}a",
            "#a*",
            &"k".repeat(129),
        ] {
            assert_eq!(problems(vec![var(bad, "v")], false, "/w").len(), 1, "{bad:?}");
        }
        assert_eq!(
            problems(vec![var("A", "a\0b"), var("B", &"v".repeat(MAX_VALUE + 1))], false, "/w").len(),
            2
        );
    }

    #[test]
    fn each_problem_has_its_index_and_no_value() {
        let found = problems(
            vec![var("OK", "x"), var(" 9", "hunter2"), var("B", "hunter2\0"), var("OK", "hunter2")],
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
                EnvTransport::File,
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
            "DOCKER_MODS",
            "DOCKER_INFLUXDB_INIT_MODE",
            "DOCKER_AUTH_CONFIG",
            "CONTAINER_HOST",
            "CONTAINER_PASSPHRASE",
            "CONTAINERS_X",
            "PODMAN_USERNS",
            "REGISTRY_AUTH_FILE",
            "LC_ALL",
            "XDG_RUNTIME_DIR",
            "SSH_ASKPASS",
            "Path",
            "https_proxy",
            "A*",
        ] {
            assert_eq!(transport(&var(key, "secret")), EnvTransport::File, "{key}");
            let allowed = problems(vec![var(key, "http://ann:pw@proxy:3128 # \"x\"")], false, "/w");
            assert_eq!(allowed, [], "{key}");
            for value in ["a\nb", "a\r"] {
                let found = problems(vec![var(key, value)], false, "/w");
                assert!(found.iter().any(|p| p.message.contains("line end")), "{key}: {found:?}");
            }
            assert_eq!(transport(&var(key, "")), EnvTransport::Argv);
        }
        assert_eq!(problems(vec![var("DOCKER_A B", "x")], false, "/w").len(), 1);
        for key in ["TOKEN", "PASSWORD", "AWS_SECRET_ACCESS_KEY", "PATH_TO_X", "DOCKERFILE", "#x", "a b"] {
            assert_eq!(transport(&var(key, "secret")), EnvTransport::Environment, "{key}");
        }
    }

    #[test]
    fn names_that_no_shell_knows_go_around_it() {
        for key in ["discovery.type", "a-b", "9a", "-x", "é"] {
            assert_eq!(transport(&var(key, "x")), EnvTransport::File, "{key}");
            assert_eq!(transport(&var(key, "x\ny")), EnvTransport::Environment, "{key}");
        }
    }

    #[test]
    fn the_person_s_own_terminal_wins() {
        let added = |env: &[EnvVar]| {
            terminal(env).iter().map(|var| format!("{}={}", var.key, var.value)).collect::<Vec<_>>()
        };
        assert_eq!(added(&[]), ["TERM=xterm-256color", "COLORTERM=truecolor"]);
        assert_eq!(added(&[var("TERM", "dumb")]), ["COLORTERM=truecolor"]);
        assert_eq!(added(&[var("COLORTERM", ""), var("TERM", "")]), [""; 0]);
    }

    #[test]
    fn a_hundred_are_enough() {
        let many = |n| (0..n).map(|i| var(&format!("K{i}"), "")).collect::<Vec<_>>();
        assert_eq!(problems(many(100), false, "/w"), []);
        let found = problems(many(101), false, "/w");
        assert_eq!((found.len(), found.first().and_then(|p| p.index)), (1, None));
    }
}
