//! `[notices]`: what a person wants to be told of.

use berth_runner::{Section, ValueRule};
use serde::{Deserialize, Serialize};

use super::values::{Bounds, within};

/// How many runs that end make a crash loop.
pub const CRASH_LOOP_RUNS: Bounds = Bounds { least: 2, most: 100 };
/// Within how many minutes.
pub const CRASH_LOOP_MINUTES: Bounds = Bounds { least: 1, most: 1440 };

/// `[notices]`: each rule may be turned off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct NoticeSettings {
    /// Ended, not by Berth, and with another code than 0, 130 and 143.
    pub ended: bool,
    pub out_of_memory: bool,
    pub unhealthy: bool,
    pub crash_loop: bool,
    #[serde(deserialize_with = "within::<{ CRASH_LOOP_RUNS.least }, { CRASH_LOOP_RUNS.most }, _>")]
    #[specta(type = u32)]
    pub crash_loop_runs: u32,
    #[serde(deserialize_with = "within::<{ CRASH_LOOP_MINUTES.least }, { CRASH_LOOP_MINUTES.most }, _>")]
    #[specta(type = u32)]
    pub crash_loop_minutes: u32,
    /// An engine that answered does not any more.
    pub engine_lost: bool,
    /// It answers again.
    pub engine_back: bool,
    /// Of sessions that Berth did not make, too.
    pub foreign: bool,
}

impl Default for NoticeSettings {
    fn default() -> Self {
        Self {
            ended: true,
            out_of_memory: true,
            unhealthy: true,
            crash_loop: true,
            crash_loop_runs: 3,
            crash_loop_minutes: 10,
            engine_lost: true,
            engine_back: true,
            foreign: false,
        }
    }
}

impl Section for NoticeSettings {
    const NAME: &'static str = "notices";

    fn rule(key: &str) -> ValueRule {
        let whole = |Bounds { least, most }| ValueRule::WholeNumber { least, most };
        match key {
            "crash_loop_runs" => whole(CRASH_LOOP_RUNS),
            "crash_loop_minutes" => whole(CRASH_LOOP_MINUTES),
            _ => ValueRule::YesOrNo {},
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use berth_runner::Config;

    use super::*;

    fn read(text: &str) -> (NoticeSettings, Vec<String>) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("config.toml");
        std::fs::write(&path, text).unwrap();
        let (section, faults) = Config::read(&path).section();
        let place = format!("{}: ", path.display());
        (section, faults.iter().map(|fault| fault.to_string().replace(&place, "")).collect())
    }

    #[test]
    fn rules_can_be_turned_off_and_the_loop_be_set() {
        let (notices, faults) =
            read("[notices]\nout_of_memory = false\ncrash_loop_runs = 5\nforeign = true\n");
        let expected = NoticeSettings {
            out_of_memory: false,
            crash_loop_runs: 5,
            foreign: true,
            ..NoticeSettings::default()
        };
        assert_eq!((notices, faults), (expected, Vec::<String>::new()));
    }

    #[test]
    fn what_cannot_be_used_is_named_and_keeps_its_default() {
        let (notices, faults) =
            read("[notices]\nended = \"no\"\ncrash_loop_runs = 1\ncrash_loop_minutes = 2000\nloud = true\n");
        assert_eq!(notices, NoticeSettings::default());
        let rule = |key: &str| NoticeSettings::rule(key);
        assert_eq!(
            faults,
            [
                format!("notices.ended must be {}, not \"no\"", rule("ended")),
                format!("notices.crash_loop_runs must be {}, not 1", rule("crash_loop_runs")),
                format!("notices.crash_loop_minutes must be {}, not 2000", rule("crash_loop_minutes")),
                "[notices] has no key loud".to_owned(),
            ]
        );
    }
}
