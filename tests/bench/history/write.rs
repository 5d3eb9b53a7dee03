//! How fast logs come in, and what they take.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use berth_archive::{Archive, LogState, RunFacts, RunId, SessionFacts, SessionKey};
use jiff::Timestamp;

use super::corpus::Corpus;

/// What a log's follower reads at a time.
const PIECE: usize = 64 * 1024;

/// Fills the archive, and prints the figures.
pub fn table(archive: &Archive, corpus: &Corpus, place: &Path) {
    let logs: Vec<Vec<u8>> = corpus.files.iter().map(|file| fs::read(file).expect("a log")).collect();
    let runs: Vec<RunId> = (0..logs.len()).map(|number| begin(archive, number)).collect();
    let pieces = timed(|| {
        for (run, log) in runs.iter().zip(&logs) {
            log.chunks(PIECE).for_each(|piece| archive.append_log(*run, piece).expect("a piece is written"));
            archive.finish_log(*run, &LogState::Whole).expect("a log is finished");
        }
    });
    archive.sync().expect("all is on the disk");
    let statistics = archive.statistics().expect("statistics");
    let raw = statistics.log_bytes as f64;

    // The rest on a part of it: figures by the second.
    let other = Archive::new(place.join("other"));
    let part: usize = logs.iter().take(5).map(Vec::len).sum();
    let whole = timed(|| {
        for (number, log) in logs.iter().take(5).enumerate() {
            let mut writer = other.write_log(begin(&other, number)).expect("a draft");
            log.chunks(PIECE).for_each(|piece| writer.write(piece).expect("a piece is written"));
            writer.finish(&LogState::Whole).expect("a log is finished");
        }
    });
    let lines: Vec<&[u8]> = logs[0].split_inclusive(|byte| *byte == b'\n').take(20_000).collect();
    let run = begin(&other, 99);
    let single =
        timed(|| lines.iter().for_each(|line| other.append_log(run, line).expect("a line is written")));

    let rate = |bytes: f64, time: Duration| bytes / 1e6 / time.as_secs_f64();
    println!("| writing and size | | goal |\n|---|---:|---:|");
    println!("| logs as they come, 64 KiB at a time, MB/s | {:.0} | 20 |", rate(raw, pieces));
    println!("| whole logs, before a removal, MB/s | {:.0} | 20 |", rate(part as f64, whole));
    println!(
        "| single lines, each there for others at once, lines/s | {:.0} | |",
        lines.len() as f64 / single.as_secs_f64()
    );
    println!(
        "| packed logs and signatures, % of raw | {:.1} | 15 |",
        statistics.packed_bytes as f64 / raw * 100.0
    );
    println!("| the whole file, % of raw | {:.1} | 15 |", statistics.file_bytes as f64 / raw * 100.0);
}

fn timed(work: impl FnOnce()) -> Duration {
    let began = Instant::now();
    work();
    began.elapsed()
}

fn begin(archive: &Archive, number: usize) -> RunId {
    let key = SessionKey { engine: "podman".to_owned(), container: format!("{number:064x}") };
    let facts = SessionFacts {
        key: key.clone(),
        name: format!("log-{number}"),
        own: true,
        image: "alpine".to_owned(),
        image_id: None,
        created_at: None,
        spec: serde_json::Value::Null,
    };
    archive.note_session(&facts).expect("a session");
    let started_at = Timestamp::from_second(1_790_000_000 + number as i64).expect("a time");
    let run = RunFacts {
        started_at,
        exact: true,
        told_at: None,
        ended_at: Some(started_at),
        exit_code: Some(0),
        cut_off: false,
        oom_killed: false,
        oom_within: false,
        restarts: 0,
        error: None,
    };
    archive.note_run(&key, &run).expect("a run").expect("not excluded")
}
