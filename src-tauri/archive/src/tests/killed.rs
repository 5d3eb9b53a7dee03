//! Writers that are killed at random, and several at once. A writer is this program again.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use rusqlite::Connection;

use super::*;
use crate::{Actor, Intent, LogState, Outcome, Screen, Verb};

/// The folder that a writer writes to, its container, and how much it writes at most.
const VICTIM: &str = "BERTH_ARCHIVE_WRITER";

fn writer(folder: &Path, container: &str, steps: usize) -> Child {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args([
        "--exact",
        "tests::killed::it_writes_until_it_is_killed",
        "--ignored",
        "--nocapture",
        "--test-threads=1",
    ]);
    command.env(VICTIM, format!("{}|{container}|{steps}", folder.display()));
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap()
}

/// Line number `n` of a log, longer now and then so that chunks are sealed.
fn line(n: usize) -> String {
    let length = if n % 40 == 7 { 280_000 } else { n % 50 };
    format!("line {n} {}\n", "x".repeat(length))
}

#[test]
#[ignore = "the process that is killed"]
fn it_writes_until_it_is_killed() {
    let Ok(victim) = std::env::var(VICTIM) else { return };
    let [folder, container, steps] = victim.split('|').collect::<Vec<_>>()[..] else { panic!("{victim}") };
    let archive = Archive::new(folder);
    let say = |what: String| {
        let mut out = std::io::stdout().lock();
        writeln!(out, "\n@{what}").and_then(|()| out.flush()).unwrap();
    };
    let id = run_of(&archive, container, container, 0);
    say(format!("run {id}"));
    for n in 0..steps.parse().unwrap() {
        archive.append_log(id, line(n).as_bytes()).unwrap();
        say(format!("line {n}"));
        match n % 5 {
            0 => {
                let screen = Screen { columns: 80, rows: 24, bytes: line(n).into_bytes() };
                archive.set_screen(id, &screen).unwrap();
                say(format!("screen {n}"));
            }
            1 => {
                let session = key(container);
                let (verb, actor) = (Verb::Stop, Actor::Berthctl { pid: 1 });
                let intent = Intent { session, verb, actor, signal: None, grace: None, at: at(0) };
                let intent = archive.begin(&intent).unwrap();
                archive.finish(intent, Outcome::Done).unwrap();
                say(format!("intent {intent}"));
            }
            2 => {
                archive.note_peak_memory(&key(container), at(9), n as u64).unwrap();
                say(format!("memory {n}"));
            }
            3 => archive.finish_log(id, &LogState::Partial).unwrap(),
            _ => {
                let mut draft = archive.write_log(id).unwrap();
                (0..=n).for_each(|n| draft.write(line(n).as_bytes()).unwrap());
                draft.finish(&LogState::Partial).unwrap();
            }
        }
    }
}

/// What a writer said that it had written.
#[derive(Debug, Default)]
struct Said {
    run: Option<RunId>,
    lines: usize,
    screen: Option<usize>,
    intents: Vec<i64>,
    memory: Option<u64>,
}

impl Said {
    fn hear(&mut self, text: &str) {
        let Some((what, number)) = text.strip_prefix('@').and_then(|text| text.split_once(' ')) else {
            return;
        };
        // The last word may be cut.
        let Ok(number) = number.parse::<i64>() else { return };
        let count = usize::try_from(number).unwrap();
        match what {
            "run" => self.run = Some(number),
            "line" => self.lines = count + 1,
            "screen" => self.screen = Some(count),
            "intent" => self.intents.push(number),
            "memory" => self.memory = Some(number.unsigned_abs()),
            _ => {}
        }
    }

    /// Everything is there, and at most one thing more that was not said any more.
    fn check(&self, archive: &Archive, connection: &Connection) {
        let Some(id) = self.run else { return };
        let mut log = Vec::new();
        archive
            .stream_log(id, |part| {
                log.extend_from_slice(part);
                Ok(())
            })
            .unwrap();
        let expected: Vec<u8> = (0..self.lines).flat_map(|n| line(n).into_bytes()).collect();
        let more = [expected.clone(), line(self.lines).into_bytes()].concat();
        assert!(log == expected || log == more, "{self:?}: {} of {} bytes", log.len(), expected.len());
        let run = archive.run(id).unwrap();
        assert!(run.log_bytes == log.len() as u64 && run.peak_memory >= self.memory, "{self:?}: {run:?}");
        if let Some(n) = self.screen {
            let screen = archive.screen(id).unwrap().unwrap().bytes;
            assert!(screen == line(n).into_bytes() || screen == line(n + 5).into_bytes(), "{self:?}");
        }
        for intent in &self.intents {
            let outcome: String = connection
                .query_row("SELECT outcome FROM intents WHERE id = ?1", [intent], |row| row.get(0))
                .unwrap();
            assert_eq!(outcome, "done", "{self:?}");
        }
    }
}

fn whole(archive: &Archive) -> Connection {
    let connection = Connection::open(archive.path()).unwrap();
    let verdict: String = connection.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(verdict, "ok");
    let astray = connection.prepare("PRAGMA foreign_key_check").unwrap().exists([]).unwrap();
    assert!(!astray, "rows without what they belong to");
    connection
}

#[test]
fn a_writer_that_is_killed_at_random_loses_nothing_that_it_said() {
    let mut random = fastrand::Rng::with_seed(3);
    let rounds = if cfg!(windows) { 10 } else { 200 };
    let mut place = Place::new();
    let mut written = 0;
    for round in 0..rounds {
        // At times while the file is made.
        if round % 10 == 0 {
            place = Place::new();
        }
        let container = format!("c{round}");
        let mut child = writer(place.archive.path().parent().unwrap(), &container, 10_000);
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let mut said = Said::default();
        let words = if random.u8(0..4) == 0 { 0 } else { random.usize(0..60) };
        let mut text = String::new();
        while (said.lines + said.intents.len()) < words && output.read_line(&mut text).unwrap() > 0 {
            said.hear(text.trim_end());
            text.clear();
        }
        std::thread::sleep(Duration::from_micros(random.u64(0..if words == 0 { 30_000 } else { 3_000 })));
        child.kill().unwrap();
        for text in output.lines() {
            said.hear(&text.unwrap());
        }
        child.wait().unwrap();
        if place.archive.path().exists() {
            said.check(&place.archive, &whole(&place.archive));
        }
        written += said.lines;
    }
    assert!(written > rounds * 5, "{written} lines: most writers were killed before they wrote");
}

#[test]
fn several_processes_write_at_once() {
    let place = Place::new();
    let folder = place.archive.path().parent().unwrap().to_owned();
    let count = if cfg!(windows) { 10 } else { 60 };
    let mut writers: Vec<(String, Child)> = (0..3)
        .map(|n| format!("c{n}"))
        .map(|container| (container.clone(), writer(&folder, &container, count)))
        .collect();
    let mine = run_of(&place.archive, "mine", "mine", 0);
    (0..count).for_each(|n| place.archive.append_log(mine, line(n).as_bytes()).unwrap());
    let mut all = vec![Said { run: Some(mine), lines: count, ..Said::default() }];
    for (container, child) in &mut writers {
        let mut said = Said::default();
        for text in BufReader::new(child.stdout.take().unwrap()).lines() {
            said.hear(&text.unwrap());
        }
        assert!(child.wait().unwrap().success(), "{container}");
        assert_eq!(said.lines, count, "{container}");
        all.push(said);
    }
    let connection = whole(&place.archive);
    all.iter().for_each(|said| said.check(&place.archive, &connection));
}
