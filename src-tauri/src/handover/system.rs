//! Finds the system's terminal program and builds its command line.

use std::process::Command;
use std::time::Duration;

pub use here::{OPENS_WITHIN, detach, launch, quoted};

use super::launch::Launch;
use berth_runner::Environment;

#[cfg(all(unix, not(target_os = "macos")))]
mod here {
    use std::os::unix::process::CommandExt;

    use super::*;

    pub const OPENS_WITHIN: Duration = Duration::from_secs(1);

    /// In the order of the search, after `$TERMINAL`. The first two start the program that the
    /// person or the distribution chose.
    const PROGRAMS: [&str; 12] = [
        "xdg-terminal-exec",
        "x-terminal-emulator",
        "gnome-terminal",
        "ptyxis",
        "konsole",
        "xfce4-terminal",
        "kitty",
        "alacritty",
        "wezterm",
        "foot",
        "ghostty",
        "xterm",
    ];

    /// The arguments before the command to run.
    fn dialect(program: &str) -> &'static [&'static str] {
        match program {
            "gnome-terminal" | "ptyxis" | "kgx" => &["--"],
            "wezterm" => &["start", "--"],
            // Their -e takes a single string and passes it to a shell.
            "xfce4-terminal" | "mate-terminal" | "terminator" => &["-x"],
            "kitty" | "foot" | "xdg-terminal-exec" => &[],
            _ => &["-e"],
        }
    }

    pub fn launch(argv: &[String], environment: &Environment) -> Option<Launch> {
        find(std::env::var("TERMINAL").ok().as_deref(), argv, environment)
    }

    /// `own` is the program that the person prefers, possibly with arguments.
    pub fn find(own: Option<&str>, argv: &[String], environment: &Environment) -> Option<Launch> {
        let set = environment.set.iter().find(|(key, _)| key == "PATH");
        let path = set.map(|(_, path)| path.into()).or_else(|| std::env::var_os("PATH"))?;
        let own = own.and_then(shlex::split).filter(|own| !own.is_empty());
        let usual = PROGRAMS.iter().map(|program| vec![(*program).to_owned()]);
        own.into_iter().chain(usual).find_map(|mut words| {
            let program = which::which_in(words.remove(0), Some(&path), "/").ok()?;
            words
                .extend(dialect(&super::super::launch::name(&program)).iter().map(|word| (*word).to_owned()));
            let args = words.into_iter().chain(argv.iter().cloned()).map(Into::into).collect();
            Some(Launch { program, args })
        })
    }

    pub fn quoted(argv: &[String]) -> String {
        shlex::try_join(argv.iter().map(String::as_str)).unwrap_or_else(|_| argv.join(" "))
    }

    /// Gives it a process group of its own, so that a Ctrl-C in the terminal that started the app does
    /// not reach it.
    pub fn detach(command: &mut Command) {
        command.process_group(0);
    }
}

#[cfg(target_os = "macos")]
mod here {
    use super::*;

    /// Long, because macOS may ask the person whether Berth may control Terminal.
    pub const OPENS_WITHIN: Duration = Duration::from_secs(60);

    /// Terminal takes a single string for a shell. Every word in it is quoted, and the string is an
    /// argument of the script instead of a part of it.
    const SCRIPT: &str = "on run argv\n\
        tell application \"Terminal\"\n\
        activate\n\
        do script (item 1 of argv)\n\
        end tell\n\
        end run";

    pub fn launch(argv: &[String], _: &Environment) -> Option<Launch> {
        let args = ["-e", SCRIPT, &shlex::try_join(argv.iter().map(String::as_str)).ok()?];
        Some(Launch { program: "/usr/bin/osascript".into(), args: args.map(Into::into).into() })
    }

    pub fn quoted(argv: &[String]) -> String {
        shlex::try_join(argv.iter().map(String::as_str)).unwrap_or_else(|_| argv.join(" "))
    }

    pub fn detach(_: &mut Command) {}
}

#[cfg(windows)]
mod here {
    use std::os::windows::process::CommandExt;

    use super::*;

    pub const OPENS_WITHIN: Duration = Duration::from_secs(1);

    /// `CREATE_NEW_CONSOLE`: Windows opens the terminal program that the person chose.
    const NEW_CONSOLE: u32 = 0x10;

    pub fn launch(argv: &[String], _: &Environment) -> Option<Launch> {
        let (program, args) = argv.split_first()?;
        Some(Launch { program: program.into(), args: args.iter().map(Into::into).collect() })
    }

    /// Quoted for both cmd and PowerShell.
    pub fn quoted(argv: &[String]) -> String {
        let quote = |word: &String| match word.contains([' ', '"']) {
            true => format!("\"{}\"", word.replace('"', "\\\"")),
            false => word.clone(),
        };
        argv.iter().map(quote).collect::<Vec<_>>().join(" ")
    }

    pub fn detach(command: &mut Command) {
        command.creation_flags(NEW_CONSOLE);
    }
}

#[cfg(all(test, unix, not(target_os = "macos")))]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    /// The argv that a terminal gets when only these programs are installed.
    fn launched(own: Option<&str>, installed: &[&str], argv: &[&str]) -> Option<Vec<String>> {
        let folder = tempfile::tempdir().unwrap();
        for program in installed {
            let path = folder.path().join(program);
            std::fs::write(&path, "").unwrap();
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
        }
        let path = folder.path().display().to_string();
        let environment = Environment { set: vec![("PATH".to_owned(), path)], remove: vec![] };
        let argv: Vec<_> = argv.iter().map(|arg| (*arg).to_owned()).collect();
        let Launch { program, args } = here::find(own, &argv, &environment)?;
        assert!(program.starts_with(folder.path()));
        let words = args.into_iter().map(|arg| arg.into_string().unwrap());
        Some([super::super::launch::name(&program)].into_iter().chain(words).collect())
    }

    const ATTACH: [&str; 3] = ["/b/berthctl", "attach", "$(touch /x); 'a b'"];

    #[test]
    fn each_program_gets_the_command_as_separate_arguments() {
        for (program, before) in [
            ("x-terminal-emulator", &["-e"][..]),
            ("xdg-terminal-exec", &[]),
            ("gnome-terminal", &["--"]),
            ("konsole", &["-e"]),
            ("kitty", &[]),
            ("alacritty", &["-e"]),
            ("wezterm", &["start", "--"]),
            ("foot", &[]),
            ("xfce4-terminal", &["-x"]),
            ("xterm", &["-e"]),
        ] {
            let expected: Vec<_> = [&[program], before, &ATTACH[..]].concat();
            assert_eq!(launched(None, &[program], &ATTACH).unwrap(), expected);
        }
    }

    #[test]
    fn the_choice_of_the_distribution_comes_before_others() {
        assert_eq!(
            launched(None, &["xterm", "x-terminal-emulator", "konsole"], &[]).unwrap()[0],
            "x-terminal-emulator"
        );
        assert_eq!(launched(None, &[], &ATTACH), None);
        assert_eq!(launched(None, &["vim"], &ATTACH), None);
    }

    #[test]
    fn the_choice_of_the_person_comes_first_with_its_arguments() {
        let own = launched(Some("kitty --single-instance"), &["xterm", "kitty"], &["x"]).unwrap();
        assert_eq!(own, ["kitty", "--single-instance", "x"]);
        // A program that is not installed is skipped.
        assert_eq!(launched(Some("st"), &["xterm"], &[]).unwrap(), ["xterm", "-e"]);
        assert_eq!(launched(Some(" "), &["xterm"], &[]).unwrap(), ["xterm", "-e"]);
    }

    #[test]
    fn a_command_to_copy_means_the_same_words() {
        let argv = ATTACH.map(str::to_owned);
        assert_eq!(shlex::split(&quoted(&argv)).unwrap(), argv);
        assert_eq!(quoted(&["berthctl".to_owned(), "docker:far".to_owned()]), "berthctl docker:far");
    }
}
