//! Sessions that are observed, and sent input, by who never joined them.

mod lives;
mod reads;
mod sends;

use std::sync::Arc;
use std::time::Duration;

use berth_activity::{Input, Rules};
use berth_observer::{Observer, Until, Waited};
use berth_tests::harness::Harness;
use berth_tests::wait::PATIENCE;
use regex::Regex;

/// Says on its terminal that it heard of a size, which it never should.
const TELLS_SIZES: &str = "trap 'echo winch' WINCH; stty -echo; echo ready; \
                           while :; do if read -t 1 line; then echo \"got $line.\"; fi; done";

fn script(script: &str) -> String {
    format!("sh -c {}", berth_runner::shell_line(&[script.to_owned()]))
}

/// Rules of the tests: what they decide depends on no clock.
fn rules() -> Arc<Rules> {
    let text = "[[rule]]\nid = 'test.asks'\nactivity = 'asks'\nwhen = [{ region = 'bottom 1', contains = '[y/N]' }]\n\
                [[rule]]\nid = 'test.works'\nactivity = 'works'\nwhen = [{ region = 'bottom 1', contains = 'got' }]\n";
    let (rules, faults) = Rules::with_text("tests.toml", text);
    assert_eq!(faults, []);
    Arc::new(rules)
}

async fn observed(harness: &Harness, name: &str) -> Observer {
    Observer::open(harness.runner.clone(), name, rules(), None).await.unwrap()
}

/// Waits until the screen has a line that matches.
async fn shows(observer: &Observer, pattern: &str) {
    let until = Until::Text(Regex::new(pattern).unwrap());
    match observer.wait(&until, Some(PATIENCE)).await {
        Waited::Met { .. } => {}
        other => panic!("no {pattern:?}: {other:#?}"),
    }
}

fn text(text: &str) -> Input {
    Input::Text(text.to_owned())
}

fn key(name: &str) -> Input {
    Input::Key(name.parse().unwrap())
}

fn line(words: &str) -> [Input; 2] {
    [text(words), key("enter")]
}

const SOON: Duration = Duration::from_millis(500);
