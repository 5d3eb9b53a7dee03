use berth_runner::{EnvVar, ExecInput, Limits, SessionSpec, StartOptions, StartOutcome, StopOptions};
use berth_tests::fake::{FakeEngine, listed};
use berth_tests::harness::Harness;
use berth_tests::on_both;
use berth_tests::script::{Call, Step};
use berth_tests::view::View;

use super::{NAME, bot, look, look_always, look_in_vain};

on_both!(fake: no_secret_and_no_flag_by_accident, words_arrive_as_given);

const SECRET: &str = "p4ss=w0rd, \"quoted\"";

/// A whole life of a session, and then a look at everything that was run for it.
async fn no_secret_and_no_flag_by_accident(mut fake: FakeEngine) {
    fake.record_env(&["TOKEN"]);
    look_in_vain(&mut fake, 1);
    look(&mut fake, 1, "created");
    look(&mut fake, 8, "running");
    look_always(&mut fake, "exited");
    fake.on(&["image"], [Step::Print("sha256:1\n".into())]);
    fake.on(&["create"], [Step::Print(format!("{}\n", bot()))]);
    for verb in ["start", "stop", "rm", "exec", "logs", "pull", "import"] {
        fake.on(&[verb], [Step::Print(format!("{}\n", bot()))]);
    }
    fake.on(&["attach"], [Step::Print("attached\r\n".into()), Step::Echo]);
    let rows = listed(fake.kind, &[(&bot(), NAME, "running")]);
    fake.on(&["ps"], [rows]);

    let harness = Harness::fake(&fake, Limits { settle: std::time::Duration::ZERO, ..Limits::default() });
    let runner = &harness.runner;
    let spec = SessionSpec {
        name: NAME.into(),
        image: "registry.local:5000/bot:1".into(),
        command: "bot --privileged --token-from-env".into(),
        env: vec![EnvVar { key: "TOKEN".into(), value: SECRET.into() }],
        volumes: vec![format!("{}:/m", harness.history.path().display()), "data:/d".into()],
        ports: vec!["127.0.0.1:8080:80".into()],
        ..SessionSpec::default()
    };
    let started = runner.start(&spec, StartOptions::default()).await.unwrap();
    assert!(matches!(started, StartOutcome::Started { .. }), "{started:?}");
    assert!(!format!("{started:?}").contains("p4ss"));
    runner.logs(NAME, 7).await.unwrap();
    runner.exec_inherited(NAME, &["ls".into(), "-la".into()], ExecInput::None).await.unwrap();
    let view = View::open(&runner.attach_command(NAME).await.unwrap());
    view.reads("attached");
    view.terminal.close().unwrap();
    let shell = runner.shell(NAME, Some("sh")).await.unwrap().command();
    runner.list().await.unwrap();
    runner.pull("alpine:3", |_| {}).await.unwrap();
    let stop = StopOptions { timeout: Some(4), remove: false, ..StopOptions::default() };
    runner.stop(NAME, stop).await.unwrap();

    let calls = fake.calls();
    assert!(calls.iter().all(|call| call.rule.is_some()), "a call that no rule knows: {calls:#?}");
    for Call { args, env, .. } in &calls {
        let line = args.join(" ");
        assert!(!line.contains("p4ss"), "the secret is in {line}");
        assert!(env.contains(&("LC_ALL".into(), "C".into())), "in the language of the machine: {line}");
        let takes_names = !["ps", "version", "info"].contains(&args[0].as_str());
        assert!(!takes_names || args.contains(&"--".into()), "no -- in {line}");
    }

    let [create] = &fake.calls_with(&["create"])[..] else { panic!("not one create") };
    assert!(create.env.contains(&("TOKEN".into(), SECRET.into())), "the value did not reach the client");
    let end = create.args.iter().position(|arg| arg == "--").unwrap();
    assert_eq!(
        create.args[end..],
        ["--", "registry.local:5000/bot:1", "bot", "--privileged", "--token-from-env"]
    );
    assert!(create.args[..end].contains(&"--pull=never".into()));
    for call in &calls {
        if !call.args.contains(&"create".into()) {
            assert!(
                !call.env.iter().any(|(key, _)| key == "TOKEN"),
                "the secret was given to {:?}",
                call.args
            );
        }
    }

    let [attach] = &fake.calls_with(&["attach"])[..] else { panic!("not one attach") };
    assert!(attach.args.contains(&"--sig-proxy=false".into()), "{:?}", attach.args);
    let has_keys = |arg: &String| arg.starts_with("--detach-keys=") && arg.contains(',');
    assert!(attach.args.iter().any(has_keys), "{:?}", attach.args);
    let mut args = shell.get_args().map(|arg| arg.to_string_lossy());
    assert!(args.any(|arg| arg.starts_with("--detach-keys=")), "{shell:?}");
    // After the first look it is the id that is named, never the name.
    for verb in ["start", "stop", "logs", "exec", "attach"] {
        assert_eq!(fake.calls_with(&[verb, "--", &bot()]).len(), 1, "{verb} does not name the id");
    }
}

/// On Windows a command line is one text, which each program splits by itself.
async fn words_arrive_as_given(mut fake: FakeEngine) {
    const WORDS: [&str; 18] = [
        "a b",
        "",
        "\"",
        "\\\"",
        "a\"b c\\",
        r"C:\dir\",
        r"C:\with a space\",
        r"\\server\share",
        "it's",
        "%PATH%",
        "^&|<>()!",
        "$HOME `id` *",
        "a\tb\nc",
        " before and after ",
        "é 漢 🦀",
        "--",
        "-x",
        "KEY=\"value\"",
    ];
    look_always(&mut fake, "running");
    fake.on(&["exec"], []);
    let harness = Harness::fake(&fake, Limits::default());
    harness.runner.exec_inherited(NAME, &WORDS.map(str::to_owned), ExecInput::None).await.unwrap();
    let [exec] = &fake.calls_with(&["exec"])[..] else { panic!("not one exec") };
    assert_eq!(exec.args[..3], ["exec".to_owned(), "--".to_owned(), bot()]);
    assert_eq!(exec.args[3..], WORDS);
}
