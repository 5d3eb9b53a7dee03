//! Tells a person when it matters: by rule, seldom, and only what is so.
//!
//! [`follow`] sees what happens in the list and in the archive, [`board`] decides what is told and
//! for how long, the window finds the words, and [`desktop`] shows them.

mod board;
mod chase;
mod desktop;
mod follow;
mod notice;
mod rules;

use std::collections::HashSet;
use std::time::Instant;

use berth_archive::SessionKey;
use jiff::Timestamp;
use parking_lot::Mutex;
use serde::Serialize;
use tauri::AppHandle;
use tokio::sync::Notify;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use crate::settings::NoticeSettings;
use crate::subscribers::{Deliver, Subscribers};
use crate::windows;
use board::{Asker, Board, Step};
use desktop::{Act, Desktop, NoticeVerb};

pub use desktop::{NoticeWords, Target};
pub use follow::follow;
pub use notice::{Muted, Notice};

/// For the main window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum NoticeEvent {
    /// All that was told, the latest first, and who is muted: at once, then after every change.
    List { notices: Vec<Notice>, muted: Vec<Muted> },
    /// The desktop is to show these together, in the window's words.
    Show { popup: u32, notices: Vec<Notice> },
    /// The person clicked these on the desktop.
    Open { notices: Vec<Notice> },
    /// The person clicked what a program said.
    OpenSession { engine: String, session: String },
    /// The person wants this done to the session.
    Do { verb: NoticeVerb, notice: Notice },
}

/// What the person does on the desktop.
pub type Acts = UnboundedReceiver<(Target, Act)>;

/// What is told, and the window that shows it.
pub struct Notices {
    shared: Mutex<Shared>,
    /// Something changed that may have to be shown.
    wake: Notify,
    desktop: Desktop,
}

#[derive(Default)]
struct Shared {
    board: Board,
    windows: Subscribers<NoticeEvent>,
}

impl Notices {
    pub fn new() -> (Self, Acts) {
        let (sender, acts) = unbounded_channel();
        (Self { shared: Mutex::default(), wake: Notify::new(), desktop: Desktop::new(sender) }, acts)
    }

    /// Sends what was told to a window now, and after every change.
    pub fn subscribe(&self, window: &str, send: Deliver<NoticeEvent>) {
        let mut shared = self.shared.lock();
        if send(&list_of(&shared.board)) {
            shared.windows.add(window, send);
        }
    }

    /// A window with the keyboard shows these sessions; `None` where it has it no longer.
    pub async fn set_in_sight(&self, window: &str, sessions: Option<HashSet<SessionKey>>) {
        self.change(|board| board.set_in_sight(window, sessions.clone()));
        for session in sessions.into_iter().flatten() {
            self.desktop.close(&Target::Program(session)).await;
        }
    }

    /// Ends what a window had of them.
    pub fn window_closed(&self, window: &str) {
        self.shared.lock().windows.remove(window);
        self.change(|board| board.set_in_sight(window, None));
    }

    /// The person has read this one, or all.
    pub fn mark_read(&self, number: Option<u32>) {
        self.change(|board| board.mark_read(number));
    }

    /// Nothing of this session on the desktop for an hour, or again.
    pub fn mute(&self, session: &SessionKey, muted: bool) {
        self.change(|board| board.mute(Instant::now(), session, muted));
    }

    /// Shows a popup in the window's words, if it is still so.
    ///
    /// # Errors
    /// The desktop's words, where nothing takes notices.
    pub async fn show_popup(&self, app: &AppHandle, popup: u32, words: &NoticeWords) -> Result<(), String> {
        let is_so = || !self.shared.lock().board.shown(popup).is_empty();
        if !is_so() {
            return Ok(());
        }
        self.desktop.show(app, Target::Popup(popup), words).await?;
        if !is_so() {
            self.desktop.close(&Target::Popup(popup)).await;
        }
        Ok(())
    }

    /// Shows another notice at once.
    ///
    /// # Errors
    /// The desktop's words, where nothing takes notices.
    pub async fn show(&self, app: &AppHandle, target: Target, words: &NoticeWords) -> Result<(), String> {
        self.desktop.show(app, target, words).await
    }

    /// A session asks this; `None` where it asks nothing any more.
    pub fn see_question(&self, key: &SessionKey, name: &str, own: bool, question: Option<String>) {
        let (now, at) = (Instant::now(), Timestamp::now());
        self.change(|board| match question {
            Some(line) => board.see_question(now, at, &Asker { key, name, own }, line),
            None => board.end_question(key),
        });
    }

    /// Brings the main window to the front with this session in sight; `false` while its page is
    /// not there yet.
    pub fn open_session(&self, app: &AppHandle, key: SessionKey) -> bool {
        let mut shared = self.shared.lock();
        if !shared.windows.has(windows::MAIN) {
            return false;
        }
        windows::focus_main(app);
        shared.windows.send(&NoticeEvent::OpenSession { engine: key.engine, session: key.container });
        true
    }

    fn change(&self, change: impl FnOnce(&mut Board)) {
        change(&mut self.shared.lock().board);
        self.wake.notify_one();
    }

    /// Does what is due; returns when something is again.
    async fn work(&self, rules: NoticeSettings) -> Option<Instant> {
        let (closed, due) = {
            let mut shared = self.shared.lock();
            let Shared { board, windows } = &mut *shared;
            board.set_rules(rules);
            let mut closed = Vec::new();
            for step in board.due(Instant::now()) {
                match step {
                    Step::Show { popup, notices } => windows.send(&NoticeEvent::Show { popup, notices }),
                    Step::Close { popup } => closed.push(popup),
                }
            }
            if board.take_changed() {
                windows.send(&list_of(board));
            }
            (closed, board.next_due())
        };
        for popup in closed {
            self.desktop.close(&Target::Popup(popup)).await;
        }
        due
    }

    /// The person did something with a notice on the desktop.
    fn act(&self, app: &AppHandle, target: Target, act: Act) {
        let event = match (target, act) {
            (Target::Popup(popup), act) => self.act_on(popup, act),
            (Target::Program(SessionKey { engine, container: session }), Act::Open) => {
                Some(NoticeEvent::OpenSession { engine, session })
            }
            (Target::Test, Act::Open) => Some(NoticeEvent::Open { notices: Vec::new() }),
            _ => None,
        };
        if let Some(event) = event {
            windows::focus_main(app);
            self.shared.lock().windows.send(&event);
        }
    }

    fn act_on(&self, popup: u32, act: Act) -> Option<NoticeEvent> {
        let mut shared = self.shared.lock();
        let board = &mut shared.board;
        let notices = board.shown(popup);
        if act == Act::Closed {
            board.forget_popup(popup);
            return None;
        }
        notices.iter().for_each(|notice| board.mark_read(Some(notice.number)));
        match act {
            Act::Do(NoticeVerb::Mute) => {
                let sessions = notices.iter().filter_map(Notice::key);
                sessions.for_each(|session| board.mute(Instant::now(), &session, true));
                None
            }
            Act::Do(verb) => Some(NoticeEvent::Do { verb, notice: notices.into_iter().next()? }),
            Act::Open | Act::Closed => Some(NoticeEvent::Open { notices }),
        }
    }
}

fn list_of(board: &Board) -> NoticeEvent {
    NoticeEvent::List { notices: board.list(), muted: board.muted() }
}
