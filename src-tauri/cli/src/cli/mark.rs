//! The flags of marks.

use std::str::FromStr;

use berth_marks::Color;
use clap::Args;

/// Pin a session, give it a colour or a note, as the window's list shows them; without an option, print these
#[derive(Debug, Args)]
pub struct Mark {
    /// Its name or full id
    pub name: String,
    /// Put it on top of its group
    #[arg(long)]
    pub pin: bool,
    /// No longer
    #[arg(long, conflicts_with = "pin")]
    pub unpin: bool,
    /// The colour of its edge: red, orange, yellow, green, teal, blue, purple, pink, or none
    #[arg(long, visible_alias = "colour", value_name = "COLOR", value_parser = color)]
    pub color: Option<ColorOrNone>,
    /// Words about it; empty ones take the note away
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,
    /// Print a JSON object
    #[arg(long)]
    pub json: bool,
}

/// `None` takes the colour away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ColorOrNone(pub Option<Color>);

fn color(text: &str) -> Result<ColorOrNone, String> {
    match text {
        "none" => Ok(ColorOrNone(None)),
        word => Color::from_str(word)
            .map(|color| ColorOrNone(Some(color)))
            .map_err(|_| format!("write {} or none", Color::words().join(", "))),
    }
}
