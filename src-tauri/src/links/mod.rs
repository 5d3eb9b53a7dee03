//! Links to sessions, `berth://session/ENGINE/NAME`: they bring one into sight, and do nothing else. The window looks
//! for it in its list, and says so where it is not there.

mod link;

use std::ffi::OsString;

use parking_lot::Mutex;
use serde::Serialize;
use tauri::{AppHandle, Manager, RunEvent};

use crate::subscribers::{Deliver, Subscribers};
use crate::windows;

/// The scheme; `tauri.conf.json` has installers register it.
const SCHEME: &str = "berth:";
/// Links that wait for the window to open.
const MOST_WAITING: usize = 8;

/// What the window is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum LinkEvent {
    /// Shows a session, if there is one of this name.
    Session { engine: Option<String>, name: String },
    /// Says that this was no link to a session. What it was is not repeated: anybody can write it.
    Unusable {},
}

/// Links that the window did not hear of yet, and the window that does.
#[derive(Default)]
pub struct Links(Mutex<Shared>);

#[derive(Default)]
struct Shared {
    waiting: Vec<LinkEvent>,
    windows: Subscribers<LinkEvent>,
}

impl Links {
    /// Sends a window what links ask for from now on, and what came before there was one.
    pub fn subscribe(&self, window: &str, send: Deliver<LinkEvent>) {
        let mut shared = self.0.lock();
        let waiting = std::mem::take(&mut shared.waiting);
        if waiting.iter().all(&send) {
            shared.windows.add(window, send);
        }
    }

    /// Ends the subscription of a window.
    pub fn window_closed(&self, window: &str) {
        self.0.lock().windows.remove(window);
    }

    fn send(&self, event: LinkEvent) {
        let mut shared = self.0.lock();
        if shared.windows.has(windows::MAIN) {
            shared.windows.send(&event);
        } else if shared.waiting.len() < MOST_WAITING {
            shared.waiting.push(event);
        }
    }
}

/// The link that the program was started with: desktops give it as the one argument.
pub fn of_arguments(mut arguments: impl Iterator<Item = OsString>) -> Option<String> {
    let link = arguments.nth(1)?;
    if arguments.next().is_some() {
        return None;
    }
    let starts = link.as_encoded_bytes().get(..SCHEME.len())?.eq_ignore_ascii_case(SCHEME.as_bytes());
    starts.then(|| link.to_string_lossy().into_owned())
}

/// Has the window show what a link names.
pub fn follow(app: &AppHandle, link: &str) {
    windows::focus_main(app);
    app.state::<Links>().send(match link::read(link) {
        Some(link::Link { engine, name }) => LinkEvent::Session { engine, name },
        None => LinkEvent::Unusable {},
    });
}

/// Follows what the desktop hands over while the app runs. Only macOS does; elsewhere a link is an argument.
#[cfg_attr(not(target_os = "macos"), expect(unused_variables, reason = "there is no such event"))]
pub fn follow_event(app: &AppHandle, event: &RunEvent) {
    #[cfg(target_os = "macos")]
    if let RunEvent::Opened { urls } = event {
        urls.iter().for_each(|url| follow(app, url.as_str()));
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    fn named(name: &str) -> LinkEvent {
        LinkEvent::Session { engine: None, name: name.to_owned() }
    }

    #[test]
    fn what_comes_before_the_window_waits_for_it_but_not_all_of_it() {
        let links = Links::default();
        for number in 0..MOST_WAITING + 3 {
            links.send(named(&number.to_string()));
        }
        let (sender, events) = mpsc::channel();
        links.subscribe(windows::MAIN, Box::new(move |event: &LinkEvent| sender.send(event.clone()).is_ok()));
        links.send(named("late"));
        let events: Vec<_> = events.try_iter().collect();
        assert_eq!(events.len(), MOST_WAITING + 1);
        assert_eq!((events.first(), events.last()), (Some(&named("0")), Some(&named("late"))));
    }

    #[test]
    fn only_one_argument_is_a_link() {
        let of = |arguments: &[&str]| of_arguments(arguments.iter().map(OsString::from));
        assert_eq!(of(&["berth", "berth://session/x"]).as_deref(), Some("berth://session/x"));
        assert_eq!(of(&["berth", "BERTH:nonsense"]).as_deref(), Some("BERTH:nonsense"));
        for none in
            [&["berth"][..], &["berth", "--hidden"], &["berth", "x"], &["berth", "berth:a", "berth:b"]]
        {
            assert_eq!(of(none), None, "{none:?}");
        }
    }
}
