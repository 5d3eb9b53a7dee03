//! A unit that creates the container when it starts, and removes it when it stops.

use std::fmt::Write as _;

use berth_runner::{Checked, EngineKind, create_words};

use super::{Notes, env_file, unit, valued};
use crate::remark::RemarkProblem;

/// Seconds that the client has beyond the time of the container.
const BEYOND: i32 = 20;

pub(super) fn text(kind: EngineKind, spec: &Checked, notes: &mut Notes) -> String {
    let (program, name) = (kind.word(), unit::word(&spec.name));
    // The folder of a person's settings, or /etc. Not the unit's own environment: it would be the client's.
    let file = format!("%E/{}", env_file(spec));
    let names = valued(spec);
    let mut words = create_words(kind, spec, &file);
    let dashes = words.iter().position(|word| word == "--").unwrap_or(words.len());
    let rest = words.split_off(dashes);
    let mut flags: Vec<String> = Vec::new();
    let mut left = words.into_iter().peekable();
    while let Some(flag) = left.next() {
        match flag.as_str() {
            "--env-file" => drop(left.next()),
            "-e" if left.peek().is_some_and(|name| names.contains(&name.as_str())) => drop(left.next()),
            // systemd does it.
            text if text.starts_with("--restart=") => {}
            _ => flags.push(unit::word(&flag)),
        }
    }
    if !names.is_empty() {
        // A specifier, which `word` would keep from being one.
        flags.push(format!("--env-file={file}"));
        notes.add(
            "--env-file",
            RemarkProblem::ValuesInFile { file: file.replace("%E", "~/.config"), names: names.join(", ") },
        );
    }
    let limit = spec.options.plain.stop_timeout.unwrap_or(10);
    let time = if limit < 0 { "infinity".to_owned() } else { limit.saturating_add(BEYOND).to_string() };
    let restart = unit::restart(spec);
    let mut out = String::new();
    let _ = write!(
        out,
        "[Unit]\n\
         Description={name} in {program}\n\
         Wants=network-online.target\n\
         After=network-online.target\n\
         \n\
         [Service]\n\
         ExecStartPre=-{program} rm -- {name}\n\
         ExecStartPre={program} {} {}\n\
         ExecStart={program} start --attach -- {name}\n\
         ExecStop={program} stop -- {name}\n\
         ExecStopPost=-{program} rm -- {name}\n\
         Restart={restart}\n\
         TimeoutStopSec={time}\n",
        flags.join(" "),
        unit::words(&rest),
    );
    out + unit::install(spec)
}
