//! Starts and ends what tells of sessions, for as long as the app runs.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tauri::{AppHandle, Manager, async_runtime};
use tokio::sync::mpsc::unbounded_channel;

use super::Activities;
use super::arrange::Next;
use crate::engines::EngineRegistry;
use crate::live::{ListEvent, Live};
use crate::settings::Preferences;
use crate::terminals::Terminals;

/// Before the first client is started: the window and the lists come first.
const START_DELAY: Duration = Duration::from_secs(1);
/// From one client that is started to the next one.
const STAGGER: Duration = Duration::from_millis(150);
/// How late what changed is kept.
const KEEP_DELAY: Duration = Duration::from_secs(1);
/// Where nothing is due.
const LONG: Duration = Duration::from_secs(3600);

/// Follows the list, the open terminals, the settings and the person's rules.
pub fn follow(app: AppHandle) {
    let room = Arc::clone(&app.state::<Arc<Activities>>());
    let (sender, mut events) = unbounded_channel();
    let send = Box::new(move |event: &ListEvent| sender.send(event.clone()).is_ok());
    app.state::<Arc<Live>>().subscribe("activity", send);
    let waker = Arc::clone(&room);
    let wake = Box::new(move |_: &_| {
        waker.wake.notify_one();
        true
    });
    app.state::<Preferences>().subscribe("activity", wake);
    super::rules::follow(Arc::clone(&room), app.state::<Preferences>().rules_folder());
    async_runtime::spawn(keep(Arc::clone(&room)));
    async_runtime::spawn(async move {
        let terminals = app.state::<Terminals>();
        let mut opened = terminals.changes();
        let mut next_start = Instant::now() + START_DELAY;
        let mut due = None;
        loop {
            let wait = due.map_or(LONG, |due: Instant| due.saturating_duration_since(Instant::now()));
            tokio::select! {
                event = events.recv() => match event {
                    Some(event) => room.see(event),
                    None => return,
                },
                Ok(()) = opened.changed() => {}
                () = room.wake.notified() => {}
                () = tokio::time::sleep(wait) => {}
            }
            let settings = app.state::<Preferences>().activity();
            let open = terminals.open_mains();
            let next =
                room.arrange(&settings, open, |key| terminals.is_starting(&key.engine, &key.container));
            due = match next {
                Next::Start(_) if Instant::now() < next_start => Some(next_start),
                Next::Start(key) => {
                    next_start = Instant::now() + STAGGER;
                    match app.state::<EngineRegistry>().runner(&key.engine).await {
                        Ok(runner) => room.observe(&key, runner),
                        Err(error) => room.fail(&key, error.into()),
                    }
                    Some(next_start)
                }
                Next::Look(when) => Some(when),
                Next::Nothing => None,
            };
        }
    });
}

/// Keeps what changed, a moment later.
async fn keep(room: Arc<Activities>) {
    loop {
        room.to_keep.notified().await;
        tokio::time::sleep(KEEP_DELAY).await;
        let room = Arc::clone(&room);
        if async_runtime::spawn_blocking(move || room.keep()).await.is_err() {
            return;
        }
    }
}
