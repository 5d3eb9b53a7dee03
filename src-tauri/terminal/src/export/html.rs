//! A web page that needs nothing but itself.

use super::content::{Caption, rows, text_of};
use super::palette::{BACKGROUND, Colored, FOREGROUND, hex};
use crate::emulator::TermState;
use crate::emulator::cell::*;

pub fn of(terminal: &TermState, caption: &Caption) -> String {
    let colors = Colored { theme: &caption.palette, own: &terminal.palette };
    let (text, ground) = (hex(colors.indexed(FOREGROUND)), hex(colors.indexed(BACKGROUND)));
    let title = escaped(&caption.title);
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>{title}</title>\n<style>\n\
         body {{ margin: 16px; background: {ground}; color: {text}; }}\n\
         pre {{ margin: 0; font: 13px/1.2 'JetBrains Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace; }}\n\
         a {{ color: inherit; }}\n\
         </style>\n<pre>\n"
    );
    for row in rows(terminal) {
        let mut at = 0;
        while at < row.stored().len() {
            let first = row.get(at);
            let run = row.stored()[at..].iter().take_while(|cell| cell.same_pen(&first));
            let (mut text, mut cells) = (String::new(), 0);
            for cell in run {
                if !cell.is_right_half() {
                    text.push_str(&text_of(terminal, cell));
                }
                cells += 1;
            }
            at += cells;
            // Nothing visible follows.
            if at >= row.stored().len() && first.is_plain() && colors.of(first.bg).is_none() {
                text.truncate(text.trim_end().len());
            }
            page.push_str(&marked(terminal, &colors, &first, &escaped(&text)));
        }
        page.push('\n');
    }
    page.push_str("</pre>\n</html>\n");
    page
}

/// A run of text as its cells look; only addresses of the web become links.
fn marked(terminal: &TermState, colors: &Colored, cell: &Cell, text: &str) -> String {
    let extended = terminal.extended_of(cell);
    let link = terminal.link(extended.link).map(|link| link.address.as_str());
    let text = match link.filter(|address| address.starts_with("https://") || address.starts_with("http://"))
    {
        Some(address) => format!("<a href=\"{}\">{text}</a>", escaped(address)),
        None => text.to_owned(),
    };
    let style = style(colors, cell, extended);
    if style.is_empty() { text } else { format!("<span style=\"{style}\">{text}</span>") }
}

fn style(colors: &Colored, cell: &Cell, extended: Extended) -> String {
    let bold = cell.fg & BOLD != 0;
    // As the window does, text in bold has the bright one of a colour.
    let bright = bold && cell.fg & COLOR_MODE == COLOR_16 && cell.fg & 0xff < 8;
    let mut text = colors.of(cell.fg + if bright { 8 } else { 0 });
    let mut ground = colors.of(cell.bg);
    if cell.fg & INVERSE != 0 {
        (text, ground) =
            (ground.or(Some(colors.indexed(BACKGROUND))), text.or(Some(colors.indexed(FOREGROUND))));
    }
    if cell.bg & DIM != 0 {
        let (over, under) = (
            text.unwrap_or_else(|| colors.indexed(FOREGROUND)),
            ground.unwrap_or_else(|| colors.indexed(BACKGROUND)),
        );
        text = Some(std::array::from_fn(|at| over[at].midpoint(under[at])));
    }
    let mut style = Vec::new();
    if cell.fg & INVISIBLE != 0 {
        style.push("color:transparent".to_owned());
    } else if let Some(text) = text {
        style.push(format!("color:{}", hex(text)));
    }
    if let Some(ground) = ground {
        style.push(format!("background:{}", hex(ground)));
    }
    if bold {
        style.push("font-weight:bold".to_owned());
    }
    if cell.bg & ITALIC != 0 {
        style.push("font-style:italic".to_owned());
    }
    if let Some(lines) = lines(colors, cell, extended) {
        style.push(format!("text-decoration:{lines}"));
    }
    style.join(";")
}

/// The lines at, over and under a cell.
fn lines(colors: &Colored, cell: &Cell, extended: Extended) -> Option<String> {
    let underlined = cell.fg & UNDERLINE != 0;
    let lines = [
        (underlined, "underline"),
        (cell.fg & STRIKETHROUGH != 0, "line-through"),
        (cell.bg & OVERLINE != 0, "overline"),
    ];
    let mut words: Vec<_> = lines.iter().filter(|(on, _)| *on).map(|(_, word)| *word).collect();
    if words.is_empty() {
        return None;
    }
    if underlined {
        let styles = ["", "", "double", "wavy", "dotted", "dashed"];
        words.extend(styles.get(extended.style() as usize).filter(|style| !style.is_empty()));
    }
    let color = colors.of(extended.bits & COLOR).filter(|_| underlined);
    Some(color.map_or_else(|| words.join(" "), |color| format!("{} {}", words.join(" "), hex(color))))
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            // Those that no page may hold.
            character if character.is_control() => escaped.push(char::REPLACEMENT_CHARACTER),
            character => escaped.push(character),
        }
    }
    escaped
}
