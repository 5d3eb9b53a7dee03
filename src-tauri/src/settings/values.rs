//! The app's settings, with their defaults and the values that each may have.

use berth_runner::{Section, ValueRule};
use serde::{Deserialize, Deserializer, Serialize};

/// The range of a number; both ends are allowed.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Bounds {
    pub least: u32,
    pub most: u32,
}

/// CSS pixels.
pub const FONT_SIZE: Bounds = Bounds { least: 6, most: 48 };
/// Lines above the screen.
pub const SCROLLBACK: Bounds = Bounds { least: 1000, most: 50_000 };

/// `[appearance]`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Appearance {
    pub language: Language,
    pub scheme: Scheme,
    /// The terminals' theme while the window is dark: a built-in one's name, or a file's
    /// in the folder `themes`.
    pub dark_theme: String,
    pub light_theme: String,
    pub density: Density,
    /// Whether the list shows what running sessions use.
    pub usage: bool,
}

/// The language of the window. `System` is English where the window has no sentences in the system's language.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum Language {
    #[default]
    System,
    En,
    De,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum Scheme {
    #[default]
    System,
    Light,
    Dark,
}

/// The height of the list's rows: two lines or one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum Density {
    #[default]
    Comfortable,
    Compact,
}

/// `[terminal]`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct TerminalSettings {
    pub font_family: String,
    /// CSS pixels.
    #[serde(deserialize_with = "within::<{ FONT_SIZE.least }, { FONT_SIZE.most }, _>")]
    #[specta(type = u32)]
    pub font_size: u32,
    pub ligatures: bool,
    pub cursor_style: CursorStyle,
    pub cursor_blink: bool,
    /// Lines above the screen.
    #[serde(deserialize_with = "within::<{ SCROLLBACK.least }, { SCROLLBACK.most }, _>")]
    #[specta(type = u32)]
    pub scrollback: u32,
    pub copy_on_select: bool,
    /// Whether Shift+Enter sends ESC CR where the program asks for no keys of its own.
    pub shift_enter_escapes: bool,
    /// Whether a program may write to the clipboard (OSC 52). No program may read it.
    pub clipboard_write: ClipboardWrite,
    pub bell: Bell,
    /// Whether the desktop shows the notifications of programs (OSC 9, 99 and 777).
    pub notifications: bool,
    pub screen_reader: bool,
    pub renderer: Renderer,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum CursorStyle {
    #[default]
    Block,
    Bar,
    Underline,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum ClipboardWrite {
    Off,
    #[default]
    Ask,
    On,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum Bell {
    Off,
    #[default]
    Badge,
    Notification,
}

/// WebGL shows one drawing behind on some Linux machines, and falls back to the DOM
/// where the page has no context for it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum Renderer {
    #[default]
    Dom,
    Webgl,
}

impl Default for Appearance {
    fn default() -> Self {
        Self {
            language: Language::default(),
            scheme: Scheme::default(),
            dark_theme: "Berth Dark".into(),
            light_theme: "Berth Light".into(),
            density: Density::default(),
            usage: false,
        }
    }
}

impl Default for TerminalSettings {
    fn default() -> Self {
        Self {
            font_family: "JetBrains Mono".into(),
            font_size: 13,
            ligatures: false,
            cursor_style: CursorStyle::default(),
            cursor_blink: false,
            scrollback: 1000,
            copy_on_select: false,
            shift_enter_escapes: false,
            clipboard_write: ClipboardWrite::default(),
            bell: Bell::default(),
            notifications: true,
            screen_reader: false,
            renderer: Renderer::default(),
        }
    }
}

impl Section for Appearance {
    const NAME: &'static str = "appearance";

    fn rule(key: &str) -> ValueRule {
        match key {
            "language" => ValueRule::choice(&["system", "en", "de"]),
            "scheme" => ValueRule::choice(&["system", "light", "dark"]),
            "density" => ValueRule::choice(&["comfortable", "compact"]),
            "usage" => ValueRule::YesOrNo {},
            _ => ValueRule::ThemeName {},
        }
    }
}

impl Section for TerminalSettings {
    const NAME: &'static str = "terminal";

    fn rule(key: &str) -> ValueRule {
        let whole = |Bounds { least, most }| ValueRule::WholeNumber { least, most };
        match key {
            "font_family" => ValueRule::FontName {},
            "font_size" => whole(FONT_SIZE),
            "cursor_style" => ValueRule::choice(&["block", "bar", "underline"]),
            "scrollback" => whole(SCROLLBACK),
            "clipboard_write" => ValueRule::choice(&["off", "ask", "on"]),
            "bell" => ValueRule::choice(&["off", "badge", "notification"]),
            "renderer" => ValueRule::choice(&["dom", "webgl"]),
            _ => ValueRule::YesOrNo {},
        }
    }
}

pub(super) fn within<'de, const LEAST: u32, const MOST: u32, D: Deserializer<'de>>(
    from: D,
) -> Result<u32, D::Error> {
    let number = u32::deserialize(from)?;
    match (LEAST..=MOST).contains(&number) {
        true => Ok(number),
        false => Err(serde::de::Error::custom(format!("{number} is not from {LEAST} to {MOST}"))),
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use berth_runner::Config;

    use super::*;

    fn read<T: Section>(text: &str) -> (T, usize) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("config.toml");
        std::fs::write(&path, text).unwrap();
        let (section, faults) = Config::read(path).section();
        (section, faults.len())
    }

    #[test]
    fn every_choice_can_be_written() {
        let (appearance, faults) = read::<Appearance>(
            "[appearance]\nlanguage = \"de\"\nscheme = \"dark\"\ndensity = \"compact\"\nusage = true\n",
        );
        assert_eq!((appearance.language, appearance.scheme), (Language::De, Scheme::Dark));
        assert_eq!((appearance.density, appearance.usage, faults), (Density::Compact, true, 0));
        let (terminal, faults) = read::<TerminalSettings>(
            "[terminal]\ncursor_style = \"bar\"\nclipboard_write = \"off\"\nbell = \"off\"\nrenderer = \"webgl\"\n\
             scrollback = 50_000\nfont_size = 6\n",
        );
        assert_eq!(faults, 0);
        let expected = TerminalSettings {
            cursor_style: CursorStyle::Bar,
            clipboard_write: ClipboardWrite::Off,
            bell: Bell::Off,
            renderer: Renderer::Webgl,
            scrollback: 50_000,
            font_size: 6,
            ..TerminalSettings::default()
        };
        assert_eq!(terminal, expected);
    }

    #[test]
    fn rules_name_the_choices_and_the_bounds() {
        assert_eq!(Appearance::rule("language").to_string(), "\"system\", \"en\" or \"de\"");
        assert_eq!(TerminalSettings::rule("renderer").to_string(), "\"dom\" or \"webgl\"");
        assert_eq!(TerminalSettings::rule("font_size").to_string(), "a whole number from 6 to 48");
    }

    #[test]
    fn what_is_out_of_range_keeps_its_default() {
        let text = "[terminal]\nfont_size = 500\nscrollback = -1\ncursor_blink = \"yes\"\nbell = \"loud\"\n";
        assert_eq!(read::<TerminalSettings>(text), (TerminalSettings::default(), 4));
    }
}
