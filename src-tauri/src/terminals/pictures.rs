//! The wall: pictures of terminals, sent when they change.
//!
//! A message is a list of changes, little-endian: the session's index in the subscription
//! (`u16`), version and length of its picture (`u32` each), and the picture as
//! [`berth_terminal::AttachedTerminal::picture`] gives it. A session that is not attached
//! has `u32::MAX` as version and as length. `ui/src/wall/picture.ts` reads it.

use serde::{Deserialize, Serialize};

/// A session of the wall.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize, specta::Type)]
pub struct SessionKey {
    pub engine: String,
    pub id: String,
}

impl From<SessionKey> for berth_archive::SessionKey {
    fn from(SessionKey { engine, id }: SessionKey) -> Self {
        Self { engine, container: id }
    }
}

/// What became of a session's screen.
pub enum Picture {
    NotAttached,
    Unchanged,
    Changed { version: u32, picture: Vec<u8> },
}

/// What the window was sent of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sent {
    Nothing,
    NotAttached,
    Version(u32),
}

/// The sessions that a window shows, and what it was sent of each.
pub struct Wall {
    sessions: Vec<(SessionKey, Sent)>,
}

impl Wall {
    pub fn new(sessions: Vec<SessionKey>) -> Self {
        Self { sessions: sessions.into_iter().map(|key| (key, Sent::Nothing)).collect() }
    }

    /// The changes since the last call; empty if there are none. `draw` gets a session and
    /// the version of its picture that was sent last.
    pub fn changes(&mut self, mut draw: impl FnMut(&SessionKey, Option<u32>) -> Picture) -> Vec<u8> {
        let mut message = Vec::new();
        for (index, (key, sent)) in (0_u16..).zip(&mut self.sessions) {
            let seen = if let Sent::Version(version) = *sent { Some(version) } else { None };
            match draw(key, seen) {
                Picture::NotAttached if *sent != Sent::NotAttached => {
                    *sent = Sent::NotAttached;
                    write_head(&mut message, index, u32::MAX, u32::MAX);
                }
                Picture::Changed { version, picture } => {
                    *sent = Sent::Version(version);
                    let length = u32::try_from(picture.len()).unwrap_or(0);
                    write_head(&mut message, index, version, length);
                    message.extend(picture);
                }
                Picture::NotAttached | Picture::Unchanged => {}
            }
        }
        message
    }
}

fn write_head(message: &mut Vec<u8>, index: u16, version: u32, length: u32) {
    message.extend(index.to_le_bytes());
    message.extend(version.to_le_bytes());
    message.extend(length.to_le_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wall() -> Wall {
        let key = |id: &str| SessionKey { engine: "podman".into(), id: id.into() };
        Wall::new(vec![key("a"), key("b")])
    }

    #[test]
    fn a_picture_has_its_index_version_and_length() {
        let message = wall().changes(|key, seen| match (key.id.as_str(), seen) {
            ("b", None) => Picture::Changed { version: 7, picture: vec![1, 2, 3] },
            _ => Picture::Unchanged,
        });
        assert_eq!(message, [1, 0, 7, 0, 0, 0, 3, 0, 0, 0, 1, 2, 3]);
    }

    #[test]
    fn a_session_that_is_not_attached_is_sent_once() {
        let mut wall = wall();
        let none = [255; 8];
        assert_eq!(wall.changes(|_, _| Picture::NotAttached), [&[0, 0][..], &none, &[1, 0], &none].concat());
        assert!(wall.changes(|_, _| Picture::NotAttached).is_empty());
    }

    #[test]
    fn only_later_versions_are_asked_for() {
        let mut wall = wall();
        wall.changes(|_, _| Picture::Changed { version: 4, picture: vec![] });
        let mut asked = Vec::new();
        wall.changes(|_, seen| {
            asked.push(seen);
            Picture::Unchanged
        });
        assert_eq!(asked, [Some(4), Some(4)]);
    }

    #[test]
    fn a_session_that_is_attached_again_begins_anew() {
        let mut wall = wall();
        wall.changes(|_, _| Picture::Changed { version: 4, picture: vec![] });
        wall.changes(|_, _| Picture::NotAttached);
        let mut asked = Vec::new();
        wall.changes(|_, seen| {
            asked.push(seen);
            Picture::Unchanged
        });
        assert_eq!(asked, [None, None]);
    }
}
