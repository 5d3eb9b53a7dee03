//! Output. A reader that closes the pipe (`berthctl list | head -1`) is not a failure.

use std::io::{self, ErrorKind, Write};

use serde::Serialize;

use crate::exit::{FAILURE, Stop};

/// Writes bytes to stdout.
pub fn out(bytes: &[u8]) -> Result<(), Stop> {
    out_while_read(bytes).map(drop)
}

/// The same; `false` when nobody reads it any more.
pub fn out_while_read(bytes: &[u8]) -> Result<bool, Stop> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(false),
        Err(error) => Err(Stop::new(FAILURE, format!("Could not write the output: {error}"))),
    }
}

pub fn line(text: &str) -> Result<(), Stop> {
    out(format!("{text}\n").as_bytes())
}

pub fn json(value: &impl Serialize) -> Result<(), Stop> {
    line(&serde_json::to_string_pretty(value).map_err(no_json)?)
}

/// An object on a line of its own.
pub fn json_line(value: &impl Serialize) -> Result<String, Stop> {
    Ok(serde_json::to_string(value).map_err(no_json)? + "\n")
}

fn no_json(error: serde_json::Error) -> Stop {
    Stop::new(FAILURE, format!("Could not write JSON: {error}"))
}

/// Writes a line to stderr; errors of that are ignored.
pub fn err(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{text}");
}

/// Prints the reason why a verb ended early, and the engine's text where it adds something.
pub fn stop(stop: &Stop) {
    err(&format!("berthctl: {}", stop.message));
    let detail = stop.detail.as_deref().map(str::trim);
    if let Some(detail) = detail.filter(|detail| !detail.is_empty() && !stop.message.contains(detail)) {
        err(detail);
    }
}
