//! The builds of the app that are compared.

use std::path::PathBuf;

use tempfile::TempDir;

use crate::figures::Whose;

/// A build of the app.
pub struct Build {
    pub whose: Whose,
    pub app: PathBuf,
    /// The home of all its launches.
    pub home: TempDir,
}

impl Build {
    pub fn new(whose: Whose, app: PathBuf) -> Self {
        assert!(app.is_file(), "there is no app at {}", app.display());
        // The app is started in another folder than the bench.
        let app = app.canonicalize().expect("the app has an absolute path");
        Self { whose, app, home: tempfile::tempdir().expect("a home folder") }
    }
}

/// The order in which a round measures them: every other round begins with the last, so that
/// no build is always the one that meets a warm or a tired machine.
pub fn in_turn(builds: &[Build], round: u32) -> Vec<&Build> {
    let mut order: Vec<_> = builds.iter().collect();
    if round.is_multiple_of(2) {
        order.reverse();
    }
    order
}
