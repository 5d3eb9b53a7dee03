//! `[stop.sessions]`: the steps by which single sessions are stopped.

use std::collections::BTreeMap;

use berth_runner::{Section, StopStep, ValueRule};
use serde::{Deserialize, Serialize};

/// `[stop]`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct StopSettings {
    /// What a person had remembered. The key is a session's name, or `ENGINE/NAME`; names have no slash.
    pub sessions: BTreeMap<String, Vec<StopStep>>,
}

impl Section for StopSettings {
    const NAME: &'static str = "stop";

    fn rule(_: &str) -> ValueRule {
        ValueRule::StopSteps {}
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use berth_runner::Config;

    use super::*;

    #[test]
    fn steps_are_read_and_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("config.toml");
        let text = "[stop.sessions]\nbot = [{ type = \"exit\", seconds = 5 }, { signal = \"SIGKILL\", seconds = 0 }]\n";
        std::fs::write(&path, text).unwrap();
        let mut config = Config::read(&path);
        let (mut stop, faults) = config.section::<StopSettings>();
        let exit = StopStep::Type { text: "exit".to_owned(), seconds: 5 };
        assert_eq!(stop.sessions["bot"], [exit, StopStep::signal("SIGKILL", 0)]);
        assert!(faults.is_empty(), "{faults:?}");
        stop.sessions.insert("docker/web".to_owned(), vec![StopStep::signal("SIGHUP", 3)]);
        config.set(&stop);
        config.write().unwrap();
        let written = std::fs::read_to_string(&path).unwrap();
        assert!(written.starts_with(text), "{written}");
        assert_eq!(Config::read(&path).section::<StopSettings>().0, stop);
    }

    #[test]
    fn what_is_no_step_is_reported() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("config.toml");
        std::fs::write(&path, "[stop.sessions]\nbot = [{ signal = \"LOUD\" }]\n").unwrap();
        let (stop, faults) = Config::read(&path).section::<StopSettings>();
        assert_eq!((stop, faults.len()), (StopSettings::default(), 1));
    }
}
