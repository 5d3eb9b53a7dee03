//! Reads the values of a file. One that is no TOML is read section by section, so that a fault costs one.

use std::ops::Range;

use toml::de::{DeTable, Error};

use crate::fault::DefinitionProblem as Problem;
use crate::node::{Table, Twice, merge, table};

/// What can be read of a file.
#[derive(Default)]
pub struct Read {
    pub values: Table,
    pub broken: Vec<Broken>,
}

/// A section that can't be read.
pub struct Broken {
    /// `sessions` and a name. Nothing of the file counts where it is not known which is meant.
    pub section: Option<(String, String)>,
    pub at: usize,
    pub problem: Problem,
}

pub fn read(text: &str) -> Read {
    match DeTable::parse(text) {
        Ok(document) => Read { values: table(document.get_ref(), 0), broken: Vec::new() },
        Err(error) => sections(text).unwrap_or_else(|| {
            let (at, problem) = problem(&error, 0);
            Read { values: Table::new(), broken: vec![Broken { section: None, at, problem }] }
        }),
    }
}

/// `None` where the sections can't be told apart.
fn sections(text: &str) -> Option<Read> {
    // A line in a text of several lines may look like a header.
    if text.contains("\"\"\"") || text.contains("'''") {
        return None;
    }
    let mut read = Read::default();
    for Range { start, end } in parts(text) {
        let part = &text[start..end];
        match DeTable::parse(part) {
            Ok(document) => {
                let mut twice = Vec::new();
                merge(&mut read.values, table(document.get_ref(), start), &mut Vec::new(), &mut twice);
                for Twice { path, at } in twice {
                    let section = path.first().cloned().zip(path.get(1).cloned());
                    let (section, problem) = (Some(section?), Problem::DefinitionTwice {});
                    read.broken.push(Broken { section, at, problem });
                }
            }
            Err(error) => {
                let (at, problem) = problem(&error, start);
                read.broken.push(Broken { section: Some(header(part)?), at, problem });
            }
        }
    }
    for Broken { section, .. } in &read.broken {
        let (kind, name) = section.as_ref()?;
        if let Some(entry) = read.values.get_mut(kind)
            && let crate::node::Value::Table(some) = &mut entry.node.value
        {
            some.remove(name);
        }
    }
    Some(read)
}

/// `sessions` and `bot`, of a part that begins with `[sessions.bot]` or `[sessions.bot.env]`.
fn header(part: &str) -> Option<(String, String)> {
    let document = DeTable::parse(part.lines().next()?).ok()?;
    let (kind, value) = document.get_ref().iter().next()?;
    let (name, _) = value.get_ref().as_table()?.iter().next()?;
    Some((kind.get_ref().to_string(), name.get_ref().to_string()))
}

/// From one header to the next, and what stands before them.
fn parts(text: &str) -> Vec<Range<usize>> {
    let mut starts = vec![0];
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        // An array of several lines has no bracket at the beginning of a line, as people write them.
        if line.starts_with('[') && at > 0 {
            starts.push(at);
        }
        at += line.len();
    }
    starts.push(text.len());
    starts.windows(2).map(|pair| pair[0]..pair[1]).collect()
}

fn problem(error: &Error, shift: usize) -> (usize, Problem) {
    let words = error.message().lines().next().unwrap_or_default().to_owned();
    (error.span().map_or(shift, |span| span.start + shift), Problem::DefinitionNotToml { words })
}
