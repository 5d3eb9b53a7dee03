//! What sessions use, and their processes.

use super::Invocation;
use crate::kind::EngineKind;

/// What podman prints of each container. Its JSON has the CPU of its whole life in the first round (4.3), and
/// memory with four digits only; what it counts is exact. The embedded value has the number that a method of the
/// same name would make a text of.
const COUNTED: &str = "{{.ContainerID}} {{.CPUNano}} {{.SystemNano}} {{.ContainerStats.MemUsage}} {{.MemLimit}} {{.PIDs}} \
                       {{.NetIO}} / {{.BlockIO}}";

/// What these containers use, a line each, again and again: podman every `seconds`, docker every 500 ms. Does not
/// end, but when one of them can't be asked.
pub fn usage(kind: EngineKind, ids: &[&str], seconds: u32) -> Invocation {
    let seconds = seconds.to_string();
    let flags: &[&str] = match kind {
        EngineKind::Podman => {
            &["stats", "--no-trunc", "--no-reset", "--interval", &seconds, "--format", COUNTED]
        }
        _ => &["stats", "--no-trunc", "--format", "{{json .}}"],
    };
    Invocation::new(flags, ids.iter().copied())
}

/// The processes of a container. podman takes the columns as words, docker those of the engine's `ps`.
pub fn top(kind: EngineKind, id: &str) -> Invocation {
    match kind {
        EngineKind::Podman => Invocation::new(&["top"], [id, "pid", "ppid", "pcpu", "rss", "args"]),
        _ => Invocation::new(&["top"], [id, "-o", "pid,ppid,pcpu,rss,args"]),
    }
}
