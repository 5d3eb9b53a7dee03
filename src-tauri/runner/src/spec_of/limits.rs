//! Restart policy, memory, processors, processes, stop and health.

use std::time::Duration;

use serde_json::Value;

use super::lost::Lost;
use super::read::{Container, texts};
use crate::quote::shell_line;
use crate::session::{ContainerOptions, DEFAULT_STOP_TIMEOUT, HealthOptions};
use crate::validate::signal;

/// What podman (4.3) sets where nobody does.
const PODMAN_PIDS: i64 = 2048;

pub(super) fn restart(container: &Container<'_>) -> Option<String> {
    let name = container.text("/HostConfig/RestartPolicy/Name");
    let times = container.number("/HostConfig/RestartPolicy/MaximumRetryCount");
    match name {
        "" | "no" => None,
        "on-failure" if times > 0 => Some(format!("{name}:{times}")),
        name => Some(name.to_owned()),
    }
}

pub(super) fn memory(container: &Container<'_>, options: &mut ContainerOptions) {
    let (memory, swap) = (container.number("/HostConfig/Memory"), container.number("/HostConfig/MemorySwap"));
    if memory <= 0 {
        return;
    }
    options.memory = Some(size(memory));
    options.memory_swap = match swap {
        // podman 4.3 shows nothing of a swap without a limit.
        0 => container.said("--memory-swap").pop().filter(|said| said == "-1"),
        // Both give twice the memory where nobody says.
        both if both == memory.saturating_mul(2) => None,
        ..0 => Some("-1".to_owned()),
        both => Some(size(both)),
    };
}

/// In the largest unit that leaves no rest.
pub(super) fn size(bytes: i64) -> String {
    let units = [(30, "g"), (20, "m"), (10, "k")];
    let fits = units.into_iter().find(|(shift, _)| bytes > 0 && bytes % (1 << shift) == 0);
    fits.map_or_else(|| bytes.to_string(), |(shift, unit)| format!("{}{unit}", bytes >> shift))
}

pub(super) fn cpus(container: &Container<'_>) -> Option<String> {
    let nano = container.number("/HostConfig/NanoCpus");
    (nano > 0).then(|| {
        let (whole, part) = (nano / 1_000_000_000, nano % 1_000_000_000);
        let text = format!("{whole}.{part:09}");
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    })
}

pub(super) fn pids(container: &Container<'_>) -> Option<i32> {
    match container.number("/HostConfig/PidsLimit") {
        PODMAN_PIDS if container.is_podman() => None,
        ..=0 if container.is_podman() => Some(-1),
        ..=0 => None,
        number => i32::try_from(number).ok(),
    }
}

/// A number on podman 4.3, a name elsewhere; both as a name.
fn signal_of(value: Option<&Value>) -> Option<String> {
    let text = match value? {
        Value::String(text) if !text.is_empty() => text.clone(),
        Value::Number(number) if number.as_i64() != Some(0) => number.to_string(),
        _ => return None,
    };
    signal(&text).ok()
}

pub(super) fn stop_signal(container: &Container<'_>) -> Option<String> {
    let usual = || "SIGTERM".to_owned();
    let has = signal_of(container.row.pointer("/Config/StopSignal")).unwrap_or_else(usual);
    let of_image = signal_of(container.of_image("/StopSignal")).unwrap_or_else(usual);
    (has != of_image).then_some(has)
}

pub(super) fn stop_timeout(container: &Container<'_>) -> Option<i32> {
    let seconds = container.row.pointer("/Config/StopTimeout")?;
    match seconds.as_i64() {
        Some(number) if number == i64::from(DEFAULT_STOP_TIMEOUT) => None,
        // docker -1, podman 4294967295 or 18446744073709551615.
        number => Some(number.and_then(|n| i32::try_from(n).ok()).unwrap_or(-1)),
    }
}

pub(super) fn health(container: &Container<'_>, lost: &mut Vec<Lost>) -> HealthOptions {
    let nothing = HealthOptions::default();
    let of = |value: Option<&Value>| value.cloned().filter(|value| !value.is_null());
    let has = of(container.row.pointer("/Config/Healthcheck"));
    let of_image = of(container.of_image("/Healthcheck"));
    let Some(has) = has.filter(|has| Some(has) != of_image.as_ref()) else { return nothing };
    let test = texts(has.get("Test"));
    let command = match test.split_first() {
        Some((form, [])) if form == "NONE" => return HealthOptions { off: true, ..nothing },
        Some((form, [line])) if form == "CMD-SHELL" => Some(line.clone()),
        // Said to a shell from now on, as no flag says anything else.
        Some((form, argv)) if form == "CMD" => {
            lost.push(Lost::new("Config.Healthcheck.Test", serde_json::json!(test).to_string()));
            Some(shell_line(argv))
        }
        _ => None,
    };
    let nanos = |name: &str| has.get(name).and_then(Value::as_u64).filter(|nanos| *nanos > 0);
    // podman fills in its own defaults.
    let unless = |usual: u64, nanos: Option<u64>| {
        nanos.filter(|nanos| !(container.is_podman() && *nanos == usual * 1_000_000_000)).map(time)
    };
    let retries = has.get("Retries").and_then(Value::as_u64).filter(|number| *number > 0);
    let retries = retries.filter(|number| !(container.is_podman() && *number == 3));
    HealthOptions {
        off: false,
        command,
        interval: unless(30, nanos("Interval")),
        timeout: unless(30, nanos("Timeout")),
        retries: retries.and_then(|number| u32::try_from(number).ok()),
        start_period: nanos("StartPeriod").map(time),
    }
}

/// `90s`, `500ms`.
fn time(nanos: u64) -> String {
    let time = Duration::from_nanos(nanos);
    match time.subsec_millis() {
        0 => format!("{}s", time.as_secs()),
        _ => format!("{}ms", time.as_millis()),
    }
}
