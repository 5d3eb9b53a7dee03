//! How what is logged is written: masked, and one line each.

use std::fmt::{self, Debug};

use tracing::field::Field;
use tracing_subscriber::field::MakeExt;
use tracing_subscriber::fmt::FormatFields;
use tracing_subscriber::fmt::format::{Writer, debug_fn};

use crate::mask::masked;

/// Writes the fields of an event.
pub fn fields() -> impl for<'a> FormatFields<'a> + Clone + Send + Sync + 'static {
    debug_fn(field).delimited(" ")
}

fn field(writer: &mut Writer<'_>, field: &Field, value: &dyn Debug) -> fmt::Result {
    let text = one_line(&masked(&format!("{value:?}")));
    match field.name() {
        "message" => writer.write_str(&text),
        name => write!(writer, "{name}={text}"),
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
