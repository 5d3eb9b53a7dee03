//! Engines and sessions: what Berth does with podman and docker.
//!
//! No window, no tauri. `args`, `parse` and `validate` are pure; `process` is the
//! only place that spawns an engine's CLI.

#![warn(missing_docs)]

mod args;
mod atomic_write;
mod config;
mod difference;
mod duration;
mod engine;
mod error;
mod facts;
mod files;
mod image;
mod inspection;
mod kind;
mod outcome;
mod parse;
mod place;
mod preview;
mod process;
mod protect;
mod quote;
mod reason;
mod reboot;
mod runner;
mod search;
mod session;
mod signals;
mod similar;
mod size;
mod spec_of;
mod times;
mod usage;
mod validate;

pub use atomic_write::atomic_write;
pub use config::{Config, Entry, Fault, Section, ValueRule, toml_to_json};
pub use difference::Difference;
pub use duration::duration;
pub use engine::{ClusterSettings, Engine, Health, HealthStatus};
pub use error::{Coded, Error, Result};
pub use facts::take_over_history;
pub use files::{
    Change, Copied, FileChange, FileEntry, FileKind, Folder, LeftOut, LeftOutBecause, Noise, TextFile,
};
pub use image::{
    BuildSpec, Image, ImageConfig, ImageListing, ImageRemoval, ImageUser, LayerState, Newer, PruneImages,
    PrunePreview, PullLayer, PullProgress, Transfer,
};
pub use inspection::{Attachment, Inspection};
pub use kind::EngineKind;
pub use outcome::StartOutcome;
pub use parse::kube::Right;
pub use parse::warnings::without_warnings;
pub use place::Lines;
pub use preview::{create_words, preview};
pub use process::Environment;
pub use protect::{Protection, protection};
pub use quote::shell_line;
pub use reason::{Illegible, Reason, Refusal, Unavailable};
pub use reboot::{AfterReboot, AfterRestart, Boot, Fate, LABEL_AFTER_REBOOT, Need, NeedKind, Systemd, Wish};
pub use runner::{
    Compared, DEFAULT_LINES, DebugShell, EngineUpdate, ExecInput, Follow, HistorySettings, KeptData,
    LABEL_HISTORY, LadderMove, LadderNow, LadderOutcome, Launched, Launcher, Limits, LogClient, LogPiece,
    LogQuery, LogsByRun, Manifest, Measuring, Meter, NotTyped, Observing, Pruned, PutBack, Recorder,
    Recovered, RecreateOptions, RecreateOutcome, RecreatePlan, RecreateStep, RunUntil, RunWaited, Runner,
    Runs, Settled, Shell, SimilarName, SimilarNames, Typist, Watch, WatchIntervals, name_of_copy, since_run,
};
pub use session::{
    Check, CheckStatus, Checks, ContainerOptions, DEFAULT_STOP_TIMEOUT, DeleteOptions, EnvVar, HealthOptions,
    LABEL_OWNER, LABEL_TOKEN, Listing, MissingLog, Mount, OWNER, Port, Run, STARTER_IMAGE, Session,
    SessionSpec, StartOptions, State, StopOptions, StopOutcome, StopStep,
};
pub use signals::{Signal, signals};
pub use size::size;
pub use spec_of::{Lost, SpecDifference, compare, spec_of};
pub use times::CallTime;
pub use usage::{Process, Usage};
pub use validate::{
    Checked, CommandRule, EnvRule, Field, ImageRule, MountSource, MountSpec, NameRule, OptionRule,
    PathContext, PortRule, PortSpec, PortTextRule, Problem, Protocol, ReferenceRule, Rule, SignalRule,
    StopStepRule, TextRule, TextSubject, Variables, VolumeParts, VolumeRule, VolumeTextRule, command,
    command_line, extra_flag, read_port, session_name, split,
};

/// The pure parts, for tests against recorded output and for fuzzing. Not a stable API.
#[doc(hidden)]
pub mod testing {
    pub mod args {
        pub use crate::args::*;
    }
    pub mod parse {
        pub use crate::parse::*;
    }
    pub mod validate {
        pub use crate::validate::*;
    }
}
