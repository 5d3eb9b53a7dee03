//! What is wrong with a spec.

use serde::{Deserialize, Serialize};

use super::rule::Rule;

/// The part of a [`crate::session::SessionSpec`] that a problem belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum Field {
    /// The name.
    Name,
    /// The image.
    Image,
    /// The command.
    Command,
    /// The working directory.
    WorkingDir,
    /// One of the variables.
    Env,
    /// One of the volumes.
    Volumes,
    /// The volume for logs.
    LogVolume,
    /// One of the ports.
    Ports,
    /// The signal, which is no part of a spec.
    Signal,
    /// The steps of a stop, which are no part of a spec.
    StopSteps,
    /// The restart policy.
    Restart,
    /// The limit of memory.
    Memory,
    /// The limit of memory and swap.
    MemorySwap,
    /// The share of processors.
    Cpus,
    /// The limit of processes.
    PidsLimit,
    /// The user.
    User,
    /// The entrypoint.
    Entrypoint,
    /// The network.
    Network,
    /// One of the names in the network.
    NetworkAliases,
    /// One of the hosts.
    Hosts,
    /// The name of the host.
    Hostname,
    /// One of the labels.
    Labels,
    /// The signal of a stop.
    StopSignal,
    /// The time of a stop.
    StopTimeout,
    /// The health check.
    Health,
    /// One of the devices.
    Devices,
    /// One of the capabilities that it gets.
    CapAdd,
    /// One of the capabilities that it loses.
    CapDrop,
    /// Whether it can write outside volumes.
    ReadOnly,
    /// Whether it has an init.
    Init,
    /// Whether its processes can gain privileges.
    NoNewPrivileges,
    /// The GPUs.
    Gpus,
    /// The pod.
    Pod,
    /// Whether it has a terminal.
    NoTerminal,
    /// One of the further flags.
    Extra,
}

/// One rule that one value breaks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Problem {
    /// The part of the spec with the value.
    pub field: Field,
    /// Which entry, for fields that are lists; counted from 0.
    pub index: Option<u32>,
    /// The rule, for programs and for sentences in other languages.
    pub rule: Rule,
    /// The rule in English: names the value and the rule, and says what to do.
    pub message: String,
}

impl Problem {
    /// The breach of a rule by a value, or by an entry of a list (counted from 0).
    pub fn new(field: Field, index: Option<usize>, rule: Rule) -> Self {
        let message = rule.to_string();
        Self { field, index: index.and_then(|i| u32::try_from(i).ok()), rule, message }
    }
}

/// Collects problems while values pass by.
#[derive(Default)]
pub(crate) struct Problems(Vec<Problem>);

impl Problems {
    /// # Errors
    /// The problems, if there is one.
    pub(crate) fn none(self) -> Result<(), Vec<Problem>> {
        if self.0.is_empty() { Ok(()) } else { Err(self.0) }
    }

    /// Keeps the problem, or hands on the value.
    pub(crate) fn take<T>(
        &mut self,
        field: Field,
        index: Option<usize>,
        result: Result<T, Rule>,
    ) -> Option<T> {
        result.map_err(|rule| self.add(field, index, rule)).ok()
    }

    pub(crate) fn add(&mut self, field: Field, index: Option<usize>, rule: impl Into<Rule>) {
        self.0.push(Problem::new(field, index, rule.into()));
    }
}
