//! Hours in the real window: sessions, floods, attach and detach, restarts, recreations, searches, windows, in an
//! order that a seed gives. Memory, handles, threads and children are counted again and again at rest; it fails
//! where one of them grows after the warm-up.

#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "what can not be done ends it; its figures are printed"
)]

mod acts;
mod sample;

use std::process::ExitCode;
use std::time::{Duration, Instant};

use berth_tests::trend::Trend;
use clap::Parser;

use crate::acts::Stage;
use crate::sample::{FIGURES, Sample};

/// Drives the app for hours and says whether anything grows.
#[derive(Debug, Parser)]
#[command(name = "soak")]
struct Options {
    /// How long, in hours: `0.17` is ten minutes
    #[arg(value_name = "HOURS")]
    hours: f64,
    /// What is done, in which order [default: another one each time]
    #[arg(value_name = "SEED")]
    seed: Option<u64>,
}

/// What is done between two samples.
const ACTS: usize = 12;
/// The part of the time in which caches fill, and nothing is judged.
const WARM_UP: f64 = 0.3;
/// Fewer samples than these say nothing.
const LEAST: usize = 8;

#[tokio::main]
async fn main() -> ExitCode {
    let options = Options::parse();
    let seed = options.seed.unwrap_or_else(|| fastrand::u64(0..1_000_000));
    println!("soak: {} hours, seed {seed}", options.hours);
    let (began, span) = (Instant::now(), Duration::from_secs_f64(options.hours * 3600.0));
    let mut stage = Stage::open(seed).await;
    let mut samples = Vec::new();
    println!("{}", Sample::header());
    while began.elapsed() < span {
        for _ in 0..ACTS {
            stage.act().await;
        }
        stage.rest().await;
        let sample = Sample::take(began.elapsed(), &stage);
        println!("{sample}");
        samples.push(sample);
    }
    let acts = stage.acts;
    stage.close().await;
    println!("\n{acts} acts, {} samples, seed {seed}", samples.len());
    samples.retain(|sample| sample.at >= span.mul_f64(WARM_UP));
    verdict(&samples)
}

fn verdict(samples: &[Sample]) -> ExitCode {
    if samples.len() < LEAST {
        println!("only {} samples after the warm-up: too few to judge", samples.len());
        return ExitCode::FAILURE;
    }
    let mut grows = false;
    println!("\nafter the warm-up      median     growth    allowed");
    for (at, figure) in FIGURES.iter().enumerate() {
        let series: Vec<_> =
            samples.iter().map(|sample| (sample.at.as_secs_f64(), sample.values[at])).collect();
        let trend = Trend::of(&series, figure.noise);
        let words = match figure.judged {
            true if trend.grows() => "GROWS",
            true => "flat",
            false => "not judged",
        };
        grows |= figure.judged && trend.grows();
        println!(
            "{:<20} {:>8.1} {:>+10.1} {:>10.1}  {words}",
            figure.name, trend.median, trend.growth, trend.allowed
        );
    }
    if grows { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}
