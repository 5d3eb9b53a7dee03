//! The benchmark's bare window: it sends a client's output to a page in several ways, and skips
//! nothing. The benchmark compares the app with these ways.
//!
//! `tests/bench` drives it and loads xterm.js into the page.

use std::collections::VecDeque;
use std::io::{Read, Write};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use tauri::ipc::{Channel, InvokeResponseBody};
use tauri::{Manager, State};

/// How long output is gathered into one message; the app's own value.
const GATHER: Duration = Duration::from_millis(4);
/// The size of a gathered message, bytes; the app's own value.
const BATCH: usize = 128 * 1024;
const HIGH_WATER: usize = 1024 * 1024;
const LOW_WATER: usize = 256 * 1024;
/// How many bytes may wait; with credits, reading stops above it.
const MAX_WAITING: usize = 512 * 1024;

#[derive(serde::Deserialize)]
struct Way {
    /// Gathers several reads into one message; otherwise each read is a message.
    batches: bool,
    /// Waits for the acknowledgements of the page.
    credits: bool,
}

#[derive(Default)]
struct Wire {
    state: Mutex<Transit>,
    changed: Condvar,
}

/// The output between client and page.
#[derive(Default)]
struct Transit {
    messages: VecDeque<Vec<u8>>,
    waiting: usize,
    unacknowledged: usize,
    stalled: bool,
    ended: bool,
}

impl Wire {
    fn lock(&self) -> MutexGuard<'_, Transit> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn read(&self, mut reader: impl Read, way: &Way) {
        let mut buffer = vec![0; 64 * 1024];
        while let Ok(read @ 1..) = reader.read(&mut buffer) {
            let full = |transit: &mut Transit| way.credits && transit.waiting > MAX_WAITING;
            let transit = self.changed.wait_while(self.lock(), full);
            let mut transit = transit.unwrap_or_else(PoisonError::into_inner);
            transit.waiting += read;
            match transit.messages.back_mut() {
                Some(last) if way.batches && last.len() + read <= BATCH => {
                    last.extend_from_slice(&buffer[..read]);
                }
                _ => transit.messages.push_back(buffer[..read].to_vec()),
            }
            self.changed.notify_all();
        }
        self.lock().ended = true;
        self.changed.notify_all();
    }

    fn send(&self, output: &Channel, way: &Way) {
        let mut last: Option<Instant> = None;
        loop {
            let idle =
                |transit: &mut Transit| !transit.ended && (transit.messages.is_empty() || transit.stalled);
            let transit = self.changed.wait_while(self.lock(), idle);
            let mut transit = transit.unwrap_or_else(PoisonError::into_inner);
            if way.batches
                && let Some(last) = last
            {
                let rest = GATHER.saturating_sub(last.elapsed());
                let few = |transit: &mut Transit| !transit.ended && transit.waiting < BATCH;
                let waited = self.changed.wait_timeout_while(transit, rest, few);
                transit = waited.unwrap_or_else(PoisonError::into_inner).0;
            }
            let Some(message) = transit.messages.pop_front() else {
                if transit.ended {
                    return;
                }
                continue;
            };
            transit.waiting -= message.len();
            transit.unacknowledged += message.len();
            transit.stalled = way.credits && transit.unacknowledged >= HIGH_WATER;
            drop(transit);
            self.changed.notify_all();
            last = Some(Instant::now());
            if output.send(InvokeResponseBody::Raw(message)).is_err() {
                return;
            }
        }
    }
}

/// The running client and its writer. Dropping the writer sends an end-of-file.
#[derive(Default)]
struct Current(Mutex<Option<Running>>);

struct Running {
    wire: Arc<Wire>,
    _writer: Box<dyn Write + Send>,
}

#[derive(serde::Deserialize)]
struct Client {
    program: String,
    args: Vec<String>,
    env: Vec<(String, String)>,
}

/// Runs a client on a pseudo-terminal and sends its output to the page on one channel.
#[tauri::command]
fn attach(
    current: State<'_, Current>,
    client: Client,
    cols: u16,
    rows: u16,
    way: Way,
    output: Channel,
) -> Result<(), String> {
    let size = PtySize { rows, cols, pixel_width: 0, pixel_height: 0 };
    let pair = native_pty_system().openpty(size).map_err(|error| error.to_string())?;
    let mut command = CommandBuilder::new(client.program);
    command.args(client.args);
    client.env.into_iter().for_each(|(key, value)| command.env(key, value));
    pair.slave.spawn_command(command).map_err(|error| error.to_string())?;
    drop(pair.slave);
    let reader = pair.master.try_clone_reader().map_err(|error| error.to_string())?;
    let writer = pair.master.take_writer().map_err(|error| error.to_string())?;
    let wire = Arc::new(Wire::default());
    let way = Arc::new(way);
    let (reading, how) = (Arc::clone(&wire), Arc::clone(&way));
    std::thread::spawn(move || {
        reading.read(reader, &how);
        drop(pair.master);
    });
    let sending = Arc::clone(&wire);
    std::thread::spawn(move || sending.send(&output, &way));
    *current.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(Running { wire, _writer: writer });
    Ok(())
}

/// Acknowledges bytes that the page has parsed.
#[tauri::command]
fn ack(current: State<'_, Current>, bytes: usize) {
    if let Some(Running { wire, .. }) = &*current.0.lock().unwrap_or_else(PoisonError::into_inner) {
        let mut transit = wire.lock();
        transit.unacknowledged = transit.unacknowledged.saturating_sub(bytes);
        transit.stalled &= transit.unacknowledged > LOW_WATER;
        wire.changed.notify_all();
    }
}

fn main() -> tauri::Result<()> {
    tauri::Builder::default()
        .manage(Current::default())
        // The app's own policy, so that only the transport differs.
        .setup(|app| {
            app.webview_windows()
                .values()
                .try_for_each(|window| berth::gpu::apply_compositing_policy(window, false))?;
            Ok(())
        })
        .invoke_handler(tauri::generate_handler![attach, ack])
        .run(tauri::generate_context!("examples/wire/tauri.conf.json"))
}
