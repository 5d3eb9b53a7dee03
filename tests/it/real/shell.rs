use berth_terminal::Size;
use berth_tests::engines::Engines;
use berth_tests::harness::{Harness, RUNS_UNTIL_TERM};
use berth_tests::on_both;
use berth_tests::view::View;
use berth_tests::wait::until;

on_both!(harness: one_that_is_left_ends_with_what_runs_in_it,
    without_bash_it_is_sh,
    a_chosen_command_runs_and_tells_its_code,
    a_size_that_comes_while_it_starts_counts,
    a_command_that_is_not_there_has_a_code_of_its_own,
    refusals_name_the_reason,
);

/// The processes of a session, a command a line.
fn processes(harness: &Harness, name: &str) -> String {
    Engines::get().ask(harness.kind, &["exec", "--", name, "ps", "-o", "args"])
}

async fn one_that_is_left_ends_with_what_runs_in_it(harness: &Harness) {
    let name = harness.name("left");
    let pid = harness.started(&name, RUNS_UNTIL_TERM).await.pid;
    let shell = harness.runner.shell(&name.name, None).await.unwrap();
    let other = harness.runner.shell(&name.name, None).await.unwrap();
    let (view, other) = (View::open(&shell.command()), View::open(&other.command()));
    for (view, seconds) in [(&view, 1001), (&other, 1002)] {
        view.types_until("\n", "# ");
        view.types(format!("sleep {seconds} & echo up $((40+2)); sleep {seconds}\n"));
        view.reads("up 42");
    }
    view.terminal.close().unwrap();
    // What makes the hanging up needed: the client took nothing along.
    assert_eq!(processes(harness, &name.name).matches("sleep 1001").count(), 2);
    shell.hang_up().await.unwrap();
    until("the shell's end", || (!processes(harness, &name.name).contains("sleep 1001")).then_some(()));
    assert_eq!(
        processes(harness, &name.name).matches("sleep 1002").count(),
        2,
        "another shell was ended too"
    );
    assert_eq!(harness.runner.status(&name.name).await.unwrap().pid, pid);
    // Again is fine: nothing carries its mark any more.
    shell.hang_up().await.unwrap();
    other.terminal.close().unwrap();
}

async fn without_bash_it_is_sh(harness: &Harness) {
    let name = harness.name("sh");
    harness.started(&name, RUNS_UNTIL_TERM).await;
    let view = View::open(&harness.runner.shell(&name.name, None).await.unwrap().command());
    view.types_until("\n", "# ");
    view.types("echo $0-$TERM; exit 9\n");
    view.reads("sh-xterm-256color");
    assert_eq!(view.ends().code, Some(9));
}

async fn a_chosen_command_runs_and_tells_its_code(harness: &Harness) {
    let name = harness.name("chosen");
    harness.started(&name, RUNS_UNTIL_TERM).await;
    let chosen = "sh -c 'echo \"chosen; so\"; read line; exit 5'";
    let shell = harness.runner.shell(&name.name, Some(chosen)).await.unwrap();
    let view = View::open(&shell.command());
    view.reads("chosen; so");
    // podman 4.3 says 0, seldom, of a command that is over while its client still joins.
    view.types("\n");
    assert_eq!(view.ends().code, Some(5));
}

/// docker's client does not listen yet when the shell shows its prompt.
async fn a_size_that_comes_while_it_starts_counts(harness: &Harness) {
    let name = harness.name("sized");
    harness.started(&name, RUNS_UNTIL_TERM).await;
    for rows in 30..40 {
        let shell = harness.runner.shell(&name.name, None).await.unwrap();
        let view = View::open(&shell.command());
        view.reads("# ");
        view.terminal.resize(Size { cols: 132, rows }).unwrap();
        view.types_until("stty size\n", &format!("{rows} 132"));
        view.types("exit\n");
        view.ends();
    }
}

async fn a_command_that_is_not_there_has_a_code_of_its_own(harness: &Harness) {
    let name = harness.name("absent");
    harness.started(&name, RUNS_UNTIL_TERM).await;
    let view = View::open(&harness.runner.shell(&name.name, Some("zsh")).await.unwrap().command());
    let code = view.ends().code.unwrap();
    assert!(matches!(code, 126 | 127), "{code}");
}

async fn refusals_name_the_reason(harness: &Harness) {
    let name = harness.name("refused");
    assert_eq!(harness.runner.shell(&name.name, None).await.unwrap_err().code(), "session_not_found");
    harness.started(&name, RUNS_UNTIL_TERM).await;
    let operator = harness.runner.shell(&name.name, Some("ls | wc")).await.unwrap_err();
    assert_eq!(operator.code(), "invalid");
    assert!(operator.to_string().contains("sh -c"), "{operator}");
    Engines::get().ask(harness.kind, &["pause", "--", &name.name]);
    assert_eq!(harness.runner.shell(&name.name, None).await.unwrap_err().code(), "session_paused");
    Engines::get().ask(harness.kind, &["unpause", "--", &name.name]);
    Engines::get().ask(harness.kind, &["kill", "--", &name.name]);
    assert_eq!(harness.runner.shell(&name.name, None).await.unwrap_err().code(), "not_running");
}
