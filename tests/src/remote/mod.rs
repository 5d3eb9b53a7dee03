//! Another machine, as an engine's client sees it: an SSH server of the test's own on the
//! loopback with the tests' engines behind it, and a home folder whose clients know them.

mod home;
mod link;
mod ssh;
mod tls;
mod tools;

pub use home::Home;
pub use link::Link;
pub use ssh::Machine;
pub use tls::TlsDaemon;
pub use tools::{REMOTE, UNREACHABLE};
