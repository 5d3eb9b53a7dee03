//! The last lines of a log that was followed to its end: clients may miss some, and most of the
//! time they do not. Then the log is not read again.

use berth_archive::RunId;

use super::log::LogOf;
use super::pour::{Poured, Sink};
use super::span::Span;
use crate::args::Part;
use crate::error::Result;
use crate::runner::{CallContext, Runner};

/// Lines at the end that are compared.
const LINES: u32 = 500;
/// The most that they may be, in bytes: longer ones are not looked at.
const BYTES: usize = 4 << 20;

/// What a client printed; longer than [`BYTES`] it is of no use.
#[derive(Debug, Default)]
struct Printed(Vec<u8>);

impl Sink for Printed {
    fn write(&mut self, bytes: &[u8]) -> berth_archive::Result<Option<usize>> {
        self.0.extend_from_slice(bytes);
        Ok((self.0.len() <= BYTES).then_some(bytes.len()))
    }
}

/// How the kept end of a log compares with the engine's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// Both are the same.
    Kept,
    /// The engine has more.
    Short,
    /// It can't be told.
    Unclear,
}

impl Runner {
    /// Compares the end of a log, of which `lines` lines are kept, with the engine's.
    ///
    /// # Errors
    /// The engine refuses or is away, or the archive can't be read.
    pub(super) async fn compare_end(&self, of: LogOf<'_>, run: RunId, span: Span, lines: u64) -> Result<End> {
        let context = CallContext { operation: "read the logs of", name: of.name };
        let invocation = self.subject(of.id).logs(Part::between(span.since, span.until), Some(LINES));
        let limit = Some(self.limits().archive);
        let Poured { sink, result } = self.pour(context, of.tty, invocation, limit, Printed::default()).await;
        result?;
        let Some(Printed(told)) = sink.filter(|told| told.0.len() <= BYTES) else { return Ok(End::Unclear) };
        // Twice as many: docker cuts a line of ours into several of its own.
        let from = lines.saturating_sub(2 * u64::from(LINES)).max(1);
        let kept =
            self.archived(of.name, move |archive| archive.read_log(run, from..lines.saturating_add(1)));
        Ok(compare(&kept.await?, &told))
    }
}

/// How the end of what is `kept` compares with what is `told` of the end. It is clear where whole
/// lines join at one place only: lines that repeat join at many.
///
/// podman 4.3's `--tail` garbles lines that were written in pieces: then both do not join, or the
/// engine seems to have more. The log is read again then.
fn compare(kept: &[u8], told: &[u8]) -> End {
    if !kept.ends_with(b"\n") {
        return End::Unclear;
    }
    let ends = told.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(index, _)| index + 1);
    let mut joins = ends.filter(|end| told.get(..*end).is_some_and(|begin| kept.ends_with(begin)));
    match (joins.next(), joins.next()) {
        (Some(end), None) if end == told.len() => End::Kept,
        (Some(_), None) => End::Short,
        _ => End::Unclear,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_clear_where_both_join_at_one_place() {
        let cases: &[(&str, &str, &str, End)] = &[
            ("nothing is missing", "1\n2\n3\n", "2\n3\n", End::Kept),
            ("a line is missing", "1\n2\n", "1\n2\n3\n", End::Short),
            ("one that goes on is missing", "1\n2\n", "2\n3", End::Short),
            ("too much is missing", "1\n2\n", "7\n8\n", End::Unclear),
            ("lines that repeat", "a\na\na\n", "a\na\n", End::Unclear),
            ("lines that repeat, and an end", "a\na\nb\n", "a\na\nb\n", End::Kept),
            ("a line that goes on", "1\n2", "1\n2\n", End::Unclear),
            ("nothing is told", "1\n", "", End::Unclear),
            ("nothing is kept", "", "1\n", End::Unclear),
        ];
        for (name, kept, told, expected) in cases {
            assert_eq!(compare(kept.as_bytes(), told.as_bytes()), *expected, "{name}");
        }
    }
}
