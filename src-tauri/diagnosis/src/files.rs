//! What is found of the files that Berth and the person write.

use std::fs;
use std::path::Path;

use berth_activity::Rules;
use berth_archive::Archive;
use berth_definitions::File as DefinitionFile;
use berth_runner::{ClusterSettings, Config, HistorySettings, Limits, Section};

use crate::check::Check;
use crate::fact::{Advice, Fact, Subject};
use crate::log::Log;
use crate::settings::DiagnosisSettings;

/// The folder of the person's own rules, beside the settings.
const RULES: &str = "rules";
/// Less than this on a disk is little, in bytes.
const LITTLE: u64 = 1 << 30;
/// With less than this nothing can be written for long, in bytes.
const FULL: u64 = 50 << 20;

/// May block.
pub fn checks(archive: &Archive) -> Vec<Check> {
    let mut checks = written();
    checks.push(history(archive));
    if let Some(state) = archive.path().parent() {
        checks.push(log(state));
        checks.extend(place(state));
    }
    checks
}

/// The files that the person writes.
fn written() -> Vec<Check> {
    let Some(path) = Config::default_path() else {
        return vec![Check::fault(Subject::Settings {}, Fact::NoFolder {}).advising(Advice::SetHome {})];
    };
    let mut checks = vec![settings(&path)];
    let (_, faults) = Rules::with_folder(&path.with_file_name(RULES));
    checks.push(of_faults(Subject::Rules {}, Fact::NoFault {}, &faults));
    if let Some(path) = DefinitionFile::default_path() {
        let shelf = DefinitionFile::new(&path).read();
        let (exists, path) = (path.exists(), path.display().to_string());
        let good = match exists {
            true => {
                Fact::Definitions { path, count: u32::try_from(shelf.definitions.len()).unwrap_or(u32::MAX) }
            }
            false => Fact::DefinitionsAbsent { path },
        };
        checks.push(of_faults(Subject::Definitions {}, good, &shelf.faults));
    }
    checks
}

/// Those that berthctl reads; the others are the app's, which names their faults in Settings.
fn settings(path: &Path) -> Check {
    let config = Config::read(path);
    let mut faults: Vec<String> = config.broken().into_iter().map(ToString::to_string).collect();
    faults.extend(faults_of::<Limits>(&config));
    faults.extend(faults_of::<HistorySettings>(&config));
    faults.extend(faults_of::<ClusterSettings>(&config));
    faults.extend(faults_of::<DiagnosisSettings>(&config));
    let (exists, path) = (path.exists(), path.display().to_string());
    let good = if exists { Fact::Settings { path } } else { Fact::SettingsAbsent { path } };
    of_faults(Subject::Settings {}, good, &faults)
}

fn faults_of<T: Section>(config: &Config) -> Vec<String> {
    config.section::<T>().1.iter().map(ToString::to_string).collect()
}

fn of_faults<T: ToString>(about: Subject, good: Fact, faults: &[T]) -> Check {
    match faults {
        [] => Check::good(about, good),
        faults => {
            Check::fault(about, Fact::Faults { lines: faults.iter().map(ToString::to_string).collect() })
        }
    }
}

/// What is kept of runs.
fn history(archive: &Archive) -> Check {
    let about = Subject::History {};
    let (exists, path) = (archive.path().exists(), archive.path().display().to_string());
    if !exists {
        return Check::note(about, Fact::HistoryAbsent { path });
    }
    match archive.statistics() {
        Ok(found) => {
            let count = |number| u32::try_from(number).unwrap_or(u32::MAX);
            let (runs, sessions) = (count(found.runs), count(found.sessions));
            Check::good(about, Fact::History { path, runs, sessions, bytes: found.file_bytes })
        }
        Err(error) => Check::fault(about, Fact::HistoryUnusable { words: error.to_string() }),
    }
}

fn log(state: &Path) -> Check {
    let path = Log::path_in(state);
    let bytes = fs::metadata(&path).map_or(0, |file| file.len());
    let level = Config::default_path().map(|path| Config::read(path).section::<DiagnosisSettings>().0);
    let level = level.unwrap_or_default().log_level;
    Check::good(Subject::Log {}, Fact::Log { path: path.display().to_string(), bytes, level })
}

/// Whether there is room, and whether anything can be written.
fn place(state: &Path) -> Vec<Check> {
    let about = Subject::Disk {};
    let path = state.display().to_string();
    // Where the folder would be made: a check makes none.
    let there = state.ancestors().find(|folder| folder.exists()).unwrap_or(state);
    if let Err(error) = tempfile::tempfile_in(there) {
        let fact = Fact::Unwritable { path, words: error.to_string() };
        return vec![Check::fault(about, fact).advising(Advice::GetRights {})];
    }
    let (Ok(free), Ok(total)) = (fs4::available_space(there), fs4::total_space(there)) else {
        return Vec::new();
    };
    let fact = Fact::Disk { path, free, total };
    vec![match free {
        free if free < FULL => Check::fault(about, fact).advising(Advice::MakeRoom {}),
        free if free < LITTLE => Check::note(about, fact).advising(Advice::MakeRoom {}),
        _ => Check::good(about, fact),
    }]
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::check::CheckVerdict;

    #[test]
    fn faults_of_a_file_are_all_said() {
        let about = || Subject::Rules {};
        assert_eq!(of_faults::<String>(about(), Fact::NoFault {}, &[]).verdict, CheckVerdict::Ok);
        let check = of_faults(about(), Fact::NoFault {}, &["a.toml:1:2: one", "a.toml:3:4: two"]);
        assert_eq!((check.verdict, check.fact.to_string().lines().count()), (CheckVerdict::Fault, 2));
    }

    #[test]
    fn a_history_is_said_with_its_place_and_its_size() {
        let folder = tempfile::tempdir().unwrap();
        let archive = Archive::new(folder.path());
        assert_eq!(history(&archive).verdict, CheckVerdict::Note);
        fs::write(archive.path(), "no database, but long enough to be read as one").unwrap();
        assert_eq!(history(&archive).verdict, CheckVerdict::Fault);
    }

    #[test]
    fn a_folder_that_is_a_file_takes_nothing() {
        let file = tempfile::NamedTempFile::new().unwrap();
        assert_eq!(place(file.path()).first().map(|check| check.verdict), Some(CheckVerdict::Fault));
    }

    #[test]
    fn room_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let state = folder.path().join("state/berth");
        let found = place(&state);
        assert!(!state.exists());
        assert!(
            matches!(found.first().unwrap().fact, Fact::Disk { free, total, .. } if free <= total && total > 0)
        );
    }
}
