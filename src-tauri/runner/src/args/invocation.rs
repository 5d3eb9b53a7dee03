//! One call of an engine's client, and which of it a person may see.

use std::fmt;

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
    /// What it reads, in place of an env-file: it is [`ENV_FILE`] in `args` too. A secret.
    pub input: Option<String>,
    /// Whether it is a call of `kubectl`; else one of podman and docker, and no cluster gets it.
    pub for_cluster: bool,
    /// Places in `args` where a person is shown other text, because of a secret.
    pub(super) masks: Vec<(usize, Vec<String>)>,
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
    pub(super) fn new<'a>(flags: &[&'a str], positionals: impl IntoIterator<Item = &'a str>) -> Self {
        let args = flags.iter().copied().chain(["--"]).chain(positionals).map(str::to_owned).collect();
        Self { args, ..Self::default() }
    }

    pub(super) fn flags_only(flags: &[&str]) -> Self {
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

    /// The words before the first option: `container inspect`. What follows is the person's, and in no log.
    pub(crate) fn verb(&self) -> String {
        let words: Vec<&str> =
            self.args.iter().map(String::as_str).take_while(|arg| !arg.starts_with('-')).collect();
        words.join(" ")
    }

    /// Whether it only asks the engine something, so that its stderr has nothing of a session.
    pub fn only_asks(&self) -> bool {
        let verb = self.args.first().map(String::as_str);
        matches!(verb, Some("ps" | "container" | "version" | "info" | "pod" | "get"))
    }
}

pub(super) fn mask(key: &str) -> String {
    format!("{key}={MASK}")
}
