//! Restart policy, memory, processors, processes, and the time of a stop.

use super::super::Rule;
use super::super::problem::Field;
use super::super::rule::OptionRule;
use super::check::{Check, plain};
use crate::kind::EngineKind;
use crate::session::ContainerOptions;

/// The least that docker (20.10) takes, in bytes.
const MIN_MEMORY: u64 = 6 << 20;
/// For no limit of swap.
const NO_LIMIT: &str = "-1";

pub(super) fn restart(text: &str) -> Result<String, Rule> {
    let known = match text.split_once(':') {
        Some(("on-failure", times)) => times.parse::<u32>().is_ok_and(|times| times > 0),
        Some(_) => false,
        None => matches!(text, "no" | "always" | "unless-stopped" | "on-failure"),
    };
    if known { Ok(text.to_owned()) } else { Err(OptionRule::RestartPolicy { text: text.to_owned() }.into()) }
}

/// `512m`, `1.5g`, `1048576`, `2GB` -> bytes; as docker and podman read them, powers of 1024.
pub(crate) fn bytes(text: &str) -> Option<u64> {
    let lower = text.to_ascii_lowercase();
    let number = lower.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = match &lower[number.len()..] {
        "" | "b" => 1_u64,
        "k" | "kb" => 1 << 10,
        "m" | "mb" => 1 << 20,
        "g" | "gb" => 1 << 30,
        "t" | "tb" => 1 << 40,
        _ => return None,
    };
    let (whole, part) = number.split_once('.').unwrap_or((number, "0"));
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !is_digits(whole) || !is_digits(part) || part.len() > 6 {
        return None;
    }
    let scale = 10_u64.pow(u32::try_from(part.len()).ok()?);
    let whole = whole.parse::<u64>().ok()?.checked_mul(unit)?;
    whole.checked_add(part.parse::<u64>().ok()?.checked_mul(unit)? / scale)
}

pub(super) fn memory(check: &mut Check<'_>, asked: &ContainerOptions) -> (Option<String>, Option<String>) {
    let kind = check.kind;
    let memory = check.text(Field::Memory, &asked.memory, |text| match bytes(text) {
        None | Some(0) => Err(OptionRule::MemoryText { text: text.to_owned() }.into()),
        Some(bytes) if kind == EngineKind::Docker && bytes < MIN_MEMORY => {
            Err(OptionRule::MemorySmall { text: text.to_owned() }.into())
        }
        Some(_) => Ok(text.to_ascii_lowercase()),
    });
    let swap = check.text(Field::MemorySwap, &asked.memory_swap, |text| {
        let Some(limit) = &asked.memory else { return Err(OptionRule::SwapAlone {}.into()) };
        if text == NO_LIMIT {
            return Ok(text.to_owned());
        }
        match (bytes(text), bytes(limit)) {
            (None | Some(0), _) => Err(OptionRule::MemoryText { text: text.to_owned() }.into()),
            (Some(both), Some(memory)) if both < memory => {
                Err(OptionRule::SwapSmall { text: text.to_owned(), memory: limit.clone() }.into())
            }
            _ => Ok(text.to_ascii_lowercase()),
        }
    });
    (memory, swap)
}

pub(super) fn cpus(text: &str) -> Result<String, Rule> {
    let shaped = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') && text.len() <= 12;
    match text.parse::<f64>() {
        // Both count in thousandths of a period of 100 ms; docker refuses less.
        Ok(number) if shaped && number >= 0.01 => Ok(text.to_owned()),
        _ => Err(OptionRule::CpusText { text: text.to_owned() }.into()),
    }
}

pub(super) fn pids(check: &mut Check<'_>, number: Option<i32>) -> Option<i32> {
    let number = number?;
    let rule = match number {
        -1 | 1.. => Ok(number),
        _ => Err(OptionRule::PidsNumber { number }.into()),
    };
    check.found.take(Field::PidsLimit, None, rule)
}

pub(super) fn stop_timeout(check: &mut Check<'_>, number: Option<i32>) -> Option<i32> {
    let number = number?;
    let rule = if number >= -1 { Ok(number) } else { Err(OptionRule::StopSeconds { number }.into()) };
    check.found.take(Field::StopTimeout, None, rule)
}

/// A time of Go's: `1m30s`, `500ms`.
pub(super) fn duration(text: &str) -> Result<String, Rule> {
    plain(text)?;
    match crate::duration::duration(text) {
        Some(_) => Ok(text.to_owned()),
        None => Err(OptionRule::HealthTime { text: text.to_owned() }.into()),
    }
}
