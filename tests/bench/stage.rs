//! A session that prints when it is told to, and tells when it has printed.
//!
//! Both go through FIFOs in a mounted folder, past any terminal: what is measured
//! is never what starts or stops the clock.

use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use berth_runner::EngineKind;
use berth_tests::engines::Named;
use tempfile::TempDir;
use tokio::sync::oneshot;

/// Longer than any healthy round takes.
pub const PATIENCE: Duration = Duration::from_secs(300);

/// Prints the files that a line on `go` names, then a mark that names the line's number.
/// With `ask` it then asks its terminal where the cursor is, which a terminal that
/// parsed all of it answers; one that is not there yet is not waited for.
const SCRIPT: &str = "stty -echo -icanon; exec 3<>/stage/go; cd /; \
     while read -r n ask files <&3; do \
     cat $files; echo $n >/stage/done; printf '\\npainted-%s.\\n' $n; \
     [ $ask = ask ] && { printf '\\033[6n'; read -r -t 5 -d R place; echo $n >/stage/done; }; done";

pub struct Stage {
    pub session: Named,
    _folder: TempDir,
    go: File,
    done: File,
    turns: u32,
}

/// One print of a session.
pub struct Turn {
    pub began: Instant,
    /// What is on the screen once all of it is.
    pub mark: String,
    written: oneshot::Receiver<Instant>,
    answered: oneshot::Receiver<Instant>,
}

impl Stage {
    /// `listing` is what it prints.
    pub fn start(kind: EngineKind, listing: &Path) -> Self {
        let folder = tempfile::tempdir().expect("a folder for a session");
        let fifo = |name: &str| {
            let path = folder.path().join(name);
            let made = Command::new("mkfifo").arg(&path).status().expect("mkfifo runs");
            assert!(made.success(), "no FIFO {}", path.display());
            // Open at both ends: neither side ever waits for the other to open it.
            OpenOptions::new().read(true).write(true).open(&path).expect("a FIFO opens")
        };
        let (go, done) = (fifo("go"), fifo("done"));
        let stage = format!("{}:/stage", folder.path().display());
        let listing = format!("{}:/listing:ro", listing.display());
        let starting = Named::start(kind, "bench").options(&["-v", &stage, "-v", &listing]);
        let session = starting.script(SCRIPT).run();
        Self { session, _folder: folder, go, done, turns: 0 }
    }

    /// Has the whole listing printed.
    pub fn print(&mut self) -> Turn {
        self.turn("no", "listing")
    }

    /// Has the whole listing printed so many times.
    pub fn print_often(&mut self, times: usize) -> Turn {
        self.turn("no", &["listing"].repeat(times).join(" "))
    }

    /// What was printed last ends with it.
    pub fn last_mark(&self) -> String {
        format!("painted-{}.", self.turns)
    }

    /// Has no more than the mark printed.
    pub fn greet(&mut self) -> Turn {
        self.turn("no", "dev/null")
    }

    /// Likewise, the terminal being asked whether it has parsed it.
    pub fn ask(&mut self, file: &str) -> Turn {
        self.turn("ask", file)
    }

    fn turn(&mut self, ask: &str, files: &str) -> Turn {
        self.turns += 1;
        let ((tell, written), (tell_more, answered)) = (oneshot::channel(), oneshot::channel());
        let mut done = BufReader::new(self.done.try_clone().expect("a FIFO's second handle"));
        let asks = ask == "ask";
        // A thread of its own: a session that never answers must not keep the bench from ending.
        std::thread::spawn(move || {
            let mut line = String::new();
            if done.read_line(&mut line).is_ok() {
                // Nobody waits where only the paint counts.
                let _ = tell.send(Instant::now());
            }
            if asks && done.read_line(&mut line).is_ok() {
                let _ = tell_more.send(Instant::now());
            }
        });
        let began = Instant::now();
        writeln!(self.go, "{} {ask} {files}", self.turns).expect("the session is told");
        Turn { began, mark: self.last_mark(), written, answered }
    }
}

impl Turn {
    /// How long the session took to write it.
    pub async fn written(self) -> Duration {
        let told = tokio::time::timeout(PATIENCE, self.written).await.expect("the session printed in time");
        told.expect("the session tells when it has printed") - self.began
    }

    /// How long it took until its terminal had parsed all of it, where that was asked.
    pub async fn answered(self) -> Duration {
        let told = tokio::time::timeout(PATIENCE, self.answered).await.expect("the session goes on in time");
        told.expect("the session tells that it goes on") - self.began
    }
}
