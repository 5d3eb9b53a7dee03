//! What takes long with images, with how far it is.

use std::path::Path;

use berth_runner::{PullProgress, Runner, size};

use crate::exit::Stop;
use crate::progress::{Line, moved};

pub async fn pull_shown(runner: &Runner, image: &str) -> Result<(), Stop> {
    let mut line = Line::new();
    let pulled = runner.pull(image, |progress| line.draw(|| pulled(image, progress))).await;
    drop(line);
    Ok(pulled?)
}

fn pulled(image: &str, progress: &PullProgress) -> String {
    let done = progress.layers.iter().filter(|layer| layer.state.is_done()).count();
    let layers = format!("{image}: {done} of {} layers", progress.layers.len());
    match progress.total {
        0 => layers,
        total => format!("{layers}, {} of {}", size(progress.done), size(total)),
    }
}

pub async fn save(runner: &Runner, image: &str, file: &Path) -> Result<(), Stop> {
    let mut line = Line::new();
    let saved = runner.save_image(image, file, |transfer| line.draw(|| moved(transfer))).await;
    drop(line);
    Ok(saved?)
}

pub async fn load(runner: &Runner, file: &Path) -> Result<Vec<String>, Stop> {
    let mut line = Line::new();
    let loaded = runner.load_images(file, |transfer| line.draw(|| moved(transfer))).await;
    drop(line);
    Ok(loaded?)
}

#[cfg(test)]
mod tests {
    use berth_runner::{LayerState, PullLayer};

    use super::*;

    #[test]
    fn a_pull_is_told_in_a_line() {
        let layer = |state| PullLayer { id: "0".repeat(12), state, done: 1 << 20, total: 4 << 20 };
        let layers = vec![layer(LayerState::Fetching), layer(LayerState::Done)];
        let mut progress = PullProgress { layers, done: 1 << 20, total: 8 << 20, ..PullProgress::default() };
        assert_eq!(pulled("a:1", &progress), "a:1: 1 of 2 layers, 1 MiB of 8 MiB");
        progress.total = 0;
        assert_eq!(pulled("a:1", &progress), "a:1: 1 of 2 layers");
    }
}
