//! An X server of a window's own, so that it has the focus.

use std::ffi::OsStr;
use std::process::Stdio;

use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

/// Ends when dropped, and every window on it.
pub struct XServer {
    /// What goes into `DISPLAY`.
    pub display: String,
    _server: Child,
}

impl XServer {
    /// `options` are added to what it is started with.
    pub async fn start(options: &[&OsStr]) -> Self {
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1600x1000x24", "-nolisten", "tcp"])
            .args(options)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .expect("Xvfb, of package xvfb, starts");
        let told = server.stdout.take().expect("Xvfb tells its display");
        let number = BufReader::new(told).lines().next_line().await.expect("Xvfb's words");
        let display = format!(":{}", number.expect("a display").trim());
        Self { display, _server: server }
    }
}
