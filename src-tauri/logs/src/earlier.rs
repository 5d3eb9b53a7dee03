//! The runs of a name that the archive has: their facts, and the lines of those that the engine has not.

use berth_archive::{Archive, Run, RunFilter};
use jiff::Timestamp;

use crate::block::{Batch, Reader};
use crate::records::Records;
use crate::runs::RunFacts;
use crate::wire::LogStream;

/// Runs that are looked at, the latest first.
const RUNS: u32 = 2000;
/// Bytes of lines that come at once.
const PIECE: usize = 512 << 10;
/// After its end a run's last lines may come so much later, in nanoseconds (docker 20.10: 30 ms).
const AFTER_END: i64 = 40_000_000;
/// Before its start its first lines may come so much earlier, in nanoseconds: 5 ms were seen on both engines
/// (docker 20.10, podman 4.3), which restart after 80 ms at least.
const BEFORE_START: i64 = 40_000_000;
/// A container is started so soon after it was made, in nanoseconds.
const CREATED: i64 = 10_000_000_000;

/// Nanoseconds since 1970.
pub fn nanoseconds(time: Timestamp) -> i64 {
    i64::try_from(time.as_nanosecond()).unwrap_or(i64::MAX)
}

/// From which time on the lines of a run are its own that began then, after one of its container that ended at
/// `before`.
pub fn first_line(began: i64, before: Option<i64>) -> i64 {
    match before.filter(|before| *before <= began) {
        Some(before) => before + ((began - before) / 2).min(AFTER_END),
        None => began.saturating_sub(BEFORE_START),
    }
}

/// The same of what may be the first run of a container that was made then.
pub fn first_line_of_all(began: i64, created: Option<i64>) -> i64 {
    match created.filter(|created| (began.saturating_sub(CREATED)..=began).contains(created)) {
        Some(created) => created,
        None => first_line(began, None),
    }
}

/// The runs of sessions of a name, or of one container, from the first to the last; none where the archive can't
/// be read.
pub fn runs(archive: &Archive, engine: &str, name_or_id: &str) -> Vec<Run> {
    let filter = RunFilter {
        engines: vec![engine.to_owned()],
        session: Some(name_or_id.to_owned()),
        limit: RUNS,
        ..RunFilter::default()
    };
    let mut runs = archive.runs(&filter).unwrap_or_else(|error| {
        tracing::info!("no earlier runs: {error}");
        Vec::new()
    });
    runs.reverse();
    runs
}

/// What is known of each run, and from which time on lines are of it.
pub fn facts(runs: &[Run]) -> Vec<(i64, RunFacts)> {
    let mut before: Option<(&str, i64)> = None;
    let mut facts = Vec::new();
    for run in runs {
        let container = &run.key.session.container;
        let began = nanoseconds(run.key.started_at);
        let ended = run.ended_at.map(nanoseconds);
        let key = first_line(began, before.filter(|(of, _)| of == container).map(|(_, end)| end));
        before = ended.map(|ended| (container.as_str(), ended));
        facts.push((
            key,
            RunFacts {
                container: container.clone(),
                began,
                ended,
                exit_code: run.exit_code,
                run: Some(run.id),
                number: Some(run.number),
                generation: Some(run.generation),
            },
        ));
    }
    facts
}

/// Of these runs the latest whose lines a view can hold.
pub fn that_fit(runs: Vec<Run>, lines: usize) -> Vec<Run> {
    let mut room = lines as u64;
    let mut fitting: Vec<Run> = runs
        .into_iter()
        .rev()
        .take_while(|run| {
            let fits = room > 0;
            room = room.saturating_sub(run.log_lines);
            fits
        })
        .collect();
    fitting.reverse();
    fitting
}

/// Of the runs of a container those whose lines its engine has no more: its log begins with a line of `first`, for
/// it is rotated, or is read from a later line on.
pub fn gone(runs: Vec<Run>, first: i64) -> Vec<Run> {
    let is_gone = |run: &Run| {
        let ended = run.ended_at.map(nanoseconds);
        run.log_lines > 0 && ended.is_some_and(|ended| ended.saturating_add(AFTER_END) < first)
    };
    runs.into_iter().filter(is_gone).collect()
}

/// Reads the log of a run, and gives its lines piece by piece, until `take` says that nobody wants them. What the
/// archive has of it has no times: all is of the time at which the run began.
pub fn read(archive: &Archive, run: &Run, reader: &mut Reader, mut take: impl FnMut(Batch) -> bool) -> bool {
    let (mut records, mut batch, mut is_wanted) = (Records::default(), Batch::default(), true);
    // Behind the begin of its run.
    reader.not_before(nanoseconds(run.key.started_at));
    let streamed = archive.stream_log(run.id, |bytes| {
        records.take(bytes, |record| reader.read(LogStream::Output, &record, &mut batch));
        if batch.text.len() >= PIECE {
            is_wanted = take(std::mem::take(&mut batch));
        }
        if is_wanted { Ok(()) } else { Err(std::io::ErrorKind::Interrupted.into()) }
    });
    if let Err(error) = streamed
        && is_wanted
    {
        tracing::info!("the log of an earlier run is not whole: {error}");
    }
    records.finish(|record| reader.read(LogStream::Output, &record, &mut batch));
    is_wanted && take(batch)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use berth_archive::{RunFacts as Seen, SessionFacts, SessionKey};

    use super::*;
    use crate::block::line;

    /// An archive with runs of ten seconds each, one every minute, with as many lines as they are told.
    fn archive(lines: &[u32]) -> (tempfile::TempDir, Archive) {
        let folder = tempfile::tempdir().unwrap();
        let archive = Archive::new(folder.path());
        let key = SessionKey { engine: "podman".to_owned(), container: "a".repeat(64) };
        let (name, image, spec) = ("bot".to_owned(), "alpine".to_owned(), serde_json::Value::Null);
        let session =
            SessionFacts { key: key.clone(), name, own: true, image, image_id: None, created_at: None, spec };
        archive.note_session(&session).unwrap();
        for (count, minute) in lines.iter().zip(1..) {
            let started_at = Timestamp::from_second(minute * 60).unwrap();
            let facts = Seen {
                started_at,
                exact: true,
                told_at: None,
                ended_at: Timestamp::from_second(minute * 60 + 10).ok(),
                exit_code: Some(0),
                oom_killed: false,
                oom_within: false,
                restarts: 0,
                error: None,
                cut_off: false,
            };
            let run = archive.note_run(&key, &facts).unwrap().unwrap();
            let log: String = (1..=*count).map(|number| format!("{minute}.{number}\n")).collect();
            archive.append_log(run, log.as_bytes()).unwrap();
        }
        (folder, archive)
    }

    #[test]
    fn runs_that_fit_are_read_from_the_first_to_the_last() {
        let (_folder, archive) = archive(&[5, 3, 0, 2]);
        let all = runs(&archive, "podman", "bot");
        assert_eq!(
            facts(&all).iter().map(|(_, facts)| facts.number).collect::<Vec<_>>(),
            [1, 2, 3, 4].map(Some)
        );
        assert_eq!(that_fit(all.clone(), 3).len(), 3);
        let (mut reader, mut text) = (Reader::default(), Vec::new());
        for run in that_fit(all.clone(), 1_000_000) {
            let whole =
                read(&archive, &run, &mut reader, |batch| {
                    let lines = (0..batch.metas.len())
                        .map(|at| (batch.metas[at].key, line(&batch.text, &batch.metas, at)));
                    text.extend(lines.map(|(key, line)| {
                        format!("{}:{}", key / 1_000_000_000, String::from_utf8_lossy(line))
                    }));
                    true
                });
            assert!(whole);
        }
        assert_eq!(text.len(), 10);
        assert_eq!((&text[0][..], &text[9][..]), ("60:1.1", "240:4.2"));
        // The engine's log begins in the third minute.
        let first = nanoseconds(Timestamp::from_second(185).unwrap());
        let gone: Vec<u32> = gone(all, first).iter().map(|run| run.number).collect();
        assert_eq!(gone, [1, 2]);
    }

    #[test]
    fn lines_between_two_runs_are_of_the_nearer_one() {
        const MS: i64 = 1_000_000;
        for (began, before, expected) in [
            (1000, None, 960),
            (1000, Some(0), 40),
            (1000, Some(980), 990),
            // podman's end can be before its start.
            (1000, Some(1001), 960),
        ] {
            let key = first_line(began * MS, before.map(|before| before * MS));
            assert_eq!(key, expected * MS, "{before:?}");
        }
        for (began, created, expected) in
            [(20_000, 19_000, 19_000), (20_000, 9_000, 19_960), (20_000, 20_001, 19_960)]
        {
            assert_eq!(first_line_of_all(began * MS, Some(created * MS)), expected * MS, "{created}");
        }
    }
}
