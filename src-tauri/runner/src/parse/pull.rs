//! What `pull` prints -> [`PullProgress`].
//!
//! On a terminal both engines give bytes for each layer, each in a line that stands for itself:
//! docker (28.2 on 20.10) moves the cursor up, writes `6fdd0dcd3c97: Downloading [==>  ]  6.8MB/62.9MB`
//! and goes back; podman (4.3) draws all `Copying blob 6fdd0dcd3c97 [=>--] 8.0MiB / 60.0MiB` anew. On
//! pipes docker says `Pulling fs layer`, `Download complete` and `Pull complete`, and podman only that a
//! blob is begun. Where the cursor goes does not matter: the id says whose line it is.

use super::bytes::bytes;
use crate::image::{LayerState, PullLayer, PullProgress};

/// A longer line is cut here, in bytes.
const MAX_LINE: usize = 16 << 10;

/// Reads what a pull prints, however the bytes arrive.
#[derive(Debug, Default)]
pub struct PullReader {
    progress: PullProgress,
    rest: Vec<u8>,
}

impl PullReader {
    /// Takes the next bytes; whether they changed anything.
    pub fn take(&mut self, bytes: &[u8]) -> bool {
        let mut changed = false;
        for part in bytes.split_inclusive(|byte| matches!(byte, b'\n' | b'\r')) {
            self.rest.extend_from_slice(part);
            if part.ends_with(b"\n") || part.ends_with(b"\r") || self.rest.len() > MAX_LINE {
                let line = plain(&String::from_utf8_lossy(&std::mem::take(&mut self.rest)));
                changed |= self.line(line.trim());
            }
        }
        if changed {
            let known = || self.progress.layers.iter().filter(|layer| layer.total > 0);
            let (done, total) =
                known().fold((0, 0), |(done, total), layer| (done + layer.done, total + layer.total));
            (self.progress.done, self.progress.total) = (done, total);
        }
        changed
    }

    /// How far it is.
    pub fn progress(&self) -> &PullProgress {
        &self.progress
    }

    fn line(&mut self, line: &str) -> bool {
        // podman's warning before it tries again: time="…" level=warning msg="Failed, retrying in 1s …"
        if line.contains("etrying in") {
            let said = line.split_once("msg=\"").map_or(line, |(_, said)| said.trim_end_matches('"'));
            said.replace("\\\"", "\"").clone_into(&mut self.progress.trouble);
            return true;
        }
        // Its blobs are all there by then: of those without bytes nothing else says so.
        if line.starts_with("Copying config") {
            self.progress.layers.iter_mut().filter(|layer| !layer.state.is_done()).for_each(done);
            return true;
        }
        let Some((id, said)) = layer_line(line) else { return false };
        self.progress.trouble.clear();
        let at = self.progress.layers.iter().position(|layer| layer.id == id).unwrap_or_else(|| {
            let layer = PullLayer { id: id.to_owned(), state: LayerState::Waiting, done: 0, total: 0 };
            self.progress.layers.push(layer);
            self.progress.layers.len() - 1
        });
        let Some(layer) = self.progress.layers.get_mut(at) else { return false };
        let before = layer.clone();
        update(layer, said);
        before != *layer || before.state == LayerState::Waiting
    }
}

/// Whose line it is, and what it says.
fn layer_line(line: &str) -> Option<(&str, &str)> {
    let blob = line.strip_prefix("Copying blob ").map(|blob| blob.strip_prefix("sha256:").unwrap_or(blob));
    let (id, said) = match blob {
        Some(blob) => blob.split_once(' ').unwrap_or((blob, "Downloading")),
        None => line.split_once(": ")?,
    };
    let hex = id.len() >= 12 && id.bytes().all(|byte| byte.is_ascii_hexdigit());
    hex.then(|| (&id[..12], said.trim()))
}

fn update(layer: &mut PullLayer, said: &str) {
    let bytes = amounts(said);
    if let Some((_, total)) = bytes {
        // docker's unpacking counts the same bytes again.
        layer.total = total;
    }
    let word = said.split([' ', '[']).next().unwrap_or_default();
    match word {
        "Waiting" | "Pulling" | "." => {}
        "Downloading" => fetching(layer, bytes),
        "Verifying" | "Download" | "Extracting" => {
            layer.state = LayerState::Unpacking;
            layer.done = layer.total;
        }
        "Pull" | "done" => done(layer),
        "Already" | "skipped:" => layer.state = LayerState::Here,
        _ if bytes.is_some() => fetching(layer, bytes),
        _ => {}
    }
}

fn fetching(layer: &mut PullLayer, bytes: Option<(u64, u64)>) {
    layer.state = LayerState::Fetching;
    layer.done = bytes.map_or(0, |(done, total)| done.min(total));
}

fn done(layer: &mut PullLayer) {
    layer.state = LayerState::Done;
    layer.done = layer.total;
}

/// The bytes in `[==>  ]  6.816MB/41.95MB` or `[=>--] 8.0MiB / 60.0MiB | 4.1 MiB/s`.
fn amounts(said: &str) -> Option<(u64, u64)> {
    let (_, after) = said.split_once(']')?;
    let (done, total) = after.split('|').next()?.split_once('/')?;
    Some((bytes(done)?, bytes(total)?))
}

/// Without the sequences that move the cursor and clear lines.
pub fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c == '\u{1b}' {
            // `ESC [ 1 A`: up to its letter.
            if chars.next() == Some('[') {
                chars.by_ref().find(|c| ('@'..='~').contains(c));
            }
        } else {
            plain.push(c);
        }
    }
    plain
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    const PODMAN_TERMINAL: &[u8] = include_bytes!("../../../../tests/fixtures/podman-4.3/pull-terminal.txt");
    const PODMAN: &[u8] = include_bytes!("../../../../tests/fixtures/podman-4.3/pull.txt");
    const DOCKER_TERMINAL: &[u8] =
        include_bytes!("../../../../tests/fixtures/docker-28.2-on-20.10/pull-terminal.txt");
    const DOCKER: &[u8] = include_bytes!("../../../../tests/fixtures/docker-28.2-on-20.10/pull.txt");

    /// Every state that is reported, in pieces of `size` bytes.
    fn states(printed: &[u8], size: usize) -> Vec<PullProgress> {
        let mut reader = PullReader::default();
        let take = |piece: &[u8]| reader.take(piece).then(|| reader.progress().clone());
        printed.chunks(size).filter_map(take).collect()
    }

    #[test]
    fn on_a_terminal_both_engines_give_bytes_for_each_layer() {
        // 20, 40 and 60 MiB and two small ones; docker counts in thousands, rounded.
        for (printed, total) in [(PODMAN_TERMINAL, 120 << 20), (DOCKER_TERMINAL, 125_840_168)] {
            let states = states(printed, 64);
            let last = states.last().unwrap();
            assert_eq!(last.layers.len(), 5);
            assert!(last.layers.iter().all(|layer| layer.state.is_done()), "{last:?}");
            assert!(last.total.abs_diff(total) < 2_000 && last.done == last.total, "{last:?}");
            // They grow, and are seen while they do.
            let begun = |state: &&PullProgress| state.done > 0 && state.done < state.total;
            assert!(states.iter().filter(begun).count() > 10, "{}", states.len());
            for layer in &last.layers {
                let of =
                    |state: &PullProgress| Some(state.layers.iter().find(|other| other.id == layer.id)?.done);
                let grows: Vec<u64> = states.iter().filter_map(of).collect();
                assert!(grows.is_sorted(), "{}: {grows:?}", layer.id);
            }
        }
    }

    #[test]
    fn on_pipes_docker_tells_of_layers_and_podman_only_that_they_begin() {
        let docker = states(DOCKER, 7);
        let last = docker.last().unwrap();
        assert_eq!((last.layers.len(), last.total), (5, 0));
        assert!(last.layers.iter().all(|layer| layer.state == LayerState::Done));
        let unpacking =
            |state: &PullProgress| state.layers.iter().any(|layer| layer.state == LayerState::Unpacking);
        assert!(docker.iter().any(unpacking));
        let podman = states(PODMAN, 7);
        assert!(podman[0].layers.iter().all(|layer| layer.state == LayerState::Fetching), "{podman:?}");
        let last = podman.last().unwrap();
        assert_eq!(last.layers.len(), 5);
        assert!(last.layers.iter().all(|layer| layer.state == LayerState::Done));
    }

    #[test]
    fn the_end_is_the_same_however_the_bytes_arrive() {
        for printed in [PODMAN_TERMINAL, DOCKER_TERMINAL, PODMAN, DOCKER] {
            let whole = states(printed, printed.len()).pop().unwrap();
            for size in [1, 2, 13, 1000] {
                assert_eq!(states(printed, size).pop().unwrap(), whole, "{size}");
            }
        }
    }

    #[test]
    fn a_trouble_is_told_until_it_is_over() {
        let mut reader = PullReader::default();
        // podman 4.3.1.
        assert!(reader.take(b"time=\"2026-11-26T19:18:15Z\" level=warning msg=\"Failed, retrying in 1s ... (1/3). Error: pinging container registry 127.0.0.1:1: connection refused\"\n"));
        assert!(reader.progress().trouble.starts_with("Failed, retrying in 1s ... (1/3)"));
        assert!(reader.take(b"46e9475d3e98: Already exists\n"));
        assert_eq!(reader.progress().trouble, "");
        assert_eq!(reader.progress().layers[0].state, LayerState::Here);
        // docker 20.10.
        assert!(reader.take(b"46e9475d3e99: Retrying in 5 seconds\n"));
        assert!(reader.progress().trouble.contains("5 seconds"));
    }

    #[test]
    fn no_cut_and_no_invalid_byte_panics() {
        for printed in [PODMAN_TERMINAL, DOCKER_TERMINAL] {
            for cut in (0..printed.len()).step_by(3) {
                let mut reader = PullReader::default();
                reader.take(&printed[..cut]);
                reader.take(b"\xff\x1b[\x1b\n: \n0123456789ab: \nCopying blob \nCopying blob sha256:\n");
            }
        }
    }
}
