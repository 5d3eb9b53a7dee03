//! What `docs/scripting.md` shows runs as it stands.

use std::process::Command;

use berth_tests::harness::Harness;
use berth_tests::on_both;
use berth_tests::window::repository;

use super::{program, said, variables};

on_both!(harness: the_guide_for_scripts_runs);

/// The shell blocks of the guide, in order.
fn blocks() -> Vec<String> {
    let guide = std::fs::read_to_string(repository().join("docs/scripting.md")).unwrap();
    let blocks = guide.split("```sh\n").skip(1).filter_map(|rest| rest.split("```").next());
    blocks.map(str::to_owned).collect()
}

async fn the_guide_for_scripts_runs(harness: &Harness) {
    let name = harness.name("guide");
    // Its title says that it waits: docker's log has no line of a prompt before its end.
    let answers = "sh -c 'stty -echo; echo ready; while read line; do case $line in \
        ask) printf \"\\033]2;action required\\007Continue? [y/N]\\n\";; \
        *) printf \"\\033]2;\\007\"; echo \"got $line.\";; esac; done'";
    harness.started(&name, answers).await;
    said(harness, &["wait", &name.name, "--text", "ready", "--timeout", "30"]);
    let blocks = blocks();
    assert_eq!(blocks.len(), 3);
    for block in blocks {
        let script = block.replace("bot", &name.name).replace("berthctl", &program().display().to_string());
        let output = Command::new("sh").args(["-ec", &script]).envs(variables(harness)).output();
        let output = output.unwrap();
        assert!(output.status.success(), "{script}: {output:?}");
    }
    let log = said(harness, &["logs", &name.name]);
    assert_eq!((log.matches("got hello.").count(), log.matches("got y.").count()), (1, 2), "{log}");
}
