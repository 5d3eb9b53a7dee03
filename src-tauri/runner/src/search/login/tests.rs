//! Against the shells of the system, which read files of the tests' own.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::time::{Duration, Instant};

use super::shell::{ask, login};
use super::*;

const LONG: Duration = Duration::from_secs(60);
const SHORT: Duration = Duration::from_millis(500);
/// Both read `.profile` as login shells, whatever else they read.
const SHELLS: [&str; 2] = ["/bin/sh", "/bin/bash"];

/// What a shell tells whose person has this in `.profile`; `$HOME` is a folder of ours.
fn path_from(shell: &str, profile: &str, limit: Duration) -> (tempfile::TempDir, Option<Vec<PathBuf>>) {
    let home = tempfile::tempdir().unwrap();
    std::fs::write(home.path().join(".profile"), profile).unwrap();
    let mut command = login(Path::new(shell));
    command.env("HOME", home.path());
    (home, ask(command, limit))
}

fn tells_all_the_same(profile: &str) {
    for shell in SHELLS {
        let profile = format!("PATH='/opt/ann'\\''s bin':/usr/bin\nexport PATH\n{profile}");
        let (_home, found) = path_from(shell, &profile, LONG);
        assert_eq!(found, Some(vec!["/opt/ann's bin".into(), "/usr/bin".into()]), "{shell}: {profile}");
    }
}

fn tells_nothing(profile: &str, limit: Duration) {
    for shell in SHELLS {
        assert_eq!(path_from(shell, profile, limit).1, None, "{shell}: {profile}");
    }
}

fn is_alive(pid: &str) -> bool {
    std::process::Command::new("kill")
        .args(["-0", pid])
        .stderr(std::process::Stdio::null())
        .status()
        .unwrap()
        .success()
}

#[test]
fn the_path_of_the_persons_files_is_told() {
    tells_all_the_same("");
}

#[test]
fn banners_before_and_after_are_no_answer() {
    tells_all_the_same(
        "printf 'Welcome!\\n\\377 PATH=/wrong\\nno end of line'; trap 'echo bye; exit 3' EXIT",
    );
}

#[test]
fn there_is_nothing_to_read_and_no_terminal_to_ask_on() {
    tells_all_the_same("read answer; cat; if true 2>/dev/null </dev/tty; then PATH=/wrong; fi");
}

#[cfg(target_os = "linux")]
#[test]
fn its_session_is_its_own() {
    tells_all_the_same("[ $(cut -d ' ' -f 6 /proc/$$/stat) = $$ ] || PATH=/wrong");
}

#[test]
fn relative_places_are_left_out() {
    for shell in SHELLS {
        let (_home, found) = path_from(shell, "PATH=.:bin::/usr/bin; export PATH", LONG);
        assert_eq!(found, Some(vec!["/usr/bin".into()]), "{shell}");
    }
}

#[test]
fn what_runs_on_in_the_background_is_not_waited_for_and_lives() {
    for shell in SHELLS {
        let asked = Instant::now();
        let (home, found) = path_from(shell, "sleep 1000 & echo $! >~/pid; PATH=/usr/bin:/bin", LONG);
        assert!(found.is_some() && asked.elapsed() < LONG / 2, "{shell}: {:?}", asked.elapsed());
        let pid = std::fs::read_to_string(home.path().join("pid")).unwrap();
        assert!(is_alive(pid.trim()), "{shell}");
        std::process::Command::new("kill").arg(pid.trim()).status().unwrap();
    }
}

#[test]
fn one_that_hangs_is_killed_with_all_that_it_started() {
    for shell in SHELLS {
        let profile = "trap '' TERM HUP INT; sleep 1000 & echo $! >~/pid; wait; sleep 1000";
        let mut limit = SHORT;
        let pid = loop {
            let (home, found) = path_from(shell, profile, limit);
            assert_eq!(found, None, "{shell}");
            match std::fs::read_to_string(home.path().join("pid")) {
                Ok(pid) if !pid.is_empty() => break pid,
                // It was killed before it came that far.
                _ => limit *= 2,
            }
        };
        let until = Instant::now() + LONG;
        while is_alive(pid.trim()) {
            assert!(Instant::now() < until, "{shell}: its child lives");
            std::thread::yield_now();
        }
    }
}

#[test]
fn a_flood_is_read_up_to_a_cap() {
    let asked = Instant::now();
    tells_nothing("while :; do echo flood of words; done", LONG);
    assert!(asked.elapsed() < LONG, "{:?}", asked.elapsed());
}

#[test]
fn one_that_ends_before_tells_nothing() {
    tells_nothing("exit 3", LONG);
}

#[test]
fn programs_that_are_no_shells_tell_nothing() {
    for program in ["/nowhere/zsh", "/bin/false", "/bin/cat", "/"] {
        assert_eq!(ask(login(Path::new(program)), LONG), None, "{program}");
    }
}

#[cfg(not(target_os = "macos"))]
#[test]
fn nobody_is_asked_where_the_desktop_passes_the_path_on() {
    assert!(login_path().is_empty());
}
