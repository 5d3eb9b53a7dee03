//! The archive: how fast logs are written, what they take, and how soon a search has hits,
//! beside `grep` and `rg` over the same logs as files, and SQLite's own index of trigrams.

pub mod corpus;
mod fts;
mod queries;
mod write;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use berth_archive::Archive;

use crate::options::Options;
use corpus::Corpus;
use queries::{QUERIES, Question};

/// Searches of each kind; a figure is the least of them, for all begin with a warm cache.
const TIMES: usize = 3;

/// Measures and prints.
pub fn history(options: &Options) {
    let place = tempfile::tempdir().expect("a folder");
    let (files, state) = (place.path().join("logs"), place.path().join("state"));
    fs::create_dir(&files).expect("a folder");
    eprintln!("writing {} MB of logs", options.megabytes);
    let corpus = Corpus::write(&files, options.megabytes);
    println!("{} MB in {} logs, on {}\n", corpus.bytes / 1_000_000, corpus.files.len(), machine());

    let archive = Archive::new(&state);
    write::table(&archive, &corpus, place.path());

    let index = fts::Index::write(&place.path().join("fts.db"), &corpus);
    println!(
        "\n| search, ms (least of {TIMES}) | hits | first 50 | all | grep | rg | grep of 1/{share} | FTS5 of 1/{share} |",
        share = fts::SHARE
    );
    println!("|---|---:|---:|---:|---:|---:|---:|---:|");
    for question in QUERIES {
        let (hits, first, all) = least(|| ours(&archive, question));
        let grep = least(|| program(question.grep(), &corpus.files));
        let rg = least(|| program(question.rg(), &corpus.files));
        let part = least(|| program(question.grep(), index.files()));
        let fts = question.fts().map(|words| least(|| index.search(words)));
        let fts = fts.map_or_else(|| "cannot".to_owned(), |(hits, _, all)| format!("{} ({hits})", ms(all)));
        println!(
            "| {} | {hits} | {} | {} | {} ({}) | {} ({}) | {} ({}) | {fts} |",
            question.words,
            ms(first),
            ms(all),
            ms(grep.2),
            grep.0,
            ms(rg.2),
            rg.0,
            ms(part.2),
            part.0,
        );
    }
}

fn ms(time: Duration) -> String {
    let ms = time.as_secs_f64() * 1000.0;
    if ms < 10.0 { format!("{ms:.1}") } else { format!("{ms:.0}") }
}

/// Hits, the time until the first of them were there, and until all were.
type Answer = (u64, Duration, Duration);

/// The answer with the least time for all; the first hits may have come sooner in another.
fn least(mut ask: impl FnMut() -> Answer) -> Answer {
    let answers: Vec<Answer> = (0..TIMES).map(|_| ask()).collect();
    let first = answers.iter().map(|answer| answer.1).min().unwrap_or_default();
    let (hits, _, all) = answers.into_iter().min_by_key(|answer| answer.2).expect("one at least");
    (hits, first, all)
}

fn ours(archive: &Archive, question: &Question) -> Answer {
    let query = question.query();
    let (began, mut first, mut hits) = (Instant::now(), None, 0);
    archive
        .search(&query, |_| {
            hits += 1;
            if hits == 50 {
                first = Some(began.elapsed());
            }
            std::ops::ControlFlow::Continue(())
        })
        .expect("the archive is searched");
    let all = began.elapsed();
    (hits, first.unwrap_or(all), all)
}

/// A program that counts lines, a file a line.
fn program(words: Vec<String>, files: &[PathBuf]) -> Answer {
    let began = Instant::now();
    let [program, args @ ..] = words.as_slice() else { panic!("no program") };
    // As the archive's: bytes, and letters of ASCII.
    let output = Command::new(program).args(args).args(files).env("LC_ALL", "C").output();
    let output = output.unwrap_or_else(|error| panic!("{program}: {error}"));
    let all = began.elapsed();
    let counts = String::from_utf8_lossy(&output.stdout);
    let hits = counts.lines().filter_map(|line| line.rsplit(':').next()?.parse::<u64>().ok()).sum();
    (hits, all, all)
}

fn size(path: &Path) -> u64 {
    fs::metadata(path).map_or(0, |file| file.len())
}

fn machine() -> String {
    let read = |path: &str| fs::read_to_string(path).unwrap_or_default();
    let cores = std::thread::available_parallelism().map_or(0, std::num::NonZero::get);
    let model = read("/proc/cpuinfo");
    let model = model.lines().find_map(|line| line.strip_prefix("model name")).unwrap_or_default();
    format!("{cores} cores{model}, load before: {}", read("/proc/loadavg").trim())
}
