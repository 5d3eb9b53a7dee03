//! The app's log: a file of limited size, of a level that can change while the app runs, without secrets.

mod rotated;
mod write;

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Layer, fmt as shown, registry, reload};

use self::rotated::Rotated;
pub use self::rotated::older;
use crate::settings::Verbosity;

/// Its name in the state folder; older ones are `berth.1.log` and `berth.2.log`.
const FILE: &str = "berth.log";
/// What standard error gets is chosen before the app starts.
const VARIABLE: &str = "BERTH_LOG";

/// The log of this process.
pub struct Log {
    path: Option<PathBuf>,
    set: Box<dyn Fn(Verbosity) + Send + Sync>,
}

impl fmt::Debug for Log {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Log").field("path", &self.path).finish_non_exhaustive()
    }
}

impl Log {
    /// Has what this process says of itself written to a file in the state folder, and warnings (or what the variable
    /// `BERTH_LOG` asks for) to standard error. A second call changes nothing.
    #[must_use]
    pub fn start(state: Option<&Path>) -> Self {
        let path = state.map(Self::path_in);
        let wanted = EnvFilter::try_from_env(VARIABLE).unwrap_or_else(|_| EnvFilter::new("warn"));
        let printed = shown::layer().fmt_fields(write::Fields).with_writer(io::stderr).with_filter(wanted);
        let (level, handle) = reload::Layer::new(targets(Verbosity::default()));
        let kept = path.clone().map(|path| {
            let layer = shown::layer().fmt_fields(write::Fields).with_ansi(false);
            layer.with_writer(Rotated::new(path)).with_filter(level)
        });
        // Only a test has another one already.
        let _ = registry().with(kept).with(printed).try_init();
        let set = Box::new(move |level| {
            let _ = handle.reload(targets(level));
        });
        Self { path, set }
    }

    /// The file of the log in a state folder; it need not exist.
    #[must_use]
    pub fn path_in(state: &Path) -> PathBuf {
        state.join(FILE)
    }

    /// Changes how much is written to the file.
    pub fn set_level(&self, level: Verbosity) {
        (self.set)(level);
    }
}

/// Of what Berth is made of, only warnings matter.
fn targets(level: Verbosity) -> Targets {
    Targets::new()
        .with_default(Verbosity::Warn.filter().min(level.filter()))
        .with_target("berth", level.filter())
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_level_counts_at_once_and_no_secret_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let log = Log::start(Some(folder.path()));
        let text = || fs::read_to_string(Log::path_in(folder.path())).unwrap_or_default();
        tracing::debug!(target: "berth_runner", "too much");
        assert_eq!(text(), "");
        log.set_level(Verbosity::Debug);
        tracing::debug!(target: "berth_runner", words = "API_TOKEN=hunter2 and\nnext", "a call");
        tracing::debug!(target: "zbus", "not ours");
        let written = text();
        assert!(written.contains("a call words=API_TOKEN=… and\\nnext"), "{written}");
        assert_eq!(written.lines().count(), 1, "{written}");
        // However a text gets into a line: as it is, quoted, or as the message.
        for secret in
            [r#"{"token":"hunter2"}"#, r#"TOKEN="two hunter2""#, "API_TOKEN=\"a\\\"b\" PASS='hunter2"]
        {
            tracing::warn!(target: "berth", words = secret, error = %secret, quoted = ?secret, "of {secret:?}");
        }
        let written = text();
        assert!(!written.contains("hunter2") && written.contains(r#"words={"token":…}"#), "{written}");
        assert_eq!(written.lines().count(), 4, "{written}");
        log.set_level(Verbosity::Error);
        tracing::warn!(target: "berth", "not as bad");
        tracing::error!(target: "berth", "bad");
        let written = text();
        assert!(!written.contains("not as bad") && written.contains("bad"), "{written}");
    }
}
