//! Reasons inside errors, as codes with arguments. The English sentence of each stands
//! beside it; the window has the others (`ui/src/notices/text/german/reasons.ts`).
#![expect(missing_docs, reason = "the sentence of each reason says what it means")]

use serde::{Deserialize, Serialize};

use crate::config::Fault;
use crate::kind::EngineKind;
use crate::protect::Protection;

/// Why an engine does not answer, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(tag = "code", content = "args", rename_all = "snake_case")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum Unavailable {
    #[error(
        "this user may not talk to the docker daemon. Add the user to the group \"docker\" (sudo usermod -aG docker $USER), log in again, and try again"
    )]
    DockerDenied {},
    #[error(
        "this user may not talk to podman's socket. Check the rights of the socket, or use the connection of this user (podman system connection list)"
    )]
    PodmanDenied {},
    #[error("the docker daemon is not running. Start Docker Desktop, or run: sudo systemctl start docker")]
    DockerStopped {},
    #[error(
        "podman's machine or service is not running. Start it with: podman machine start (on Linux: systemctl --user start podman.socket)"
    )]
    PodmanStopped {},
    #[error("the connection to it was lost. Check that it is running, and try again")]
    Lost {},
    #[error("no engine stands behind its client. Try `{}` in a terminal", .kind.asks())]
    NoEngine { kind: EngineKind },
    #[error(
        "it wants TLS. Give its context certificates: docker context update NAME --docker host=…,ca=…,cert=…,key=…"
    )]
    NeedsTls {},
    #[error(
        "its machine does not answer at this address. Check that it is on and in the network, and the address and port of the context or connection"
    )]
    NoAnswer {},
    #[error(
        "its machine shows another host key than the one that is known. Only if you know that it was set up anew, forget the old key (ssh-keygen -R HOST) and connect once with ssh; else somebody may be in between"
    )]
    HostKeyChanged {},
    #[error(
        "the host key of its machine is not known yet. Connect to it once with ssh in a terminal, compare the fingerprint, and try again"
    )]
    HostKeyUnknown {},
    #[error(
        "its machine accepts none of this user's keys. See that ssh to it works in a terminal without a password: the right key named or in the agent (ssh-add), and in the other machine's authorized_keys"
    )]
    KeysRefused {},
    #[error(
        "the name of its machine leads nowhere. Check how the name is written, and whether it needs a VPN"
    )]
    NameUnknown {},
    #[error(
        "podman's service is not running on its machine. Start it there (systemctl --user start podman.socket; for root: sudo systemctl start podman.socket), and check the path of the socket in the connection"
    )]
    PodmanStoppedThere {},
    #[error(
        "docker was not found on its machine. Install it there, or put it on the PATH that ssh commands get"
    )]
    DockerMissingThere {},
    #[error("the docker daemon is not running on its machine. Start it there: sudo systemctl start docker")]
    DockerStoppedThere {},
    #[error("the connection to its machine broke off. Check the network, and try again")]
    LostThere {},
    #[error(
        "it refuses this client's certificate. Check which certificate and key the context names (docker context inspect), and that the authority that the daemon trusts has signed them"
    )]
    CertificateRefused {},
    #[error(
        "its certificate can't be trusted. Check that the context names the authority that signed it (ca=…), and that the certificate names this address"
    )]
    CertificateUntrusted {},
    #[error(
        "the cluster does not accept this user's credentials, or there are none. They may have expired: log in anew with your provider's program, until `kubectl get pods` works in a terminal"
    )]
    ClusterLogin {},
    #[error(
        "kubectl does not know its context any more. Look at `kubectl config get-contexts`, and at KUBECONFIG"
    )]
    ContextGone {},
    /// In the engine's own words.
    #[error("{words}. Try `{}` in a terminal", .kind.asks())]
    AwayWords { words: String, kind: EngineKind },
}

/// Why an engine, or Berth itself, refused an operation.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(tag = "code", content = "args", rename_all = "snake_case")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum Refusal {
    #[error("the command \"{program}\" does not exist in the image (127)")]
    CommandAbsent { program: String },
    #[error("the command \"{program}\" is not executable (126)")]
    CommandNotExecutable { program: String },
    #[error("port {port} is already taken on this machine")]
    PortTaken { port: u16 },
    #[error("one of its ports is already taken on this machine")]
    SomePortTaken {},
    #[error("the image is not on this engine")]
    ImageAbsent {},
    #[error("the name is already in use")]
    NameInUse {},
    #[error("it is used by {users}; remove that first")]
    ImageInUse { users: String },
    #[error("another image is built on it; remove that first")]
    ImageHasChildren {},
    #[error("not logged in to {registry}, or the image is not there. Log in with: {kind} login {registry}")]
    NotLoggedIn { registry: String, kind: EngineKind },
    #[error("{registry} refuses the login that is kept for it. Log in anew with: {kind} login {registry}")]
    LoginRefused { registry: String, kind: EngineKind },
    #[error(
        "{registry} does not give it to this login, or has no such image. Check the name, or log in with: {kind} login {registry}"
    )]
    AccessDenied { registry: String, kind: EngineKind },
    #[error("{registry} has no such image, or not by this tag. Check the name and the tag")]
    NoSuchTag { registry: String },
    #[error("{registry} can't be reached. Check the network, and how its name is written")]
    RegistryAway { registry: String },
    #[error(
        "{registry} was asked too much and wants a pause. Log in to it for a higher limit, or try again later"
    )]
    RateLimited { registry: String },
    #[error("the certificate of {registry} can't be trusted. Give the engine the authority that signed it")]
    RegistryUntrusted { registry: String },
    #[error(
        "{registry} does not encrypt. If you trust the network, tell the engine that it is an insecure registry"
    )]
    RegistryPlain { registry: String },
    #[error(
        "\"{image}\" does not say from which registry. Write the whole name, such as docker.io/library/debian:12"
    )]
    ShortName { image: String },
    #[error("the disk is full. Remove images that nothing uses, or make room")]
    DiskFull {},
    #[error("there is no Containerfile or Dockerfile in {folder}. Choose another folder, or name the file")]
    NoBuildFile { folder: String },
    #[error("its step failed: {step}. The lines above say why")]
    BuildFailed { step: String },
    #[error("the file holds no images")]
    NoArchive {},
    #[error("something that is not a session holds its name (a pod, or a container of another tool)")]
    NameHeld {},
    #[error("it is being stopped; try again in a moment")]
    BeingStopped {},
    #[error("the engine said it was removed, but it is still there")]
    StillThere {},
    #[error("\"{name}\" in it is still there")]
    MemberStillThere { name: String },
    #[error("the engine said it was done, but it is {state}")]
    NotDone { state: String },
    #[error("Berth did not create it")]
    NotOwn {},
    /// `context` is kubectl's.
    #[error(
        "Berth did not start it, and only looks at what it did not start on a cluster. To let it do more there, write change_others = [\"{context}\"] under [kubernetes] in config.toml"
    )]
    OnlyLooked { context: String },
    #[error("it has not ended (it is {state})")]
    NotEnded { state: String },
    #[error("another Berth recreates it just now; try again in a moment")]
    BeingRecreated {},
    #[error("its engine removes it when it ends (--rm), so that it could not be put back")]
    RemovedWithItsEnd {},
    #[error("more than limits differs; recreate it instead")]
    MoreThanLimits {},
    #[error(
        "it shares the processes of another session or of its pod, so that its files can't be told from theirs; stop it first, or debug the other one"
    )]
    ProcessesShared {},
    #[error("\"{path}\" is not a path in a session; one begins with / and has at most 4095 bytes")]
    PathBad { path: String },
    #[error("\"{path}\" is not a folder")]
    NotFolder { path: String },
    #[error("\"{path}\" is not a file with content")]
    NotFile { path: String },
    #[error(
        "the engine did not come to an end of \"{path}\" within 20 s; start the session, or name a folder in it"
    )]
    FolderTooLarge { path: String },
    #[error("\"{path}\" has more than {mebibytes} MiB; copy it out instead")]
    FileTooLarge { path: String, mebibytes: u32 },
    #[error("\"{path}\" is not text (UTF-8); copy it out instead")]
    FileNoText { path: String },
    #[error("\"{path}\" was changed meanwhile; read it again, and make your change anew")]
    FileChanged { path: String },
    #[error("the engine does not tell who owns \"{path}\" while the session does not run; start it first")]
    OwnerUnknown { path: String },
    #[error("{path} is there already; choose another name")]
    PathTaken { path: String },
    #[error("all that there is at \"{path}\" is a device or leads elsewhere; nothing was copied")]
    NothingToCopy { path: String },
    #[error("Berth does not do that on a Kubernetes cluster")]
    NotOnKubernetes {},
    #[error("it did not say why")]
    Silent {},
    #[error("its client was killed before it had answered; whether the engine did it is not known")]
    ClientKilled {},
    /// In the engine's own words.
    #[error("{words}")]
    Words { words: String },
}

/// Why an answer of an engine is of no use.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(tag = "code", content = "args", rename_all = "snake_case")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum Illegible {
    #[error("there is no container in it")]
    NoContainer {},
    #[error("there are no changes in it")]
    NoChanges {},
    #[error("it printed more than {mebibytes} MiB")]
    TooLong { mebibytes: u32 },
    #[error("the engine did not finish within {seconds} s")]
    Unfinished { seconds: u32 },
}

/// A reason of any error.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[error(transparent)]
#[serde(untagged)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum Reason {
    Unavailable(#[from] Unavailable),
    Refusal(#[from] Refusal),
    Illegible(#[from] Illegible),
    Protection(#[from] Protection),
    Fault(#[from] Fault),
}
