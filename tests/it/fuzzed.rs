//! Recorded output broken at random, against the promises of the fuzz targets. A few
//! seconds, on a stable compiler; `fuzz/` is for longer runs.

use std::path::Path;

use proptest::prelude::*;
use proptest::sample::{Index, select};

#[cfg(target_os = "linux")]
mod agents;
#[path = "../../fuzz/holds.rs"]
mod holds;

/// One way to break a text.
#[derive(Debug, Clone)]
enum Damage {
    Cut(Index),
    Remove(Index, usize),
    Repeat(Index, usize),
    Flip(Index, u8),
    Insert(Index, &'static str),
}

/// What engines, pipes and Windows have been seen to put into output, and worse.
const INSERTS: &[&str] = &[
    "null",
    "-1",
    "json\n",
    "\u{feff}",
    "\r\n",
    "\0",
    "\u{1b}[31m",
    "[",
    "]",
    "{",
    "}",
    "\"",
    "\\",
    ",",
    ":",
    "é",
    "18446744073709551616",
    "-62135596800",
    "1e999",
    "[[[[[[[[[[[[[[[[",
    "time=\"x\" level=warning msg=\"y\"\n",
];

impl Damage {
    fn any() -> impl Strategy<Value = Self> {
        let at = any::<Index>;
        prop_oneof![
            at().prop_map(Self::Cut),
            (at(), 1usize..200).prop_map(|(at, length)| Self::Remove(at, length)),
            (at(), 1usize..200).prop_map(|(at, length)| Self::Repeat(at, length)),
            (at(), any::<u8>()).prop_map(|(at, byte)| Self::Flip(at, byte)),
            (at(), select(INSERTS)).prop_map(|(at, text)| Self::Insert(at, text)),
        ]
    }

    fn done_to(&self, bytes: &mut Vec<u8>) {
        let place = |index: &Index| index.index(bytes.len() + 1);
        match self {
            Self::Cut(at) => bytes.truncate(place(at)),
            Self::Remove(at, length) => {
                let at = place(at);
                bytes.drain(at..(at + length).min(bytes.len()));
            }
            Self::Repeat(at, length) => {
                let at = place(at);
                let part = bytes[at..(at + length).min(bytes.len())].to_vec();
                bytes.splice(at..at, part);
            }
            Self::Flip(at, mask) => {
                let at = place(at);
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= mask;
                }
            }
            Self::Insert(at, text) => {
                let at = place(at);
                bytes.splice(at..at, text.bytes());
            }
        }
    }
}

fn read(path: &Path) -> Vec<u8> {
    std::fs::read(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// The fixtures of these names.
fn fixtures(files: &[&str]) -> Vec<Vec<u8>> {
    let folders = std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")).unwrap();
    let folders: Vec<_> = folders.map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()).collect();
    let all = folders.iter().flat_map(|folder| files.iter().map(move |file| folder.join(file)));
    // kubectl has other verbs than engines.
    all.filter(|path| path.exists()).map(|path| read(&path)).collect()
}

/// Where engines and kubectl answer with something else than a container.
const OTHERS: [&str; 6] =
    ["images.json", "info.json", "ps.json", "errors.json", "watch-raw.jsonl", "can-i.txt"];

/// The rules that Berth comes with.
fn rules_of_berth() -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../src-tauri/activity/rules");
    std::fs::read_dir(folder).unwrap().map(|entry| read(&entry.unwrap().path())).collect()
}

/// These texts, each broken in up to six places. Of long ones a window is shown, to
/// spend the time on many inputs: the first rows of an array, any lines else.
fn broken(texts: Vec<Vec<u8>>) -> impl Strategy<Value = Vec<u8>> {
    const WINDOW: usize = 16 << 10;
    let damage = prop::collection::vec(Damage::any(), 0..6);
    (select(texts), any::<Index>(), damage).prop_map(|(text, line, damage)| {
        let lines = text.split_inclusive(|byte| *byte == b'\n');
        let first = if text.starts_with(b"[") { 0 } else { line.index(lines.clone().count()) };
        let mut shown = lines.skip(first).flatten().copied().take(WINDOW).collect();
        damage.iter().for_each(|damage| damage.done_to(&mut shown));
        shown
    })
}

/// A spec as `holds::spec` reads it, nearly right, so that each rule is met.
fn specs() -> impl Strategy<Value = Vec<u8>> {
    let samples = [
        "web",
        "-rf",
        "docker.io/library/debian:12",
        "localhost:5000/a/b@sha256:00",
        "--privileged",
        "sh -c 'a; b'",
        "echo \"",
        "a && b",
        "/srv/app",
        "../x",
        "/logs:/var/log",
        "loader",
        "e:KEY=value",
        "e:LD_PRELOAD=/x.so",
        "e:TOKEN=00112233445566778899aabbccddeeff",
        "e:=x",
        "e:1A=x",
        "v:./data:/data:ro",
        "v:C:\\x:/x",
        "v:name:/v:z",
        "v:/a,b:/c",
        "v:/a/../b:/c",
        "v::",
        "p:8080:80",
        "p:127.0.0.1:53:53/udp",
        "p:70000:80",
        "p:1-3:1-2",
        "p:[::1]:1:1",
        "",
        "\0",
        "é",
    ];
    let line = prop_oneof![4 => select(samples.to_vec()).prop_map(str::to_owned), 1 => "[ -~]{0,40}", 1 => "\\PC{0,12}"];
    prop::collection::vec(line, 0..12).prop_map(|lines| lines.join("\n").into_bytes())
}

/// Run lines: words that each mean something, in any order.
fn run_lines() -> impl Strategy<Value = Vec<u8>> {
    let samples = [
        "docker",
        "podman",
        "run",
        "create",
        "sudo",
        "--name",
        "web",
        "-it",
        "-e",
        "A=b",
        "-p",
        "80:80",
        "-v",
        "$(pwd):/x",
        "'/a b:/c:ro'",
        "--mount",
        "type=bind,source=/a,target=/b",
        "--rm",
        "\\\n",
        "\n",
        "\"$HOME\"",
        "`pwd`",
        "--health-cmd",
        "'a || b'",
        "--",
        "bb",
        "sh",
        "-c",
        "#",
        "&&",
        "--entrypoint=",
        "--cap-add=A,B",
        "--fancy",
        "--network",
        "name=a,alias=b",
        "--label",
        "x=y",
        "--restart=always",
        "-m",
        "1g",
        "\u{f0000}",
    ];
    let word = prop_oneof![6 => select(samples.to_vec()).prop_map(str::to_owned), 1 => "[ -~]{0,12}"];
    prop::collection::vec(word, 0..16)
        .prop_map(|words| format!("docker run {}", words.join(" ")).into_bytes())
}

/// A compose file with most of what one can say.
const COMPOSE: &str = "\
x: &base {restart: always}
services:
  web:
    <<: *base
    image: bb:${TAG:-1}
    command: [sh, -c, 'echo $$X']
    environment: {A: b, C:}
    ports: ['80:80', {target: 1, published: 2}]
    volumes: [./a:/a, data:/d, {type: tmpfs, target: /t}]
    healthcheck: {test: [CMD, 'true'], interval: 3s}
    deploy: {resources: {limits: {memory: 1g}}}
    tty: true
volumes: {data: }
";

/// What terminals are written, nearly right.
fn streams() -> impl Strategy<Value = Vec<u8>> {
    let samples = [
        "text ",
        "\r\n",
        "\x1b[2J",
        "\x1b[H",
        "\x1b[3;15H",
        "\x1b[31;1m",
        "\x1b[m",
        "\x1b[?1049h",
        "\x1b[?1049l",
        "\x1b[5P",
        "\x1b[3@",
        "\x1b[2L",
        "\x1b[M",
        "\x1b[2;4r",
        "\x1bM",
        "\x1b[K",
        "\t",
        "\x08",
        "語",
        "é",
        "🙂",
        "a\u{301}",
        "\x1b]0;t\x07",
        "\x1b[?25l",
        "\x1b7",
        "\x1b8",
        "\x1b[?6h",
        "\x1b(0",
        "qqq",
        "\x1b(B",
        "\x1b[4h",
        "\x1b[?7l",
        "\x1b[9999X",
        "\x1b[b",
        "\x1b[!p",
        "\x1bc",
        "\x1b[",
        "\x1b]8;;http://x\x1b\\",
    ];
    let part = prop_oneof![8 => select(samples.to_vec()).prop_map(|text| text.as_bytes().to_vec()),
        1 => prop::collection::vec(any::<u8>(), 0..4)];
    (any::<u8>(), prop::collection::vec(part, 0..40))
        .prop_map(|(size, parts)| [vec![size], parts.concat()].concat())
}

/// Definitions and settings with most of what they can say.
const DEFINITIONS: &str = "\
[templates.base]\nrestart = \"always\"\n\n[sessions.web]\ntemplate = \"base\"\nimage = \"alpine\"\ncommand = [\"sh\"]\n\
env = { A = \"b\" }\nports = [\"80:80\"]\nvolumes = [\"./d:/d\"]\n# mine\n\n[sessions.db]\nimage = \"x\"\n\n\
[layouts.main]\ncolumns = [[\"web\", \"db\"]]\n";
const SETTINGS: &str = "[limits]\ncall = 10\npull = 1.5\n\n[history]\nmegabytes = 100\ndays = 30\n\n\
[sessions.\"podman:web\"]\ncolor = \"red\"\nnote = \"x\"\n";

const SOCKET: &str = "{\"ask\":\"list\"}\n{\"ask\":\"watch\"}\n{\"ask\":\"open\",\"session\":null}\n{\"ask\":\"follow\",\"link\":\"berth://x\"}\n";

/// Inputs that were found once, or that each target began with.
#[test]
fn what_is_kept_holds() {
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/kept");
    for (name, holds) in holds::TARGETS {
        let target = kept.join(format!("../fuzz_targets/{name}.rs"));
        assert!(target.is_file(), "{} is missing", target.display());
        let files: Vec<_> =
            std::fs::read_dir(kept.join(name)).unwrap().map(|file| file.unwrap().path()).collect();
        assert!(!files.is_empty(), "nothing is kept of {name}");
        files.iter().for_each(|file| holds(&read(file)));
    }
    assert_eq!(std::fs::read_dir(&kept).unwrap().count(), holds::TARGETS.len());
}

/// No test run builds `fuzz`: types of another version would not fit.
#[test]
fn the_targets_have_the_versions_of_berth() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let wanted = regex::Regex::new(r#"(?m)^([\w-]+) = (?:\{ version = )?"(\d+)"#).unwrap();
    let versions = |file: &str| {
        let text = String::from_utf8(read(&root.join(file))).unwrap();
        let found = wanted.captures_iter(&text).map(|found| (found[1].to_owned(), found[2].to_owned()));
        found.collect::<std::collections::BTreeMap<_, _>>()
    };
    let (own, all) = (versions("fuzz/Cargo.toml"), versions("Cargo.toml"));
    let shared: Vec<_> = own.iter().filter(|(name, _)| all.contains_key(*name)).collect();
    assert!(shared.len() > 3, "{own:?}");
    shared.iter().for_each(|(name, version)| assert_eq!(Some(*version), all.get(*name), "{name}"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn rows(bytes in broken(fixtures(&["ps.json", "images.json", "info.json"]))) {
        holds::rows(&bytes);
    }

    #[test]
    fn inspections(bytes in broken(fixtures(&["inspect.json", "version.json"]))) {
        holds::inspect(&bytes);
    }

    #[test]
    fn events(bytes in broken(fixtures(&["events.jsonl"]))) {
        holds::events(&bytes);
    }

    #[test]
    fn failures(bytes in broken(fixtures(&["errors.json"]))) {
        holds::failure(&bytes);
    }

    #[test]
    fn run_lines_that_people_paste(bytes in run_lines()) {
        holds::run_line(&bytes);
    }

    #[test]
    fn compose_files_that_people_paste(bytes in broken(vec![COMPOSE.into()])) {
        holds::compose(&bytes);
    }

    #[test]
    fn specs_that_people_write(bytes in specs()) {
        holds::spec(&bytes);
        holds::argv(&bytes);
    }

    #[test]
    fn other_answers(bytes in broken(fixtures(&OTHERS))) {
        holds::answers(&bytes);
        holds::pieces(&bytes);
    }

    #[test]
    fn definitions_that_people_write(bytes in broken(vec![DEFINITIONS.into()])) {
        holds::definitions(&bytes);
    }

    #[test]
    fn settings_that_people_write(bytes in broken(vec![SETTINGS.into()])) {
        holds::settings(&bytes);
    }

    #[test]
    fn histories_with_bytes_that_are_not_their_own(bytes in prop::collection::vec(any::<u8>(), 0..120)) {
        holds::history(&bytes);
    }

    #[test]
    fn what_programs_write_to_terminals(bytes in streams()) {
        holds::emulator(&bytes);
    }

    #[test]
    fn what_clients_write_to_the_socket(bytes in broken(vec![SOCKET.into()])) {
        holds::socket(&bytes);
    }
}

// A file of rules takes a tenth of a second to read without optimisation.
proptest! {
    #![proptest_config(ProptestConfig { cases: 20, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn rules(bytes in broken(rules_of_berth())) {
        holds::rules(&bytes);
    }
}
