//! The figures of the terminal path, side by side with their limits: nothing is asserted.
//!
//! `bench [--rounds N] [--engine podman|docker] [--peer APP] [--only PART,…]`, seven rounds
//! of all parts on podman unless told otherwise. Rounds are interleaved, so that a noisy
//! machine is noisy for all; a figure is the median of its rounds. `APP` is another build
//! of Berth to compare with. `bench --scale` has figures of its own: what many sessions cost.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "what cannot be measured ends the bench; a bench prints"
)]

mod app;
mod bare;
mod crowd;
mod facts;
mod figures;
mod launch;
mod listing;
mod native;
mod page;
mod peer;
mod processes;
mod raw;
mod round;
mod scale;
mod stage;

use std::path::PathBuf;

use berth_runner::EngineKind;
use berth_tests::window::app_binary;

use crate::figures::{Figures, Whose};
use crate::round::Round;

/// What can be measured by itself; `long` and `crowd` take most of the time.
const PARTS: [&str; 6] = ["app", "ways", "peer", "xterm", "long", "crowd"];

struct Arguments {
    rounds: u32,
    engine: EngineKind,
    peer: Option<PathBuf>,
    parts: Vec<String>,
    scale: bool,
}

impl Arguments {
    fn read(mut words: impl Iterator<Item = String>) -> Option<Self> {
        let mut arguments = Self {
            rounds: 7,
            engine: EngineKind::Podman,
            peer: None,
            parts: PARTS.map(str::to_owned).to_vec(),
            scale: false,
        };
        while let Some(word) = words.next() {
            if word == "--scale" {
                arguments.scale = true;
                continue;
            }
            match (word.as_str(), words.next()?) {
                ("--rounds", value) => arguments.rounds = value.parse().ok().filter(|&rounds| rounds > 0)?,
                ("--engine", value) if value == "podman" => arguments.engine = EngineKind::Podman,
                ("--engine", value) if value == "docker" => arguments.engine = EngineKind::Docker,
                ("--peer", value) => arguments.peer = Some(value.into()),
                ("--only", value) => arguments.parts = parts(&value)?,
                _ => return None,
            }
        }
        Some(arguments)
    }
}

/// Those named, with commas between them.
fn parts(words: &str) -> Option<Vec<String>> {
    let known = |word: &str| PARTS.contains(&word).then(|| word.to_owned());
    words.split(',').map(known).collect()
}

#[tokio::main]
async fn main() {
    let Some(arguments) = Arguments::read(std::env::args().skip(1)) else {
        eprintln!(
            "usage: bench [--rounds N] [--engine podman|docker] [--peer APP] [--only PART,…]\n       bench --scale [--engine podman|docker]\nparts: {}",
            PARTS.join(", ")
        );
        std::process::exit(2);
    };
    println!("{}\n", facts::facts(arguments.engine));
    if arguments.scale {
        return scale::scale(arguments.engine).await;
    }

    let mut apps = vec![(Whose::Ours, app_binary())];
    apps.extend(arguments.peer.map(|peer| (Whose::Peer, peer)));
    let wanted = |part: &str| arguments.parts.iter().any(|wanted| wanted == part);
    let mut figures = Figures::default();
    let round = Round::new(arguments.engine);
    if wanted("app") {
        round.warm(&app_binary()).await;
    }
    for number in 1..=arguments.rounds {
        eprintln!("round {number} of {}", arguments.rounds);
        if wanted("app") {
            for (whose, app) in &apps {
                round.app(&mut figures, *whose, app).await;
            }
            round.attach(&mut figures).await;
        }
        if wanted("ways") {
            round.ways(&mut figures).await;
        }
        if wanted("peer") {
            round.peer(&mut figures, false).await;
        }
        if wanted("xterm") {
            round.native(&mut figures).await;
        }
        if wanted("long") {
            round.long(&mut figures, &app_binary()).await;
            round.peer(&mut figures, true).await;
        }
        if wanted("crowd") {
            round.crowd(&mut figures).await;
        }
        // What was measured so far is not lost when a later round can't be.
        if number < arguments.rounds {
            eprintln!("{}", figures.table());
        }
    }
    println!("{}", figures.table());
}
