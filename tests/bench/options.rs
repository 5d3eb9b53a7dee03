//! The command line of the bench.

use std::path::PathBuf;

use berth_runner::EngineKind;
use berth_tests::window::app_binary;
use clap::{Parser, ValueEnum};

use crate::builds::Build;
use crate::figures::Whose;

/// Measures the app, beside another build of it and beside limits. Nothing is asserted.
///
/// Rounds are interleaved, so that a noisy machine is noisy for all of them. A figure is the
/// median of its rounds.
#[derive(Debug, Parser)]
#[command(name = "bench")]
pub struct Options {
    /// Rounds of everything [default: 7, with --scale 1]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    rounds: Option<u32>,
    /// The engine to measure over
    #[arg(long, value_enum, default_value = "podman")]
    engine: EngineName,
    /// Another build of the app, measured in the same rounds
    #[arg(long, value_name = "APP")]
    peer: Option<PathBuf>,
    /// Parts to measure; `long` and `crowd` take most of the time
    #[arg(long, value_name = "PART,…", value_enum, value_delimiter = ',', conflicts_with = "scale",
          default_values_t = [Part::App, Part::Ways, Part::Peer, Part::Xterm, Part::Long, Part::Crowd])]
    only: Vec<Part>,
    /// Measure the list of many sessions instead
    #[arg(long)]
    pub scale: bool,
    /// With --scale: rows on the fake engine
    #[arg(long, value_name = "N", default_value_t = 1000, requires = "scale",
          value_parser = clap::value_parser!(u32).range(10..=100_000))]
    pub rows: u32,
    /// Measure how soon a badge shows instead, and what looking at sessions costs
    #[arg(long, conflicts_with_all = ["scale", "only", "peer", "rounds"])]
    pub needs: bool,
    /// Measure the archive instead: writing, size and search
    #[arg(long, conflicts_with_all = ["scale", "only", "peer", "rounds", "needs"])]
    pub history: bool,
    /// Measure log views instead: memory, filters, rows, and frames in the window
    #[arg(long, conflicts_with_all = ["scale", "only", "peer", "rounds", "history", "needs"])]
    pub logs: bool,
    /// Measure what the figures of usage in the list cost instead
    #[arg(long, conflicts_with_all = ["scale", "only", "rounds", "history", "logs"])]
    pub usage: bool,
    /// With --history: how many megabytes of logs
    #[arg(long, value_name = "N", default_value_t = 1000, requires = "history",
          value_parser = clap::value_parser!(u64).range(100..=100_000))]
    pub megabytes: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Part {
    /// 50 MB, keys, Ctrl-C, opening again, launch, memory
    App,
    /// Other ways through Tauri's channel, in the bare window
    Ways,
    /// A web terminal of the shape of ttyd
    Peer,
    /// The program xterm
    Xterm,
    /// 500 MB
    Long,
    /// A key among eight floods, and the memory of hidden terminals
    Crowd,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum EngineName {
    Podman,
    Docker,
}

impl Options {
    pub fn rounds(&self) -> u32 {
        self.rounds.unwrap_or(if self.scale { 1 } else { 7 })
    }

    pub fn engine(&self) -> EngineKind {
        match self.engine {
            EngineName::Podman => EngineKind::Podman,
            EngineName::Docker => EngineKind::Docker,
        }
    }

    pub fn measures(&self, part: Part) -> bool {
        self.only.contains(&part)
    }

    /// The app that was built beside the bench, then the other build, if there is one.
    pub fn builds(&self) -> Vec<Build> {
        let ours = Build::new(Whose::Ours, app_binary());
        let peer = self.peer.iter().map(|app| Build::new(Whose::Peer, app.clone()));
        std::iter::once(ours).chain(peer).collect()
    }
}
