//! `compare.mjs` and how to ask it.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{Mutex, Once, PoisonError};

use berth_terminal::{MAX_CLUSTER_CHARS, Screen, Size, rules, widths};
use serde::de::DeserializeOwned;
use serde_json::json;

/// One stream, cut in two, on terminals of one size.
#[derive(Clone)]
pub struct Case {
    pub size: Size,
    pub scrollback: usize,
    pub stream: Vec<u8>,
    /// The window has read this much when it begins to lag …
    pub seen: usize,
    /// … and gets a snapshot here.
    pub cut: usize,
    /// New sizes at the cut, one after the other.
    pub resized: Vec<Size>,
}

impl std::fmt::Debug for Case {
    /// The stream in escapes that Rust and most others read.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { size, scrollback, seen, cut, resized, .. } = self;
        let escaped = |bytes: &[u8]| bytes.escape_ascii().to_string();
        let (first, rest) = self.stream.split_at(*cut);
        writeln!(f, "{}x{}+{scrollback}, {seen} seen, {resized:?}", size.cols, size.rows)?;
        write!(f, "  {}\n| {}", escaped(first), escaped(rest))
    }
}

/// A node process; it ends with its input.
struct Process {
    child: Child,
    ask: ChildStdin,
    answers: BufReader<ChildStdout>,
}

/// Those that no test uses just now: each takes a second to load the compiler of the window's code,
/// and keeps nothing of what it was asked.
static IDLE: Mutex<Vec<Process>> = Mutex::new(Vec::new());

/// A node process for one test, or for those after it.
pub struct Oracle(Option<Process>);

impl Process {
    fn start() -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oracle");
        static INSTALL: Once = Once::new();
        INSTALL.call_once(|| {
            let needed = ["@xterm/headless", "typescript"];
            if !needed.iter().all(|name| folder.join("node_modules").join(name).exists()) {
                let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
                let status = Command::new(npm).arg("ci").current_dir(&folder).status().unwrap();
                assert!(status.success(), "`npm ci` in {}: {status}", folder.display());
            }
        });
        let mut child = Command::new("node")
            .arg("compare.mjs")
            .current_dir(&folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut ask = child.stdin.take().unwrap();
        let answers = BufReader::new(child.stdout.take().unwrap());
        let widths: Vec<_> =
            widths().iter().map(|width| (width.from, width.to, width.columns, width.class)).collect();
        let rules: Vec<_> = rules().iter().map(|rules| rules.as_slice()).collect();
        writeln!(ask, "{}", json!({ "widths": widths, "rules": rules, "most": MAX_CLUSTER_CHARS })).unwrap();
        Self { child, ask, answers }
    }
}

impl Oracle {
    pub fn start() -> Self {
        let idle = IDLE.lock().unwrap_or_else(PoisonError::into_inner).pop();
        Self(Some(idle.unwrap_or_else(Process::start)))
    }

    /// Where the two ways end differently; empty when they do not, `None` when the
    /// snapshot says that it is not exact, or the window's emulator throws.
    pub fn compare(&mut self, case: &Case) -> Option<Vec<String>> {
        let (request, exact) = Self::request(case);
        if exact { self.ask(&request) } else { None }
    }

    /// What to ask about a case, and whether its snapshot says that it is exact.
    fn request(case: &Case) -> (serde_json::Value, bool) {
        let (first, rest) = case.stream.split_at(case.cut);
        let mut screen = Screen::new(case.size, case.scrollback);
        screen.write(first);
        case.resized.iter().for_each(|&size| screen.resize(size));
        let snapshot = screen.snapshot();
        let request = json!({
            "cols": case.size.cols,
            "rows": case.size.rows,
            "scrollback": case.scrollback,
            "resized": case.resized.iter().map(|size| (size.cols, size.rows)).collect::<Vec<_>>(),
            "seen": hex(&first[..case.seen.min(case.cut)]),
            "first": hex(first),
            "snapshot": hex(&snapshot.paint),
            "unfinished": hex(&snapshot.unfinished),
            "partial": partial(first),
            "rest": hex(rest),
        });
        (request, snapshot.exact)
    }

    /// Likewise for what a window was told: `before` it was reset, then a snapshot
    /// and what came `after` it, against the stream read whole.
    pub fn compare_window(
        &mut self,
        size: Size,
        scrollback: usize,
        stream: &[u8],
        before: &[u8],
        snapshot: &[u8],
        after: &[u8],
    ) -> Vec<String> {
        let request = json!({
            "cols": size.cols,
            "rows": size.rows,
            "scrollback": scrollback,
            "resized": [],
            "seen": hex(before),
            "first": hex(stream),
            "snapshot": hex(snapshot),
            "unfinished": hex(after),
            "partial": 0,
            "rest": "",
        });
        self.ask::<Option<_>>(&request).unwrap_or_else(|| panic!("xterm.js throws"))
    }

    /// What the window's own terminal holds as text after a stream.
    pub fn text(&mut self, size: Size, scrollback: usize, stream: &[u8]) -> String {
        let Size { cols, rows } = size;
        let request = json!({ "cols": cols, "rows": rows, "scrollback": scrollback, "stream": hex(stream) });
        self.ask(&request)
    }

    fn ask<T: DeserializeOwned>(&mut self, request: &serde_json::Value) -> T {
        let process = self.0.as_mut().unwrap();
        writeln!(process.ask, "{request}").unwrap();
        let mut answer = String::new();
        process.answers.read_line(&mut answer).unwrap();
        serde_json::from_str(&answer).unwrap_or_else(|_| panic!("the oracle ended: {answer:?}"))
    }
}

impl Drop for Oracle {
    fn drop(&mut self) {
        let Some(mut process) = self.0.take() else { return };
        if std::thread::panicking() {
            // An answer may be under way.
            let _ = process.child.kill();
            let _ = process.child.wait();
        } else {
            IDLE.lock().unwrap_or_else(PoisonError::into_inner).push(process);
        }
    }
}

/// How many bytes at the end are a character that is cut.
fn partial(bytes: &[u8]) -> usize {
    let lead = bytes.iter().rev().take(3).position(|byte| byte & 0xc0 != 0x80);
    let Some(after) = lead else { return 0 };
    let needed = match bytes[bytes.len() - 1 - after] {
        0xc0..0xe0 => 2,
        0xe0..0xf0 => 3,
        0xf0..0xf8 => 4,
        _ => 0,
    };
    if after + 1 < needed { after + 1 } else { 0 }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
