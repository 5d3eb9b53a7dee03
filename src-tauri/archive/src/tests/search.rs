//! The search through logs and screens, beside a naive one.

use std::ops::ControlFlow;

use super::*;
use crate::{Hit, Pattern, Query, RunFilter, Screen};

fn query(pattern: Pattern) -> Query {
    Query { pattern, runs: RunFilter::default(), limit: 0, context: 0 }
}

fn hits(archive: &Archive, query: &Query) -> Vec<Hit> {
    let mut hits = Vec::new();
    archive
        .search(query, |hit| {
            hits.push(hit);
            ControlFlow::Continue(())
        })
        .unwrap();
    hits
}

#[test]
fn a_hit_is_the_line_in_its_colours_with_lines_around_it() {
    let place = Place::new();
    let archive = &place.archive;
    let id = run_of(archive, "c1", "web", 0);
    archive
        .append_log(id, b"one\r\n\x1b[31mtwo \x1b[1mQuota\x1b[0m exceeded\r\n\x1b[2Kthree\r\nfour")
        .unwrap();
    let found = hits(archive, &Query { context: 1, ..query(Pattern::Text("quota EX".to_owned())) });
    let expected = Hit {
        run: id,
        in_screen: false,
        line: 2,
        text: "\x1b[31mtwo \x1b[1mQuota\x1b[0m exceeded".to_owned(),
        range: (4, 12),
        before: vec!["one".to_owned()],
        after: vec!["three".to_owned()],
        started_at: at(0),
        name: "web".to_owned(),
    };
    assert_eq!(found, [expected]);
}

#[test]
fn the_latest_run_comes_first_and_its_screen_after_its_log() {
    let place = Place::new();
    let archive = &place.archive;
    for (container, started) in [("c1", 0), ("c2", 100)] {
        let id = run_of(archive, container, container, started);
        archive.append_log(id, b"an error\nfine\nan error again\n").unwrap();
        let screen = Screen {
            columns: 80,
            rows: 2,
            bytes: b"\x18\x1b[20lfine\r\n\x1b[3Cerror: \x1b[1mno\x1b[m".to_vec(),
        };
        archive.set_screen(id, &screen).unwrap();
    }
    let all = query(Pattern::Text("error".to_owned()));
    let found: Vec<_> =
        hits(archive, &all).into_iter().map(|hit| (hit.name, hit.in_screen, hit.line, hit.range.0)).collect();
    let of = |name: &str, screen, line, column| (name.to_owned(), screen, line, column);
    let one = |name| [of(name, false, 1, 3), of(name, false, 3, 3), of(name, true, 2, 3)];
    assert_eq!(found, [one("c2"), one("c1")].concat());

    assert_eq!(hits(archive, &Query { limit: 4, ..all.clone() }).len(), 4);
    let runs = RunFilter { session: Some("c1".to_owned()), ..RunFilter::default() };
    assert_eq!(hits(archive, &Query { runs, ..all.clone() }).len(), 3);
    let mut count = 0;
    let stop = |_| {
        count += 1;
        ControlFlow::Break(())
    };
    archive.search(&all, stop).unwrap();
    assert_eq!(count, 1);
    assert_eq!(hits(archive, &query(Pattern::Exact("Error".to_owned()))).len(), 0);
    let bad = archive.search(&query(Pattern::Regex("(".to_owned())), |_| ControlFlow::Continue(()));
    assert_eq!(bad.unwrap_err().code(), "bad_pattern");
}

#[test]
fn lines_around_a_hit_come_from_other_chunks() {
    let place = Place::new();
    let archive = &place.archive;
    let id = run_of(archive, "c1", "web", 0);
    let text: String = (1..=20_000).map(|n| format!("line {n} of many, with words to fill it\n")).collect();
    archive.append_log(id, text.as_bytes()).unwrap();
    for number in [1_u64, 2, 5_000, 6_553, 6_554, 6_555, 6_899, 6_900, 13_107, 13_800, 19_999, 20_000] {
        let pattern = Pattern::Exact(format!("line {number} of"));
        let found = hits(archive, &Query { context: 2, ..query(pattern) });
        let number_of = |line: &String| line.split(' ').nth(1).unwrap().parse::<u64>().unwrap();
        let around: Vec<u64> =
            found[0].before.iter().chain([&found[0].text]).chain(&found[0].after).map(number_of).collect();
        let expected: Vec<u64> = (number.saturating_sub(2).max(1)..=(number + 2).min(20_000)).collect();
        assert_eq!((around, found[0].line), (expected, number));
    }
    // Wherever a chunk ends, a line of it has its neighbours.
    let found = hits(archive, &Query { context: 1, ..query(Pattern::Regex(r"^line \d+ of".to_owned())) });
    assert_eq!(found.len(), 20_000);
    let inner = found.iter().filter(|hit| hit.before.len() == 1 && hit.after.len() == 1).count();
    assert_eq!(inner, 19_998);
}

/// Words of a log that hold what is hard: case, colour, carriage returns, other scripts.
const WORDS: &[&str] = &[
    "GET",
    "POST",
    "/api/v1/users",
    "/index.html",
    "200",
    "404",
    "500",
    "quota",
    "Quota",
    "exceeded",
    "error:",
    "\x1b[31mERROR\x1b[0m",
    "\x1b[1;32mok\x1b[m",
    "0x1f",
    "deadbeef",
    "Größe",
    "GRÖSSE",
    "\u{212a}elvin",
    "ſtraße",
    "at",
    "java.lang.NullPointerException",
    "(Main.java:42)",
    "\t",
    "{\"level\":\"warn\"}",
    "\u{1f600}",
    "a.b",
    "10%",
];

fn log(random: &mut fastrand::Rng) -> String {
    let mut text = String::new();
    for _ in 0..random.usize(1..200) {
        for _ in 0..random.usize(0..8) {
            text.push_str(random.choice(WORDS).unwrap());
            text.push_str(if random.u8(0..4) == 0 { "" } else { " " });
        }
        if random.u8(0..3) == 0 {
            text.push_str(&format!("{:08x}", random.u32(..)));
        }
        text.push_str(if random.bool() { "\r\n" } else { "\n" });
    }
    text.truncate(text.len() - random.usize(0..2).min(text.len()));
    text
}

fn pattern(random: &mut fastrand::Rng, plain: &[String]) -> Pattern {
    let piece = |random: &mut fastrand::Rng| {
        let line: Vec<char> = random.choice(plain).unwrap().chars().collect();
        let from = random.usize(0..=line.len());
        line.iter().skip(from).take(random.usize(0..14)).collect::<String>()
    };
    match random.u8(0..8) {
        0..3 => Pattern::Text(piece(random).to_uppercase()),
        3 => Pattern::Text(piece(random).to_lowercase()),
        4 => Pattern::Exact(piece(random)),
        5 => Pattern::Exact(random.choice(WORDS).unwrap().replace("error", "errxr")),
        6 => Pattern::Regex(format!("{}.*{}", escaped(&piece(random)), escaped(&piece(random)))),
        _ => {
            let some = [
                r"\d{3}$",
                "^GET",
                "(?i)error|quota",
                r"(ERROR|ok)\b",
                r"[0-9a-f]{8}",
                "x*",
                "^$",
                r"\bat\s",
                "(?i)größe",
            ];
            Pattern::Regex((*random.choice(some).unwrap()).to_owned())
        }
    }
}

fn escaped(text: &str) -> String {
    regex::escape(text)
}

/// What matches, line by line, without an index.
fn naively(pattern: &Pattern, plain: &[String]) -> Vec<u64> {
    let expression = match pattern {
        Pattern::Text(text) => format!("(?i){}", escaped(text)),
        Pattern::Exact(text) => escaped(text),
        Pattern::Regex(regex) => regex.clone(),
    };
    let regex = regex::Regex::new(&expression).unwrap();
    plain.iter().zip(1..).filter(|(line, _)| regex.is_match(line)).map(|(_, number)| number).collect()
}

#[test]
fn a_thousand_queries_find_what_a_naive_search_finds() {
    let mut random = fastrand::Rng::with_seed(11);
    let place = Place::new();
    let archive = &place.archive;
    // Short chunks, so that there are many.
    let logs: Vec<(RunId, Vec<String>)> = (0..8)
        .map(|index| {
            let container = format!("c{index}");
            let id = run_of(archive, &container, &container, index * 100);
            let text = log(&mut random);
            for part in text.as_bytes().chunks(random.usize(500..4000)) {
                archive.append_log(id, part).unwrap();
                if random.u8(0..4) > 0 {
                    archive.finish_log(id, &crate::LogState::Partial).unwrap();
                }
            }
            let plain = String::from_utf8(crate::escape::stripped(text.as_bytes()).into_owned()).unwrap();
            let plain = plain.strip_suffix('\n').unwrap_or(&plain).split('\n');
            (id, plain.map(|line| line.strip_suffix('\r').unwrap_or(line).to_owned()).collect())
        })
        .rev()
        .collect();
    let lines: Vec<String> = logs.iter().flat_map(|(_, lines)| lines.clone()).collect();
    let mut found_any = 0;
    for number in 0..1_000 {
        let pattern = pattern(&mut random, &lines);
        let expected: Vec<(RunId, u64)> = logs
            .iter()
            .flat_map(|(id, plain)| naively(&pattern, plain).into_iter().map(move |line| (*id, line)))
            .collect();
        let found: Vec<(RunId, u64)> =
            hits(archive, &query(pattern.clone())).into_iter().map(|hit| (hit.run, hit.line)).collect();
        assert_eq!(found, expected, "query {number}: {pattern:?}");
        found_any += usize::from(!expected.is_empty());
    }
    assert!((200..1_000).contains(&found_any), "{found_any}");
}
