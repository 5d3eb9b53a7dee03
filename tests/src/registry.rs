//! A registry for the tests alone, with TLS and a password: `tests/engines/registry` starts it.

use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;

use berth_runner::EngineKind;

use crate::engines::Engines;

/// Where it is.
#[derive(Debug)]
pub struct Registry {
    /// `HOST:PORT`, to which both engines are logged in.
    pub open: String,
    /// The same images, and no engine is logged in.
    pub locked: String,
}

impl Registry {
    /// Brings it up, once a machine. Panics when it is missing.
    pub fn get() -> &'static Self {
        static REGISTRY: OnceLock<Registry> = OnceLock::new();
        REGISTRY.get_or_init(|| {
            let up = Path::new(env!("CARGO_MANIFEST_DIR")).join("engines/registry");
            let output = Command::new(&up).output();
            let output = output.unwrap_or_else(|e| panic!("cannot run {}: {e}", up.display()));
            let said = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success(), "the registry did not come up: {said}");
            let said = String::from_utf8_lossy(&output.stdout);
            let place = |key: &str| {
                let value = said.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix('='));
                value.unwrap_or_else(|| panic!("no {key} in {said}")).to_owned()
            };
            Self { open: place("BERTH_REGISTRY"), locked: place("BERTH_REGISTRY_LOCKED") }
        })
    }

    /// Puts an image of an engine there by this name, past Berth. Returns its whole name.
    pub fn push(&self, kind: EngineKind, image: &str, name: &str) -> String {
        let whole = format!("{}/{name}", self.open);
        Engines::get().ask(kind, &["tag", image, &whole]);
        Engines::get().ask(kind, &["push", &whole]);
        whole
    }
}
