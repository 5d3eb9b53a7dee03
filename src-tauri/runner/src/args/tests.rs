use jiff::Timestamp;

use super::create::mount_flag;
use super::*;
use crate::session::EnvVar;
use crate::validate::{Checked, CheckedOptions, MountSource, MountSpec, PortSpec, Protocol};

const ID: &str = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
const KINDS: [EngineKind; 2] = [EngineKind::Podman, EngineKind::Docker];

fn env(key: &str, value: &str) -> EnvVar {
    EnvVar { key: key.to_owned(), value: value.to_owned() }
}

fn mount(source: MountSource, read_only: bool, options: &[&str]) -> MountSpec {
    let options = options.iter().map(|o| (*o).to_owned()).collect();
    MountSpec { source, target: "/m".to_owned(), read_only, options, local: true }
}

fn host(path: &str) -> MountSource {
    MountSource::Host(path.to_owned())
}

pub(crate) fn spec() -> Checked {
    Checked {
        name: "bot".to_owned(),
        image: "localhost/bb:1".to_owned(),
        argv: ["sh", "-c", "echo $X; sleep 9"].map(str::to_owned).into(),
        working_dir: Some("/w d".to_owned()),
        terminal_env: vec![env("TERM", "xterm-256color")],
        env: vec![env("TOKEN", "s3cret"), env("PATH", "/bin:/secret"), env("EMPTY", "")],
        mounts: vec![
            mount(host("/a,b"), true, &[]),
            MountSpec {
                target: "/logs".to_owned(),
                ..mount(MountSource::Volume("logs".to_owned()), false, &[])
            },
        ],
        ports: vec![PortSpec {
            ip: None,
            host: Some(8080..=8080),
            container: 80..=80,
            protocol: Protocol::Tcp,
        }],
        options: CheckedOptions::default(),
    }
}

pub(crate) fn bare() -> Checked {
    Checked {
        argv: vec![],
        working_dir: None,
        terminal_env: vec![],
        env: vec![],
        mounts: vec![],
        ports: vec![],
        ..spec()
    }
}

#[test]
fn create_says_everything_and_no_secret() {
    for kind in KINDS {
        let call = create(kind, &spec(), "t0k", Pull::Never);
        #[rustfmt::skip]
        let expected = [
            "create", "--name", "bot", "-it",
            "--label", "dev.berth.owner=berth", "--label", "dev.berth.token=t0k",
            "-w", "/w d",
            "-e", "TERM=xterm-256color", "-e", "TOKEN", "-e", "EMPTY=", "--env-file", "/dev/stdin",
            "--mount", r#""type=bind","source=/a,b","target=/m","ro""#,
            "--mount", r#""type=volume","source=logs","target=/logs""#,
            "-p", "8080:80/tcp",
            "--pull=never", "--", "localhost/bb:1", "sh", "-c", "echo $X; sleep 9",
        ];
        assert_eq!(call.args, expected);
        assert_eq!(call.env, [("TOKEN".to_owned(), "s3cret".to_owned())]);
        assert_eq!(call.env_file, [("PATH".to_owned(), "/bin:/secret".to_owned())]);
    }
}

#[test]
fn create_without_options_is_short() {
    let call = create(EngineKind::Podman, &bare(), "t", Pull::Never);
    #[rustfmt::skip]
    let expected = [
        "create", "--name", "bot", "-it", "--label", "dev.berth.owner=berth", "--label", "dev.berth.token=t",
        "--pull=never", "--", "localhost/bb:1",
    ];
    assert_eq!(call.args, expected);
}

#[test]
fn debug_shows_no_value() {
    let text = format!("{:?}", create(EngineKind::Docker, &spec(), "t", Pull::Never));
    assert!(text.contains("TOKEN=…") && text.contains("PATH=…"), "{text}");
    assert!(!text.contains("s3cret") && !text.contains("/secret"), "{text}");
}

#[test]
fn mounts_speak_each_engines_dialect() {
    let flag = |kind, options: &[&str], read_only| mount_flag(kind, &mount(host("/d"), read_only, options));
    let csv = |fields: &str| ("--mount", format!(r#""type=bind","source=/d","target=/m"{fields}"#));
    assert_eq!(flag(EngineKind::Podman, &["Z"], true), csv(r#","ro","Z""#));
    assert_eq!(flag(EngineKind::Docker, &["Z"], true), ("-v", "/d:/m:ro,Z".to_owned()));
    assert_eq!(flag(EngineKind::Docker, &["z", "rslave"], false), ("-v", "/d:/m:rw,z,rslave".to_owned()));
    for kind in KINDS {
        assert_eq!(
            flag(kind, &["rslave", "cached"], false),
            csv(r#","bind-propagation=rslave","consistency=cached""#)
        );
    }
    assert_eq!(flag(EngineKind::Podman, &["U", "Z"], false), csv(r#","U","Z""#));
    assert_eq!(flag(EngineKind::Podman, &["O"], false), ("-v", "/d:/m:O".to_owned()));
    let volume = |kind, options: &[&str]| {
        mount_flag(kind, &mount(MountSource::Volume("v1".to_owned()), false, options))
    };
    let nocopy = r#""type=volume","source=v1","target=/m","volume-nocopy""#;
    assert_eq!(volume(EngineKind::Docker, &["nocopy"]), ("--mount", nocopy.to_owned()));
    assert_eq!(volume(EngineKind::Podman, &["nocopy", "U"]), ("-v", "v1:/m:rw,nocopy,U".to_owned()));
    for kind in KINDS {
        assert_eq!(volume(kind, &["z"]), ("-v", "v1:/m:rw,z".to_owned()));
        let anonymous = mount_flag(kind, &mount(MountSource::Anonymous, false, &[]));
        assert_eq!(anonymous, ("--mount", r#""type=volume","target=/m""#.to_owned()));
        let tmpfs = mount_flag(kind, &mount(MountSource::Tmpfs, true, &["size=64m", "mode=1777"]));
        assert_eq!(tmpfs, ("--tmpfs", "/m:ro,size=64m,mode=1777".to_owned()));
    }
    let quoted = mount_flag(EngineKind::Podman, &mount(host("/q\"x:y"), false, &[]));
    assert_eq!(quoted.1, r#""type=bind","source=/q""x:y","target=/m""#);
}

#[test]
fn verbs_put_the_id_behind_the_dashes() {
    let time = Timestamp::constant(1795466217, 300_000_000);
    #[rustfmt::skip]
    let table: [(Invocation, &str); 24] = [
        (start(ID), "start -- ID"),
        (stop(ID, Some(10)), "stop -t 10 -- ID"),
        (stop(ID, None), "stop -- ID"),
        (kill(ID), "kill -- ID"),
        (pause(ID), "pause -- ID"),
        (unpause(ID), "unpause -- ID"),
        (remove(ID), "rm -- ID"),
        (inspect(&[ID, "bot"]), "container inspect --format {{json .}} -- ID bot"),
        (logs(ID, Part::Whole, Some(100)), "logs --tail=100 -- ID"),
        (follow_logs(ID, Part::Whole, None), "logs --follow -- ID"),
        (follow_logs(ID, Part::Whole, Some(3)), "logs --follow --tail=3 -- ID"),
        (
            follow_logs(ID, Part::Since(time), Some(u32::MAX)).timestamped(true),
            "logs --timestamps --follow --since=2026-11-23T20:36:57.3Z -- ID",
        ),
        (logs(ID, Part::Whole, None).timestamped(false), "logs -- ID"),
        (logs(ID, Part::Whole, None), "logs -- ID"),
        (logs(ID, Part::Until(time), None), "logs --until=2026-11-23T20:36:57.3Z -- ID"),
        (logs(ID, Part::Since(time), Some(7)), "logs --since=2026-11-23T20:36:57.3Z --tail=7 -- ID"),
        (exec(ID, &["ls", "-l"], false), "exec -- ID ls -l"),
        (exec(ID, &["sh"], true), "exec --detach-keys= -it -- ID sh"),
        (
            shell(ID, Some(&["fish".into(), "-l".into()]), "t"),
            "exec --detach-keys= -it -e TERM=xterm-256color -e BERTH_SHELL=t -- ID fish -l",
        ),
        (exec_with_input(ID, &["cat"]), "exec -i -- ID cat"),
        (attach(ID), "attach --sig-proxy=false --detach-keys= -- ID"),
        (image_config("bb"), "image inspect --format {{json .Config}} -- bb"),
        (pull("quay.io/x/y:1"), "pull -- quay.io/x/y:1"),
        (import("r.tar", "localhost/x:1", &["CMD sh"]), "import --change CMD sh -- r.tar localhost/x:1"),
    ];
    for (call, expected) in table {
        assert_eq!(call.args.join(" ").replace(ID, "ID"), expected);
        assert!(call.env.is_empty());
    }
}

#[test]
fn lists_show_all_with_whole_ids() {
    assert_eq!(list().args, ["ps", "-a", "--no-trunc", "--format", r#"{"ID":{{json .ID}}}"#]);
    assert_eq!(
        list_own().args.get(3..5),
        Some(&["--filter".to_owned(), "label=dev.berth.owner=berth".to_owned()][..])
    );
    assert_eq!(version().args, ["version", "--format", "{{json .}}"]);
}

#[test]
fn a_verb_has_nothing_of_the_persons() {
    let verb = |args: &[&str]| Invocation::flags_only(args).verb();
    assert_eq!(verb(&["container", "inspect", "--format", "{{json .}}", "--", "bot"]), "container inspect");
    assert_eq!(verb(&["run", "-d", "--name", "bot", "--", "image", "sh"]), "run");
    assert_eq!(verb(&["version"]), "version");
}
