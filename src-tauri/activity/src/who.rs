//! Which program a command line runs: behind shells, wrappers and interpreters.

use regex::Regex;

use crate::program::Program;
use crate::screen::Moment;

/// Programs in which a person starts others.
const SHELLS: [&str; 22] = [
    "ash", "bash", "csh", "dash", "elvish", "fish", "ksh", "login", "mksh", "nu", "osh", "pwsh", "rbash",
    "screen", "sh", "su", "tcsh", "tmux", "xonsh", "yash", "zellij", "zsh",
];

/// Programs that run the command behind their options.
const WRAPPERS: [&str; 27] = [
    "bunx",
    "busybox",
    "catatonit",
    "chpst",
    "chroot",
    "dumb-init",
    "env",
    "exec",
    "gosu",
    "ionice",
    "nice",
    "nohup",
    "npx",
    "pipx",
    "pnpx",
    "podman-init",
    "s6-setuidgid",
    "script",
    "setpriv",
    "setsid",
    "stdbuf",
    "su-exec",
    "sudo",
    "time",
    "timeout",
    "tini",
    "uvx",
];

/// Of these the first word behind the options is no command yet.
const ONE_WORD_FIRST: [&str; 6] = ["chpst", "chroot", "gosu", "s6-setuidgid", "su-exec", "timeout"];

/// Programs that run a script.
const INTERPRETERS: [&str; 8] = ["bun", "deno", "node", "perl", "php", "python", "ruby", "uv"];

/// Ends of scripts' names, which their programs don't have.
const ENDS: [&str; 8] = [".bin", ".cjs", ".exe", ".js", ".mjs", ".pl", ".py", ".rb"];

/// The program that runs, and what it stands behind.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// Names of the program without folders: the wrappers first, the program last.
    pub names: Vec<String>,
    /// Whether it is a shell, a script of one, or not known: any other may run in it.
    pub shell: bool,
}

impl Names {
    /// The names of what runs in a session now.
    pub fn of(program: &Program, moment: &Moment) -> Self {
        let mut all = Self::of_words(&program.argv, 0);
        if let Some(now) = &moment.foreground {
            let now = Self::of_words(now, 0);
            // A shell's script may still say what the session is; a shell's command counts more.
            if !now.shell && all.shell {
                all.names.clear();
            }
            all.names.extend(now.names);
        }
        all
    }

    /// Whether one of the names is among these.
    pub fn any_of(&self, programs: &[String]) -> bool {
        programs.iter().any(|program| self.names.contains(program))
    }

    fn of_words(words: &[String], depth: u8) -> Self {
        let mut found = Self { names: Vec::new(), shell: true };
        let mut rest = words;
        // As deep as a person's own wrappers go, and no deeper.
        for _ in 0..6 {
            let Some((first, behind)) = rest.split_first() else { break };
            let name = base(first);
            found.names.push(name.clone());
            if SHELLS.contains(&name.as_str()) {
                if let (Some(command), 0..2) = (command_of(behind), depth) {
                    let inner = Self::of_words(&command, depth + 1);
                    found.names.extend(inner.names);
                    found.shell = inner.shell;
                }
                return found;
            }
            let wraps = WRAPPERS.contains(&name.as_str());
            let interprets = INTERPRETERS.contains(&name.as_str());
            if !wraps && !interprets && !first.ends_with(".sh") {
                found.shell = false;
                return found;
            }
            rest = behind_options(behind, ONE_WORD_FIRST.contains(&name.as_str()));
            if interprets {
                found.shell = false;
                if let Some(script) = rest.first() {
                    found.names.push(base(script));
                }
                return found;
            }
        }
        found
    }
}

/// The name of a program without its folder, its version and the `-` of a login shell.
fn base(word: &str) -> String {
    let name = word.rsplit(['/', '\\']).next().unwrap_or(word).trim_start_matches('-');
    let name = name.to_ascii_lowercase();
    let name = ENDS.iter().find_map(|end| name.strip_suffix(end)).unwrap_or(&name);
    let plain = name.trim_end_matches(|last: char| last.is_ascii_digit() || last == '.');
    if INTERPRETERS.contains(&plain) { plain.into() } else { name.into() }
}

/// The words of `-c 'command'`.
fn command_of(words: &[String]) -> Option<Vec<String>> {
    let at = words
        .iter()
        .position(|word| word.starts_with('-') && !word.starts_with("--") && word.contains('c'))?;
    let script = words.get(at + 1)?;
    // The last command counts: `cd /work && exec claude`.
    let last = script.rsplit(['\n', ';', '&', '|']).find(|part| !part.trim().is_empty())?;
    let words = last.split_whitespace().map(|word| word.trim_matches(['"', '\'']).to_owned());
    Some(words.collect())
}

/// What stands behind options, `--`, `NAME=value` and, of some programs, a user or a time.
fn behind_options(words: &[String], one_word_first: bool) -> &[String] {
    let option =
        |word: &String| word.starts_with('-') || word.split_once('=').is_some_and(|(name, _)| is_name(name));
    let mut at = words.iter().position(|word| !option(word)).unwrap_or(words.len());
    // `python -m http.server`: the module is what runs, and it is no option.
    if one_word_first {
        at = (at + 1).min(words.len());
    }
    &words[at..]
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|one| one.is_ascii_alphanumeric() || one == '_')
}

/// Whom a rule is about: any of these.
#[derive(Debug, Clone, Default)]
pub struct Who {
    /// Names of programs.
    pub program: Vec<String>,
    /// Matches the command's words, with a blank between them.
    pub argv: Option<Regex>,
    /// Matches the image's name.
    pub image: Option<Regex>,
    /// Values of the label `dev.berth.kind`.
    pub kind: Vec<String>,
    /// A shell, in which the program may run.
    pub in_shell: bool,
}

impl Who {
    /// Whether a rule counts for a session. One that names nobody counts for all.
    pub fn covers(&self, program: &Program, names: &Names) -> bool {
        let Self { program: wanted, argv, image, kind, in_shell } = self;
        let nobody = wanted.is_empty() && argv.is_none() && image.is_none() && kind.is_empty() && !in_shell;
        nobody
            || names.any_of(wanted)
            || (*in_shell && names.shell)
            || program.kind.as_ref().is_some_and(|one| kind.contains(one))
            || argv.as_ref().is_some_and(|pattern| pattern.is_match(&program.argv.join(" ")))
            || image.as_ref().is_some_and(|pattern| pattern.is_match(&program.image))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(command: &str) -> (Vec<String>, bool) {
        let argv = command.split('|').map(str::to_owned).collect();
        let program = Program { argv, ..Program::default() };
        let Names { names, shell } = Names::of(&program, &Moment::default());
        (names, shell)
    }

    #[test]
    fn a_program_is_found_behind_what_runs_it() {
        for (command, last, shell) in [
            ("/usr/bin/less|x", "less", false),
            ("sh|-c|exec claude --continue", "claude", false),
            ("bash|-lc|cd /work && claude", "claude", false),
            ("/bin/sh|-ec|env A=1 aider", "aider", false),
            ("tini|--|/usr/bin/env|FOO=bar|vim", "vim", false),
            ("timeout|30|gdb", "gdb", false),
            ("gosu|user|bash", "bash", true),
            ("docker-entrypoint.sh|psql|-U|me", "psql", false),
            ("node|/opt/codex/bin/codex.js", "codex", false),
            ("python3.11|-m|aider", "aider", false),
            ("python3", "python", false),
            ("-bash", "bash", true),
            ("busybox|sh", "sh", true),
            ("run.sh", "run.sh", true),
            ("C:\\bin\\Less.EXE", "less", false),
            ("sh|-c|sh -c 'sh -c x'", "sh", true),
        ] {
            let (found, in_shell) = names(command);
            assert_eq!(found.last().map(String::as_str), Some(last), "{command}: {found:?}");
            assert_eq!(in_shell, shell, "{command}");
        }
        assert!(Names::of(&Program::default(), &Moment::default()).shell);
    }

    #[test]
    fn what_a_shell_runs_counts_where_it_is_seen() {
        let program = Program { argv: vec!["bash".into()], ..Program::default() };
        let now = Moment { foreground: Some(vec!["git".into(), "log".into()]), ..Moment::default() };
        assert_eq!(Names::of(&program, &now), Names { names: vec!["git".into()], shell: true });
    }
}
