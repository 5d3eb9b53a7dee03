//! What is measured inside the page: the same engine, the same clock as the window's.

use std::time::Duration;

use berth_tests::window::{Window, repository};
use fantoccini::wd::TimeoutConfiguration;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::stage::PATIENCE;

/// One listing on the screen.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct Painted {
    /// From the first frame that looked to the one with the mark.
    pub milliseconds: f64,
    pub frames: f64,
    /// What crossed into the page; less than was written where the window lagged and skipped.
    pub bytes: f64,
    pub messages: f64,
}

/// Milliseconds from each key to its bytes in the page, and to the screen.
#[derive(Debug, Clone, Deserialize)]
pub struct Echoes {
    pub heard: Vec<f64>,
    pub painted: Vec<f64>,
}

/// Readies a window: its scripts may take as long as a round does.
pub async fn prepare(window: &Window) {
    let timeouts = TimeoutConfiguration::new(Some(PATIENCE), None, Some(Duration::ZERO));
    window.client.update_timeouts(timeouts).await.expect("the driver takes time limits");
    let source = xterm("lib/xterm.js");
    window.run(&format!("{source}\n;0"), vec![]).await;
}

/// Has the page collect its garbage, which it does by itself when it likes: what is left is
/// what it holds.
pub async fn collect(window: &Window) {
    // What one collection finds dead is swept in idle time, and given back to the system by
    // another thread; a next one finds what only that was holding.
    for _ in 0..3 {
        window.collect_garbage().await;
        tokio::time::sleep(Duration::from_secs(4)).await;
    }
}

fn xterm(file: &str) -> String {
    let library = repository().join("ui/node_modules/@xterm/xterm").join(file);
    std::fs::read_to_string(&library).expect("xterm.js, from `npm ci` in ui")
}

/// Attaches the bare window: `attach` is the client and the way.
pub async fn open_wire(window: &Window, attach: Value) {
    let problem: String =
        measure(window, include_str!("scripts/wire.js"), vec![attach, json!(xterm("css/xterm.css"))]).await;
    assert!(problem.is_empty(), "the bare window could not attach: {problem}");
}

/// Milliseconds from Ctrl-C to `mark`.
pub async fn quiet(window: &Window, session: &str, mark: &str) -> f64 {
    let took: Option<f64> =
        measure(window, include_str!("scripts/quiet.js"), vec![json!(session), json!(mark)]).await;
    match took {
        Some(took) => took,
        None => panic!("{mark} did not come; on the screen is\n{}", window.terminal_text(session).await),
    }
}

/// Milliseconds from opening the session's terminal again to `mark`.
pub async fn reopen(window: &Window, session: &str, mark: &str) -> f64 {
    measure(window, include_str!("scripts/reopen.js"), vec![json!(session), json!(mark)]).await
}

/// Counts from here on; the terminal must be attached.
pub async fn count(window: &Window) {
    window.run(include_str!("scripts/count.js"), vec![]).await;
}

/// Waits until `mark` is on the screen of `session`.
pub async fn watch(window: &Window, session: &str, mark: &str) -> Painted {
    watch_for(window, session, mark).await.expect("what was printed is painted in the end")
}

/// Likewise, for a minute and a half at most.
pub async fn watch_for(window: &Window, session: &str, mark: &str) -> Option<Painted> {
    measure(window, include_str!("scripts/watch.js"), vec![json!(session), json!(mark), json!(90_000)]).await
}

/// Types `keys` one by one into a session that echoes.
pub async fn type_keys(window: &Window, session: &str, keys: &str) -> Echoes {
    measure(window, include_str!("scripts/type_keys.js"), vec![json!(session), json!(keys)]).await
}

/// Feeds `block` so many times to an xterm.js of its own over the terminal of `session`.
pub async fn alone(window: &Window, session: &str, block: &str, times: usize) -> Painted {
    measure(window, include_str!("scripts/alone.js"), vec![json!(session), json!(block), json!(times)]).await
}

async fn measure<T: DeserializeOwned>(window: &Window, script: &str, arguments: Vec<Value>) -> T {
    let answer = window.client.execute_async(script, arguments).await;
    let answer = answer.unwrap_or_else(|error| panic!("the page could not measure: {error}"));
    serde_json::from_value(answer).expect("the page answers with figures")
}
