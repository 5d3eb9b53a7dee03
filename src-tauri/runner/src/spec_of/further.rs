//! What has no field of its own: as further flags where a flag says it, else as lost.

use serde_json::Value;

use super::limits::size;
use super::lost::Lost;
use super::read::Container;
use super::security::NO_NEW;

/// Bytes of shared memory where nobody says: docker's, podman's (4.3).
const SHARED: [i64; 2] = [67_108_864, 65_536_000];
/// Namespaces that a container has where nobody says.
const OWN: [&str; 4] = ["", "private", "shareable", "default"];
/// Log drivers that an engine may be set to, and the files of both.
const LOGS: [&str; 4] = ["", "json-file", "k8s-file", "journald"];

/// Parts of `HostConfig` that are read elsewhere, follow from others, or are the engine's.
const READ: [&str; 50] = [
    "Annotations",
    "Binds",
    "CapAdd",
    "CapDrop",
    "Cgroup",
    "CgroupConf",
    "CgroupManager",
    "CgroupMode",
    "CgroupnsMode",
    "Cgroups",
    "ConsoleSize",
    "ContainerIDFile",
    "CpuPeriod",
    "CpuQuota",
    "CpuShares",
    "CpusetCpus",
    "CpusetMems",
    "DeviceRequests",
    "Devices",
    "Dns",
    "DnsOptions",
    "DnsSearch",
    "ExtraHosts",
    "GroupAdd",
    "Init",
    "IpcMode",
    "LogConfig",
    "MaskedPaths",
    "Memory",
    "MemoryReservation",
    "MemorySwap",
    "Mounts",
    "NanoCpus",
    "NetworkMode",
    "OomKillDisable",
    "OomScoreAdj",
    "PidMode",
    "PidsLimit",
    "PortBindings",
    "Privileged",
    "PublishAllPorts",
    "ReadonlyPaths",
    "ReadonlyRootfs",
    "RestartPolicy",
    "SecurityOpt",
    "ShmSize",
    "Sysctls",
    "Tmpfs",
    "UTSMode",
    "VolumesFrom",
];

pub(super) fn flags(container: &Container<'_>, lost: &mut Vec<Lost>) -> Vec<String> {
    let mut flags = Vec::new();
    let privileged = container.flag("/HostConfig/Privileged");
    let mut one = |name: &str, value: String| flags.push(format!("--{name}={value}"));
    let modes = [("pid", "PidMode"), ("ipc", "IpcMode"), ("uts", "UTSMode"), ("userns", "UsernsMode")];
    for (name, field) in modes {
        let mode = container.text(&format!("/HostConfig/{field}"));
        // Those of the infra container of its pod.
        let of_pod = container.pod().is_some() && mode.starts_with("container:");
        if !OWN.contains(&mode) && !of_pod {
            one(name, mode.to_owned());
        }
    }
    let shared = container.number("/HostConfig/ShmSize");
    if shared > 0 && !SHARED.contains(&shared) {
        one("shm-size", size(shared));
    }
    let numbers = [
        ("cpu-shares", "CpuShares"),
        ("blkio-weight", "BlkioWeight"),
        ("oom-score-adj", "OomScoreAdj"),
        ("memory-reservation", "MemoryReservation"),
    ];
    for (name, field) in numbers {
        let number = container.number(&format!("/HostConfig/{field}"));
        if number != 0 {
            one(name, number.to_string());
        }
    }
    if container.number("/HostConfig/NanoCpus") == 0 {
        for (name, field) in [("cpu-quota", "CpuQuota"), ("cpu-period", "CpuPeriod")] {
            let number = container.number(&format!("/HostConfig/{field}"));
            if number > 0 {
                one(name, number.to_string());
            }
        }
    }
    let texts = [
        ("cpuset-cpus", "/HostConfig/CpusetCpus"),
        ("cpuset-mems", "/HostConfig/CpusetMems"),
        ("cgroup-parent", "/HostConfig/CgroupParent"),
        ("domainname", "/Config/Domainname"),
        ("mac-address", "/Config/MacAddress"),
    ];
    for (name, pointer) in texts {
        let text = container.text(pointer);
        if !text.is_empty() {
            one(name, text.to_owned());
        }
    }
    let lists = [
        ("dns", "Dns"),
        ("dns-option", "DnsOptions"),
        ("dns-search", "DnsSearch"),
        ("group-add", "GroupAdd"),
        ("device-cgroup-rule", "DeviceCgroupRules"),
    ];
    for (name, field) in lists {
        container.texts(&format!("/HostConfig/{field}")).into_iter().for_each(|text| one(name, text));
    }
    for option in container.texts("/HostConfig/SecurityOpt") {
        // A privileged one has it of itself.
        let of_itself = privileged && option == "label=disable";
        if !of_itself && !NO_NEW.contains(&option.as_str()) {
            one("security-opt", option);
        }
    }
    sysctls(container).into_iter().for_each(|pair| one("sysctl", pair));
    limits(container).into_iter().for_each(|limit| one("ulimit", limit));
    exposed(container).into_iter().for_each(|port| one("expose", port));
    logs(container, &mut one);
    flags.extend(privileged.then(|| "--privileged".to_owned()));
    flags.extend(container.flag("/HostConfig/OomKillDisable").then(|| "--oom-kill-disable".to_owned()));
    let all = container.flag("/HostConfig/PublishAllPorts")
        || container.text("/Config/Annotations/io.podman.annotations.publish-all") == "TRUE";
    flags.extend(all.then(|| "--publish-all".to_owned()));
    rest(container, lost);
    flags
}

/// podman's inspect has none of them (4.3), but the command that made it.
fn sysctls(container: &Container<'_>) -> Vec<String> {
    let table = container.row.pointer("/HostConfig/Sysctls").and_then(Value::as_object);
    let pairs = table.into_iter().flatten();
    let pairs = pairs.filter_map(|(name, value)| Some(format!("{name}={}", value.as_str()?)));
    pairs.chain(container.said("--sysctl")).collect()
}

/// podman lists those of its configuration, too, and makes one in silence for a user (4.3).
fn limits(container: &Container<'_>) -> Vec<String> {
    if container.is_podman() {
        return container.said("--ulimit");
    }
    let list = container.row.pointer("/HostConfig/Ulimits").and_then(Value::as_array);
    let limit = |limit: &Value| {
        let number = |name: &str| limit.get(name).and_then(Value::as_i64);
        let name = limit.get("Name").and_then(Value::as_str)?;
        Some(format!("{name}={}:{}", number("Soft")?, number("Hard")?))
    };
    list.into_iter().flatten().filter_map(limit).collect()
}

/// Those that nobody publishes, and the image does not expose.
fn exposed(container: &Container<'_>) -> Vec<String> {
    let table = |value: Option<&Value>| value.and_then(Value::as_object).cloned().unwrap_or_default();
    let of_image = table(container.of_image("/ExposedPorts"));
    let bound = table(container.row.pointer("/HostConfig/PortBindings"));
    let published = |port: &String| bound.get(port).is_some_and(|bindings| !bindings.is_null());
    let mut has = table(container.row.pointer("/Config/ExposedPorts"));
    has.extend(bound.clone());
    has.into_iter()
        .map(|(port, _)| port)
        .filter(|port| !published(port) && !of_image.contains_key(port))
        .collect()
}

fn logs(container: &Container<'_>, one: &mut impl FnMut(&str, String)) {
    let driver = container.text("/HostConfig/LogConfig/Type");
    if !LOGS.contains(&driver) {
        one("log-driver", driver.to_owned());
    }
    let options = container.row.pointer("/HostConfig/LogConfig/Config").and_then(Value::as_object);
    for (name, value) in options.into_iter().flatten() {
        one("log-opt", format!("{name}={}", value.as_str().unwrap_or_default()));
    }
    // podman's: `"Size": "1MB"`, and `0B` for none.
    let size = container.text("/HostConfig/LogConfig/Size").to_ascii_lowercase();
    if container.is_podman() && !matches!(size.as_str(), "" | "0b") {
        one("log-opt", format!("max-size={}", size.trim_end_matches('b')));
    }
}

/// Whatever else is not as it is where nobody says anything.
fn rest(container: &Container<'_>, lost: &mut Vec<Lost>) {
    let config = container.row.get("HostConfig").and_then(Value::as_object);
    for (name, value) in config.into_iter().flatten() {
        let elsewhere = READ.contains(&name.as_str())
            || matches!(
                name.as_str(),
                "UsernsMode" | "Ulimits" | "DeviceCgroupRules" | "BlkioWeight" | "CgroupParent"
            );
        if !elsewhere && !is_usual(name, value) {
            lost.push(Lost::new(&format!("HostConfig.{name}"), value.to_string()));
        }
    }
    if container.flag("/Config/OpenStdin") && !container.flag("/Config/Tty") {
        lost.push(Lost::new("Config.OpenStdin", "true"));
    }
    let root = container.text("/Rootfs");
    if !root.is_empty() {
        lost.push(Lost::new("Rootfs", root));
    }
}

fn is_usual(name: &str, value: &Value) -> bool {
    match (name, value) {
        (_, Value::Null | Value::Bool(false)) => true,
        (_, Value::String(text)) if text.is_empty() => true,
        (_, Value::Array(items)) => items.is_empty(),
        (_, Value::Object(fields)) => fields.is_empty(),
        ("Runtime", Value::String(runtime)) => matches!(runtime.as_str(), "runc" | "oci" | "crun"),
        ("MemorySwappiness", Value::Number(number)) => matches!(number.as_i64(), Some(-1 | 0)),
        (_, Value::Number(number)) => number.as_f64() == Some(0.0),
        _ => false,
    }
}
