//! Commands on what sessions use.

use std::collections::BTreeMap;
use std::time::Duration;

use berth_runner::{Measuring, Process};
use tauri::ipc::Channel;
use tauri::{State, WebviewWindow};
use tokio::task::JoinSet;
use tokio::time::MissedTickBehavior;

use crate::engines::EngineRegistry;
use crate::error::WireError;
use crate::subscriptions::Subscriptions;
use crate::terminals::SessionKey;
use crate::usage::{Meters, SessionUsage};

/// Between two lists of processes: each is a client of its own.
const PROCESSES_EVERY: Duration = Duration::from_secs(3);

/// Sends what these running sessions use, every two seconds; returns the number to `unsubscribe` with.
#[tauri::command]
#[specta::specta]
pub async fn subscribe_usage(
    window: WebviewWindow,
    engines: State<'_, EngineRegistry>,
    subscriptions: State<'_, Subscriptions>,
    meters: State<'_, Meters>,
    sessions: Vec<SessionKey>,
    channel: Channel<Vec<SessionUsage>>,
) -> Result<u32, WireError> {
    let mut by_engine = BTreeMap::<String, Vec<String>>::new();
    for SessionKey { engine, id } in sessions {
        by_engine.entry(engine).or_default().push(id);
    }
    let mut measurings = Vec::new();
    for (engine, ids) in by_engine {
        // One that is away has nothing to say; the others have.
        match engines.runner(&engine).await {
            Ok(runner) => measurings.push((engine, meters.of(&runner).measure(ids))),
            Err(error) => tracing::debug!(%error, "not measured"),
        }
    }
    Ok(subscriptions.start(window.label(), send(measurings, channel)))
}

async fn send(measurings: Vec<(String, Measuring)>, channel: Channel<Vec<SessionUsage>>) {
    let mut sending = JoinSet::new();
    for (engine, mut measuring) in measurings {
        let channel = channel.clone();
        sending.spawn(async move {
            while let Some(round) = measuring.next().await {
                let round = round.into_iter().map(|usage| SessionUsage { engine: engine.clone(), usage });
                if channel.send(round.collect()).is_err() {
                    return;
                }
            }
        });
    }
    while sending.join_next().await.is_some() {}
}

/// Sends the processes of a running session, now and every three seconds; returns the
/// number to `unsubscribe` with.
#[tauri::command]
#[specta::specta]
pub async fn subscribe_processes(
    window: WebviewWindow,
    engines: State<'_, EngineRegistry>,
    subscriptions: State<'_, Subscriptions>,
    session: SessionKey,
    channel: Channel<Vec<Process>>,
) -> Result<u32, WireError> {
    let runner = engines.runner(&session.engine).await?;
    let first = runner.processes(&session.id).await?;
    Ok(subscriptions.start(window.label(), async move {
        let mut interval = tokio::time::interval(PROCESSES_EVERY);
        interval.set_missed_tick_behavior(MissedTickBehavior::Delay);
        interval.tick().await;
        let mut processes = first;
        while channel.send(processes).is_ok() {
            processes = loop {
                interval.tick().await;
                match runner.processes(&session.id).await {
                    Ok(processes) => break processes,
                    // It has ended, which the list says, or a busy engine answers late.
                    Err(error) => tracing::debug!(%error, "no processes"),
                }
            };
        }
    }))
}
