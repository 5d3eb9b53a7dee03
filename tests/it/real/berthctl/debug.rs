use berth_runner::State;
use berth_tests::engines::Named;
use berth_tests::harness::Harness;
use berth_tests::on_both;

use super::{code, on_terminal, said};
use berth_tests::view::View;

on_both!(harness: a_command_prints_and_passes_on_its_code, a_shell_on_a_terminal_has_one);

async fn a_command_prints_and_passes_on_its_code(harness: &Harness) {
    let named = Named::start(harness.kind, "ctldebug").without_terminal();
    let named = named.script("echo kept >/made; rm -rf /bin /sbin /usr; exit 0").run();
    harness.until(&named, State::Exited).await;
    assert_eq!(said(harness, &["debug", &named.name, "--", "cat", "/made"]), "kept\n");
    assert_eq!(code(harness, &["debug", &named.name, "--", "sh", "-c", "exit 7"]).0, 7);
    assert_eq!(code(harness, &["debug", "no-such-session"]).0, 3);
    let (wrong, stderr) = code(harness, &["debug", &named.name, "ls"]);
    assert_eq!(wrong, 2, "{stderr}");
}

async fn a_shell_on_a_terminal_has_one(harness: &Harness) {
    let named = Named::start(harness.kind, "ctlshell").without_terminal().script("sleep 1000").run();
    harness.until(&named, State::Running).await;
    let view = View::open(&on_terminal(harness, &["debug", &named.name]));
    view.types_until("\n", "debug:/ # ");
    view.types("[ -t 0 ] && [ -t 1 ] && echo on a terminal $((40+2)); exit 5\n");
    view.reads("on a terminal 42");
    assert_eq!(view.ends().code, Some(5));
}
