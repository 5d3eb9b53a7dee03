use berth_runner::EngineKind;
use berth_tests::on_both;
use berth_tests::remote::Machine;
use berth_tests::wait::within_patience;

use super::*;
use crate::real::remote::remote_harness;

on_both!(kind: an_engine_that_was_away_has_every_line_once);

/// Numbers, a line each: in bursts, on both streams.
const WRITER: &str = "i=0; while :; do \
    n=20; while [ $((n -= 1)) -gt 0 ]; do i=$((i + 1)); echo $i; done; i=$((i + 1)); echo $i >&2; sleep 0.05; done";

async fn an_engine_that_was_away_has_every_line_once(kind: EngineKind) {
    let machine = Machine::start();
    let harness = remote_harness(&machine.home, kind).await;
    let name = berth_tests::engines::Named::start(kind, "viewaway").without_terminal().script(WRITER).run();
    let shown = Shown::of(&harness, &name.name).await;
    let reaches = async |count: usize| {
        until_async("more lines", || async { (shown.lines().len() > count).then_some(()) }).await;
    };
    reaches(50).await;
    machine.link.cut();
    shown.is(SourceState::Away).await;
    machine.link.mend();
    shown.is(SourceState::Following).await;
    reaches(shown.lines().len() + 100).await;
    let last = shown.lines().iter().filter_map(|line| line.parse().ok()).max().unwrap();
    let up_to_last = || {
        let numbers = shown.lines().into_iter().filter_map(|line| line.parse().ok());
        numbers.filter(|number| *number <= last).collect::<Vec<u64>>()
    };
    // Those before it in the other stream may still be on their way: each comes through a pipe of its own.
    within_patience(|| async { (up_to_last().len() as u64 >= last).then_some(()) }).await;
    let mut numbers = up_to_last();
    assert!(numbers.len() > 150, "{:?} {:?}", shown.lines(), shown.told);
    // Lines that were written at the same moment to both streams have no order to keep.
    numbers.sort_unstable();
    let wrong = numbers.iter().zip(1..).find(|(number, expected)| *number != expected);
    assert_eq!(wrong, None, "the line that is there, and that which should be");
    assert_eq!(numbers.len() as u64, last, "lines that came twice or not at all, of {last}");
}
