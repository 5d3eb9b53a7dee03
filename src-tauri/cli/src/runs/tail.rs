//! The last lines of a run's log, as they are shown.

use berth_archive::{Archive, Run};

use crate::exit::Stop;
use crate::words::colour;

/// The last lines that the archive has, colours kept where they are seen.
///
/// # Errors
/// The archive can't be read.
pub fn last_lines(archive: &Archive, run: &Run, count: u64, colours: bool) -> Result<Vec<String>, Stop> {
    let from = run.log_lines.saturating_sub(count) + 1;
    let bytes = archive.read_log(run.id, from..run.log_lines + 1)?;
    Ok(shown(&bytes, usize::try_from(count).unwrap_or(usize::MAX), colours))
}

/// The last lines of these bytes. Empty ones at the end are left out.
pub fn shown(bytes: &[u8], count: usize, colours: bool) -> Vec<String> {
    let mut lines: Vec<String> = bytes
        .split(|byte| *byte == b'\n')
        .map(|line| colour::shown(&berth_archive::shown_line(line), colours))
        .collect();
    while lines.last().is_some_and(|line| colour::plain(line).trim().is_empty()) {
        lines.pop();
    }
    lines.split_off(lines.len().saturating_sub(count))
}
