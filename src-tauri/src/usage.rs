//! One meter an engine, for all windows.

use std::collections::HashMap;
use std::time::Duration;

use berth_runner::{Meter, Runner, Usage};
use parking_lot::Mutex;
use serde::Serialize;

/// Between two samples of one session.
pub const EVERY: Duration = Duration::from_secs(2);

/// The meters of the engines that somebody asked of, by engine id. One without anybody who asks has no client.
#[derive(Default)]
pub struct Meters(Mutex<HashMap<String, (Runner, Meter)>>);

/// A sample of a session, as a window gets it.
#[derive(Debug, Clone, PartialEq, Serialize, specta::Type)]
pub struct SessionUsage {
    pub engine: String,
    #[serde(flatten)]
    pub usage: Usage,
}

impl Meters {
    /// That of an engine; another one where its client is another now.
    pub fn of(&self, runner: &Runner) -> Meter {
        let mut meters = self.0.lock();
        let id = &runner.engine().id;
        match meters.get(id) {
            Some((known, meter)) if known.engine() == runner.engine() => meter.clone(),
            _ => {
                let meter = Meter::new(runner.clone(), EVERY);
                meters.insert(id.clone(), (runner.clone(), meter.clone()));
                meter
            }
        }
    }
}
