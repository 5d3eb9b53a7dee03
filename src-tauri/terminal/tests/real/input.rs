use berth_terminal::Error;
use sha2::{Digest, Sha256};

use crate::support::Shown;

#[test]
fn a_pasted_megabyte_arrives_whole() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("pasted");
    let script = format!("stty raw -echo; echo ready; head -c 1048576 >'{}'; echo done", file.display());
    let shown = Shown::shell(&script);
    shown.wait_text("ready");
    let mut random = fastrand::Rng::with_seed(1);
    let pasted: Vec<u8> = (0..1 << 20).map(|_| random.u8(..)).collect();
    shown.terminal.write(pasted.clone()).unwrap();
    shown.wait_text("done");
    assert_eq!(Sha256::digest(std::fs::read(file).unwrap()), Sha256::digest(pasted));
}

#[test]
fn writes_keep_their_order() {
    let shown = Shown::shell("stty raw -echo; echo ready; head -c 48890 | sha256sum");
    shown.wait_text("ready");
    let typed: Vec<Vec<u8>> =
        (0..10_000).map(|n| n.to_string().into_bytes()).chain([b"\r".repeat(10_000)]).collect();
    let whole = &typed.concat()[..48_890];
    typed.iter().for_each(|bytes| shown.terminal.write(bytes.clone()).unwrap());
    let digest: String = Sha256::digest(whole).iter().map(|byte| format!("{byte:02x}")).collect();
    shown.wait_text(&digest);
}

/// Neither the caller nor the drain waits for a program that writes and never reads.
#[test]
fn a_program_that_does_not_read_makes_nobody_wait() {
    let shown = Shown::shell("stty raw -echo; echo ready; exec yes");
    shown.wait_text("ready");
    let error = loop {
        if let Err(error) = shown.terminal.write(vec![b'x'; 1 << 20]) {
            break error;
        }
    };
    assert!(matches!(error, Error::Busy { waiting } if waiting > 3 << 20), "{error}");
    let before = shown.window.see(|seen| seen.bytes.len());
    shown.wait("more output", |seen| seen.bytes.len() > before + (8 << 20));
}

/// Ctrl-C, Ctrl-P and Ctrl-Q are for the program.
#[test]
fn control_keys_reach_the_program() {
    let shown = Shown::shell("stty raw -echo; echo ready; head -c 4 | od -An -tx1");
    shown.wait_text("ready");
    shown.terminal.write(vec![0x03, 0x10, 0x11, 0x00]).unwrap();
    shown.wait_text("03 10 11 00");
}

#[test]
fn writing_after_the_end_is_an_error() {
    let shown = Shown::shell("true");
    shown.wait_end();
    assert!(matches!(shown.terminal.write(vec![b'x']), Err(Error::Closed)));
}
