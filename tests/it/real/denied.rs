//! Engines that are not for this user.

use std::os::unix::fs::PermissionsExt;
use std::process::Command;

use berth_runner::EngineKind;
use berth_tests::engines::Engines;
use tempfile::TempDir;

use super::berthctl::program;

/// Another user than root, who is in no group.
const SOMEBODY: [&str; 6] = ["setpriv", "--reuid=61003", "--regid=61003", "--clear-groups", "--", "env"];

#[test]
fn a_socket_of_docker_that_is_not_for_this_user_is_told() {
    // Else there is nothing to be denied.
    Engines::get().ask(EngineKind::Docker, &["version"]);
    let home = TempDir::new_in("/tmp").unwrap();
    std::fs::set_permissions(home.path(), std::fs::Permissions::from_mode(0o777)).unwrap();
    let text = home.path().display();
    for verb in [&["list"][..], &["status", "x"], &["exists", "x"], &["stop", "x"], &["logs", "x"]] {
        let mut command = Command::new(SOMEBODY[0]);
        command.args(&SOMEBODY[1..]).arg(format!("XDG_STATE_HOME={text}")).arg(format!("HOME={text}"));
        command.arg(program()).args(["--engine", "docker"]).args(verb).current_dir(home.path());
        let output = command.envs(Engines::get().env.iter().cloned()).output().unwrap();
        let words = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(5), "{verb:?}: {words}");
        assert!(words.contains("group"), "what to do is not said: {words}");
        assert!(words.contains("permission denied"), "the engine's own words are not there: {words}");
    }
}
