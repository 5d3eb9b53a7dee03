//! Limits that are changed while a session runs.

use berth_archive::Verb;

use crate::args;
use crate::error::{Error, Result};
use crate::kind::EngineKind;
use crate::runner::Runner;
use crate::runner::attempt::Attempt;
use crate::runner::call::CallContext;
use crate::runner::intent::Change;
use crate::session::{ContainerOptions, Session, SessionSpec, State};
use crate::spec_of::{SpecDifference, compare};
use crate::validate::{Field, bytes};

/// Whether the engine can change all that differs without making the session anew.
pub(super) fn in_place(
    kind: EngineKind,
    state: State,
    after: &SessionSpec,
    differences: &[SpecDifference],
) -> bool {
    let options = &after.options;
    let can = |difference: &SpecDifference| match difference.field {
        Field::Memory => options.memory.is_some(),
        // A change of the memory brings it along.
        Field::MemorySwap => options.memory.is_some(),
        Field::Cpus => options.cpus.is_some(),
        Field::PidsLimit => options.pids_limit.is_some(),
        Field::Restart => kind == EngineKind::Docker,
        _ => false,
    };
    let runs = matches!(state, State::Running | State::Paused);
    // podman changes cgroups, which are there while it runs only.
    (runs || kind == EngineKind::Docker) && !differences.is_empty() && differences.iter().all(can)
}

/// Whether it is so after the next start, too.
pub(super) fn lasting(kind: EngineKind) -> bool {
    kind == EngineKind::Docker
}

impl Runner {
    /// Changes the limits of a session to those of `spec` while it runs, where nothing else
    /// differs. podman (4.3) has forgotten them at its next start; docker keeps them.
    ///
    /// # Errors
    /// The spec breaks a rule, or says more than limits; there is no such session; or the engine
    /// refuses or does not answer.
    pub async fn change_limits(&self, key: &str, spec: &SessionSpec) -> Result<Session> {
        let found = self.resolve(key).await?;
        let session = &found.session;
        let checked =
            self.check_edited(spec, &session.name).map_err(|problems| Error::Invalid { problems })?;
        let (before, _) = self.spec_of_found(&found).await?;
        let differences = compare(&before, spec);
        let context = CallContext { operation: "change the limits of", name: &session.name };
        if !in_place(self.engine().kind, session.state, spec, &differences) {
            return Err(self.refusal(context, crate::reason::Refusal::MoreThanLimits {}));
        }
        let invocation = args::update(&session.id, &flags(&checked.options.plain, &differences));
        let change = Change::of(Verb::ChangeLimits, &session.id);
        match self.attempt(context, change, invocation, self.limits().resume).await? {
            Attempt::Done(_) => self.status(&session.id).await,
            attempt => attempt.trusted().and(Err(self.not_found(key))),
        }
    }
}

fn flags(options: &ContainerOptions, differences: &[SpecDifference]) -> Vec<String> {
    let differs = |fields: &[Field]| differences.iter().any(|one| fields.contains(&one.field));
    let mut flags = Vec::new();
    let mut one =
        |name: &str, value: Option<String>| flags.extend(value.map(|value| format!("--{name}={value}")));
    if differs(&[Field::Memory, Field::MemorySwap]) {
        // docker refuses memory above the swap that it has.
        let twice =
            options.memory.as_deref().and_then(bytes).map(|bytes| bytes.saturating_mul(2).to_string());
        one("memory", options.memory.clone());
        one("memory-swap", options.memory_swap.clone().or(twice));
    }
    if differs(&[Field::Cpus]) {
        one("cpus", options.cpus.clone());
    }
    if differs(&[Field::PidsLimit]) {
        one("pids-limit", options.pids_limit.map(|number| number.to_string()));
    }
    if differs(&[Field::Restart]) {
        one("restart", Some(options.restart.clone().unwrap_or_else(|| "no".to_owned())));
    }
    flags
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(options: ContainerOptions) -> SessionSpec {
        SessionSpec { options, ..SessionSpec::default() }
    }

    fn some(text: &str) -> Option<String> {
        Some(text.to_owned())
    }

    #[test]
    fn only_limits_are_changed_in_place() {
        let before = of(ContainerOptions { memory: some("64m"), ..Default::default() });
        let more = of(ContainerOptions { memory: some("128m"), cpus: some("2"), ..Default::default() });
        let also = SessionSpec { command: "sh".to_owned(), ..more.clone() };
        let none = of(ContainerOptions::default());
        let policy =
            of(ContainerOptions { memory: some("64m"), restart: some("always"), ..Default::default() });
        for (after, state, podman, docker) in [
            (&more, State::Running, true, true),
            (&more, State::Exited, false, true),
            (&also, State::Running, false, false),
            // No engine takes a limit away.
            (&none, State::Running, false, false),
            (&policy, State::Running, false, true),
            (&before, State::Running, false, false),
        ] {
            let differences = compare(&before, after);
            assert_eq!(in_place(EngineKind::Podman, state, after, &differences), podman, "{after:?}");
            assert_eq!(in_place(EngineKind::Docker, state, after, &differences), docker, "{after:?}");
        }
        let differences = compare(&before, &more);
        assert_eq!(
            flags(&more.options, &differences),
            ["--memory=128m", "--memory-swap=268435456", "--cpus=2"]
        );
        assert_eq!(flags(&policy.options, &compare(&before, &policy)), ["--restart=always"]);
    }
}
