use serde::{Deserialize, Serialize};

/// Rules for volumes.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(tag = "code", content = "args", rename_all = "snake_case")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum VolumeRule {
    #[error("There are {count} volumes; {max} are the most. Mount a folder above some of them")]
    VolumeMany { count: u32, max: u32 },
    #[error(
        "The volume \"{volume}\" goes to {target}, where \"{earlier}\" goes already; choose another path in the container"
    )]
    VolumeTwice { volume: String, target: String, earlier: String },
    #[error(
        "A volume is empty; write it as HOST:CONTAINER or NAME:CONTAINER, such as ~/data:/data or cache:/var/cache:ro, or remove the line"
    )]
    VolumeEmpty {},
    #[error("A volume is {bytes} bytes long; {max} are the most. Use shorter paths")]
    VolumeLong { bytes: u32, max: u32 },
    #[error("The volume \"{volume}\" can't be used: {rule}")]
    VolumeText { volume: String, rule: VolumeTextRule },
}

/// Rules for the parts of a volume.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(tag = "code", content = "args", rename_all = "snake_case")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum VolumeTextRule {
    #[error(
        "it names no path in the container; write it as HOST:CONTAINER or NAME:CONTAINER, such as ~/data:/data or cache:/var/cache:ro"
    )]
    TargetMissing {},
    #[error("there is nothing after its last \":\"; remove that")]
    OptionsEmpty {},
    #[error(
        "there is nothing before its first \":\"; write it as HOST:CONTAINER or NAME:CONTAINER, such as ~/data:/data or cache:/var/cache:ro"
    )]
    SourceEmpty {},
    #[error("the path in the container \"{target}\" is not absolute; begin it with /")]
    TargetRelative { target: String },
    #[error("it would hide the whole file system of the container; mount it at a path below /")]
    TargetRoot {},
    #[error(
        "\"{path}\" is a path of Windows, and this machine has no drives; write a path that begins with /"
    )]
    SourceDrive { path: String },
    #[error(
        "\"{path}\" is relative, but the engine runs on another machine; write the path there in full, beginning with /"
    )]
    SourceRelativeFar { path: String },
    #[error(
        "\"{path}\" is a folder of a machine, and each node of a cluster has its own; write the name of a claim (PVC), or the path in the container alone for an empty folder"
    )]
    HostOfCluster { path: String },
    #[error("this machine has no home folder for \"~\"; write the path in full")]
    NoHome {},
    #[error("\"{path}\" names another person's home folder; write its path in full")]
    OtherHome { path: String },
    #[error("the folder that it is relative to has a name that is not text; write the path in full")]
    FolderNotText {},
    #[error(
        "\"{name}\" is not the name of a volume (2 to 255 letters, digits, \"_\", \".\" and \"-\", beginning with a letter or digit); for a folder write \"./{name}\""
    )]
    VolumeName { name: String },
    #[error(
        "\"{option}\" is not an option of volumes; use ro, rw, z, Z, rslave, rshared, rprivate, cached or nocopy, and on podman U, O, idmap, exec or noexec"
    )]
    Option { option: String },
    #[error(
        "\"{option}\" is an option of podman, and docker does not know it; leave it out, or choose podman"
    )]
    OptionOfPodman { option: String },
    #[error("\"{option}\" is for volumes; nothing is copied into a folder of the host. Leave it out")]
    OptionForVolumes { option: String },
    #[error(
        "\"{option}\" is not an option of a tmpfs; use size=64m, mode=1777, ro, rw, exec, noexec, suid, nosuid, dev or nodev"
    )]
    TmpfsOption { option: String },
    #[error("its options \"{earlier}\" and \"{option}\" exclude each other; keep one")]
    OptionsExclude { earlier: String, option: String },
    #[error("\"{option}\" is for folders of the host; a named volume takes ro, rw, z, Z or nocopy")]
    OptionForFolders { option: String },
    #[error(
        "\"{label}\" can't be used with a path that has \":\" in it; rename the folder, or label it by hand"
    )]
    LabelWithColon { label: String },
    #[error("\"{text}\" is more than a variable; write ${{NAME}}, or the path in full")]
    MoreThanVariable { text: String },
    #[error(
        "\"{text}\" is a command, and no shell runs it; only $(pwd) is understood. Write the path in full"
    )]
    CommandInPath { text: String },
    #[error(
        "\"{name}\" is a variable of this machine, but the engine runs on another; write the path there in full, beginning with /"
    )]
    VariableFar { name: String },
    #[error("the variable \"{name}\" is not set here; write the path in full (and $$ for a plain \"$\")")]
    VariableUnset { name: String },
    #[error("the variable \"{name}\" is empty here; write the path in full")]
    VariableEmpty { name: String },
    #[error("the variable \"{name}\" is no path that can be used here; write the path in full")]
    VariableNoPath { name: String },
}
