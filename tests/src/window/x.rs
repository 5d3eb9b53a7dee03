//! An X server for one window, so that the window has the focus.

use std::ffi::OsStr;
use std::process::Stdio;

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::process::{Child, Command};

use crate::wait;

/// Ends when dropped, and every window on it.
pub struct XServer {
    /// The value of `DISPLAY`.
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

    /// The window that xdotool finds by these, such as `--class xterm`, once it shows.
    pub async fn window(&self, by: &[&str]) -> String {
        let search = [&["search", "--onlyvisible"], by].concat();
        wait::until_async(&format!("a window {by:?}"), || async {
            Some(self.ask(&search).await?.lines().next()?.to_owned())
        })
        .await
    }

    /// The newest of the app's windows, as PNG. The driver's own screenshots hang now and then
    /// where the page is drawn without compositing (WebKitGTK 2.50).
    pub async fn picture(&self) -> Vec<u8> {
        let windows = self.ask(&["search", "--onlyvisible", "--name", "Berth$"]).await;
        let windows = windows.expect("a window of the app's");
        let newest = windows.lines().last().expect("an X window");
        let args = ["-display", &self.display, "-window", newest, "png:-"];
        let output = Command::new("import").args(args).output().await;
        output.expect("import, of package imagemagick, runs").stdout
    }

    /// Types into a window as its keyboard would: there is nobody else to give it the focus.
    pub async fn keys(&self, window: &str, keys: &[&str]) {
        let asked = [&["windowfocus", "--sync", window], keys].concat();
        wait::until_async(&format!("{keys:?} in {window}"), || self.ask(&asked)).await;
    }

    /// Gives the keyboard another layout, as setxkbmap names it.
    pub async fn layout(&self, layout: &[&str]) {
        let mut command = Command::new("setxkbmap");
        let status = command.args(["-display", &self.display, "-layout"]).args(layout).status().await;
        assert!(status.expect("setxkbmap, of package x11-xkb-utils, runs").success(), "{layout:?}");
    }

    /// Drags with the first button from one place of the screen to another, in steps as a hand does; then
    /// `there` is waited for before the button is let go.
    pub async fn drag(&self, from: (u32, u32), to: (u32, u32), there: impl Future<Output = ()>) {
        let steps: u32 = 10;
        let mut args = vec!["mousemove".to_owned(), from.0.to_string(), from.1.to_string()];
        args.extend(["mousedown", "1"].map(str::to_owned));
        for step in 1..=steps {
            let at = |from: u32, to: u32| (from * (steps - step) + to * step) / steps;
            let place = [at(from.0, to.0), at(from.1, to.1)].map(|place| place.to_string());
            args.extend(
                ["sleep".to_owned(), "0.05".to_owned(), "mousemove".to_owned()].into_iter().chain(place),
            );
        }
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        self.ask(&args).await.expect("xdotool drags");
        there.await;
        self.ask(&["mouseup", "1"]).await.expect("xdotool lets go");
    }

    /// How many such windows are on screen.
    pub async fn count(&self, by: &[&str]) -> usize {
        let search = [&["search", "--onlyvisible"], by].concat();
        self.ask(&search).await.map_or(0, |windows| windows.lines().count())
    }

    /// `Some` when no such window is on screen.
    pub async fn gone(&self, by: &[&str]) -> Option<()> {
        let search = [&["search", "--onlyvisible"], by].concat();
        self.ask(&search).await.is_none().then_some(())
    }

    /// Ends a window's program, as a crash would.
    pub async fn kill(&self, window: &str) {
        self.ask(&["windowkill", window]).await.expect("xdotool kills the window");
    }

    /// The text in the clipboard or in the primary selection, which middle clicks paste.
    pub async fn selection(&self, which: &str) -> String {
        let output = self.xclip(which, "-o").output().await.expect("xclip, of package xclip, runs");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// Puts a text into the clipboard, as another program does. It stays until it is replaced or
    /// the returned process is dropped.
    pub async fn copy(&self, text: &str) -> Child {
        let mut command = self.xclip("clipboard", "-i");
        let mut xclip = command
            .arg("-quiet")
            .stdin(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .expect("xclip, of package xclip, starts");
        let mut stdin = xclip.stdin.take().expect("xclip reads");
        stdin.write_all(text.as_bytes()).await.expect("xclip takes the text");
        drop(stdin);
        wait::until_async("the text is in the clipboard", || async {
            (self.selection("clipboard").await == text).then_some(())
        })
        .await;
        xclip
    }

    fn xclip(&self, which: &str, way: &str) -> Command {
        let mut command = Command::new("xclip");
        command.args([way, "-selection", which]).env("DISPLAY", &self.display).stderr(Stdio::null());
        command
    }

    async fn ask(&self, args: &[&str]) -> Option<String> {
        let mut command = Command::new("xdotool");
        let output = command.args(args).env("DISPLAY", &self.display).output();
        let output = output.await.expect("xdotool, of package xdotool, runs");
        output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
    }
}
