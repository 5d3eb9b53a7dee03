//! Output. A reader that went away (`berthctl list | head -1`) is no failure.

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
    let text = serde_json::to_string_pretty(value)
        .map_err(|error| Stop::new(FAILURE, format!("Could not write JSON: {error}")))?;
    line(&text)
}

/// Says something on stderr; when that is gone there is nobody left to tell.
pub fn err(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{text}");
}

/// Says why a verb ended early, and the engine's own words where they add something.
pub fn stop(stop: &Stop) {
    err(&format!("berthctl: {}", stop.message));
    let said = stop.detail.as_deref().map(str::trim);
    if let Some(detail) = said.filter(|detail| !detail.is_empty() && !stop.message.contains(detail)) {
        err(detail);
    }
}
