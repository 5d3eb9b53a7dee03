//! Rows as text, to be copied or saved: without escape sequences.

use std::io::{self, Write};

use berth_archive::escape::stripped;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::row::Named;
use crate::runs::RunFacts;
use crate::snapshot::{Snapshot, Texts};
use crate::wire::LogTimes;

/// How rows are written.
#[derive(Debug, Clone)]
pub struct Style {
    pub times: LogTimes,
    /// The names of the sources; they stand before the lines where there are several.
    pub names: Vec<String>,
    /// The time zone of this machine.
    pub zone: TimeZone,
}

impl Style {
    fn time(&self, nanoseconds: i64) -> String {
        let Ok(time) = Timestamp::from_nanosecond(nanoseconds.into()) else { return String::new() };
        match self.times {
            LogTimes::Utc => format!("{time:.3}"),
            LogTimes::Off | LogTimes::Local => {
                time.to_zoned_datetime(self.zone.clone()).strftime("%Y-%m-%d %H:%M:%S%.3f").to_string()
            }
        }
    }

    fn run(&self, facts: &RunFacts) -> String {
        let number = facts.number.map_or_else(String::new, |number| format!(" #{number}"));
        format!("── {}{number} ──", self.time(facts.began))
    }
}

/// Writes rows, a line each.
///
/// # Errors
///
/// What `out` says.
pub fn write(
    snapshot: &Snapshot,
    style: &Style,
    run: impl Fn(usize, u64) -> Option<RunFacts>,
    out: &mut impl Write,
) -> io::Result<()> {
    let mut texts = Texts::new(snapshot);
    for row in &snapshot.rows {
        let source = row.id.source();
        let name = style.names.get(source).filter(|_| style.names.len() > 1);
        if let Some(name) = name {
            write!(out, "{name} | ")?;
        }
        match row.id.named() {
            Named::Run(number) => {
                let facts = run(source, number).unwrap_or_default();
                writeln!(out, "{}", style.run(&facts))?;
            }
            Named::Line(_) => {
                let Some((text, meta)) = texts.line(row.id) else { continue };
                if style.times != LogTimes::Off && meta.at != i64::MIN {
                    write!(out, "{} ", style.time(meta.at))?;
                }
                out.write_all(&stripped(text))?;
                out.write_all(b"\n")?;
            }
        }
    }
    Ok(())
}
