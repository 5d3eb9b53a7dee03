//! The command line: what can be said, and its help.

mod after_reboot;
mod answering;
mod convert;
mod debug;
mod definitions;
mod doctor;
mod exit_codes;
mod files;
mod history;
mod image;
mod inspect;
mod logs;
mod mark;
mod options;
mod pod;
mod recreate;
mod secret;
mod service;
mod start;
mod stats;
mod steps;
mod why;

use std::path::PathBuf;

use berth_runner::EngineKind;
use clap::{Parser, Subcommand};

use crate::listing::{Filter, Format};
use crate::terminal::DetachKey;

pub use after_reboot::AfterReboot;
pub use answering::{Health, Mcp, Open, Peek, Send, Wait};
pub use convert::{Export, Import};
pub use debug::Debug;
pub use definitions::{Define, Diff, Down, Layouts, Up, Validate};
pub use doctor::Doctor;
pub use files::{Changed, CopyPlace, Cp, Files};
pub use history::{History, HistoryVerb, List, Search, Which};
pub use image::{Build, ImageVerb};
pub use inspect::Inspect;
pub use logs::Logs;
pub use mark::Mark;
pub use options::OptionFlags;
pub use pod::PodVerb;
pub use recreate::{Changes, Clone, Recreate, Spec};
pub use secret::SecretVerb;
pub use service::ServiceVerb;
pub use start::Start;
pub use stats::Stats;
pub use steps::Steps;
pub use why::Why;

/// Container sessions from a shell and for scripts.
#[derive(Debug, Parser)]
#[command(name = "berthctl", version, after_help = exit_codes::HELP, arg_required_else_help = true)]
pub struct Cli {
    /// Which engine: podman, docker, podman:CONNECTION, docker:CONTEXT or
    /// kubernetes:CONTEXT[/NAMESPACE]; otherwise the first that is installed, podman, then
    /// docker (list, watch and stats: all of these two)
    #[arg(long, global = true, value_name = "ENGINE", value_parser = engine, env = "BERTH_ENGINE")]
    pub engine: Option<String>,

    #[command(subcommand)]
    pub verb: Verb,
}

/// The shape of an engine's id; whether it is known is for its client to say.
fn engine(text: &str) -> Result<String, String> {
    let (word, place) = text.split_once(':').map_or((text, None), |(word, place)| (word, Some(place)));
    if EngineKind::from_word(word).is_none() || place == Some("") {
        return Err(
            "write podman, docker, podman:CONNECTION, docker:CONTEXT or kubernetes:CONTEXT[/NAMESPACE]"
                .to_owned(),
        );
    }
    Ok(text.to_owned())
}

#[derive(Debug, Subcommand)]
pub enum Verb {
    /// List all sessions of all engines, running and ended
    #[command(visible_alias = "ls")]
    List {
        /// Only these: name=TEXT, id=START, state=running, image=TEXT, engine=podman, label=KEY[=VALUE];
        /// one of several of a kind is enough, except of labels
        #[arg(short = 'f', long = "filter", value_name = "KEY=VALUE")]
        filters: Vec<Filter>,
        /// How: table, json, names, or fields such as '{{.Name}}\t{{.State}}', '{{json .}}'
        #[arg(long, value_name = "FORMAT", default_value = "table")]
        format: Format,
        /// Print a JSON array, as --format json
        #[arg(long, conflicts_with = "format")]
        json: bool,
    },
    /// Show one session
    Status {
        /// Its name or full id
        name: String,
        /// Print a JSON object
        #[arg(long)]
        json: bool,
    },
    /// Say why a session ended: how, who ended it, what changed since the run before, and what to do;
    /// also of one that is gone
    Why(Why),
    /// Start a session, or one that has ended again
    Start(Box<Start>),
    /// Print by what a session was created: its container, minus what its image says; values of variables stay out
    Spec(Spec),
    /// Make a session anew with changes; if the new one does not run, the old one is back as it was
    #[command(visible_alias = "edit")]
    Recreate(Box<Recreate>),
    /// Start another session like one that there is, with a name and ports that are free
    Clone(Box<Clone>),
    Up(Up),
    Down(Down),
    Diff(Diff),
    Define(Box<Define>),
    Validate(Validate),
    AfterReboot(AfterReboot),
    Layouts(Layouts),
    Doctor(Doctor),
    /// Keep secrets of sessions.toml in the keyring of the system
    Secret {
        #[command(subcommand)]
        verb: SecretVerb,
    },
    Import(Import),
    Export(Export),
    /// Stop a session and remove it; its log goes to the history first
    Stop {
        /// Its name or full id
        name: String,
        /// Kill it at once instead of asking it to end
        #[arg(long)]
        kill: bool,
        /// Seconds that it has to end before it is killed; otherwise its own limit, or 10
        #[arg(short = 't', long, visible_alias = "time", value_name = "SECONDS", conflicts_with = "kill")]
        timeout: Option<u32>,
        /// Stop it step by step instead, as type:exit=5,SIGHUP=5,SIGKILL: a line to type or a signal, and the
        /// seconds after it (10 without); "proposed" for those that fit it. A comma within a line is \\,
        #[arg(long, value_name = "STEPS", conflicts_with_all = ["kill", "timeout"])]
        ladder: Option<Steps>,
        /// Keep the stopped container
        #[arg(long)]
        keep: bool,
    },
    /// Stop a session and start it again, as it was created
    Restart {
        /// Its name or full id
        name: String,
    },
    /// Freeze a running session, or only its restarts
    Pause {
        /// Let it run, and keep its restart policy from starting it again: sets the policy to "no"
        #[arg(long)]
        restarts: bool,
        /// Its name or full id
        name: String,
    },
    /// Let a paused session go on, or its restarts
    Resume {
        /// Put back the restart policy that it had before its restarts were paused
        #[arg(long)]
        restarts: bool,
        /// Its name or full id
        name: String,
    },
    /// Send a signal to a session's process; it need not end by it
    Kill {
        /// Its name or full id
        name: String,
        /// Which: TERM, HUP, USR1, …, or a number
        #[arg(short, long, default_value = "KILL")]
        signal: String,
    },
    /// Give a session another name
    Rename {
        /// Its name or full id
        name: String,
        /// The new one: letters, digits, "_" and "-", beginning with a letter
        new_name: String,
    },
    /// Stop a session if it runs, and remove it; its log goes to the history first
    #[command(visible_alias = "rm")]
    Delete {
        /// Its name or full id
        name: String,
        /// Remove its anonymous volumes too; named ones stay
        #[arg(long)]
        volumes: bool,
        /// Remove it even if its log can't be read; what can be is kept
        #[arg(long)]
        without_log: bool,
    },
    /// Remove the ended sessions that Berth created; their logs go to the history first
    Prune {
        /// Do not ask
        #[arg(short, long)]
        yes: bool,
    },
    /// Stop, start or remove a pod with all sessions in it (podman)
    Pod {
        #[command(subcommand)]
        verb: PodVerb,
    },
    /// List, pull, build, name, remove, save and load images
    #[command(visible_alias = "images")]
    Image {
        #[command(subcommand)]
        verb: ImageVerb,
    },
    /// Say what changes on all engines, until interrupted
    Watch {
        /// Print a JSON object a line
        #[arg(long)]
        json: bool,
        /// Keep every run in the history, with its log and who ended it, as the window does while it is open
        #[arg(long)]
        record: bool,
        /// Say what sessions do, too: asks, works, done, idle; those that Berth made, at most 20. The app is asked while
        /// it runs, otherwise they are looked at without joining them
        #[arg(long)]
        activity: bool,
    },
    /// Record without a window, from log-in on: a systemd user unit, a launchd agent or a scheduled task that
    /// runs watch --record
    Service {
        #[command(subcommand)]
        verb: ServiceVerb,
    },
    /// Join a session's terminal; leaving it keeps the session running
    Attach {
        /// Its name or full id
        name: String,
        /// The key that leaves, as ctrl-X
        #[arg(long, value_name = "KEY", default_value = "ctrl-]")]
        detach_key: DetachKey,
        /// A folder of the app that handed the session over
        #[arg(long, value_name = "FOLDER", hide = true)]
        handed_over: Option<PathBuf>,
    },
    Inspect(Inspect),
    Files(Files),
    Cp(Cp),
    Changed(Changed),
    Stats(Stats),
    Peek(Peek),
    Send(Box<Send>),
    Wait(Box<Wait>),
    Open(Open),
    Mark(Mark),
    Mcp(Mcp),
    /// Print the last lines of a session's log, colours kept
    Logs(Logs),
    /// List the runs of sessions, also of those that are gone; search and keep them
    History(Box<History>),
    /// Run a command inside a running session
    Exec {
        /// Pass on standard input
        #[arg(short = 'i', long)]
        interactive: bool,
        /// Give it a terminal; passes on standard input too
        #[arg(short = 't', long)]
        tty: bool,
        /// Its name or full id
        name: String,
        /// The program and its arguments, after --
        #[arg(last = true, required = true, value_name = "COMMAND")]
        command: Vec<String>,
    },
    Debug(Debug),
    /// Exit with 0 if there is such a session, with 3 if not
    Exists {
        /// Its name or full id
        name: String,
    },
    /// Print completions for a shell
    Completions {
        #[arg(value_enum)]
        shell: clap_complete::Shell,
    },
    /// Write the manual pages into a folder, one for each verb: what packages do
    #[command(hide = true)]
    Manual {
        folder: PathBuf,
    },
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests;
