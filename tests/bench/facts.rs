//! On what it was measured.

use std::process::Command;

use berth_runner::EngineKind;
use berth_tests::engines::Engines;

/// A few lines about the machine, its load, and the versions that matter.
pub fn facts(kind: EngineKind) -> String {
    let read = |path: &str| std::fs::read_to_string(path).unwrap_or_default();
    let value = |text: &str, key: &str| {
        let line = text.lines().find(|line| line.starts_with(key)).unwrap_or_default();
        line.split_once(':').map(|(_, value)| value.trim().to_owned()).unwrap_or_default()
    };
    let cores = std::thread::available_parallelism().map_or(0, std::num::NonZero::get);
    let webkit = Command::new("pkg-config").args(["--modversion", "webkit2gtk-4.1"]).output();
    let webkit = webkit.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
    let engines = Engines::get();
    let engine = match kind {
        EngineKind::Podman => {
            format!("podman {}", engines.ask(kind, &["version", "--format", "{{.Client.Version}}"]))
        }
        _ => {
            let format = "docker CLI {{.Client.Version}}, daemon {{.Server.Version}}";
            engines.ask(kind, &["version", "--format", format])
        }
    };
    format!(
        "{cores} cores, {}, memory {}\nLinux {}, {engine}, WebKitGTK {}\nload before: {}",
        value(&read("/proc/cpuinfo"), "model name"),
        value(&read("/proc/meminfo"), "MemTotal"),
        read("/proc/sys/kernel/osrelease").trim(),
        webkit.unwrap_or_default(),
        read("/proc/loadavg").trim(),
    )
}
