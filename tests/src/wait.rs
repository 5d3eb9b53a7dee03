//! Waiting for conditions. Tests never wait for a fixed time.

use std::time::{Duration, Instant};

/// How long a condition may take before a test fails: a window beside tests of engines on two cores has
/// shown a row after more than 30 s, and an engine is listed anew every 60 s, whatever its events tell.
pub const PATIENCE: Duration = Duration::from_secs(90);

/// Asks again and again, with growing pauses, until there is an answer.
///
/// Panics with `what` when there is none within [`PATIENCE`].
pub fn until<T>(what: &str, mut answer: impl FnMut() -> Option<T>) -> T {
    let started = Instant::now();
    let mut pause = Duration::from_millis(5);
    loop {
        if let Some(answer) = answer() {
            return answer;
        }
        assert!(started.elapsed() < PATIENCE, "waited {} s for: {what}", PATIENCE.as_secs());
        std::thread::sleep(pause);
        pause = (pause * 3 / 2).min(Duration::from_millis(250));
    }
}

/// [`until`] for a condition that has to be awaited.
pub async fn until_async<T, F: Future<Output = Option<T>>>(what: &str, answer: impl FnMut() -> F) -> T {
    match within_patience(answer).await {
        Some(answer) => answer,
        None => panic!("waited {} s for: {what}", PATIENCE.as_secs()),
    }
}

/// The same without a panic: `None` when there is no answer within [`PATIENCE`].
pub async fn within_patience<T, F: Future<Output = Option<T>>>(answer: impl FnMut() -> F) -> Option<T> {
    within(PATIENCE, answer).await
}

/// The same with a limit of its own.
pub async fn within<T, F: Future<Output = Option<T>>>(
    limit: Duration,
    mut answer: impl FnMut() -> F,
) -> Option<T> {
    let started = Instant::now();
    let mut pause = Duration::from_millis(5);
    while started.elapsed() < limit {
        if let Some(answer) = answer().await {
            return Some(answer);
        }
        tokio::time::sleep(pause).await;
        pause = (pause * 3 / 2).min(Duration::from_millis(250));
    }
    None
}

/// Whether a process runs: neither gone nor a zombie.
#[cfg(target_os = "linux")]
pub fn is_alive(pid: u32) -> bool {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    stat.rsplit_once(") ").is_some_and(|(_, rest)| !rest.starts_with('Z'))
}

/// Whether a process runs: neither gone nor a zombie.
#[cfg(all(unix, not(target_os = "linux")))]
pub fn is_alive(pid: u32) -> bool {
    let asked = std::process::Command::new("ps").args(["-o", "stat=", "-p", &pid.to_string()]).output();
    let state = String::from_utf8_lossy(&asked.expect("ps runs").stdout).trim().to_owned();
    !state.is_empty() && !state.starts_with('Z')
}
