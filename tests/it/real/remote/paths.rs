//! Host paths of an engine on another machine are that machine's.

use berth_runner::{MountSource, SessionSpec, StartOptions};
use berth_tests::on_both;

use super::*;

on_both!(kind: a_path_means_the_other_machine);

/// It is on no machine.
const ABSENT: &str = "/no-such-folder/of-berth";

async fn a_path_means_the_other_machine(kind: EngineKind) {
    let machine = Machine::start();
    let harness = remote_harness(&machine.home, kind).await;
    let name = harness.name("paths");
    let with = |volume: &str| SessionSpec { volumes: vec![volume.into()], ..spec(&name, ANSWERS) };

    for relative in ["./data:/data", "~/data:/data"] {
        let problems = harness.runner.check(&with(relative)).unwrap_err();
        let message = problems.first().map(|problem| problem.message.clone()).unwrap_or_default();
        assert!(message.contains(relative) && message.contains("machine"), "{message}");
    }

    let checked = harness.runner.check(&with(&format!("{ABSENT}:/data"))).unwrap();
    let mount = checked.mounts.first().unwrap();
    assert_eq!(mount.source, MountSource::Host(ABSENT.into()));
    assert!(!mount.local);

    // Nobody here can say whether it is there: the engine is asked, and says no.
    let absent = with(&format!("{ABSENT}:/data"));
    let error = harness.runner.start(&absent, StartOptions { create_host_paths: true }).await.unwrap_err();
    assert_eq!(error.code(), "refused", "{error}");
    assert!(error.detail().is_some_and(|detail| detail.contains(ABSENT)), "{error}: {:?}", error.detail());
    assert!(!std::path::Path::new(ABSENT).exists(), "a folder was made");
    assert_eq!(harness.runner.status(&name.name).await.unwrap_err().code(), "session_not_found");
}
