//! Engines that complain in another language than Berth asked for: their words are shown, and never guessed at.

use berth_runner::{DeleteOptions, HealthStatus, Limits, StartOptions, StopOptions};
use berth_tests::fake::{FakeEngine, container, inspected, listed};
use berth_tests::harness::Harness;
use berth_tests::on_both;
use berth_tests::script::Step;

use super::{NAME, bot};

on_both!(fake: what_is_not_understood_is_neither_absent_nor_done, warnings_in_any_language_are_no_errors);

/// What would be `no such container` in English, and what would be `permission denied`.
const COMPLAINTS: [&str; 3] = [
    "Fehler: Container »bot« nicht gefunden\n",
    "エラー: コンテナが見つかりません\n",
    "Ошибка: доступ запрещён\n",
];

fn spec() -> berth_runner::SessionSpec {
    berth_runner::SessionSpec { name: NAME.into(), image: "berth-test".into(), ..Default::default() }
}

async fn what_is_not_understood_is_neither_absent_nor_done(mut fake: FakeEngine) {
    for (number, words) in COMPLAINTS.iter().enumerate() {
        fake.until(&format!("{number}"), &[], [Step::Warn((*words).to_owned()), Step::Exit(125)]);
    }
    let harness = Harness::fake(&fake, Limits::default());
    let runner = &harness.runner;
    for (number, words) in COMPLAINTS.iter().enumerate() {
        let errors = [
            runner.list().await.unwrap_err(),
            runner.status(NAME).await.unwrap_err(),
            runner.exists(NAME).await.unwrap_err(),
            runner.start(&spec(), StartOptions::default()).await.unwrap_err(),
            runner.stop(NAME, StopOptions::default()).await.unwrap_err(),
            runner.delete(NAME, DeleteOptions::default()).await.unwrap_err(),
            runner.logs(NAME, 5).await.unwrap_err(),
            runner.image_exists("berth-test").await.unwrap_err(),
        ];
        for error in errors {
            assert_eq!(error.code(), "refused", "{error}");
            assert_eq!(error.detail().as_deref().map(str::trim), Some(words.trim()), "{error}");
        }
        assert_eq!(runner.health().await.status, HealthStatus::Unavailable);
        fake.allow(&number.to_string());
    }
    for verb in ["create", "start", "stop", "rm", "kill"] {
        assert!(fake.calls_with(&[verb]).is_empty(), "{verb} was asked of an engine that said nothing");
    }
}

async fn warnings_in_any_language_are_no_errors(mut fake: FakeEngine) {
    let warns = || Step::Warn(COMPLAINTS.concat());
    let rows = listed(fake.kind, &[(&bot(), NAME, "running")]);
    let found = inspected(&[container(fake.kind, &bot(), NAME, "running")]);
    fake.on(&["ps"], [warns(), rows]);
    fake.on(&["container", "inspect"], [warns(), found]);
    let harness = Harness::fake(&fake, Limits::default());
    assert_eq!(harness.runner.list().await.unwrap().sessions.len(), 1);
    assert!(harness.runner.exists(NAME).await.unwrap());
}
