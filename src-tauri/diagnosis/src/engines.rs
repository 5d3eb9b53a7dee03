//! What is found of engines.

use std::time::Instant;

use berth_runner::{Engine, EngineKind, Error, Health, HealthStatus, Runner};

use crate::check::Check;
use crate::fact::{Advice, Fact, Subject};

/// From here on an engine makes one wait for its list, in milliseconds.
const SLOW: u32 = 1000;
/// So many kinds of calls of an engine are told.
const SLOWEST: usize = 5;

/// Every engine of these, the families of which none is, and what the system lacks for sessions to come back.
pub async fn checks(runners: &[Runner]) -> Vec<Check> {
    let looked = runners.iter().map(|runner| tokio::spawn(look(runner.clone())));
    let mut all = Vec::new();
    for one in looked.collect::<Vec<_>>() {
        all.extend(one.await.ok());
    }
    let missing = [EngineKind::Podman, EngineKind::Docker]
        .into_iter()
        .filter(|kind| runners.iter().all(|runner| runner.engine().kind != *kind))
        .filter_map(|kind| {
            Engine::find(Some(kind)).err().map(|error| absent(kind, &error, runners.is_empty()))
        });
    let (of_engines, lacking): (Vec<_>, Vec<_>) = all.into_iter().unzip();
    of_engines.into_iter().flatten().chain(missing).chain(lacking.into_iter().flatten()).collect()
}

/// The slowest calls of each engine since its runner was made; what nobody asked is not told.
#[must_use]
pub fn slowest_calls(runners: &[Runner]) -> Vec<Check> {
    let told = runners.iter().filter_map(|runner| {
        let calls: Vec<_> = runner.call_times().into_iter().take(SLOWEST).collect();
        let about = Subject::Engine { id: runner.engine().id.clone() };
        (!calls.is_empty()).then(|| Check::good(about, Fact::SlowestCalls { calls }))
    });
    told.collect()
}

async fn look(runner: Runner) -> (Vec<Check>, Vec<Check>) {
    let health = runner.health().await;
    let mut checks = of_engine(&health);
    if health.status != HealthStatus::Ready {
        return (checks, Vec::new());
    }
    let asked = Instant::now();
    // One that fails is told of by the list in the window, with what to do.
    if let Ok(listing) = runner.list().await {
        let sessions = u32::try_from(listing.sessions.len()).unwrap_or(u32::MAX);
        let milliseconds = u32::try_from(asked.elapsed().as_millis()).unwrap_or(u32::MAX);
        checks.push(lists(&health.engine, sessions, milliseconds));
    }
    if let Ok(rights) = runner.lacking_rights().await
        && !rights.is_empty()
    {
        let about = Subject::Engine { id: health.engine.clone() };
        checks.push(Check::note(about, Fact::MayNot { rights }));
    }
    let lacking = runner.reboot_needs().await.unwrap_or_default().into_iter().map(|need| {
        let command = need.command.clone();
        Check::note(Subject::AfterReboot {}, Fact::Lacks { need }).advising(Advice::Run { command })
    });
    (checks, lacking.collect())
}

fn absent(kind: EngineKind, error: &Error, alone: bool) -> Check {
    let about = Subject::Engine { id: kind.word().to_owned() };
    let fact = Fact::EngineAway { message: error.to_string(), fault: Some(error.into()) };
    if alone { Check::fault(about, fact) } else { Check::note(about, fact) }
}

fn lists(engine: &str, sessions: u32, milliseconds: u32) -> Check {
    let (about, fact) =
        (Subject::Engine { id: engine.to_owned() }, Fact::EngineLists { sessions, milliseconds });
    match milliseconds > SLOW {
        true => Check::note(about, fact).advising(Advice::SlowEngine {}),
        false => Check::good(about, fact),
    }
}

fn of_engine(health: &Health) -> Vec<Check> {
    let about = || Subject::Engine { id: health.engine.clone() };
    let away = || Fact::EngineAway { message: health.message.clone(), fault: health.fault.clone() };
    let mut checks = vec![match health.status {
        HealthStatus::Ready => ready(health),
        HealthStatus::Missing => Check::note(about(), away()),
        HealthStatus::Unavailable => {
            let detail = health.detail.as_deref().map(str::trim).filter(|detail| !detail.is_empty());
            let advice = detail.map(|words| Advice::Words { words: words.to_owned() });
            Check { advice, ..Check::fault(about(), away()) }
        }
    }];
    let warns = |words: &String| Check::note(about(), Fact::EngineWarns { words: words.clone() });
    checks.extend(health.warnings.iter().map(warns));
    checks
}

fn ready(health: &Health) -> Check {
    let about = Subject::Engine { id: health.engine.clone() };
    let fact = Fact::EngineReady {
        version: health.version.clone(),
        rootless: health.rootless,
        endpoint: health.endpoint.clone(),
        milliseconds: health.latency_ms,
    };
    match health.latency_ms {
        _ if !health.message.is_empty() => Check::note(about, fact).advising(Advice::PodmanAsDocker {}),
        Some(latency) if latency > SLOW => Check::note(about, fact).advising(Advice::SlowEngine {}),
        _ => Check::good(about, fact),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::CheckVerdict;

    fn health(status: HealthStatus) -> Health {
        Health {
            engine: "docker".to_owned(),
            kind: EngineKind::Docker,
            endpoint: "unix:///run/docker.sock".to_owned(),
            rootless: Some(false),
            status,
            version: Some("28.2".to_owned()),
            message: String::new(),
            fault: None,
            detail: None,
            warnings: Vec::new(),
            latency_ms: Some(20),
        }
    }

    fn said(health: &Health) -> Vec<(CheckVerdict, String, Option<String>)> {
        let said = |check: Check| {
            (check.verdict, check.fact.to_string(), check.advice.map(|advice| advice.to_string()))
        };
        of_engine(health).into_iter().map(said).collect()
    }

    #[test]
    fn an_engine_is_judged_by_its_answer_and_its_speed() {
        let ready = health(HealthStatus::Ready);
        let line = "28.2, with root, unix:///run/docker.sock, answered in 20 ms".to_owned();
        assert_eq!(said(&ready), [(CheckVerdict::Ok, line, None)]);

        let slow = Health { latency_ms: Some(2300), warnings: vec!["No swap".to_owned()], ..ready.clone() };
        let verdicts: Vec<_> = said(&slow).into_iter().map(|(verdict, ..)| verdict).collect();
        assert_eq!(verdicts, [CheckVerdict::Note, CheckVerdict::Note]);
        assert_eq!(lists("docker", 3, 1001).verdict, CheckVerdict::Note);

        let away = Health {
            status: HealthStatus::Unavailable,
            message: "It does not answer".to_owned(),
            detail: Some("dial unix: refused\n".to_owned()),
            ..ready
        };
        let expected =
            (CheckVerdict::Fault, "It does not answer".to_owned(), Some("dial unix: refused".to_owned()));
        assert_eq!(said(&away), [expected]);
    }
}
