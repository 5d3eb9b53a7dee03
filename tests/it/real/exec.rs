use berth_tests::engines::{Engines, IMAGE};
use berth_tests::harness::{Harness, RUNS_UNTIL_TERM};
use berth_tests::on_both;

on_both!(harness: streams_and_code_come_back,
    a_command_that_is_absent_says_so,
    operators_are_refused_before_any_engine,
    in_an_ended_one_it_is_refused,
    one_that_is_not_there_is_not_found,
    a_flag_as_a_command_is_a_command,
);

async fn streams_and_code_come_back(harness: &Harness) {
    let name = harness.name("exec");
    harness.started(&name, RUNS_UNTIL_TERM).await;
    let outcome =
        harness.runner.exec(&name.name, "sh -c 'echo \"to out\"; echo to err >&2; exit 23'").await.unwrap();
    assert_eq!(outcome.exit_code, 23);
    assert_eq!(
        (outcome.stdout.as_slice(), outcome.stderr.as_slice()),
        (b"to out\n".as_slice(), b"to err\n".as_slice())
    );
    // Codes that clients use themselves are passed on when they are the command's.
    for code in [1, 125, 126, 127, 130, 255] {
        let outcome = harness.runner.exec(&name.name, &format!("sh -c 'exit {code}'")).await.unwrap();
        assert_eq!(outcome.exit_code, code);
    }
}

async fn a_command_that_is_absent_says_so(harness: &Harness) {
    let name = harness.name("execno");
    harness.started(&name, RUNS_UNTIL_TERM).await;
    match harness.runner.exec(&name.name, "no-such-program").await {
        Ok(outcome) => {
            // podman 127 on stderr, docker 126 with the error on stdout.
            assert!([126, 127].contains(&outcome.exit_code), "{outcome:?}");
            let told = [outcome.stdout, outcome.stderr].concat();
            assert!(String::from_utf8_lossy(&told).contains("no-such-program"));
        }
        Err(error) => assert!(error.to_string().contains("no-such-program"), "{error}"),
    }
}

async fn operators_are_refused_before_any_engine(harness: &Harness) {
    for command in ["ls; id", "ls && id", "ls | wc", "ls > x", "echo `id`", "echo $(id)", "", "echo 'open"] {
        let error = harness.runner.exec("nowhere", command).await.unwrap_err();
        assert_eq!(error.code(), "invalid", "{command}: {error}");
    }
}

async fn in_an_ended_one_it_is_refused(harness: &Harness) {
    let name = harness.name("execended");
    Engines::get().ask(harness.kind, &["run", "--name", &name.name, IMAGE, "true"]);
    let error = harness.runner.exec(&name.name, "true").await.unwrap_err();
    assert_eq!(error.code(), "not_running", "{error}");
}

async fn one_that_is_not_there_is_not_found(harness: &Harness) {
    let name = harness.name("execabsent");
    assert_eq!(harness.runner.exec(&name.name, "true").await.unwrap_err().code(), "session_not_found");
}

async fn a_flag_as_a_command_is_a_command(harness: &Harness) {
    let name = harness.name("execflag");
    harness.started(&name, RUNS_UNTIL_TERM).await;
    let told = match harness.runner.exec(&name.name, "--privileged id").await {
        Ok(outcome) => {
            assert_ne!(outcome.exit_code, 0);
            String::from_utf8_lossy(&[outcome.stdout, outcome.stderr].concat()).into_owned()
        }
        Err(error) => format!("{error} {:?}", error.detail()),
    };
    assert!(!told.contains("uid="), "an argument was taken for a flag of the engine: {told}");
}
