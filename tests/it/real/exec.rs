use berth_runner::ExecInput;
use berth_tests::engines::{Engines, IMAGE, Named};
use berth_tests::harness::{Harness, RUNS_UNTIL_TERM};
use berth_tests::on_both;

on_both!(harness: the_code_comes_back,
    an_absent_command_has_a_code_of_its_own,
    in_an_ended_one_it_is_refused,
    one_that_is_not_there_is_not_found,
    a_flag_as_a_command_is_a_command,
);

async fn exec(harness: &Harness, name: &Named, argv: &[&str]) -> berth_runner::Result<i32> {
    let argv: Vec<String> = argv.iter().map(|&arg| arg.to_owned()).collect();
    harness.runner.exec_inherited(&name.name, &argv, ExecInput::None).await
}

/// Codes that clients use themselves are passed on when they are the command's.
async fn the_code_comes_back(harness: &Harness) {
    let name = harness.name("exec");
    harness.started(&name, RUNS_UNTIL_TERM).await;
    for code in [0, 1, 23, 125, 126, 127, 130, 255] {
        assert_eq!(exec(harness, &name, &["sh", "-c", &format!("exit {code}")]).await.unwrap(), code);
    }
}

async fn an_absent_command_has_a_code_of_its_own(harness: &Harness) {
    let name = harness.name("execno");
    harness.started(&name, RUNS_UNTIL_TERM).await;
    let code = exec(harness, &name, &["no-such-program"]).await.unwrap();
    assert!([126, 127].contains(&code), "{code}");
}

async fn in_an_ended_one_it_is_refused(harness: &Harness) {
    let name = harness.name("execended");
    Engines::get().ask(harness.kind, &["run", "--name", &name.name, IMAGE, "true"]);
    let error = exec(harness, &name, &["true"]).await.unwrap_err();
    assert_eq!(error.code(), "not_running", "{error}");
}

async fn one_that_is_not_there_is_not_found(harness: &Harness) {
    let name = harness.name("execabsent");
    assert_eq!(exec(harness, &name, &["true"]).await.unwrap_err().code(), "session_not_found");
}

/// As a flag of the engine's it would be obeyed, and `id` would end with 0.
async fn a_flag_as_a_command_is_a_command(harness: &Harness) {
    let name = harness.name("execflag");
    harness.started(&name, RUNS_UNTIL_TERM).await;
    assert_ne!(exec(harness, &name, &["--privileged", "id"]).await.unwrap(), 0);
}
