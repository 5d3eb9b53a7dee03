//! After the machine was started anew: what runs again, what is to be started, what cannot be.
//!
//! [`plan`] decides and is pure; [`boot`] and [`needs`] read what this machine says of itself.

mod boot;
mod fate;
mod needs;
mod plan;
mod uptime;
mod wtmp;

pub use boot::Boot;
pub(crate) use boot::ago;
pub use fate::{AfterReboot, AfterRestart, Fate, LABEL_AFTER_REBOOT, Wish};
pub use needs::{Need, NeedKind, Systemd};
pub(crate) use plan::{Seen, is_meant, plan};
pub(crate) use uptime::uptime;
