//! What is looked at, on any system.

use std::path::Path;

use berth_activity::Rules;
use berth_archive::Archive;
use berth_control::App;
use berth_definitions::File as DefinitionFile;
use berth_runner::{Config, Engine, EngineKind, Health, HealthStatus, HistorySettings, Limits, Section};

use super::check::Check;
use crate::finding::{Finder, RULES};
use crate::verbs::after_reboot::lacks;
use crate::words::size::size;

/// From here on an engine makes one wait for its list, in milliseconds.
const SLOW: u32 = 1000;

/// Every engine that there is, and the families of which none is.
pub async fn engines(finder: &Finder) -> Vec<Check> {
    let mut found = Vec::new();
    for engine in Engine::discover().await {
        let runner = finder.runner(engine);
        found.push(tokio::spawn(async move { runner.health().await }));
    }
    let mut all = Vec::new();
    for health in found {
        if let Ok(health) = health.await {
            all.push(health);
        }
    }
    let alone = all.is_empty();
    let mut checks: Vec<Check> = all.iter().flat_map(of_engine).collect();
    for kind in [EngineKind::Podman, EngineKind::Docker] {
        let (true, Err(error)) = (all.iter().all(|health| health.kind != kind), Engine::find(Some(kind)))
        else {
            continue;
        };
        let says = error.to_string();
        checks.push(if alone { Check::fault(kind.word(), says) } else { Check::note(kind.word(), says) });
    }
    checks
}

/// What the system lacks for sessions to come back after a restart of the machine.
pub async fn after_reboot(finder: &Finder) -> Vec<Check> {
    let mut lacking = Vec::new();
    for engine in Engine::discover().await {
        // One that does not answer is told of above.
        lacking.extend(finder.runner(engine).reboot_needs().await.unwrap_or_default());
    }
    lacking.iter().map(|need| Check::note("after a reboot", lacks(need)).advising(&need.command)).collect()
}

fn of_engine(health: &Health) -> Vec<Check> {
    let about = &health.engine;
    let mut checks = vec![match health.status {
        HealthStatus::Ready => ready(health),
        HealthStatus::Missing => Check::note(about, &health.message),
        HealthStatus::Unavailable => {
            let check = Check::fault(about, &health.message);
            let detail = health.detail.as_deref().map(str::trim).filter(|detail| !detail.is_empty());
            Check { advice: detail.map(str::to_owned), ..check }
        }
    }];
    checks.extend(health.warnings.iter().map(|warning| Check::note(about, warning)));
    checks
}

fn ready(health: &Health) -> Check {
    let root = match health.rootless {
        Some(true) => Some("without root".to_owned()),
        Some(false) => Some("with root".to_owned()),
        None => None,
    };
    let place = Some(health.endpoint.clone()).filter(|place| !place.is_empty());
    let answered = health.latency_ms.map(|latency| format!("answered in {latency} ms"));
    let version = health.version.clone().unwrap_or_else(|| "it does not say its version".to_owned());
    let says: Vec<String> = [Some(version), root, place, answered].into_iter().flatten().collect();
    match health.latency_ms {
        _ if !health.message.is_empty() => {
            Check::note(&health.engine, says.join(", ")).advising(&health.message)
        }
        Some(latency) if latency > SLOW => {
            Check::note(&health.engine, says.join(", ")).advising("Lists and changes come as late as that")
        }
        _ => Check::good(&health.engine, says.join(", ")),
    }
}

/// The files that the person writes.
pub fn files() -> Vec<Check> {
    let Some(path) = Config::default_path() else {
        return vec![
            Check::fault("settings", "There is no folder for them").advising("Set HOME to your home folder"),
        ];
    };
    let mut checks = vec![settings(&path)];
    let (_, faults) = Rules::with_folder(&path.with_file_name(RULES));
    checks.push(of_faults("rules", "no fault", &faults));
    if let Some(path) = DefinitionFile::default_path() {
        let shelf = DefinitionFile::new(&path).read();
        let good = match path.exists() {
            true => format!("{}, {} defined", path.display(), shelf.definitions.len()),
            false => "none; they would be in sessions.toml beside the settings".to_owned(),
        };
        checks.push(of_faults("definitions", &good, &shelf.faults));
    }
    checks
}

/// Those that berthctl reads; the others are the app's, which names their faults in Settings.
fn settings(path: &Path) -> Check {
    let config = Config::read(path);
    let mut faults: Vec<String> = config.broken().into_iter().map(ToString::to_string).collect();
    faults.extend(faults_of::<Limits>(&config));
    faults.extend(faults_of::<HistorySettings>(&config));
    let good = match path.exists() {
        true => path.display().to_string(),
        false => format!("as they come; {} would hold others", path.display()),
    };
    of_faults("settings", &good, &faults)
}

fn faults_of<T: Section>(config: &Config) -> Vec<String> {
    config.section::<T>().1.iter().map(ToString::to_string).collect()
}

fn of_faults<T: ToString>(about: &str, good: &str, faults: &[T]) -> Check {
    match faults {
        [] => Check::good(about, good),
        faults => {
            let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
            Check::fault(about, lines.join("\n"))
        }
    }
}

/// What is kept of runs.
pub fn history(archive: &Archive) -> Check {
    let path = archive.path();
    let about = "history";
    if !path.exists() {
        return Check::note(about, format!("Nothing is kept yet; it will be in {}", path.display()));
    }
    match archive.statistics() {
        Ok(found) => Check::good(
            about,
            format!(
                "{}, {} runs of {} sessions, {}",
                path.display(),
                found.runs,
                found.sessions,
                size(found.file_bytes)
            ),
        ),
        Err(error) => Check::fault(about, error.to_string()),
    }
}

/// Whether the app runs and answers.
pub async fn app(finder: &Finder) -> Check {
    match App::find(&finder.place()).await {
        Ok(Some(_)) => Check::good("app", "It runs, and answers berthctl"),
        Ok(None) => Check::note("app", "It does not run"),
        Err(refusal) => Check::fault("app", refusal.message),
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::super::check::Verdict;
    use super::*;

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

    fn said(health: &Health) -> Vec<(Verdict, String, Option<String>)> {
        of_engine(health).into_iter().map(|check| (check.verdict, check.says, check.advice)).collect()
    }

    #[test]
    fn an_engine_is_judged_by_its_answer_and_its_speed() {
        let ready = health(HealthStatus::Ready);
        let line = "28.2, with root, unix:///run/docker.sock, answered in 20 ms".to_owned();
        assert_eq!(said(&ready), [(Verdict::Ok, line, None)]);

        let slow = Health { latency_ms: Some(2300), warnings: vec!["No swap".to_owned()], ..ready.clone() };
        let verdicts: Vec<_> = said(&slow).into_iter().map(|(verdict, ..)| verdict).collect();
        assert_eq!(verdicts, [Verdict::Note, Verdict::Note]);

        let away = Health {
            status: HealthStatus::Unavailable,
            message: "It does not answer".to_owned(),
            detail: Some("dial unix: refused\n".to_owned()),
            ..ready
        };
        let expected =
            (Verdict::Fault, "It does not answer".to_owned(), Some("dial unix: refused".to_owned()));
        assert_eq!(said(&away), [expected]);
    }

    #[test]
    fn faults_of_a_file_are_all_said() {
        assert_eq!(of_faults::<String>("rules", "no fault", &[]).verdict, Verdict::Ok);
        let check = of_faults("rules", "no fault", &["a.toml:1:2: one", "a.toml:3:4: two"]);
        assert_eq!((check.verdict, check.says.lines().count()), (Verdict::Fault, 2));
    }

    #[test]
    fn a_history_is_said_with_its_place_and_its_size() {
        let folder = tempfile::tempdir().unwrap();
        let archive = Archive::new(folder.path());
        assert_eq!(history(&archive).verdict, Verdict::Note);
        std::fs::write(archive.path(), "no database, but long enough to be read as one").unwrap();
        assert_eq!(history(&archive).verdict, Verdict::Fault);
    }
}
