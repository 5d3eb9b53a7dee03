//! The screen model against the window's own emulator: a terminal that read a
//! stream whole, and one that read a snapshot in its midst, end equal.
#![expect(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod clusters;
mod found;
mod generated;
mod keyboard;
mod oracle;
mod prompts;
mod recorded;
mod saved;
mod scrolled;
mod skipped;

use oracle::{Case, Oracle};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner};

/// How many streams are made up; more with `BERTH_ORACLE_CASES`.
fn cases() -> u32 {
    std::env::var("BERTH_ORACLE_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(1000)
}

/// The same streams at every run, so that a red gate is somebody's doing. Other seeds
/// still find what is unequal, less than once in thousands of streams: try them with
/// `BERTH_ORACLE_SEED`, 0 to 255.
fn seed() -> u8 {
    std::env::var("BERTH_ORACLE_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(1)
}

fn hold(strategy: impl Strategy<Value = Case>) {
    let mut oracle = Oracle::start();
    let oracle = std::cell::RefCell::new(&mut oracle);
    let config = Config {
        cases: cases(),
        failure_persistence: None,
        max_shrink_iters: 20_000,
        max_global_rejects: cases() / 4,
        ..Config::default()
    };
    let mut runner =
        TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &[seed(); 32]));
    let result = runner.run(&strategy, |case| {
        let Some(differences) = oracle.borrow_mut().compare(&case) else {
            return Err(TestCaseError::reject("no exact snapshot, or xterm.js throws"));
        };
        if differences.is_empty() {
            return Ok(());
        }
        Err(TestCaseError::fail(differences.join("\n")))
    });
    match result {
        Ok(()) => {}
        Err(TestError::Fail(reason, case)) => panic!("{case:?}\n{reason}"),
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn generated_streams() {
    hold(generated::case());
}

#[test]
fn generated_streams_with_a_resize() {
    hold(generated::resized_case());
}
