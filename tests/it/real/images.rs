use std::path::PathBuf;
use std::process::Command;

use berth_runner::{BuildSpec, SessionSpec, StartOptions, StartOutcome};
use berth_tests::engines::{Engines, IMAGE};
use berth_tests::harness::{Harness, spec};
use berth_tests::on_both;
use berth_tests::wait::until_async;

on_both!(harness: the_starter_image_greets,
    a_file_that_is_no_image_is_refused,
    a_registry_that_is_away_is_told_and_not_waited_for,
    an_ill_formed_name_reaches_no_engine,
    the_step_of_a_cancelled_build_ends,
);

/// The image that the first session of a person is made from: built, imported, started,
/// as the app does it, without a network.
async fn the_starter_image_greets(harness: &Harness) {
    let name = harness.name("starter");
    let image = format!("localhost/{}:1", name.name);
    let script = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../src-tauri/resources/make-starter");
    let tars = ["one.tar", "two.tar"].map(|tar| harness.history.path().join(tar));
    for tar in &tars {
        assert!(Command::new(&script).arg(tar).status().unwrap().success());
    }
    let [one, two] = tars.each_ref().map(|tar| std::fs::read(tar).unwrap());
    assert!(one == two, "the same busybox gave two images");
    assert!(one.len() < 2_500_000, "{} bytes", one.len());

    harness.runner.import_image(&tars[0], &image).await.unwrap();
    assert!(harness.runner.image_exists(&image).await.unwrap());
    let asked = SessionSpec { image: image.clone(), ..spec(&name, "/bin/sh -l") };
    let outcome = harness.runner.start(&asked, StartOptions::default()).await.unwrap();
    assert!(matches!(outcome, StartOutcome::Started { .. }), "{outcome:?}");
    let log = until_async("the greeting", || async {
        let log = harness.runner.logs(&name.name, 100).await.unwrap();
        String::from_utf8(log).ok().filter(|log| log.contains("Welcome aboard"))
    })
    .await;
    assert!(log.contains("exit"), "{log}");
    harness.runner.delete(&name.name, berth_runner::DeleteOptions::default()).await.unwrap();
    Engines::get().ask(harness.kind, &["image", "rm", &image]);
}

async fn a_file_that_is_no_image_is_refused(harness: &Harness) {
    let file = harness.history.path().join("no.tar");
    std::fs::write(&file, "not a tar at all, but long enough to look at").unwrap();
    let error = harness.runner.import_image(&file, "localhost/never:1").await.unwrap_err();
    assert_eq!(error.code(), "refused", "{error}");
    assert!(error.detail().is_some());
    let absent = harness.history.path().join("absent.tar");
    assert_eq!(harness.runner.import_image(&absent, "localhost/never:1").await.unwrap_err().code(), "file");
    assert!(!harness.runner.image_exists("localhost/never:1").await.unwrap());
}

async fn a_registry_that_is_away_is_told_and_not_waited_for(harness: &Harness) {
    // Nothing listens on port 1, inside docker's network namespace or out of it.
    let error = harness.runner.pull("127.0.0.1:1/bot:1", |_| {}).await.unwrap_err();
    assert_eq!(error.code(), "refused", "{error}");
    assert!(error.detail().unwrap().contains("127.0.0.1:1"), "{:?}", error.detail());
}

async fn an_ill_formed_name_reaches_no_engine(harness: &Harness) {
    for image in ["", "--privileged", "-a", "a b", "a/UPPER", "a:b:c", &"x".repeat(300)] {
        assert_eq!(harness.runner.pull(image, |_| {}).await.unwrap_err().code(), "invalid", "{image:?}");
        assert_eq!(harness.runner.image_exists(image).await.unwrap_err().code(), "invalid", "{image:?}");
    }
}

/// Not only its client: a step runs in a process of its own.
async fn the_step_of_a_cancelled_build_ends(harness: &Harness) {
    let folder = tempfile::tempdir().unwrap();
    let seconds = format!("7{:06}", std::process::id());
    let step = format!("sleep {seconds}");
    let steps = format!("FROM {IMAGE}\nRUN echo made {seconds}\nRUN {step}\n");
    std::fs::write(folder.path().join("Containerfile"), steps).unwrap();
    let tag = format!("localhost/{}:1", harness.name("cancelled").name);
    let spec = BuildSpec {
        folder: folder.path().to_owned(),
        file: "Containerfile".to_owned(),
        tag: tag.clone(),
        ..BuildSpec::default()
    };
    let runs = || {
        let processes = std::fs::read_dir("/proc").unwrap().flatten();
        let mut lines = processes.filter_map(|process| std::fs::read(process.path().join("cmdline")).ok());
        lines.any(|line| String::from_utf8_lossy(&line).replace('\0', " ").contains(&step))
    };
    tokio::select! {
        built = harness.runner.build_image(&spec, |_| {}) => panic!("it ended: {built:?}"),
        () = until_async("the step runs", || async { runs().then_some(()) }) => {}
    }
    until_async("the step has ended", || async { (!runs()).then_some(()) }).await;
    assert!(!harness.runner.image_exists(&tag).await.unwrap());
}
