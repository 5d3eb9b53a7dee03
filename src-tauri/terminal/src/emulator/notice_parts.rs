//! `OSC 99`, kitty's notices: their parts may come in several sequences, and as base64.
//! <https://sw.kovidgoyal.net/kitty/desktop-notifications>

use base64::Engine;

use super::encoding::BASE64;

/// Of each part, in bytes; what is shown of it is shorter.
const MAX_PART_BYTES: usize = 4096;

/// A notice that is not complete yet.
#[derive(Debug, Default)]
pub struct NoticeParts {
    id: String,
    title: String,
    body: String,
}

/// What one sequence makes of the parts.
#[derive(Debug)]
pub(super) enum NoticePart {
    /// More parts are to come.
    Begun(NoticeParts),
    Complete {
        title: String,
        body: String,
    },
    /// It says nothing to a person; parts that came before may stay.
    Ignored(Option<NoticeParts>),
}

impl NoticeParts {
    /// Reads one sequence, `key=value:… ; text`, after those that came before it.
    pub(super) fn read(before: Option<Self>, text: &str) -> NoticePart {
        let Some((metadata, payload)) = text.split_once(';') else { return NoticePart::Ignored(before) };
        let value = |key: &str| {
            metadata
                .split(':')
                .filter_map(|pair| pair.split_once('='))
                .find(|(name, _)| *name == key)
                .map(|(_, value)| value)
        };
        let id = value("i").unwrap_or_default();
        let mut parts = before.filter(|parts| parts.id == id && !id.is_empty()).unwrap_or_default();
        let decoded = match value("e") {
            Some("1") => BASE64.decode(payload).ok().and_then(|bytes| String::from_utf8(bytes).ok()),
            _ => Some(payload.to_owned()),
        };
        let part = match value("p").unwrap_or("title") {
            "title" => &mut parts.title,
            "body" => &mut parts.body,
            // To close one, or to ask what a terminal can do: no words for a person.
            "close" | "alive" | "?" => return NoticePart::Ignored(None),
            // Icons and buttons.
            _ => &mut String::new(),
        };
        if let Some(decoded) = decoded.filter(|decoded| part.len() + decoded.len() <= MAX_PART_BYTES) {
            part.push_str(&decoded);
        }
        if value("d") == Some("0") {
            id.clone_into(&mut parts.id);
            NoticePart::Begun(parts)
        } else {
            NoticePart::Complete { title: parts.title, body: parts.body }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::emulator::{Emulator, Notification};

    fn notices(written: &[&str]) -> Vec<(String, String)> {
        let mut emulator = Emulator::new(80, 24, 0);
        written.iter().for_each(|part| emulator.advance(format!("\x1b]99;{part}\x1b\\").as_bytes()));
        let notice = |one| match one {
            Notification::Notice { title, text } => (title, text),
            other => unreachable!("{other:?}"),
        };
        emulator.take_notifications().into_iter().map(notice).collect()
    }

    #[test]
    fn parts_make_one_notice() {
        let both = [("make".to_owned(), "all done".to_owned())];
        for (written, expected) in [
            (&["; make"][..], &[("make".to_owned(), String::new())][..]),
            (&["i=1:d=0;make", "i=1:p=body;all done"], &both),
            (&["i=1:d=0:p=body;all ", "i=1:d=0:p=body;done", "i=1;make"], &both),
            (&["i=1:d=0:e=1;bWFrZQ==", "i=1:e=1:p=body:d=1;YWxsIGRvbmU"], &both),
            (&["i=1:d=0;make", "i=1:d=0:p=body;all done", "i=1:p=icon:e=1;AAAA"], &both),
            // Another one began in between: the first is not shown in part.
            (&["i=1:d=0;lost", "i=2:d=0;make", "i=2:p=body;all done"], &both),
        ] {
            assert_eq!(notices(written), expected, "{written:?}");
        }
    }

    #[test]
    fn what_is_no_text_is_not_shown() {
        for written in [
            &["i=1:p=?;"][..],
            &["i=1:p=close;"],
            &["i=1:p=alive;x"],
            &["i=1:d=0;never ended"],
            &["e=1;!!!"],
            &["no metadata"],
        ] {
            assert_eq!(notices(written), [], "{written:?}");
        }
    }

    #[test]
    fn a_part_has_a_limit() {
        let long = format!("i=1:d=0;{}", "x".repeat(3000));
        let [(title, _)] = &notices(&[&long, &long, &long, "i=1;"])[..] else { unreachable!("one notice") };
        assert_eq!(title.chars().count(), 257);
    }
}
