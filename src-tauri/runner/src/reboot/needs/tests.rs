#![expect(clippy::unwrap_used, reason = "tests")]

use std::fs;

use super::*;
use crate::parse::{inspect, rows, samples};

fn session(policy: &str) -> Session {
    let row = rows::parse(samples::PODMAN_CREATED.as_bytes()).rows.remove(0);
    let session = inspect::session("podman", &row).unwrap();
    Session { name: format!("with-{policy}"), restart_policy: policy.to_owned(), ..session }
}

fn engine(kind: EngineKind, endpoint: &str) -> Engine {
    Engine { endpoint: endpoint.to_owned(), ..Engine::new(kind, "/bin/engine".into()) }
}

#[test]
fn what_is_lacking_is_said_with_its_command() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let home = root.join("home/ann");
    let at = || Systemd::at(root.to_owned(), home.clone(), "ann".to_owned());
    assert!(at().is_none(), "another system runs the machine");
    fs::create_dir_all(root.join("run/systemd/system")).unwrap();
    let systemd = at().unwrap();
    let local = "unix:///run/engine.sock";
    let commands = |kind, rootless, policies: &[&str]| {
        let sessions: Vec<_> = policies.iter().map(|policy| session(policy)).collect();
        let needs = systemd.needs(&engine(kind, local), rootless, &sessions);
        needs.into_iter().map(|need| need.command).collect::<Vec<_>>()
    };
    use EngineKind::{Docker, Podman};
    let podman = "sudo systemctl enable podman-restart.service";
    let of_ann = "systemctl --user enable podman-restart.service";
    assert_eq!(commands(Podman, false, &["always", "no"]), [podman]);
    assert_eq!(commands(Podman, true, &["always"]), [of_ann, "loginctl enable-linger"]);
    assert_eq!(commands(Docker, false, &["unless-stopped"]), ["sudo systemctl enable docker.service"]);
    assert_eq!(commands(Docker, false, &["on-failure:3"]).len(), 1);
    // Its service starts no other policy.
    for none in [&["no", "on-failure", "unless-stopped"][..], &[]] {
        assert_eq!(commands(Podman, false, none).len(), 0, "{none:?}");
    }
    let far = systemd.needs(&engine(Podman, "ssh://ann@server"), false, &[session("always")]);
    assert_eq!(far, []);
    let need = systemd.needs(&engine(Podman, local), false, &[session("always"), session("no")]).remove(0);
    assert_eq!((need.kind, need.sessions), (NeedKind::PodmanRestart, vec!["with-always".to_owned()]));

    // One after the other is provided.
    let enable = |folder: &str, unit: &str| {
        let folder = root.join(folder);
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(unit), "").unwrap();
    };
    enable("etc/systemd/system/default.target.wants", "podman-restart.service");
    enable("etc/systemd/system/multi-user.target.wants", "docker.service");
    assert_eq!(commands(Podman, false, &["always"]).len(), 0);
    assert_eq!(commands(Docker, false, &["always"]).len(), 0);
    assert_eq!(commands(Podman, true, &["always"]), [of_ann, "loginctl enable-linger"]);
    enable("home/ann/.config/systemd/user/default.target.wants", "podman-restart.service");
    assert_eq!(commands(Podman, true, &["always"]), ["loginctl enable-linger"]);
    enable("var/lib/systemd/linger", "ann");
    assert_eq!(commands(Podman, true, &["always"]).len(), 0);
}
