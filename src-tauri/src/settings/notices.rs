//! `[notices]`: what a person wants to be told of, and `[notices.sessions]`: of single sessions.

use std::collections::BTreeMap;

use berth_definitions::NoticeKind;
use berth_runner::{Section, ValueRule};
use serde::{Deserialize, Serialize};

use super::values::{Bounds, within};

/// How many runs that end make a crash loop.
pub const CRASH_LOOP_RUNS: Bounds = Bounds { least: 2, most: 100 };
/// Within how many minutes.
pub const CRASH_LOOP_MINUTES: Bounds = Bounds { least: 1, most: 1440 };

/// What may be told of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum NoticeRule {
    Ended,
    OutOfMemory,
    Unhealthy,
    CrashLoop,
    Asks,
}

impl NoticeRule {
    /// As they stand in the file.
    const WORDS: [&str; 5] = ["ended", "out_of_memory", "unhealthy", "crash_loop", "asks"];
}

impl From<NoticeKind> for NoticeRule {
    fn from(kind: NoticeKind) -> Self {
        match kind {
            NoticeKind::Ended => Self::Ended,
            NoticeKind::OutOfMemory => Self::OutOfMemory,
            NoticeKind::Unhealthy => Self::Unhealthy,
            NoticeKind::CrashLoop => Self::CrashLoop,
            NoticeKind::Asks => Self::Asks,
        }
    }
}

/// `[notices]`: each rule may be turned off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct NoticeSettings {
    /// Ended, not by Berth, and with another code than 0, 130 and 143.
    pub ended: bool,
    pub out_of_memory: bool,
    pub unhealthy: bool,
    pub crash_loop: bool,
    /// Waits for an answer.
    pub asks: bool,
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
    /// Of these sessions exactly this is told, whoever made them. The key is a session's name, or
    /// `ENGINE/NAME`; names have no slash.
    pub sessions: BTreeMap<String, Vec<NoticeRule>>,
}

impl NoticeSettings {
    /// What is told of one session, where that was said.
    pub fn of_session(&self, engine: &str, name: &str) -> Option<&[NoticeRule]> {
        let found = self.sessions.get(&format!("{engine}/{name}")).or_else(|| self.sessions.get(name));
        found.map(Vec::as_slice)
    }

    /// Whether a rule is on for a session.
    pub fn tells(&self, rule: NoticeRule, engine: &str, name: &str) -> bool {
        match (self.of_session(engine, name), rule) {
            (Some(rules), rule) => rules.contains(&rule),
            (None, NoticeRule::Ended) => self.ended,
            (None, NoticeRule::OutOfMemory) => self.out_of_memory,
            (None, NoticeRule::Unhealthy) => self.unhealthy,
            (None, NoticeRule::CrashLoop) => self.crash_loop,
            (None, NoticeRule::Asks) => self.asks,
        }
    }

    /// Whether anything is told of a session.
    pub fn follows(&self, own: bool, engine: &str, name: &str) -> bool {
        own || self.foreign || self.of_session(engine, name).is_some()
    }
}

impl Default for NoticeSettings {
    fn default() -> Self {
        Self {
            ended: true,
            out_of_memory: true,
            unhealthy: true,
            crash_loop: true,
            asks: true,
            crash_loop_runs: 3,
            crash_loop_minutes: 10,
            engine_lost: true,
            engine_back: true,
            foreign: false,
            sessions: BTreeMap::new(),
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
            "sessions" => ValueRule::ListsBySession { words: NoticeRule::WORDS.map(str::to_owned).to_vec() },
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
    fn one_session_has_rules_of_its_own() {
        let (notices, faults) = read(
            "[notices]\nended = false\n[notices.sessions]\nbot = [\"ended\"]\n\"docker/bot\" = []\nweb = [\"crash_loop\", \"out_of_memory\", \"asks\"]\n",
        );
        assert_eq!(faults, Vec::<String>::new());
        let told = |engine, name| {
            use NoticeRule as Rule;
            [Rule::Ended, Rule::OutOfMemory, Rule::Unhealthy, Rule::CrashLoop, Rule::Asks]
                .map(|rule| notices.tells(rule, engine, name))
        };
        assert_eq!(told("podman", "other"), [false, true, true, true, true]);
        assert_eq!(told("podman", "bot"), [true, false, false, false, false]);
        assert_eq!(told("docker", "bot"), [false; 5]);
        assert_eq!(told("docker", "web"), [false, true, false, true, true]);
        assert!(notices.follows(false, "podman", "web") && !notices.follows(false, "podman", "other"));
        let rule = NoticeSettings::rule("sessions");
        for wrong in ["sessions = 3", "sessions = { bot = true }", "sessions = { bot = [\"loud\"] }"] {
            let (notices, faults) = read(&format!("[notices]\n{wrong}\n"));
            assert_eq!(notices.sessions, BTreeMap::new());
            assert!(faults[0].starts_with(&format!("notices.sessions must be {rule}, not ")), "{faults:?}");
        }
    }

    #[test]
    fn a_rule_of_one_session_is_written_and_the_rest_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("config.toml");
        let text = "[notices]\n# quiet\nended = false\n\n[notices.sessions] # mine\nbot = [] # never\nweb = [\"ended\"]\n";
        std::fs::write(&path, text).unwrap();
        let write = |change: fn(&mut BTreeMap<String, Vec<NoticeRule>>)| {
            let mut config = Config::read(&path);
            let mut notices = config.section::<NoticeSettings>().0;
            change(&mut notices.sessions);
            config.set(&notices);
            config.write().unwrap();
            std::fs::read_to_string(&path).unwrap()
        };
        let written = write(|sessions| {
            sessions.remove("web");
            sessions.insert("podman/db".into(), vec![NoticeRule::Ended, NoticeRule::CrashLoop]);
        });
        let expected = text.replace("web = [\"ended\"]", "\"podman/db\" = [\"ended\", \"crash_loop\"]");
        assert_eq!(written, expected);
        let written = write(BTreeMap::clear);
        assert_eq!(written, "[notices]\n# quiet\nended = false\n");
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
