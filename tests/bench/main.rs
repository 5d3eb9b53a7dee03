//! The figures of the terminal path, side by side with their limits: nothing is asserted.
//!
//! `bench --help` names the options. Rounds are interleaved, so that a noisy machine is noisy
//! for all; a figure is the median of its rounds. `bench --scale` has figures of its own: the
//! cost of many sessions; and so have `bench --needs`: who needs the person, `bench --history`: the archive,
//! `bench --logs`: log views, and `bench --usage`: the figures in the list.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "what cannot be measured ends the bench; a bench prints"
)]

mod app;
mod bare;
mod builds;
mod crowd;
mod facts;
mod figures;
mod history;
mod launch;
mod lines;
mod listing;
mod logs;
mod native;
mod needs;
mod options;
mod page;
mod peer;
mod raw;
mod round;
mod scale;
mod stage;
mod usage;

use berth_tests::processes;
use clap::Parser;

use crate::builds::in_turn;
use crate::figures::Figures;
use crate::options::{Options, Part};
use crate::round::Round;

#[tokio::main]
async fn main() {
    let options = Options::parse();
    if options.history {
        return history::history(&options);
    }
    if options.logs {
        logs::logs();
        return lines::lines(options.engine()).await;
    }
    let builds = options.builds();
    println!("{}\n", facts::facts(options.engine()));
    if options.usage {
        return usage::usage(&options, &builds).await;
    }
    if options.scale {
        return scale::scale(&options, &builds).await;
    }
    if options.needs {
        return needs::needs(&options, &builds).await;
    }

    let mut figures = Figures::default();
    let round = Round::new(options.engine());
    if options.measures(Part::App) {
        for build in &builds {
            round.warm(build).await;
        }
    }
    for number in 1..=options.rounds() {
        eprintln!("round {number} of {}", options.rounds());
        if options.measures(Part::App) {
            for build in in_turn(&builds, number) {
                round.app(&mut figures, build).await;
            }
            round.attach(&mut figures).await;
        }
        if options.measures(Part::Ways) {
            round.ways(&mut figures).await;
        }
        if options.measures(Part::Peer) {
            round.peer(&mut figures, false).await;
        }
        if options.measures(Part::Xterm) {
            round.native(&mut figures).await;
        }
        if options.measures(Part::Long) {
            for build in in_turn(&builds, number) {
                round.long(&mut figures, build).await;
            }
            round.long_attach(&mut figures).await;
            round.peer(&mut figures, true).await;
        }
        if options.measures(Part::Crowd) {
            for build in in_turn(&builds, number) {
                round.crowd(&mut figures, build).await;
            }
            round.crowd_attach(&mut figures).await;
        }
        // What was measured so far is not lost when a later round can't be.
        if number < options.rounds() {
            eprintln!("{}", figures.table());
        }
    }
    println!("{}", figures.table());
}
