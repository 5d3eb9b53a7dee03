//! Modes of a terminal.

use std::time::Instant;

/// Which events of the mouse go to the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mouse {
    #[default]
    Off,
    /// 9
    Press,
    /// 1000
    Clicks,
    /// 1002
    Drags,
    /// 1003
    All,
}

/// How they are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MouseEncoding {
    #[default]
    Plain,
    /// 1006
    Cells,
    /// 1016
    Pixels,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Modes {
    /// 4: characters push those right of them.
    pub insert: bool,
    /// 20: a line feed returns, too.
    pub newline: bool,
    /// ?1
    pub cursor_keys: bool,
    /// ?6
    pub origin: bool,
    /// ?7
    pub wraparound: bool,
    /// ?12, where a program said so.
    pub blink: Option<bool>,
    /// ?25
    pub hidden: bool,
    /// ?45
    pub reverse_wraparound: bool,
    /// ?66, `ESC =`
    pub keypad: bool,
    pub mouse: Mouse,
    pub mouse_encoding: MouseEncoding,
    /// ?1004
    pub focus: bool,
    /// ?2031: whether the program is told when the theme becomes dark or light.
    pub theme_changes: bool,
    /// ?2004
    pub bracketed_paste: bool,
    /// ?2026, and since when.
    pub synchronized: Option<Instant>,
    /// `DECSCUSR`, 1 to 6; 0 is the person's own.
    pub cursor_style: u8,
}

impl Default for Modes {
    fn default() -> Self {
        Self {
            insert: false,
            newline: false,
            cursor_keys: false,
            origin: false,
            wraparound: true,
            blink: None,
            hidden: false,
            reverse_wraparound: false,
            keypad: false,
            mouse: Mouse::Off,
            mouse_encoding: MouseEncoding::Plain,
            focus: false,
            theme_changes: false,
            bracketed_paste: false,
            synchronized: None,
            cursor_style: 0,
        }
    }
}
