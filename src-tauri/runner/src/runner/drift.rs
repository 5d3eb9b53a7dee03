//! How a session differs from a spec, without doing anything to it.

use super::Runner;
use crate::difference::{Difference, differences};
use crate::error::{Error, Result};
use crate::kind::EngineKind;
use crate::session::{DEFAULT_STOP_TIMEOUT, Session, SessionSpec};
use crate::spec_of::{SpecDifference, compare, spec_of};
use crate::validate::{self, Field};

/// A session, and how it is not as a spec says.
#[derive(Debug, Clone, PartialEq)]
pub struct Compared {
    /// As it is now.
    pub session: Session,
    /// By what it was created.
    pub spec: SessionSpec,
    /// What differs.
    pub differences: Vec<Difference>,
}

impl Runner {
    /// Compares the session of the spec's name with the spec; `None` where there is none.
    ///
    /// # Errors
    /// The spec breaks a rule; or the engine refuses or does not answer.
    pub async fn compared(&self, spec: &SessionSpec) -> Result<Option<Compared>> {
        let checked = self.check(spec).map_err(|problems| Error::Invalid { problems })?;
        let Some(found) = self.inspect(&checked.name).await? else { return Ok(None) };
        let (actual, _) = self.spec_of_found(&found).await?;
        let mut differences = differences(&checked, &found.session, &found.row);
        let (mut whole, _) = spec_of(&found.row, None);
        whole.options.pod.clone_from(&actual.options.pod);
        differences.extend(of_options(self.engine().kind, &actual, &whole, spec));
        Ok(Some(Compared { session: found.session, spec: actual, differences }))
    }
}

/// How the options of a container differ from what was asked for. `actual` is without what its image says: nobody
/// asked for that. What was asked for may be what the image says, so it is looked for in the `whole`.
fn of_options(
    kind: EngineKind,
    actual: &SessionSpec,
    whole: &SessionSpec,
    spec: &SessionSpec,
) -> Vec<Difference> {
    let has = compare(actual, spec).into_iter().filter(is_of_options);
    let mut found: Vec<Difference> =
        has.map(|one| Difference { field: one.field, has: one.before, asked: Vec::new() }).collect();
    for SpecDifference { field, before, mut after } in compare(whole, spec).into_iter().filter(is_of_options)
    {
        // An inspect does not tell it from nothing.
        if before.is_empty() {
            after.retain(|text| !is_usual(kind, field, text, spec));
        }
        match found.iter_mut().find(|known| known.field == field) {
            Some(known) => known.asked = after,
            None => found.push(Difference { field, has: Vec::new(), asked: after }),
        }
    }
    found.retain(|one| !one.has.is_empty() || !one.asked.is_empty());
    found
}

/// Whether a container has a value though nobody asks for it: what engines do (podman 4.3.1, docker 20.10).
fn is_usual(kind: EngineKind, field: Field, text: &str, spec: &SessionSpec) -> bool {
    let is_podman = kind == EngineKind::Podman;
    match field {
        Field::StopSignal => validate::signal(text).is_ok_and(|signal| signal == "SIGTERM"),
        Field::StopTimeout => text == DEFAULT_STOP_TIMEOUT.to_string(),
        Field::PidsLimit if is_podman => text == "2048",
        Field::PidsLimit => text.starts_with('-') || text == "0",
        Field::Network if is_podman => matches!(text, "slirp4netns" | "pasta" | "private" | "bridge"),
        Field::Network => text == "bridge",
        Field::MemorySwap => {
            let memory = spec.options.memory.as_deref().and_then(validate::bytes);
            memory.is_some() && validate::bytes(text) == memory.map(|bytes| bytes.saturating_mul(2))
        }
        Field::Health => {
            matches!(
                text.split_once('='),
                Some(("interval" | "timeout", "30s") | ("retries", "3") | ("start-period", "0s"))
            )
        }
        // podman tells no rights of a device.
        Field::Devices => is_podman && text.matches(':').count() == 2,
        _ => false,
    }
}

/// The others are compared by what was asked for alone: a start takes any free port, and an absolute path. Further
/// flags can be written in many ways.
fn is_of_options(difference: &SpecDifference) -> bool {
    use Field as F;
    let others =
        [F::Name, F::Image, F::Command, F::WorkingDir, F::Env, F::Volumes, F::LogVolume, F::Ports, F::Extra];
    !others.contains(&difference.field)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::ContainerOptions;

    fn user(user: Option<&str>) -> SessionSpec {
        let user = user.map(str::to_owned);
        SessionSpec {
            options: ContainerOptions { user, ..ContainerOptions::default() },
            ..SessionSpec::default()
        }
    }

    #[test]
    fn what_the_image_says_is_no_difference() {
        let differs = |actual, whole, asked| {
            let found = of_options(EngineKind::Podman, &user(actual), &user(whole), &user(asked));
            found
                .into_iter()
                .map(|one| format!("{} not {}", one.has.join(","), one.asked.join(",")))
                .collect::<String>()
        };
        for (name, actual, whole, asked, expected) in [
            ("nobody asked", None, None, None, ""),
            ("the image's own", None, Some("5"), None, ""),
            ("asked for, and the image's own", None, Some("5"), Some("5"), ""),
            ("asked for, and the image has another", None, Some("5"), Some("0"), " not 0"),
            ("as asked for", Some("1"), Some("1"), Some("1"), ""),
            ("another", Some("1"), Some("1"), Some("0"), "1 not 0"),
            ("nobody asked for it", Some("1"), Some("1"), None, "1 not "),
        ] {
            assert_eq!(differs(actual, whole, asked), expected, "{name}");
        }
    }

    #[test]
    fn what_an_engine_does_by_itself_is_no_difference() {
        let asked = |change: fn(&mut ContainerOptions)| {
            let mut spec = SessionSpec::default();
            change(&mut spec.options);
            spec
        };
        let nothing = SessionSpec::default();
        let differs = |kind, spec: &SessionSpec| !of_options(kind, &nothing, &nothing, spec).is_empty();
        type Change = fn(&mut ContainerOptions);
        let usual: [(Change, [bool; 2]); 7] = [
            (|options| options.stop_signal = Some("TERM".into()), [false; 2]),
            (|options| options.stop_signal = Some("INT".into()), [true; 2]),
            (|options| options.stop_timeout = Some(10), [false; 2]),
            (|options| options.pids_limit = Some(2048), [false, true]),
            (|options| options.network = Some("bridge".into()), [false; 2]),
            (|options| options.health.retries = Some(3), [false; 2]),
            (|options| options.restart = Some("no".into()), [false; 2]),
        ];
        for (index, (change, expected)) in usual.into_iter().enumerate() {
            let spec = asked(change);
            let both = [EngineKind::Podman, EngineKind::Docker].map(|kind| differs(kind, &spec));
            assert_eq!(both, expected, "{index}");
        }
        let swap = |swap: &str| {
            let mut spec = SessionSpec::default();
            spec.options.memory = Some("1g".into());
            let has = spec.clone();
            spec.options.memory_swap = Some(swap.into());
            !of_options(EngineKind::Docker, &has, &has, &spec).is_empty()
        };
        assert_eq!([swap("2048m"), swap("3g")], [false, true]);
    }
}
