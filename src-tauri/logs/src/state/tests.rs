use fastrand::Rng;

use super::*;
use crate::block::Reader;
use crate::records::Record;
use crate::wire::{LogPattern, LogQuery, LogRule, LogStream};

/// A line as the oracle has it.
#[derive(Debug, Clone)]
struct Line {
    row: Row,
    stream: LogStream,
    level: LogLevel,
    text: String,
}

/// All that was pushed, and what a naive filter makes of it.
#[derive(Default)]
struct Oracle {
    lines: Vec<Line>,
    runs: Vec<Row>,
}

impl Oracle {
    fn passes(line: &Line, query: &LogQuery) -> bool {
        let at = line.row.key;
        #[expect(clippy::cast_possible_truncation, reason = "small times")]
        let ns = |ms: f64| (ms * 1e6) as i64;
        query.rules.iter().all(|rule| line.text.contains(&rule.pattern.text) != rule.not)
            && (query.streams.is_empty() || query.streams.contains(&line.stream))
            && (query.sources.is_empty() || query.sources.contains(&count(line.row.id.source())))
            && query.since.is_none_or(|since| at >= ns(since))
            && query.until.is_none_or(|until| at < ns(until))
    }

    /// The rows and the lines of each level.
    fn rows(&self, query: &LogQuery) -> (Vec<Row>, [u32; 6]) {
        let mut levels = [0; 6];
        let mut rows = Vec::new();
        for line in self.lines.iter().filter(|line| Self::passes(line, query)) {
            levels[line.level as usize] += 1;
            if query.levels.is_empty() || query.levels.contains(&line.level) {
                let of_source = self.runs.iter().filter(|run| run.id.source() == line.row.id.source());
                rows.extend(of_source.filter(|run| run.key <= line.row.key).max());
                rows.push(line.row);
            }
        }
        if query.rules.is_empty() && query.levels.is_empty() && query.streams.is_empty() {
            let filter = Filter::new(query).unwrap();
            rows.extend(self.runs.iter().filter(|run| filter.may_pass(run.id.source(), run.key)));
        }
        rows.sort_unstable();
        rows.dedup();
        (rows, levels)
    }
}

fn random_query(random: &mut Rng) -> LogQuery {
    let mut query = LogQuery::default();
    for text in ["a", "b", "ab", "zz"] {
        if random.u8(0..6) == 0 {
            let pattern = LogPattern { text: text.to_owned(), regex: false, caseful: true };
            query.rules.push(LogRule { pattern, not: random.bool() });
        }
    }
    if random.u8(0..3) == 0 {
        query.levels = vec![LogLevel::Error, LogLevel::None];
    }
    if random.u8(0..4) == 0 {
        query.streams = vec![LogStream::Errors];
    }
    if random.u8(0..4) == 0 {
        query.sources = vec![0, 2];
    }
    if random.u8(0..4) == 0 {
        query.since = Some(f64::from(random.u32(0..60)));
        query.until = Some(f64::from(random.u32(60..120)));
    }
    query
}

/// Scans some blocks, or all.
fn scan(state: &mut State, most: usize) {
    for _ in 0..most {
        let Some(next) = state.next_to_scan() else { return };
        let filter = Arc::clone(&state.filter);
        let verdicts = filter.verdicts(next.source, &next.block.metas, || next.block.text());
        state.scanned(&next, &verdicts);
    }
}

#[test]
fn rows_are_those_of_a_naive_filter() {
    for seed in 0..60 {
        let mut random = Rng::with_seed(seed);
        let limits = Limits { lines: random.usize(50..400), bytes: 64 << 20 };
        let (mut state, mut oracle) = (State::new(3, limits), Oracle::default());
        let mut readers = [Reader::default(), Reader::default(), Reader::default()];
        let mut query = LogQuery::default();
        // What a window makes of the events: it asks for all anew only with another revision.
        let (mut window, mut revision) = (Vec::<Row>::new(), u32::MAX);
        for step in 0..60 {
            match random.u8(0..10) {
                0 => {
                    query = random_query(&mut random);
                    state.ask(Filter::new(&query).unwrap());
                    scan(&mut state, random.usize(0..3));
                }
                1 => {
                    let (source, key) = (random.usize(0..3), random.i64(0..120) * 1_000_000);
                    let facts = RunFacts { container: key.to_string(), began: key, ..RunFacts::default() };
                    let number = oracle.runs.iter().filter(|run| run.id.source() == source).count() as u64;
                    if !oracle.runs.iter().any(|run| run.id.source() == source && run.key == key) {
                        oracle.runs.push(Row { key, id: Id::run(source, number) });
                        state.note_run(source, key, facts);
                    }
                }
                _ => {
                    let mut batches = Vec::new();
                    for _ in 0..random.usize(1..3) {
                        let (source, mut batch) = (random.usize(0..3), Batch::default());
                        for _ in 0..random.usize(1..20) {
                            let stream = if random.bool() { LogStream::Output } else { LogStream::Errors };
                            let text =
                                ["a", "b x", "ERROR ab", "\x1b[1mWARN\x1b[0m a", "b"][random.usize(0..5)];
                            // Late lines too: of a source whose clock is behind.
                            let at = (step + random.i64(0..30)) * 1_000_000;
                            let record = Record { at: Some(at), text: text.into(), cut: false };
                            readers[source].read(stream, &record, &mut batch);
                        }
                        batches.push((source, batch));
                    }
                    for (source, batch) in &batches {
                        let first =
                            oracle.lines.iter().filter(|line| line.row.id.source() == *source).count();
                        for (index, meta) in batch.metas.iter().enumerate() {
                            let text = crate::block::line(&batch.text, &batch.metas, index);
                            let text =
                                String::from_utf8_lossy(&berth_archive::escape::stripped(text)).into_owned();
                            let id = Id::line(*source, (first + index) as u64);
                            let row = Row { key: meta.key, id };
                            oracle.lines.push(Line { row, stream: meta.stream, level: meta.level, text });
                        }
                    }
                    state.append(&batches);
                }
            }
            if let Some(news) = state.news() {
                if news.revision == revision {
                    let removed = (news.removed as usize).min(window.len());
                    window.drain(..removed);
                    let come = state.rows.range(window.len()..).copied();
                    window.extend(come);
                } else {
                    window = state.rows.iter().copied().collect();
                    revision = news.revision;
                }
                assert_eq!(window, state.rows.iter().copied().collect::<Vec<_>>(), "seed {seed} step {step}");
            }
        }
        scan(&mut state, usize::MAX);
        // The oldest went, by time and then by source.
        oracle.lines.sort_by_key(|line| line.row);
        let surplus = usize::try_from(state.store.dropped).unwrap();
        assert_eq!(state.store.lines(), oracle.lines.len() - surplus);
        let held: Vec<Id> = (0..3)
            .flat_map(|source| {
                let lines = &state.store.sources[source];
                (lines.first()..lines.end()).map(move |number| Id::line(source, number))
            })
            .collect();
        oracle.lines.retain(|line| held.contains(&line.row.id));
        let lines = |rows: &[Row]| -> Vec<Row> {
            rows.iter().copied().filter(|row| matches!(row.id.named(), Named::Line(_))).collect()
        };
        let (expected, levels) = oracle.rows(&query);
        let shown: Vec<Row> = state.rows.iter().copied().collect();
        assert!(shown.is_sorted(), "seed {seed}");
        assert_eq!(lines(&shown), lines(&expected), "seed {seed} {query:?}");
        assert_eq!(state.levels, levels, "seed {seed} {query:?}");
        // Begins of runs that fell off with their lines are not asked for again.
        state.ask(Filter::new(&query).unwrap());
        scan(&mut state, usize::MAX);
        assert_eq!(state.rows.iter().copied().collect::<Vec<_>>(), expected, "seed {seed} {query:?}");
    }
}
