//! The real window: the app's own binary under Xvfb, driven through WebDriver.
//!
//! `app` opens and closes it, `setup` says which engines it finds, `screen`, `list` and
//! `pointer` are the person's eyes and hands, `x` is the X server, and `ibus` an input method.

mod app;
#[cfg(target_os = "linux")]
mod frame;
mod ibus;
mod list;
mod pointer;
mod screen;
mod setup;
mod x;

pub use app::{ClosedWindow, Window, app_binary, repository};
pub use ibus::Ibus;
pub use list::Group;
pub use pointer::TextPosition;
#[cfg(target_os = "linux")]
pub(crate) use setup::add_client;
pub use setup::{Scheme, Setup};
pub use x::XServer;
