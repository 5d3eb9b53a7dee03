//! `[activity]`: which sessions Berth looks at to know who waits for the person.

use berth_runner::{Section, ValueRule};
use serde::{Deserialize, Serialize};

use super::values::{Bounds, within};

/// How many sessions are observed in the background.
pub const OBSERVED: Bounds = Bounds { least: 0, most: 200 };

/// The sessions that are observed while nobody has them open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum Observe {
    /// Those that Berth made.
    #[default]
    Own,
    All,
    None,
}

/// `[activity]`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ActivitySettings {
    /// The label `dev.berth.observe` of a session says otherwise: `yes` or `no`.
    pub observe: Observe,
    /// At most so many at once: each has a client of its engine.
    #[serde(deserialize_with = "within::<{ OBSERVED.least }, { OBSERVED.most }, _>")]
    #[specta(type = u32)]
    pub most: u32,
}

impl Default for ActivitySettings {
    fn default() -> Self {
        Self { observe: Observe::default(), most: 20 }
    }
}

impl Section for ActivitySettings {
    const NAME: &'static str = "activity";

    fn rule(key: &str) -> ValueRule {
        match key {
            "observe" => ValueRule::choice(&["own", "all", "none"]),
            _ => ValueRule::WholeNumber { least: OBSERVED.least, most: OBSERVED.most },
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use berth_runner::Config;

    use super::*;

    fn read(text: &str) -> (ActivitySettings, usize) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("config.toml");
        std::fs::write(&path, text).unwrap();
        let (section, faults) = Config::read(path).section();
        (section, faults.len())
    }

    #[test]
    fn every_value_can_be_written_and_others_keep_their_default() {
        for (word, observe) in [("own", Observe::Own), ("all", Observe::All), ("none", Observe::None)] {
            let expected = ActivitySettings { observe, most: 200 };
            assert_eq!(read(&format!("[activity]\nobserve = \"{word}\"\nmost = 200\n")), (expected, 0));
        }
        let wrong = "[activity]\nobserve = \"some\"\nmost = 201\n";
        assert_eq!(read(wrong), (ActivitySettings::default(), 2));
    }
}
