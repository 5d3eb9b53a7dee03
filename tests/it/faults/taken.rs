//! Names that another program takes between the look and the create.

use berth_runner::{EngineKind, Limits, StartOptions, StartOutcome};
use berth_tests::fake::{FakeEngine, container, id, inspected, not_found};
use berth_tests::harness::Harness;
use berth_tests::on_both;
use berth_tests::script::Step;

use super::{NAME, bot, look_in_vain};

on_both!(fake: a_name_that_is_taken_by_one_that_runs_is_in_the_way,
    a_name_that_is_taken_and_released_is_used,
);

/// podman 4.3.1 and docker 20.10.24.
fn in_use(kind: EngineKind) -> [Step; 2] {
    let other = id('b');
    let words = match kind {
        EngineKind::Podman => format!(
            "Error: creating container storage: the container name \"{NAME}\" is already in use by {other}. \
             You have to remove that container to be able to reuse that name: that name is already in use\n"
        ),
        _ => format!(
            "Error response from daemon: Conflict. The container name \"/{NAME}\" is already in use by container \
             \"{other}\". You have to remove (or rename) that container to be able to reuse that name.\n"
        ),
    };
    [Step::Warn(words), Step::Exit(if kind == EngineKind::Podman { 125 } else { 1 })]
}

fn spec() -> berth_runner::SessionSpec {
    berth_runner::SessionSpec { name: NAME.into(), image: "berth-test".into(), ..Default::default() }
}

fn harness(fake: &FakeEngine) -> Harness {
    Harness::fake(fake, Limits { settle: std::time::Duration::from_millis(1), ..Limits::default() })
}

/// It is not Berth's: it is neither started nor removed.
async fn a_name_that_is_taken_by_one_that_runs_is_in_the_way(mut fake: FakeEngine) {
    let mut other = container(fake.kind, &id('b'), NAME, "running");
    other["Config"]["Labels"] = serde_json::json!({});
    look_in_vain(&mut fake, 1);
    fake.on(&["container", "inspect"], [inspected(&[other])]);
    fake.on(&["image"], [Step::Print("sha256:1\n".into())]);
    fake.on(&["create"], in_use(fake.kind));
    let error = harness(&fake).runner.start(&spec(), StartOptions::default()).await.unwrap_err();
    assert_eq!(error.code(), "session_exists", "{error}");
    assert_eq!(fake.calls_with(&["create"]).len(), 1);
    assert!(fake.calls_with(&["rm"]).is_empty() && fake.calls_with(&["start"]).is_empty());
}

async fn a_name_that_is_taken_and_released_is_used(mut fake: FakeEngine) {
    let gone = not_found(fake.kind, NAME);
    fake.first(3, &["container", "inspect"], gone);
    super::look(&mut fake, 2, "created");
    super::look_always(&mut fake, "running");
    fake.on(&["image"], [Step::Print("sha256:1\n".into())]);
    fake.first(1, &["create"], in_use(fake.kind));
    fake.on(&["create"], [Step::Print(format!("{}\n", bot()))]);
    fake.on(&["start"], [Step::Print(format!("{}\n", bot()))]);
    let started = harness(&fake).runner.start(&spec(), StartOptions::default()).await.unwrap();
    assert!(matches!(started, StartOutcome::Started { .. }), "{started:?}");
    assert_eq!(fake.calls_with(&["create"]).len(), 2);
}
