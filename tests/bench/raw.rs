//! The limit: the engine's own attach on a pseudo-terminal, drained to nothing.

use std::io::{Read, Write};
use std::process::Command;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

use crate::stage::{PATIENCE, Stage, Turn};

/// What was read last: room for a mark, and less than it takes for keys to come again.
const TAIL: usize = 32;

pub struct RawAttach {
    client: Box<dyn Child + Send + Sync>,
    writer: Box<dyn Write + Send>,
    _master: Box<dyn MasterPty + Send>,
    tail: Arc<(Mutex<Vec<u8>>, Condvar)>,
}

impl RawAttach {
    pub fn open(command: &Command) -> Self {
        let size = PtySize { rows: 40, cols: 120, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a pseudo-terminal");
        let mut builder = CommandBuilder::new(command.get_program());
        builder.args(command.get_args());
        for (key, value) in command.get_envs() {
            match value {
                Some(value) => builder.env(key, value),
                None => builder.env_remove(key),
            }
        }
        let client = pair.slave.spawn_command(builder).expect("the engine's attach starts");
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        let writer = pair.master.take_writer().expect("a writer");
        let tail: Arc<(Mutex<Vec<u8>>, Condvar)> = Arc::default();
        let kept = Arc::clone(&tail);
        std::thread::spawn(move || {
            let mut buffer = [0; 64 * 1024];
            while let Ok(read @ 1..) = reader.read(&mut buffer) {
                let mut tail = kept.0.lock().unwrap_or_else(PoisonError::into_inner);
                tail.extend_from_slice(&buffer[read.saturating_sub(TAIL)..read]);
                let excess = tail.len().saturating_sub(TAIL);
                tail.drain(..excess);
                kept.1.notify_all();
            }
        });
        Self { client, writer, _master: pair.master, tail }
    }

    /// Waits until `mark` was read; `false` where it was not within `patience`.
    fn reads(&self, mark: &str, patience: Duration) -> bool {
        let missing = |tail: &mut Vec<u8>| !tail.windows(mark.len()).any(|part| part == mark.as_bytes());
        let tail = self.tail.0.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.tail.1.wait_timeout_while(tail, patience, missing);
        !waited.unwrap_or_else(PoisonError::into_inner).1.timed_out()
    }

    /// Waits until the client is surely there.
    pub fn joins(&self, stage: &mut Stage) {
        let joined = (0..60).any(|_| self.reads(&stage.greet().mark, Duration::from_secs(1)));
        assert!(joined, "the engine's attach shows nothing");
    }

    /// How long what is printed takes to arrive.
    pub fn drains(&self, turn: &Turn) -> Duration {
        assert!(self.reads(&turn.mark, PATIENCE), "the engine's attach stopped");
        turn.began.elapsed()
    }

    /// Types until the client is surely there, for a session that echoes. Before that the
    /// pseudo-terminal itself echoes, but a control character as `^E`.
    pub fn warms(&mut self) {
        let joined = (0..60).any(|at| {
            let word = format!("\x05{at}.");
            write!(self.writer, "{word}").expect("the attach takes a word");
            self.reads(&word, Duration::from_secs(1))
        });
        assert!(joined, "the engine's attach echoes nothing");
    }

    /// Milliseconds until each of `keys` comes back from a session that echoes.
    pub fn echoes(&mut self, keys: &str) -> Vec<f64> {
        let mut typed = String::new();
        let mut times = Vec::new();
        for key in keys.chars() {
            typed.push(key);
            let expected = &typed[typed.len().saturating_sub(12)..];
            let began = Instant::now();
            write!(self.writer, "{key}").expect("the attach takes a key");
            self.writer.flush().expect("the attach takes a key");
            assert!(self.reads(expected, PATIENCE), "the key {key:?} never came back");
            times.push(began.elapsed().as_secs_f64() * 1000.0);
        }
        times
    }
}

impl Drop for RawAttach {
    fn drop(&mut self) {
        // SIGKILL: docker's attach ignores what portable-pty's killer sends.
        if let Some(pid) = self.client.process_id() {
            let _ = Command::new("kill").args(["-KILL", &pid.to_string()]).status();
        }
        let _ = self.client.wait();
    }
}
