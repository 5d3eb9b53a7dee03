//! The other answers of engines: what is read of them holds together, and nothing panics.

use berth_runner::EngineKind;
use berth_runner::testing::parse::pull::PullReader;
use berth_runner::testing::parse::warnings::{self, Warnings};
use berth_runner::testing::parse::{
    endpoints, images, kube, listed, manifest, networks, registry, rows, usage, version,
};
use jiff::Timestamp;

use super::is_id;

/// Images, contexts, networks, usage, processes, registries: ids are whole, and names are there.
pub fn answers(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    assert!(images::ids(bytes).iter().all(|id| is_id(id)));
    assert!(endpoints::parse(bytes).iter().all(|one| !one.address.is_empty()));
    for row in rows::parse(bytes).rows {
        if let Some(session) = listed::session("engine", &row, "words") {
            assert!(is_id(&session.id));
        }
        if let Some(image) = images::image("engine", &row) {
            assert!(is_id(&image.id));
            manifest::newer(&image, &text, &text);
        }
        networks::parse(&row);
    }
    version::rootless(bytes);
    clusters(bytes, &text);
    for kind in [EngineKind::Podman, EngineKind::Docker] {
        if let Some(reason) = registry::refusal(kind, &text, "localhost:5000/a/b:1") {
            assert!(!reason.to_string().trim().is_empty());
        }
    }
    for line in text.lines() {
        usage::podman(line, Timestamp::UNIX_EPOCH);
        usage::docker(line, Timestamp::UNIX_EPOCH);
    }
    usage::processes(&text);
    assert!(!warnings::without_warnings(&text).contains('\0') || text.contains('\0'));
}

/// Pods, rights and contexts of a cluster: ids are whole.
fn clusters(bytes: &[u8], text: &str) {
    let told = text.lines().filter_map(|line| match kube::event(line.as_bytes()) {
        Some(kube::Told::Is(rows) | kube::Told::Gone(rows)) => Some(rows),
        _ => None,
    });
    for row in kube::page(bytes).into_iter().flat_map(|page| page.rows).chain(told.flatten()) {
        if let Some(session) = kube::session("engine", &row.row) {
            assert!(is_id(&session.id));
        }
    }
    kube::contexts(bytes);
    kube::lacking(bytes);
}

/// What comes in pieces: the pieces make no difference.
pub fn pieces(bytes: &[u8]) {
    let Some((size, bytes)) = bytes.split_first() else { return };
    let size = usize::from(*size).max(1);
    let (mut whole, mut parts) = (PullReader::default(), PullReader::default());
    whole.take(bytes);
    for part in bytes.chunks(size) {
        parts.take(part);
    }
    // A line that is cut for its length is cut elsewhere.
    if bytes.split(|byte| matches!(byte, b'\n' | b'\r')).all(|line| line.len() < 8 << 10) {
        assert_eq!(whole.progress(), parts.progress());
    }
    let mut known = Warnings::default();
    known.note("time=\"2026-11-23T15:14:58Z\" level=warning msg=\"x\"\nWARNING: y\n");
    let passed = |size: usize| {
        let mut filter = known.filter();
        let mut passed: Vec<u8> = bytes.chunks(size).flat_map(|part| filter.pass(part)).collect();
        passed.extend(filter.finish());
        passed
    };
    assert_eq!(passed(bytes.len().max(1)), passed(size));
}
