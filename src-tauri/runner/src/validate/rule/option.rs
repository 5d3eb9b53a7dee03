use serde::{Deserialize, Serialize};

use crate::kind::EngineKind;

/// Rules for the options of a container.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(tag = "code", content = "args", rename_all = "snake_case")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum OptionRule {
    #[error("An option is {bytes} bytes long; {max} are the most. Use a shorter one")]
    OptionLong { bytes: u32, max: u32 },
    #[error("An option is empty; write it, or remove the line")]
    OptionEmpty {},
    #[error("The option \"{text}\" has the control character {character} in it; remove it")]
    OptionControl { text: String, character: String },
    #[error(
        "\"{text}\" is not a restart policy; use no, always, unless-stopped, on-failure, or on-failure:3 for three tries"
    )]
    RestartPolicy { text: String },
    #[error("\"{text}\" is not an amount of memory; write bytes, or a number with k, m or g, such as 512m")]
    MemoryText { text: String },
    #[error("The limit of memory \"{text}\" is less than docker allows; give it 6m or more")]
    MemorySmall { text: String },
    #[error("A limit of swap needs a limit of memory; set that, or leave this out")]
    SwapAlone {},
    #[error(
        "The limit of swap \"{text}\" is less than the memory \"{memory}\"; it counts both together: write {memory} for no swap, or more"
    )]
    SwapSmall { text: String, memory: String },
    #[error("\"{text}\" is not a number of processors; write one above 0, such as 1.5")]
    CpusText { text: String },
    #[error("\"{number}\" is not a limit of processes; write 1 or more, or -1 for none")]
    PidsNumber { number: i32 },
    #[error("\"{text}\" is not a user; write a name or a number, with a group where needed: 1000:1000")]
    UserText { text: String },
    #[error(
        "\"{text}\" is not a network; write none, host, bridge, container:NAME, or the name of a network of the engine"
    )]
    NetworkText { text: String },
    #[error("\"{text}\" is a network of podman, and docker does not know it; choose another, or podman")]
    NetworkOfPodman { text: String },
    #[error(
        "Names in the network need a network of the engine, and \"{network}\" has none; name one, or remove them"
    )]
    AliasNetwork { network: String },
    #[error("\"{text}\" is not a name in a network; use letters, digits, \"_\", \".\" and \"-\"")]
    AliasText { text: String },
    #[error("\"{text}\" is not a host; write it as NAME:IP, such as db:10.0.0.2")]
    HostText { text: String },
    #[error(
        "\"{text}\" is not the name of a host; use up to 63 letters, digits, \".\" and \"-\", beginning with a letter or digit"
    )]
    HostnameText { text: String },
    #[error(
        "\"{network}\" is the network of another container, which has its own name and ports; leave this out"
    )]
    NetworkTaken { network: String },
    #[error("\"{key}\" is not the name of a label; use no space and no \"=\" in it")]
    LabelKey { key: String },
    #[error("The label \"{key}\" is Berth's own, by which it knows its sessions; choose another name")]
    LabelOwn { key: String },
    #[error("The value of the label \"{key}\" has a NUL character in it; remove it")]
    LabelNul { key: String },
    #[error("\"{number}\" is not a time; write seconds, or -1 to wait for ever")]
    StopSeconds { number: i32 },
    #[error("A health check that is off has nothing else to say; remove the rest, or switch it on")]
    HealthOff {},
    #[error("podman needs the command of a health check to change it; write it, too")]
    HealthCommand {},
    #[error("\"{text}\" is not a time; write a number with ms, s, m or h, such as 30s or 1m30s")]
    HealthTime { text: String },
    #[error("A health check needs at least 1 try")]
    HealthTries {},
    #[error(
        "\"{text}\" is not a device; write a path on the host, such as /dev/fuse, with :PATH:rwm where needed"
    )]
    DeviceText { text: String },
    #[error("\"{text}\" is not a capability, such as SYS_PTRACE or NET_ADMIN; ALL means every one")]
    Capability { text: String },
    #[error("podman has no GPUs by this name; use a device such as nvidia.com/gpu=all instead")]
    GpusOfDocker {},
    #[error("\"{text}\" is not a choice of GPUs; write all, a number, or device=0,1")]
    GpusText { text: String },
    #[error("docker has no pods; leave it out, or choose podman")]
    PodOfPodman {},
    #[error("\"{pod}\" can't be the name of a pod: use letters, digits, \"_\", \".\" and \"-\"")]
    PodName { pod: String },
    #[error("The pod \"{pod}\" has the network, the ports and the host name of all in it; leave this out")]
    PodOwns { pod: String },
    #[error(
        "\"{text}\" is not a flag in one word; write its long form, with a value behind \"=\": --shm-size=1g"
    )]
    ExtraShape { text: String },
    #[error("The flag \"{flag}\" needs a value; write {flag}=VALUE")]
    ExtraNoValue { flag: String },
    #[error("The flag \"{flag}\" has a field of its own in the form; use that")]
    ExtraOwnField { flag: String },
    #[error("The flag \"{flag}\" would keep Berth from finding, showing or ending the session; leave it out")]
    ExtraBreaks { flag: String },
    #[error("The flag \"{flag}\" would go to another engine than the one that is shown; choose that engine")]
    ExtraElsewhere { flag: String },
    #[error("The flag \"{flag}\" would show a secret to every user of this machine; use the environment")]
    ExtraSecret { flag: String },
    #[error("{kind} does not know the flag \"{flag}\"; leave it out, or choose the other engine")]
    ExtraOfOther { flag: String, kind: EngineKind },
    #[error("There are {count} entries; {max} are the most. Remove some")]
    OptionMany { count: u32, max: u32 },
}
