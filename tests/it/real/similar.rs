//! Names like a command that was not found, from the image of a session.

use berth_runner::{SimilarNames, State};
use berth_tests::engines::Named;
use berth_tests::harness::Harness;
use berth_tests::on_both;

on_both!(harness: a_command_that_a_script_missed_has_names_like_it,
    a_command_that_the_engine_missed_has_names_like_it,
);

fn names(found: &SimilarNames) -> Vec<String> {
    found.names.iter().map(|near| format!("{}/{}", near.folder, near.name)).collect()
}

async fn a_command_that_a_script_missed_has_names_like_it(harness: &Harness) {
    let script = "echo begins; slepe 5; exit 127";
    let name = Named::start(harness.kind, "missed").without_terminal().script(script).run();
    let session = harness.until(&name, State::Exited).await;
    assert!(session.missed_a_command());
    let found = harness.runner.similar_names(&name.name).await.unwrap().unwrap();
    assert_eq!((found.wanted.as_str(), found.complete), ("slepe", true), "{found:?}");
    assert_eq!(names(&found), ["/usr/bin/sleep"], "{found:?}");
    assert!(found.compared > 100, "{found:?}");
    // Nothing was run, and nothing was left in it.
    let after = harness.runner.status(&name.name).await.unwrap();
    assert_eq!((after.started_at, after.finished_at), (session.started_at, session.finished_at));
    // From memory this time: it is the same.
    assert_eq!(harness.runner.similar_names(&name.name).await.unwrap().unwrap(), found);
}

async fn a_command_that_the_engine_missed_has_names_like_it(harness: &Harness) {
    let name = Named::start(harness.kind, "unfound").without_terminal().command(&["gzpi", "-d"]).create();
    berth_tests::engines::Engines::get().run(harness.kind, &["start", &name.name]);
    let found = harness.runner.similar_names(&name.name).await.unwrap().unwrap();
    assert_eq!(
        (found.wanted.as_str(), names(&found)),
        ("gzpi", vec!["/usr/bin/gzip".to_owned()]),
        "{found:?}"
    );
}
