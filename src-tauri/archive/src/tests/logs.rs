//! Logs: written piece by piece, sealed, read.

use super::*;
use crate::LogState;
use crate::chunk::LENGTH;

fn whole(archive: &Archive, run: RunId) -> Vec<u8> {
    let mut log = Vec::new();
    archive
        .stream_log(run, |part| {
            log.extend_from_slice(part);
            Ok(())
        })
        .unwrap();
    log
}

fn lines(from: usize, to: usize) -> Vec<u8> {
    (from..to)
        .flat_map(|n| format!("line {n}: the \x1b[32mquick\x1b[0m brown fox\r\n").into_bytes())
        .collect()
}

#[test]
fn a_log_is_what_was_appended() {
    let place = Place::new();
    let archive = &place.archive;
    let id = run_of(archive, "c1", "web", 0);
    assert_eq!(archive.run(id).unwrap().log, LogState::Unread);
    let text = lines(1, 40_001);
    assert!(text.len() > 3 * LENGTH);
    let mut random = fastrand::Rng::with_seed(1);
    let mut rest = text.as_slice();
    while !rest.is_empty() {
        let (piece, after) = rest.split_at(random.usize(1..=60_000).min(rest.len()));
        archive.append_log(id, piece).unwrap();
        rest = after;
    }
    for _ in 0..2 {
        assert!(whole(&place.again(), id) == text);
        let run = archive.run(id).unwrap();
        assert_eq!((run.log_bytes, run.log_lines), (text.len() as u64, 40_000));
        for (from, to) in
            [(1, 3), (7_000, 7_001), (6_000, 25_000), (39_999, 50_000), (40_001, 40_002), (5, 5)]
        {
            let expected = lines(from, to.min(40_001).max(from));
            let expected = if from > 40_000 { Vec::new() } else { expected };
            assert!(archive.read_log(id, from as u64..to as u64).unwrap() == expected, "{from}..{to}");
        }
        archive.finish_log(id, &LogState::Whole).unwrap();
        assert_eq!(archive.run(id).unwrap().log, LogState::Whole);
    }
    let size = archive.statistics().unwrap();
    assert!(size.packed_bytes < size.log_bytes / 5, "{size:?}");
}

#[test]
fn a_line_without_an_end_is_a_line() {
    let place = Place::new();
    let archive = &place.archive;
    let id = run_of(archive, "c1", "web", 0);
    archive.append_log(id, b"one\ntw").unwrap();
    assert_eq!(archive.run(id).unwrap().log_lines, 2);
    archive.finish_log(id, &LogState::Partial).unwrap();
    archive.append_log(id, b"o\nthree").unwrap();
    assert_eq!(archive.run(id).unwrap().log_lines, 3);
    assert_eq!(archive.read_log(id, 2..3).unwrap(), b"two\n");
    assert_eq!(archive.read_log(id, 2..9).unwrap(), b"two\nthree");
}

#[test]
fn a_line_longer_than_any_chunk_keeps_its_number() {
    let place = Place::new();
    let archive = &place.archive;
    let id = run_of(archive, "c1", "web", 0);
    let long = vec![b'x'; 3 * 1024 * 1024];
    archive.append_log(id, b"first\n").unwrap();
    archive.append_log(id, &long).unwrap();
    archive.append_log(id, b"\nlast\n").unwrap();
    assert_eq!(archive.read_log(id, 1..2).unwrap(), b"first\n");
    assert_eq!(archive.read_log(id, 2..3).unwrap().len(), long.len() + 1);
    assert_eq!(archive.read_log(id, 3..4).unwrap(), b"last\n");
}

#[test]
fn a_log_that_is_written_anew_replaces_the_other_when_it_is_whole() {
    let place = Place::new();
    let archive = &place.archive;
    let id = run_of(archive, "c1", "web", 0);
    archive.append_log(id, b"a part").unwrap();
    let text = lines(1, 20_001);
    let mut draft = archive.write_log(id).unwrap();
    text.chunks(50_000).for_each(|part| draft.write(part).unwrap());
    drop(draft);
    assert_eq!(whole(archive, id), b"a part");
    let mut draft = archive.write_log(id).unwrap();
    text.chunks(50_000).for_each(|part| draft.write(part).unwrap());
    assert_eq!(archive.run(id).unwrap().log_bytes, 6);
    draft.finish(&LogState::Whole).unwrap();
    assert!(whole(archive, id) == text);
    let run = archive.run(id).unwrap();
    assert_eq!((run.log, run.log_bytes, run.log_lines), (LogState::Whole, text.len() as u64, 20_000));
}

/// A recorder reads a log while its session is removed, which reads it as well.
#[test]
fn two_drafts_of_a_log_do_not_harm_each_other() {
    let place = Place::new();
    let archive = &place.archive;
    let id = run_of(archive, "c1", "web", 0);
    let text = lines(1, 20_001);
    let (mut first, mut second) = (archive.write_log(id).unwrap(), archive.write_log(id).unwrap());
    for part in text.chunks(50_000) {
        first.write(part).unwrap();
        second.write(part).unwrap();
    }
    first.finish(&LogState::Whole).unwrap();
    second.write(b"more\n").unwrap();
    assert!(whole(archive, id) == text);
    second.finish(&LogState::Whole).unwrap();
    assert!(whole(archive, id) == [text.as_slice(), b"more\n"].concat());
}

#[test]
fn a_run_that_is_not_there_has_no_log() {
    let place = Place::new();
    for error in [
        place.archive.append_log(7, b"x").unwrap_err(),
        place.archive.read_log(7, 1..2).unwrap_err(),
        place.archive.write_log(7).unwrap_err(),
        place.archive.finish_log(7, &LogState::Whole).unwrap_err(),
    ] {
        assert_eq!(error.code(), "no_such_run");
    }
}
