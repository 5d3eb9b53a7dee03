//! How what is logged is written: masked, and one line each.

use std::fmt::{self, Debug};

use tracing::field::{Field, Visit};
use tracing_subscriber::field::RecordFields;
use tracing_subscriber::fmt::FormatFields;
use tracing_subscriber::fmt::format::Writer;

use crate::mask::masked;

/// Writes the fields of an event. A text is masked before anything in it is escaped: its names and values are told by
/// their quotes.
#[derive(Debug, Clone, Copy)]
pub struct Fields;

impl<'writer> FormatFields<'writer> for Fields {
    fn format_fields<R: RecordFields>(&self, writer: Writer<'writer>, fields: R) -> fmt::Result {
        let mut written = Written { writer, first: true, result: Ok(()) };
        fields.record(&mut written);
        written.result
    }
}

struct Written<'writer> {
    writer: Writer<'writer>,
    first: bool,
    result: fmt::Result,
}

impl Written<'_> {
    fn put(&mut self, field: &Field, text: &str) -> fmt::Result {
        if !std::mem::take(&mut self.first) {
            self.writer.write_char(' ')?;
        }
        let text = one_line(&masked(text));
        match field.name() {
            "message" => self.writer.write_str(&text),
            name => write!(self.writer, "{name}={text}"),
        }
    }
}

impl Visit for Written<'_> {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.result = self.result.and_then(|()| self.put(field, value));
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.record_str(field, &format!("{value:?}"));
    }
}

/// What an engine says may hold lines and escape sequences, and is read in a terminal.
fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            letter if letter.is_control() => line.extend(letter.escape_default()),
            letter => line.push(letter),
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_logged_is_a_line_without_escape_sequences() {
        assert_eq!(one_line("a\r\n\x1b[2Jé"), "a\\r\\n\\u{1b}[2Jé");
    }
}
