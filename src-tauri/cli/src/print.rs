//! Output. A reader that went away (`berthctl list | head -1`) is no failure.

use std::io::{self, ErrorKind, Write};

use serde::Serialize;

use crate::exit::{FAILURE, Stop};

/// Writes bytes to stdout.
pub fn out(bytes: &[u8]) -> Result<(), Stop> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Stop::new(FAILURE, format!("Could not write the output: {error}")))
        }
        _ => Ok(()),
    }
}

pub fn line(text: &str) -> Result<(), Stop> {
    out(format!("{text}\n").as_bytes())
}

pub fn json(value: &impl Serialize) -> Result<(), Stop> {
    let text = serde_json::to_string_pretty(value)
        .map_err(|error| Stop::new(FAILURE, format!("Could not write JSON: {error}")))?;
    line(&text)
}

/// Says something on stderr; when that is gone there is nobody left to tell.
pub fn err(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{text}");
}
