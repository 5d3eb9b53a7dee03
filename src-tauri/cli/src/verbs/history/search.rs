//! The search through logs and last screens, printed as grep prints.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::process::ExitCode;

use berth_archive::{Hit, Pattern, Query, Run, RunId};
use jiff::Timestamp;
use serde::Serialize;

use super::{Scope, list};
use crate::cli::Search;
use crate::exit::{FAILURE, Stop};
use crate::print;
use crate::runs::label;
use crate::words::colour;

/// The shape of a line of `--json`. Fields are added, never taken away.
#[derive(Debug, Serialize)]
struct Found<'a> {
    /// The run's number in the archive.
    run: RunId,
    name: &'a str,
    /// Its place among the runs of that name.
    number: u32,
    engine: &'a str,
    started_at: Timestamp,
    /// Whether it is on the last screen, and not in the log.
    in_screen: bool,
    /// 1 is the first.
    line: u64,
    /// Without colours; of a long line 4 KiB around the match.
    text: String,
    /// Where the match is in the text, in characters.
    from: u32,
    to: u32,
    before: Vec<String>,
    after: Vec<String>,
}

/// Prints lines as they are found; ends with 1 where there is none, as grep.
pub fn search(scope: &Scope, search: Search) -> Result<ExitCode, Stop> {
    let pattern = match (search.regex, search.exact) {
        (true, _) => Pattern::Regex(search.text),
        (_, true) => Pattern::Exact(search.text),
        _ => Pattern::Text(search.text),
    };
    let runs = list::filter(scope, search.session.as_deref(), &search.which);
    let query = Query { pattern, runs, limit: search.hits, context: search.context };
    let (json, colours) = (search.json, colour::wanted());
    let mut runs: HashMap<RunId, Run> = HashMap::new();
    let (mut found, mut failed) = (0_u32, None);
    scope.archive.search(&query, |hit| {
        let printed = known(scope, &mut runs, &hit).and_then(|run| {
            let text = match json {
                true => object(&run, &hit)?,
                false => lines(&label(&run), &hit, colours, found > 0 && query.context > 0),
            };
            print::out_while_read(text.as_bytes())
        });
        found += 1;
        match printed {
            Ok(true) => ControlFlow::Continue(()),
            Ok(false) => ControlFlow::Break(()),
            Err(stop) => {
                failed = Some(stop);
                ControlFlow::Break(())
            }
        }
    })?;
    if let Some(stop) = failed {
        return Err(stop);
    }
    if found == query.limit {
        print::err(&format!("The first {found} lines; see more with: -n all"));
    }
    Ok(if found > 0 { ExitCode::SUCCESS } else { ExitCode::from(FAILURE) })
}

/// The run of a hit; many hits have the same.
fn known(scope: &Scope, runs: &mut HashMap<RunId, Run>, hit: &Hit) -> Result<Run, Stop> {
    if let Some(run) = runs.get(&hit.run) {
        return Ok(run.clone());
    }
    let run = scope.archive.run(hit.run)?;
    runs.insert(hit.run, run.clone());
    Ok(run)
}

/// `bot#3:17: text`, with `-` for lines around it, and `--` between hits that have some.
fn lines(label: &str, hit: &Hit, colours: bool, parted: bool) -> String {
    let place = if hit.in_screen { format!("{label}:screen") } else { label.to_owned() };
    let mut text = if parted { "--\n".to_owned() } else { String::new() };
    let mut say = |number: u64, mark: char, line: String| {
        text += &format!("{} {line}\n", colour::label(&format!("{place}{mark}{number}{mark}"), colours));
    };
    let first = hit.line.saturating_sub(hit.before.len() as u64);
    for (number, line) in (first..).zip(&hit.before) {
        say(number, '-', colour::shown(line, colours));
    }
    let line = if colours { colour::marked(&hit.text, hit.range) } else { colour::plain(&hit.text) };
    say(hit.line, ':', line);
    for (number, line) in (hit.line + 1..).zip(&hit.after) {
        say(number, '-', colour::shown(line, colours));
    }
    text
}

fn object(run: &Run, hit: &Hit) -> Result<String, Stop> {
    let plain = |lines: &[String]| lines.iter().map(|line| colour::plain(line)).collect();
    print::json_line(&Found {
        run: run.id,
        name: &run.name,
        number: run.number,
        engine: &run.key.session.engine,
        started_at: run.key.started_at,
        in_screen: hit.in_screen,
        line: hit.line,
        text: colour::plain(&hit.text),
        from: hit.range.0,
        to: hit.range.1,
        before: plain(&hit.before),
        after: plain(&hit.after),
    })
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::runs::tests::run;

    fn hit(in_screen: bool) -> Hit {
        Hit {
            run: 12,
            in_screen,
            line: 17,
            text: "an \x1b[33merror\x1b[0m here".to_owned(),
            range: (3, 8),
            before: vec!["\x1b[1mbefore\x1b[0m".to_owned()],
            after: vec!["after".to_owned()],
            started_at: Timestamp::UNIX_EPOCH,
            name: "bot".to_owned(),
        }
    }

    #[test]
    fn lines_are_like_those_of_grep() {
        let expected = "bot#3-16- before\nbot#3:17: an error here\nbot#3-18- after\n";
        assert_eq!(lines("bot#3", &hit(false), false, false), expected);
        assert_eq!(lines("bot#3", &hit(false), false, true), format!("--\n{expected}"));
        let screen = Hit { before: Vec::new(), after: Vec::new(), ..hit(true) };
        assert_eq!(lines("bot#3", &screen, false, false), "bot#3:screen:17: an error here\n");
        let coloured = "\x1b[36mbot#3:screen:17:\x1b[0m an \x1b[1;31merror\x1b[0m here\n";
        assert_eq!(lines("bot#3", &screen, true, false), coloured);
    }

    #[test]
    fn an_object_a_line_has_the_text_without_colours() {
        let text = object(&run(), &hit(false)).unwrap();
        assert_eq!(text.matches('\n').count(), 1);
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        for (key, expected) in [
            ("run", 12.into()),
            ("name", "bot".into()),
            ("number", 3.into()),
            ("line", 17.into()),
            ("text", "an error here".into()),
            ("from", 3.into()),
            ("before", vec!["before"].into()),
        ] {
            let expected: serde_json::Value = expected;
            assert_eq!(value[key], expected, "{key}");
        }
    }
}
