//! The figures of the terminal path, side by side with their limits: nothing is asserted.
//!
//! `bench [--rounds N] [--engine podman|docker] [--peer APP]`, seven rounds on podman
//! unless told otherwise. Rounds are interleaved, so that a noisy machine is noisy for
//! all; a figure is the median of its rounds. `APP` is another build of Berth to
//! compare with. That is also how one message a read was compared with batches: the app
//! has no switch for it, the other build was one with another `feed.rs` (see
//! `docs/BENCHMARKS.md`).

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "what cannot be measured ends the bench; a bench prints"
)]

mod facts;
mod figures;
mod launch;
mod listing;
mod page;
mod processes;
mod raw;
mod round;
mod stage;

use std::path::PathBuf;

use berth_runner::EngineKind;
use berth_tests::window::app_binary;

use crate::figures::{Figures, Whose};
use crate::round::Round;

struct Arguments {
    rounds: u32,
    engine: EngineKind,
    peer: Option<PathBuf>,
}

impl Arguments {
    fn read(mut words: impl Iterator<Item = String>) -> Option<Self> {
        let mut arguments = Self { rounds: 7, engine: EngineKind::Podman, peer: None };
        while let Some(word) = words.next() {
            match (word.as_str(), words.next()?) {
                ("--rounds", value) => arguments.rounds = value.parse().ok().filter(|&rounds| rounds > 0)?,
                ("--engine", value) if value == "podman" => arguments.engine = EngineKind::Podman,
                ("--engine", value) if value == "docker" => arguments.engine = EngineKind::Docker,
                ("--peer", value) => arguments.peer = Some(value.into()),
                _ => return None,
            }
        }
        Some(arguments)
    }
}

#[tokio::main]
async fn main() {
    let Some(arguments) = Arguments::read(std::env::args().skip(1)) else {
        eprintln!("usage: bench [--rounds N] [--engine podman|docker] [--peer APP]");
        std::process::exit(2);
    };
    println!("{}\n", facts::facts(arguments.engine));

    let mut apps = vec![(Whose::Ours, app_binary())];
    apps.extend(arguments.peer.map(|peer| (Whose::Peer, peer)));
    let mut figures = Figures::default();
    let round = Round::new(arguments.engine);
    round.warm(&app_binary()).await;
    for number in 1..=arguments.rounds {
        eprintln!("round {number} of {}", arguments.rounds);
        for (whose, app) in &apps {
            round.app(&mut figures, *whose, app).await;
        }
        round.attach(&mut figures).await;
    }
    println!("{}", figures.table());
}
