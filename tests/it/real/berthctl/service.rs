//! The service that records: on a home and a `systemctl` of the test's own.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

use super::program;

/// A home, and a `systemctl` that writes down what it is asked.
struct Home(TempDir);

impl Home {
    fn new() -> Self {
        let home = TempDir::new().unwrap();
        let bin = home.path().join("bin");
        fs::create_dir(&bin).unwrap();
        let script = format!("#!/bin/sh\necho \"$*\" >> {}/asked\n", home.path().display());
        fs::write(bin.join("systemctl"), script).unwrap();
        fs::set_permissions(bin.join("systemctl"), fs::Permissions::from_mode(0o755)).unwrap();
        Self(home)
    }

    fn service(&self, args: &[&str]) -> Output {
        let path = format!("{}/bin:/usr/bin:/bin", self.0.path().display());
        let mut command = Command::new(program());
        command.args(["--engine", "docker", "service"]).args(args).stdin(Stdio::null());
        command
            .env("PATH", path)
            .env("HOME", self.0.path())
            .env("XDG_CONFIG_HOME", self.0.path().join("config"));
        command.output().unwrap()
    }

    fn asked(&self) -> String {
        fs::read_to_string(self.0.path().join("asked")).unwrap_or_default()
    }
}

#[test]
fn a_service_is_shown_installed_and_removed() {
    let home = Home::new();
    let unit = home.0.path().join("config/systemd/user/berth-record.service");
    assert_eq!(home.service(&["status"]).status.code(), Some(3));
    // Nobody can say yes: it is shown, and nothing is done.
    let shown = home.service(&["install"]);
    let text = String::from_utf8_lossy(&shown.stdout).into_owned();
    assert_eq!(shown.status.code(), Some(2));
    assert!(!unit.exists() && home.asked().is_empty() && text.contains("[Service]"), "{text}");

    let installed = home.service(&["install", "--yes"]);
    assert!(installed.status.success(), "{installed:?}");
    let written = fs::read_to_string(&unit).unwrap();
    assert!(text.contains(&written), "what is shown is what is written: {written}");
    let start =
        format!("ExecStart=\"{}\" \"--engine\" \"docker\" \"watch\" \"--record\"", program().display());
    assert!(written.contains(&start), "{written}");
    let asked = "--user daemon-reload\n--user enable --now berth-record.service\n";
    assert_eq!(home.asked(), asked);
    if let Ok(verified) = Command::new("systemd-analyze").args(["verify", "--user"]).arg(&unit).output() {
        let said = String::from_utf8_lossy(&verified.stderr).into_owned();
        assert!(!said.contains("berth-record.service:"), "{said}");
    }
    assert!(home.service(&["status"]).status.success());

    assert_eq!(home.service(&["remove"]).status.code(), Some(2));
    assert!(unit.exists());
    assert!(home.service(&["remove", "--yes"]).status.success());
    assert!(!unit.exists() && home.asked().contains("--user disable --now berth-record.service\n"));
}
