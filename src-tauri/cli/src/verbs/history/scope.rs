//! The history as it is asked, and where that may block.

use berth_archive::Archive;
use tokio::sync::oneshot;

use crate::exit::{FAILURE, Stop};

/// What is asked of, and of which engines; of all where there are none.
#[derive(Debug)]
pub struct Scope {
    pub archive: Archive,
    pub engines: Vec<String>,
}

/// Does what blocks where nobody waits for its end when the program is interrupted.
pub async fn apart<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Stop> + Send + 'static,
) -> Result<T, Stop> {
    let (sender, done) = oneshot::channel();
    std::thread::spawn(move || {
        // Nobody waits when the program ends.
        let _ = sender.send(work());
    });
    done.await.unwrap_or_else(|_| Err(Stop::new(FAILURE, "Could not read the history: its reader ended")))
}
