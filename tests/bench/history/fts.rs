//! SQLite's own full-text index of trigrams over a part of the logs, a row a line.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rusqlite::Connection;

use super::corpus::Corpus;
use super::{Answer, size};

/// The part of the logs that is indexed: the index is larger than they are.
pub const SHARE: usize = 10;

pub struct Index {
    connection: Connection,
    files: Vec<PathBuf>,
}

impl Index {
    /// Indexes every tenth log, prints what that takes, and leaves it to be searched.
    pub fn write(path: &Path, corpus: &Corpus) -> Self {
        let files: Vec<PathBuf> = corpus.files.iter().step_by(SHARE).cloned().collect();
        let mut connection = Connection::open(path).expect("a database");
        connection
            .execute_batch(
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536;
                 CREATE VIRTUAL TABLE lines USING fts5(text, content = '', tokenize = 'trigram')",
            )
            .expect("FTS5 is built in");
        let (began, mut bytes, mut number) = (Instant::now(), 0, 0_i64);
        for file in &files {
            let change = connection.transaction().expect("a change");
            {
                let mut insert = change
                    .prepare_cached("INSERT INTO lines (rowid, text) VALUES (?1, ?2)")
                    .expect("an insert");
                for line in BufReader::new(fs::File::open(file).expect("a log")).split(b'\n') {
                    let line = line.expect("a line");
                    bytes += line.len() as u64 + 1;
                    number += 1;
                    insert.execute((number, String::from_utf8_lossy(&line))).expect("a row");
                }
            }
            change.commit().expect("a change");
        }
        let took = began.elapsed();
        connection.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").expect("it is written");
        println!(
            "FTS5 trigram, a row a line, of every tenth log: {:.1} MB/s, index {:.0} % of the text (without the text)",
            bytes as f64 / 1e6 / took.as_secs_f64(),
            size(path) as f64 / bytes as f64 * 100.0,
        );
        Self { connection, files }
    }

    pub fn files(&self) -> &[PathBuf] {
        &self.files
    }

    pub fn search(&self, words: &str) -> Answer {
        let began = Instant::now();
        let mut found = self
            .connection
            .prepare_cached("SELECT rowid FROM lines WHERE lines MATCH ?1 ORDER BY rowid")
            .expect("a query");
        let mut rows = found.query([format!("\"{words}\"")]).expect("the index is searched");
        let (mut hits, mut first) = (0, Duration::ZERO);
        while rows.next().expect("a row").is_some() {
            hits += 1;
            if hits == 50 {
                first = began.elapsed();
            }
        }
        let all = began.elapsed();
        (hits, if hits < 50 { all } else { first }, all)
    }
}
