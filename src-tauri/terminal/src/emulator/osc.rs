//! `OSC` sequences: titles, links, colours, prompts, and what a program wants to be known.

use super::color;
use super::links::Link;
use super::state::TermState;

/// The palette's colours come first.
pub const FOREGROUND: u16 = 256;
pub const CURSOR: u16 = 258;
/// A longer address of a folder is ignored. Linux takes paths of 4 KiB; each byte may be escaped.
const MAX_FOLDER_BYTES: usize = 3 * 4096;

impl TermState {
    pub(super) fn dispatch_osc(&mut self, id: u32, text: &[u8]) {
        let text = String::from_utf8_lossy(text);
        match id {
            0 => {
                self.title = Some(text.to_string());
                self.icon = Some(text.into_owned());
            }
            1 => self.icon = Some(text.into_owned()),
            2 => self.title = Some(text.into_owned()),
            4 => self.palette_colors(&text),
            7 => self.set_folder(&text),
            8 => self.set_link(&text),
            9 => self.notice(&text),
            10..=12 => self.special_colors(id as u16 - 10 + FOREGROUND, &text),
            52 => self.clipboard(&text),
            99 => self.notice_part(&text),
            104 if text.is_empty() => self.palette.retain(|index, _| *index >= FOREGROUND),
            104 => {
                for index in text.split(';').filter_map(color_index) {
                    self.palette.remove(&index);
                }
            }
            110..=112 => {
                self.palette.remove(&(id as u16 - 110 + FOREGROUND));
            }
            133 => self.prompt(&text),
            777 => self.extension(&text),
            _ => {}
        }
    }

    fn palette_colors(&mut self, text: &str) {
        let mut slots = text.split(';');
        while let (Some(index), Some(spec)) = (slots.next(), slots.next()) {
            if let Some(index) = color_index(index) {
                self.color(index, spec, &format!("4;{index}"));
            }
        }
    }

    /// Further colours go on with the next kind: foreground, background, cursor.
    fn special_colors(&mut self, first: u16, text: &str) {
        for (index, spec) in (first..=CURSOR).zip(text.split(';')) {
            self.color(index, spec, &(index - FOREGROUND + 10).to_string());
        }
    }

    /// Sets a colour, or tells it.
    fn color(&mut self, index: u16, spec: &str, name: &str) {
        if spec == "?" {
            self.answer_color(index, name);
        } else if let Some(color) = color::parse(spec) {
            self.palette.insert(index, color);
        }
    }

    /// The working directory, as `file://host/path`; none where it is empty.
    fn set_folder(&mut self, text: &str) {
        if text.is_empty() {
            self.folder = None;
        } else if text.starts_with("file://") && text.len() <= MAX_FOLDER_BYTES {
            self.folder = Some(text.to_owned());
        }
    }

    /// `name=value:…;address`; an empty address ends the link.
    fn set_link(&mut self, text: &str) {
        let Some((params, address)) = text.split_once(';') else { return };
        let link = if address.is_empty() {
            if !params.trim().is_empty() {
                return;
            }
            0
        } else {
            let name = params.trim().split(':').find_map(|param| param.strip_prefix("id="));
            let name = name.filter(|name| !name.is_empty()).map(str::to_owned);
            self.links.add(Link { name, address: address.to_owned() }).unwrap_or(0)
        };
        self.attributes.extended.link = link;
        self.attributes.note_extended();
        self.sync_template();
    }
}

fn color_index(text: &str) -> Option<u16> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok().filter(|index| *index < FOREGROUND))?
}
