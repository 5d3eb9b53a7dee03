use berth_runner::Limits;
use berth_tests::fake::{FakeEngine, container, id, inspected, listed, not_found};
use berth_tests::harness::Harness;
use berth_tests::on_both;
use berth_tests::script::Step;
use serde_json::json;

on_both!(fake: only_what_never_started_is_removed, one_that_can_not_be_removed_is_not_claimed);

/// At start-up: of all that is there, only what a cut-off start of ours left behind goes.
async fn only_what_never_started_is_removed(mut fake: FakeEngine) {
    let kind = fake.kind;
    let (left, running, ended, young, foreign, tokenless) =
        (id('1'), id('2'), id('3'), id('4'), id('5'), id('6'));
    let mut just_made = container(kind, &young, "young", "created");
    // A moment ago: another Berth may be about to start it.
    just_made["Created"] = json!(jiff::Timestamp::now());
    let mut of_others = container(kind, &foreign, "foreign", "created");
    of_others["Config"]["Labels"] = json!({});
    let mut without_token = container(kind, &tokenless, "tokenless", "created");
    without_token["Config"]["Labels"] = json!({ "dev.berth.owner": "berth" });
    let all = [
        (container(kind, &left, "left", "created"), left.clone()),
        (container(kind, &running, "running", "running"), running),
        (container(kind, &ended, "ended", "exited"), ended),
        (just_made, young),
        (of_others, foreign),
        (without_token, tokenless),
    ];
    let rows: Vec<(&str, &str, &str)> = all.iter().map(|(_, id)| (id.as_str(), "x", "x")).collect();
    fake.on(&["ps"], [listed(kind, &rows)]);
    for (found, id) in &all {
        fake.first(1, &["container", "inspect", id], [inspected(std::slice::from_ref(found))]);
    }
    fake.on(&["container", "inspect", &left], not_found(kind, &left));
    fake.on(&["rm"], [Step::Print(format!("{left}\n"))]);

    let removed = Harness::fake(&fake, Limits::default()).runner.reconcile().await.unwrap();
    assert_eq!(removed, ["left"]);
    let calls = fake.calls_with(&["rm"]);
    assert_eq!(calls.len(), 1, "{calls:?}");
    assert!(calls[0].args.contains(&left) && !calls[0].args.contains(&"-f".into()), "{calls:?}");
}

async fn one_that_can_not_be_removed_is_not_claimed(mut fake: FakeEngine) {
    let left = id('1');
    fake.on(&["ps"], [listed(fake.kind, &[(&left, "left", "created")])]);
    let found = inspected(&[container(fake.kind, &left, "left", "created")]);
    fake.on(&["container", "inspect"], [found]);
    fake.on(&["rm"], [Step::Warn("Error: device or resource busy\n".into()), Step::Exit(1)]);
    let removed = Harness::fake(&fake, Limits::default()).runner.reconcile().await.unwrap();
    assert!(removed.is_empty(), "{removed:?}");
}
