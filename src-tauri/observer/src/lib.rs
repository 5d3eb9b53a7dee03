//! Sessions looked at without being joined: an [`Observer`] reads what a session writes, keeps a
//! model of its screen and judges what its program does. It sends no size, no signal and, unless
//! it is asked to, no input. No window is known here.

#![warn(missing_docs)]

mod error;
mod guard;
mod joined;
mod judging;
mod last_screen;
mod observer;
mod peek;
mod process;
mod screen;
mod typist;
mod until;
pub mod waiting;

pub use berth_activity::{Input, Key};
pub use berth_terminal::ChangeHook;
pub use error::{Error, Result};
pub use guard::{Guard, SendOutcome};
pub use judging::Judging;
pub use last_screen::keep_last_screen;
pub use observer::{Observer, SessionNews, Standing};
pub use peek::Peek;
pub use screen::{Watched, to_judge};
pub use typist::ByObserver;
pub use until::{Until, Waited};
