//! What holds for every spec, tried on arbitrary ones.

use std::path::PathBuf;

use proptest::prelude::*;

use super::{Checked, PathContext, check, command, foreign_name, image, port, session_name, volume};
use crate::args::{self, Invocation, Pull};
use crate::kind::EngineKind;
use crate::session::{ContainerOptions, EnvVar, SessionSpec};

const KINDS: [EngineKind; 2] = [EngineKind::Podman, EngineKind::Docker];

fn paths(windows: bool, local: bool) -> PathContext {
    let (cwd, home) = if windows { (r"C:\w", r"C:\Users\ann") } else { ("/w", "/home/ann") };
    let variables = [("HERE", "/x y"), ("EMPTY", "")].into();
    PathContext { cwd: PathBuf::from(cwd), home: Some(PathBuf::from(home)), variables, local }
}

/// Text made of what breaks parsers, between ordinary letters.
fn nasty() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        "[a-z0-9]{1,4}",
        "[-:/\\\\.,@=~'\"#$`;|&<> \t\n\\[\\]]",
        Just("..".to_owned()),
        Just("--".to_owned()),
        Just("C:\\".to_owned()),
        Just("\0".to_owned()),
        Just("${HERE}".to_owned()),
        Just("$env:".to_owned()),
        any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(part, 0..12).prop_map(|parts| parts.concat())
}

fn path() -> impl Strategy<Value = String> {
    "(/[a-zA-Z0-9 ,'\"=_-]{1,8}){1,3}"
}

/// Any text in each option, one at a time or several.
fn options() -> impl Strategy<Value = ContainerOptions> {
    let flag = prop_oneof![nasty(), nasty().prop_map(|text| format!("--{text}"))];
    prop::collection::vec(prop::option::weighted(0.2, flag), 16).prop_map(|texts| {
        let mut texts = texts.into_iter();
        let mut next = || texts.next().flatten();
        ContainerOptions {
            restart: next(),
            memory: next(),
            memory_swap: next(),
            cpus: next(),
            user: next(),
            entrypoint: next(),
            network: next(),
            network_aliases: next().into_iter().collect(),
            hosts: next().into_iter().collect(),
            hostname: next(),
            labels: next().map(|key| (key.clone(), key)).into_iter().collect(),
            stop_signal: next(),
            devices: next().into_iter().collect(),
            cap_add: next().into_iter().collect(),
            gpus: next(),
            extra: next().into_iter().collect(),
            ..ContainerOptions::default()
        }
    })
}

fn anything() -> impl Strategy<Value = SessionSpec> {
    let texts = || prop::collection::vec(nasty(), 0..3);
    (
        nasty(),
        nasty(),
        nasty(),
        nasty(),
        prop::collection::vec((nasty(), nasty()), 0..3),
        texts(),
        nasty(),
        texts(),
        options(),
    )
        .prop_map(|(name, image, command, working_dir, env, volumes, log_volume, ports, options)| {
            let env = env.into_iter().map(|(key, value)| EnvVar { key, value }).collect();
            SessionSpec {
                name,
                image,
                command,
                working_dir,
                env,
                volumes,
                log_volume,
                ports,
                allow_loader_env: false,
                options,
            }
        })
}

/// No program has such a name.
fn runs(argv: &[String]) -> bool {
    !argv.first().is_some_and(|first| command::BUILTINS.contains(&first.as_str()))
}

/// Specs that keep the rules; arguments are arbitrary, dashes and operators included.
fn valid() -> impl Strategy<Value = (SessionSpec, Vec<String>)> {
    let argv =
        prop::collection::vec("[ -~]{1,12}", 0..4).prop_filter("a word of the shell", |argv| runs(argv));
    let env = prop::collection::btree_map("X[A-Z0-9_]{0,8}", "[^\0]{1,20}", 0..4);
    let sources = prop::collection::vec(
        (prop_oneof![path(), "[a-z]{2,6}"], prop_oneof![Just(""), Just(":ro"), Just(":rw")]),
        0..4,
    );
    let ports = prop::collection::btree_set(1..=u16::MAX, 0..4);
    let reference = "([a-z]{1,5}\\.io(:[1-9][0-9]{0,3})?/)?[a-z0-9]{1,8}(/[a-z0-9]{1,8})?(:[a-zA-Z0-9_][a-zA-Z0-9_.-]{0,9})?";
    ("[a-zA-Z][a-zA-Z0-9_-]{0,63}", reference, argv, prop::option::of(path()), env, sources, ports).prop_map(
        |(name, image, argv, dir, env, sources, ports)| {
            let command = shlex::try_join(argv.iter().map(String::as_str)).unwrap_or_default();
            let volumes = sources
                .iter()
                .enumerate()
                .map(|(at, (source, options))| format!("{source}:/m{at}{options}"))
                .collect();
            let spec = SessionSpec {
                name,
                image,
                command,
                working_dir: dir.unwrap_or_default(),
                env: env.into_iter().map(|(key, value)| EnvVar { key, value }).collect(),
                volumes,
                ports: ports.into_iter().map(|p| format!("{p}:{p}")).collect(),
                ..SessionSpec::default()
            };
            (spec, argv)
        },
    )
}

/// `--flag=value`, or a flag that takes none.
fn is_option(word: &str) -> bool {
    let name = word.strip_prefix("--").map(|rest| rest.split('=').next().unwrap_or_default());
    let plain = |name: &str| {
        name.starts_with(|c: char| c.is_ascii_lowercase())
            && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
    };
    let known = ["read-only", "init", "no-healthcheck", "privileged", "oom-kill-disable", "publish-all"];
    name.is_some_and(|name| {
        plain(name) && !matches!(name, "label" | "env-file") && (word.contains('=') || known.contains(&name))
            || word.starts_with("--label=")
    })
}

/// What the engines' own parsers do: flags up to `--`, then the image and its argv.
fn assert_sound(checked: &Checked, kind: EngineKind) {
    let Invocation { args, env, env_file, .. } = args::create(kind, checked, "t", Pull::Never);
    let dashes = args.iter().position(|arg| arg == "--");
    let (flags, positionals) = args.split_at(dashes.unwrap_or(args.len()));
    assert_eq!(positionals.get(1), Some(&checked.image));
    let before = args::before(kind, checked);
    assert_eq!(positionals.get(2..), Some(&[&before[..], &checked.argv[..]].concat()[..]));
    assert!(!checked.image.starts_with('-') && !checked.name.starts_with('-'));
    let mut rest = flags.iter().skip(1);
    while let Some(flag) = rest.next() {
        match flag.as_str() {
            "-it" | "--pull=never" => {}
            // A value in the same word is a value, whatever it is.
            switch if is_option(switch) => {}
            "--name" | "--label" | "-w" | "-e" | "--env-file" | "-v" | "--mount" | "-p" => {
                let value = rest.next().map(String::as_str).unwrap_or_default();
                // A name may begin with a dash: engines take the word behind `-e` as it is.
                let dash = flag != "-e" && value.starts_with('-');
                assert!(!value.is_empty() && !dash, "{flag} {value:?}");
            }
            other => unreachable!("{other:?} is no flag of ours: {args:?}"),
        }
    }
    assert!(env_file.iter().all(|(_, value)| !value.contains(['\n', '\r'])));
    for (key, value) in env.iter().chain(&env_file).filter(|(_, value)| value.len() > 8) {
        assert!(!flags.iter().any(|arg| arg.contains(value.as_str())), "the value of {key} is in argv");
    }
}

proptest! {
    #[test]
    fn arbitrary_specs_never_panic_and_what_passes_is_sound(spec in anything(), windows: bool, local: bool) {
        for kind in KINDS {
            match check(&spec, kind, &paths(windows, local)) {
                Ok(checked) => assert_sound(&checked, kind),
                Err(problems) => prop_assert!(!problems.is_empty() && problems.iter().all(|p| !p.message.contains('\0'))),
            }
        }
    }

    #[test]
    fn arbitrary_text_never_panics(text in nasty(), windows: bool, local: bool) {
        if session_name(&text).is_ok() {
            prop_assert!(foreign_name(&text).is_ok() && text.len() <= 64);
        }
        if image(&text).is_ok() {
            prop_assert!(!text.starts_with('-') && !text.contains(|c: char| c.is_whitespace() || c.is_control()));
        }
        for kind in KINDS {
            if let Ok(spec) = port::port(&text, kind) {
                let rendered = spec.to_string();
                prop_assert_eq!(port::port(&rendered, kind), Ok(spec), "{} is read back as itself", rendered);
            }
        }
        if let Ok(mount) = volume::volume(&text, KINDS[0], &paths(windows, local)) {
            prop_assert!(mount.target.starts_with('/') && mount.target != "/");
            // A name may begin with two dots.
            prop_assert!(mount.target.split('/').all(|part| part != ".."));
        }
    }

    #[test]
    fn good_specs_pass_whole((spec, argv) in valid()) {
        for kind in KINDS {
            let checked = check(&spec, kind, &paths(false, true)).map_err(|problems| TestCaseError::fail(format!("{problems:?}")))?;
            prop_assert_eq!(&checked.argv, &argv);
            prop_assert_eq!(checked.env.len(), spec.env.len());
            assert_sound(&checked, kind);
        }
    }

    #[test]
    fn arguments_survive_quoting(argv in prop::collection::vec("[^\\p{Cc}]{1,10}", 1..6).prop_filter("a word of the shell", |argv| runs(argv))) {
        let text = shlex::try_join(argv.iter().map(String::as_str)).map_err(|e| TestCaseError::fail(e.to_string()))?;
        prop_assert_eq!(command(&text), Ok(argv));
    }

    #[test]
    fn mounts_survive_the_engines_csv_reader(source in path(), target in path(), read_only: bool) {
        let spec = SessionSpec {
            name: "a".to_owned(),
            image: "b".to_owned(),
            volumes: vec![format!("{source}:{target}{}", if read_only { ":ro" } else { "" })],
            ..SessionSpec::default()
        };
        let checked = check(&spec, EngineKind::Docker, &paths(false, true)).map_err(|problems| TestCaseError::fail(format!("{problems:?}")))?;
        let args = args::create(EngineKind::Docker, &checked, "t", Pull::Never).args;
        let value = args.iter().skip_while(|arg| *arg != "--mount").nth(1).cloned().unwrap_or_default();
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(value.as_bytes());
        let records: Vec<Vec<String>> = reader.deserialize().collect::<Result<_, _>>().map_err(|e| TestCaseError::fail(e.to_string()))?;
        let mut expected = vec!["type=bind".to_owned(), format!("source={source}"), format!("target={target}")];
        expected.extend(read_only.then(|| "ro".to_owned()));
        prop_assert_eq!(records, vec![expected]);
    }

    #[test]
    fn a_refused_environment_never_shows_its_values(key in nasty(), secret in "[a-z]{20}") {
        let spec = SessionSpec {
            name: "a".to_owned(),
            image: "b".to_owned(),
            env: vec![EnvVar { key: key.clone(), value: secret.clone() }, EnvVar { key, value: secret.clone() }],
            ..SessionSpec::default()
        };
        let problems = check(&spec, EngineKind::Docker, &paths(false, true)).err().unwrap_or_default();
        prop_assert!(!problems.is_empty() && problems.iter().all(|p| !p.message.contains(&secret)));
    }
}
