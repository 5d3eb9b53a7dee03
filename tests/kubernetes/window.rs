//! A cluster that is turned on, in the window.

use berth_runner::State;
use berth_tests::cluster::{Cluster, Kubectl};
use berth_tests::window::{Setup, Window};

use super::common::{harness, name, pod, spec, until_is};

/// Answers, and ends with 4 when it is told so.
const ANSWERS: &str =
    "sh -c 'stty -echo; while read line; do [ \"$line\" = end ] && exit 4; echo \"got $line.\"; done'";

#[tokio::test]
async fn a_pod_is_listed_joined_left_joined_again_and_told_as_ended() {
    let (harness, name) = (harness(Kubectl::Old), name("window"));
    harness.runner.start(&spec(&name, ANSWERS), Default::default()).await.unwrap();
    until_is(&harness, &name, State::Running).await;
    let foreign = pod("foreign", "sleep 1000");
    let cluster = Cluster::get();
    let folder = tempfile::tempdir().unwrap();
    let setup = Setup::path(folder.path())
        .env("KUBECONFIG", cluster.kubeconfig.to_str().unwrap())
        .settings("[kubernetes]\nshown = [\"tests\"]\n");
    setup.program("kubectl", &format!("exec '{}' \"$@\"", cluster.program(Kubectl::Old).display()));
    let window = Window::open(setup).await;
    window.find_like("row", &format!("^{}, running", foreign.name)).await;
    let mut answers = Vec::new();
    for word in ["one", "two"] {
        window.attach(&name).await;
        window.type_into(&name, &format!("{word}\n")).await;
        answers.push(format!("got {word}."));
        // Each once, and each where a line begins: what the log has is joined with what the attach has.
        window
            .until("the answers", || async {
                let text = window.terminal_text(&name).await;
                let shown = text.lines().map(str::trim_end).filter(|line| !line.is_empty());
                shown.eq(answers.iter().map(String::as_str)).then_some(())
            })
            .await;
        window.shot(&format!("cluster-{word}")).await;
        window.click_like("button", &format!("^Close {name}")).await;
        window.gone("region", &format!("^Terminal {name}")).await;
    }
    window.attach(&name).await;
    window.type_into(&name, "end\n").await;
    window.find_like("row", &format!("^{name}, exited")).await;
    window.shot("cluster-ended").await;
    window.close().await;
    harness.runner.delete(&name, Default::default()).await.unwrap();
}
