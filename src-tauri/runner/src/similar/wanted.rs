//! Which command was not found, as engines and shells say it.

/// The command of which the engine says that it is not there: docker 20.10
/// `exec: "pyhton": executable file not found in $PATH`, podman with crun
/// ``executable file `pyhton` not found in $PATH``.
pub(crate) fn by_engine(words: &str) -> Option<String> {
    let between = |open: &str, close: char| {
        let (_, rest) = words.split_once(open)?;
        rest.split_once(close).map(|(name, _)| name.to_owned())
    };
    between("exec: \"", '"').or_else(|| between("executable file `", '`')).filter(|name| is_name(name))
}

/// The last command in a log of which a shell says that it is not there.
pub(crate) fn by_shell(log: &str) -> Option<String> {
    log.lines().rev().find_map(|line| in_line(line.trim_end()))
}

/// dash `sh: 1: pyhton: not found`, busybox `sh: pyhton: not found`, bash `bash: line 1: pyhton: command
/// not found`, zsh `zsh:1: command not found: pyhton`, GNU env `env: ‘pyhton’: No such file or directory`,
/// busybox env `env: can't execute 'pyhton': No such file or directory`.
fn in_line(line: &str) -> Option<String> {
    let said = |end: &str| line.strip_suffix(end).and_then(|rest| rest.rsplit(": ").next());
    let quoted = || {
        let rest = line.strip_prefix("env: ")?.strip_suffix(": No such file or directory")?;
        Some(rest.rsplit(' ').next()?.trim_matches(['\'', '‘', '’', '"']))
    };
    let name = said(": command not found")
        .or_else(|| said(": not found"))
        .or_else(|| line.split_once("command not found: ").map(|(_, name)| name))
        .or_else(quoted)?;
    is_name(name).then(|| name.to_owned())
}

fn is_name(name: &str) -> bool {
    !name.is_empty()
        && name.len() < 256
        && !name.contains(char::is_whitespace)
        && !name.contains(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_engines_and_shells_say_it() {
        let engines = [
            r#"OCI runtime create failed: runc create failed: unable to start container process: exec: "pyhton": executable file not found in $PATH: unknown"#,
            "crun: executable file `pyhton` not found in $PATH: No such file or directory",
        ];
        for words in engines {
            assert_eq!(by_engine(words).as_deref(), Some("pyhton"), "{words}");
        }
        assert_eq!(by_engine("driver failed programming external connectivity"), None);
        let shells = [
            "sh: 1: pyhton: not found",
            "/bin/sh: pyhton: not found\r",
            "bash: line 1: pyhton: command not found",
            "/run.sh: line 7: pyhton: command not found",
            "zsh:1: command not found: pyhton",
            "env: ‘pyhton’: No such file or directory",
            "env: can't execute 'pyhton': No such file or directory",
        ];
        for line in shells {
            assert_eq!(by_shell(&format!("first\n{line}\n")).as_deref(), Some("pyhton"), "{line}");
        }
        for line in
            ["", "GET /x: 404 page not found", "the user was not found", "cat: /x: No such file or directory"]
        {
            assert_eq!(by_shell(line), None, "{line}");
        }
        assert_eq!(by_shell("sh: a: not found\nsh: b: not found\nbye\n").as_deref(), Some("b"));
    }
}
