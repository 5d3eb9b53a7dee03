//! What holds for every session, tried on generated ones.

use std::path::PathBuf;

use berth_runner::testing::validate;
use berth_runner::{
    Checked, ContainerOptions, EngineKind, EnvVar, HealthOptions, PathContext, SessionSpec, Variables,
    command_line, create_words,
};
use proptest::prelude::*;

use crate::write::write;
use crate::{ExportForm, Exported, ImportForm, Imported, RemarkProblem, import};

const KINDS: [EngineKind; 2] = [EngineKind::Podman, EngineKind::Docker];

fn check(spec: &SessionSpec, kind: EngineKind) -> Result<Checked, TestCaseError> {
    let paths = PathContext {
        cwd: PathBuf::from("/w"),
        home: Some(PathBuf::from("/home/ann")),
        variables: Variables::default(),
        local: true,
    };
    validate::check(spec, kind, &paths).map_err(|problems| TestCaseError::fail(format!("{problems:?}")))
}

/// Words that quoting has to keep: blanks, quotes, `$`, `%`, backslashes, line ends.
fn word() -> impl Strategy<Value = String> {
    prop_oneof!["[a-z0-9]{1,5}", "[ -~]{1,10}", "[ -~\n\tü$%\"'\\\\]{1,8}"]
}

fn argv() -> impl Strategy<Value = String> {
    prop::collection::vec(word(), 0..4).prop_filter_map("no command says it", |words| command_line(&words))
}

fn path() -> impl Strategy<Value = String> {
    "(/[a-zA-Z0-9 ,'\"=_-]{1,6}){1,3}".prop_filter("blank at its edge", |path| path.trim() == path)
}

fn volumes() -> impl Strategy<Value = Vec<String>> {
    let source = prop_oneof![path(), "[a-z]{2,6}", Just("/lit$$x".to_owned())];
    let volume = (source, prop_oneof![Just(""), Just(":ro"), Just(":z"), Just(":ro,Z")]);
    let all = prop::collection::vec(volume, 0..4);
    (all, any::<bool>(), any::<bool>()).prop_map(|(all, anonymous, tmpfs)| {
        let numbered = all.into_iter().enumerate();
        let mut texts: Vec<String> =
            numbered.map(|(index, (source, options))| format!("{source}:/m{index}{options}")).collect();
        texts.extend(anonymous.then(|| "/anonymous".to_owned()));
        texts.extend(tmpfs.then(|| "tmpfs:/run:size=64m,mode=1777".to_owned()));
        texts
    })
}

fn health() -> impl Strategy<Value = HealthOptions> {
    prop_oneof![
        Just(HealthOptions::default()),
        Just(HealthOptions { off: true, ..HealthOptions::default() }),
        ("[ -~]{0,8}[!-~]", prop::option::of("[1-9]s"), prop::option::of(1_u32..9)).prop_map(
            |(command, interval, retries)| HealthOptions {
                command: Some(command).filter(|text| text != "none"),
                interval,
                retries,
                ..HealthOptions::default()
            }
        ),
    ]
    .prop_filter("podman needs a command", |health| {
        health.off || health.command.is_some() || *health == HealthOptions::default()
    })
}

fn options() -> impl Strategy<Value = ContainerOptions> {
    let some = |text: &'static str| prop::option::of(Just(text.to_owned()));
    let first =
        (some("on-failure:3"), some("512m"), some("1.5"), prop::option::of(1_i32..99), some("1000:50"));
    let flags = prop::sample::subsequence(
        vec![
            "--shm-size=1g",
            "--privileged",
            "--ulimit=nofile=1:2",
            "--sysctl=net.core.somaxconn=9",
            "--dns=1.1.1.1",
        ],
        0..5,
    );
    let second = (
        prop::option::of(argv()),
        prop::option::of(prop_oneof![Just("host"), Just("back")]),
        health(),
        flags,
        any::<[bool; 5]>(),
        prop::option::of(-1_i32..99),
        prop::collection::btree_map("[a-z.]{1,6}", "[ -~]{0,8}", 0..3),
    );
    (first, second).prop_map(|((restart, memory, cpus, pids_limit, user), second)| {
        let (
            entrypoint,
            network,
            health,
            extra,
            [read_only, init, no_new_privileges, no_terminal, more],
            stop_timeout,
            labels,
        ) = second;
        let named = network == Some("back");
        ContainerOptions {
            restart,
            memory_swap: memory.clone().filter(|_| more).map(|_| "-1".to_owned()),
            memory,
            cpus,
            pids_limit,
            user,
            entrypoint,
            network: network.map(str::to_owned),
            network_aliases: if named && more { vec!["db.local".to_owned()] } else { Vec::new() },
            hosts: if more { vec!["gate:10.0.0.2".to_owned()] } else { Vec::new() },
            labels,
            stop_timeout,
            health,
            cap_add: if more { vec!["SYS_PTRACE".to_owned()] } else { Vec::new() },
            devices: if more { vec!["/dev/fuse".to_owned()] } else { Vec::new() },
            read_only,
            init,
            no_new_privileges,
            no_terminal,
            extra: extra.into_iter().map(str::to_owned).collect(),
            ..ContainerOptions::default()
        }
    })
}

prop_compose! {
    fn spec()(
        name in "[a-zA-Z][a-zA-Z0-9_-]{0,9}",
        image in "[a-z]{1,6}(:[0-9]{1,2})?",
        command in argv(),
        working_dir in prop_oneof![Just(String::new()), path()],
        env in prop::collection::btree_map("X[A-Z0-9_]{0,6}", "[ -~]{0,8}", 0..4),
        volumes in volumes(),
        ports in prop::sample::subsequence(vec!["8080:80", "127.0.0.1:1:2/udp", "[::1]:3-4:5-6", "99"], 0..4),
        options in options(),
    ) -> SessionSpec {
        // The network of the host publishes nothing, but both engines take it.
        SessionSpec {
            name, image, command, working_dir, volumes, options,
            env: env.into_iter().map(|(key, value)| EnvVar { key, value }).collect(),
            ports: ports.into_iter().map(str::to_owned).collect(),
            log_volume: String::new(),
            allow_loader_env: false,
        }
    }
}

fn sole(imported: Imported) -> Result<SessionSpec, TestCaseError> {
    let [session] = <[_; 1]>::try_from(imported.sessions)
        .map_err(|_| TestCaseError::fail(format!("{:?}", imported.remarks)))?;
    Ok(session.spec)
}

/// With the names of variables alone, as every export has them.
fn words(kind: EngineKind, spec: &Checked, sorted: bool) -> Vec<String> {
    let env = spec.env.iter().map(|var| EnvVar { key: var.key.clone(), value: "x".to_owned() }).collect();
    let mut words = create_words(kind, &Checked { env, ..spec.clone() }, "f");
    if sorted {
        words.sort();
    }
    words
}

fn secrets_are_out(exported: &Exported, spec: &SessionSpec) -> Result<(), TestCaseError> {
    let all = format!("{exported:?}");
    for var in spec.env.iter().filter(|var| var.value.starts_with("s3cret")) {
        prop_assert!(!all.contains(&var.value), "{}", var.key);
    }
    Ok(())
}

proptest! {
    #[test]
    fn a_run_line_is_read_as_the_session_that_it_was_written_for(spec in spec()) {
        for kind in KINDS {
            let checked = check(&spec, kind)?;
            let text = write(kind, &checked, ExportForm::Run).text;
            let read = sole(import(&text, None, None))?;
            let again = check(&read, kind)?;
            prop_assert_eq!(words(kind, &again, false), words(kind, &checked, false), "{}", text);
            let fixed = sole(import(&write(kind, &again, ExportForm::Run).text, Some(ImportForm::Run), None))?;
            prop_assert_eq!(fixed, read);
        }
    }

    #[test]
    fn a_compose_file_is_read_as_the_session_that_it_was_written_for(spec in spec()) {
        for kind in KINDS {
            let checked = check(&spec, kind)?;
            let exported = write(kind, &checked, ExportForm::Compose);
            if exported.remarks.iter().any(|one| matches!(one.problem, RemarkProblem::NotSaid { .. })) {
                continue;
            }
            let imported = import(&exported.text, None, None);
            prop_assert_eq!(imported.form, ImportForm::Compose);
            let again = check(&sole(imported)?, kind)?;
            prop_assert_eq!(words(kind, &again, true), words(kind, &checked, true), "{}", exported.text);
        }
    }

    #[test]
    fn no_form_has_a_value_of_a_variable(mut spec in spec(), secret in "s3cret[a-z]{12}") {
        for var in &mut spec.env {
            var.value.clone_from(&secret);
        }
        // One that would steer the client.
        spec.env.push(EnvVar { key: "PATH".to_owned(), value: secret });
        for kind in KINDS {
            for form in <ExportForm as strum::VariantArray>::VARIANTS {
                let checked = check(&spec, form.kind(kind))?;
                secrets_are_out(&write(kind, &checked, *form), &spec)?;
            }
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in "(docker|podman)? ?(run|create)? ?[ -~\n\u{f0001}ü]{0,80}") {
        for form in [None, Some(ImportForm::Run), Some(ImportForm::Compose), Some(ImportForm::Devcontainer)] {
            let imported = import(&text, form, Some("/w"));
            prop_assert!(!imported.sessions.is_empty() || !imported.remarks.is_empty());
            let lines = text.lines().count().max(1) as u32 + 1;
            prop_assert!(imported.remarks.iter().all(|remark| remark.line <= lines));
        }
    }
}
