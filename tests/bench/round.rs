//! One round: everything once, each with a session of its own. What all parts of it use.

use std::process::Command;
use std::time::Duration;

use berth_runner::EngineKind;
use berth_tests::engines::Named;
use berth_tests::harness::Harness;
use berth_tests::wait::until_async;
use berth_tests::window::Window;
use tempfile::NamedTempFile;

use crate::raw::RawAttach;
use crate::stage::Stage;
use crate::{listing, page};

/// Of the listing, given to a plain xterm.js again and again.
pub const BLOCK: usize = 1_000_000;
/// Typed in a round: the percentiles are of all rounds' keys.
const KEYS: usize = 50;
/// Listings of a long flood.
pub const LONG: usize = 10;

pub struct Round {
    pub kind: EngineKind,
    harness: Harness,
    pub listing: NamedTempFile,
    pub block: String,
    pub keys: String,
}

impl Round {
    pub fn new(kind: EngineKind) -> Self {
        let file = NamedTempFile::new().expect("a file for the listing");
        std::fs::write(file.path(), listing::text(listing::SIZE)).expect("the listing is written");
        // Any twelve neighbours are different ones; they come again after 36.
        let keys = (0..KEYS).map(|at| char::from(b"abcdefghijklmnopqrstuvwxyz0123456789"[at * 7 % 36]));
        Self {
            kind,
            harness: Harness::real(kind),
            listing: file,
            block: listing::text(BLOCK),
            keys: keys.collect(),
        }
    }

    /// Opens the terminal, and waits until what is printed shows in it.
    pub async fn joins(&self, window: &Window, stage: &mut Stage) {
        let name = stage.session.name.clone();
        window.attach(&name).await;
        greeted(window, &name, stage).await;
        page::count(window).await;
    }

    /// A session that runs `script`, with the listing at hand.
    pub fn session(&self, stem: &str, script: &str) -> Named {
        let listing = format!("{}:/listing:ro", self.listing.path().display());
        Named::start(self.kind, stem).options(&["-v", &listing]).script(script).run()
    }

    /// The engine's attach.
    pub async fn client(&self, session: &Named) -> Command {
        let command = self.harness.runner.attach_command(&session.name).await;
        command.expect("a session that can be attached to")
    }

    pub async fn raw(&self, session: &Named) -> RawAttach {
        RawAttach::open(&self.client(session).await)
    }
}

/// Waits until what a session prints shows in the terminal `name`.
pub async fn greeted(window: &Window, name: &str, stage: &mut Stage) {
    until_async("the terminal shows what is printed", || {
        let mark = stage.greet().mark;
        async move {
            let shown = async {
                while !window.terminal_text(name).await.contains(&mark) {
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
            };
            tokio::time::timeout(Duration::from_secs(2), shown).await.ok()
        }
    })
    .await;
}

/// MB (10^6 bytes) a second for so many whole listings.
pub fn rate(listings: usize, took: Duration) -> f64 {
    (listings * listing::SIZE) as f64 / 1e6 / took.as_secs_f64()
}
