//! The bench's bare window: ways of bringing a client's output to a page, none of which
//! skips anything. The app has one way and no switch; this is what it is compared with.
//!
//! `tests/bench` drives it, and gives the page its xterm.js.

use std::collections::VecDeque;
use std::io::{Read, Write};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use tauri::ipc::{Channel, InvokeResponseBody};
use tauri::{Manager, State};

/// As the app gathers, and as much.
const GATHER: Duration = Duration::from_millis(4);
const BATCH: usize = 128 * 1024;
const HIGH_WATER: usize = 1024 * 1024;
const LOW_WATER: usize = 256 * 1024;
/// What may wait: with credits the client waits then.
const MOST_WAITING: usize = 512 * 1024;

#[derive(serde::Deserialize)]
struct Way {
    /// Reads are put together to messages; else each is a message.
    batches: bool,
    /// The page's acknowledgements are waited for.
    credits: bool,
}

#[derive(Default)]
struct Wire {
    state: Mutex<Under>,
    changed: Condvar,
}

/// What is under way.
#[derive(Default)]
struct Under {
    messages: VecDeque<Vec<u8>>,
    waiting: usize,
    unacknowledged: usize,
    stalled: bool,
    ended: bool,
}

impl Wire {
    fn lock(&self) -> MutexGuard<'_, Under> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn read(&self, mut reader: impl Read, way: &Way) {
        let mut buffer = vec![0; 64 * 1024];
        while let Ok(read @ 1..) = reader.read(&mut buffer) {
            let full = |under: &mut Under| way.credits && under.waiting > MOST_WAITING;
            let under = self.changed.wait_while(self.lock(), full);
            let mut under = under.unwrap_or_else(PoisonError::into_inner);
            under.waiting += read;
            match under.messages.back_mut() {
                Some(last) if way.batches && last.len() + read <= BATCH => {
                    last.extend_from_slice(&buffer[..read]);
                }
                _ => under.messages.push_back(buffer[..read].to_vec()),
            }
            self.changed.notify_all();
        }
        self.lock().ended = true;
        self.changed.notify_all();
    }

    fn send(&self, output: &Channel, way: &Way) {
        let mut last: Option<Instant> = None;
        loop {
            let idle = |under: &mut Under| !under.ended && (under.messages.is_empty() || under.stalled);
            let under = self.changed.wait_while(self.lock(), idle);
            let mut under = under.unwrap_or_else(PoisonError::into_inner);
            if way.batches
                && let Some(last) = last
            {
                let rest = GATHER.saturating_sub(last.elapsed());
                let few = |under: &mut Under| !under.ended && under.waiting < BATCH;
                let waited = self.changed.wait_timeout_while(under, rest, few);
                under = waited.unwrap_or_else(PoisonError::into_inner).0;
            }
            let Some(message) = under.messages.pop_front() else {
                if under.ended {
                    return;
                }
                continue;
            };
            under.waiting -= message.len();
            under.unacknowledged += message.len();
            under.stalled = way.credits && under.unacknowledged >= HIGH_WATER;
            drop(under);
            self.changed.notify_all();
            last = Some(Instant::now());
            if output.send(InvokeResponseBody::Raw(message)).is_err() {
                return;
            }
        }
    }
}

/// The client that runs now, and its writer, which types an end-of-file when it is dropped.
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

/// Runs a client on a pseudo-terminal, its output to the page on one channel.
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

/// The page parsed so many bytes.
#[tauri::command]
fn ack(current: State<'_, Current>, bytes: usize) {
    if let Some(Running { wire, .. }) = &*current.0.lock().unwrap_or_else(PoisonError::into_inner) {
        let mut under = wire.lock();
        under.unacknowledged = under.unacknowledged.saturating_sub(bytes);
        under.stalled &= under.unacknowledged > LOW_WATER;
        wire.changed.notify_all();
    }
}

fn main() -> tauri::Result<()> {
    tauri::Builder::default()
        .manage(Current::default())
        // As the app: what is compared is how bytes travel.
        .setup(|app| {
            app.webview_windows()
                .values()
                .try_for_each(|window| berth::gpu::apply_compositing_policy(window, false))?;
            Ok(())
        })
        .invoke_handler(tauri::generate_handler![attach, ack])
        .run(tauri::generate_context!("examples/wire/tauri.conf.json"))
}
