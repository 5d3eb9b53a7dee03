//! What the window's tests read.

use berth_runner::{Fault, ValueRule};

use super::SettingsProblem;
use super::themes::ThemeFault;

/// A fault of every code, for the window's tests.
pub fn sample_problems() -> Vec<SettingsProblem> {
    let (path, words) = (|| "/f".to_owned(), || "no".to_owned());
    let (section, key) = (|| "terminal".to_owned(), || "bell".to_owned());
    let value =
        |rule| Fault::BadValue { path: path(), section: section(), key: key(), rule, value: "1".to_owned() };
    let of_the_file = [
        Fault::NotToml { path: path(), words: words() },
        Fault::Unread { path: path(), words: words() },
        Fault::Unwritten { path: path(), words: words() },
        Fault::NoSection { path: path(), section: section() },
        Fault::NotASection { path: path(), section: section() },
        Fault::NoKey { path: path(), section: section(), key: key() },
        value(ValueRule::choice(&["off", "badge", "notification"])),
        value(ValueRule::YesOrNo {}),
        value(ValueRule::WholeNumber { least: 6, most: 48 }),
        value(ValueRule::Seconds { most: 86_400 }),
        value(ValueRule::Bytes { least_mebibytes: 1 }),
        value(ValueRule::Days { most: 36_500 }),
        value(ValueRule::FiltersByName {}),
        value(ValueRule::StopSteps {}),
        value(ValueRule::Clusters {}),
        value(ValueRule::Keys {}),
        value(ValueRule::FontName {}),
        value(ValueRule::ThemeName {}),
    ];
    let of_themes = [
        ThemeFault::ThemeUnread { path: path(), words: words() },
        ThemeFault::ThemeNotToml { path: path(), words: words() },
        ThemeFault::ThemeLacks { path: path(), key: key() },
        ThemeFault::ThemeNoColour { path: path(), key: key() },
    ];
    of_the_file.map(SettingsProblem::new).into_iter().chain(of_themes.map(SettingsProblem::new)).collect()
}
