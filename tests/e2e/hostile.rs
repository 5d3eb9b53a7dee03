//! Output is shown and does nothing else.

use std::io::Write;

use berth_runner::EngineKind;
use berth_terminal::{Colors, Screen, Size};
use berth_tests::engines::Named;
use berth_tests::hostile::{WORDS, attacks, floods};
use berth_tests::window::{Setup, Window};
use sha2::{Digest, Sha256};

/// Prints the file, and then the hash of the input that came meanwhile.
const SHOWS: &str = "stty raw -echo; head -c 1 >/dev/null; cat /printed; stty min 0 time 30; \
    typed=$(sha256sum); printf '\\030\\033\\\\\\033c'; stty sane; echo \"typed $typed\"; echo \"size $(stty size)\"; exec sh";

/// The colours that the app answers for its light theme.
const LIGHT: Colors = Colors {
    foreground: [0x15, 0x20, 0x28],
    background: [0xff; 3],
    cursor: [0x0b, 0x7a, 0x6f],
    ansi: [
        [0x15, 0x20, 0x28],
        [0xc0, 0x39, 0x2b],
        [0x1a, 0x7f, 0x43],
        [0x8a, 0x61, 0x00],
        [0x1c, 0x66, 0xb8],
        [0x8a, 0x3f, 0xa3],
        [0x0f, 0x74, 0x80],
        [0x66, 0x74, 0x7e],
        [0x5a, 0x68, 0x72],
        [0xa5, 0x28, 0x19],
        [0x11, 0x66, 0x33],
        [0x6f, 0x4e, 0x00],
        [0x0f, 0x4f, 0x97],
        [0x6f, 0x2b, 0x87],
        [0x0a, 0x5c, 0x66],
        [0x3d, 0x4a, 0x53],
    ],
};

/// Everything that output must not change.
const STATE: &str = include_str!("scripts/reach.js");

#[tokio::test]
async fn hostile_output_is_shown_and_reaches_nothing_else() {
    let printed = everything();
    let mut file = tempfile::NamedTempFile::new().expect("a file");
    file.write_all(&printed).expect("the file is written");
    let mount = format!("{}:/printed:ro", file.path().display());
    let session = Named::start(EngineKind::Podman, "hostile").options(&["-v", &mount]).script(SHOWS).run();
    let window = Window::open(Setup::with_engines(EngineKind::Podman)).await;
    let name = session.name.as_str();
    window.attach(name).await;
    window.run(include_str!("scripts/watch_reach.js"), vec![]).await;
    let (before, title) = (window.run(STATE, vec![]).await, window.client.title().await.expect("a title"));

    window.type_into(name, "x").await;
    let typed = window.terminal_line(name, "what was typed", |line| line.starts_with("typed ")).await;
    let size = window.terminal_line(name, "its size", |line| line.starts_with("size ")).await;
    // What may be asked was answered, once, and nothing else was typed.
    let (rows, cols) = size["size ".len()..].split_once(' ').expect("rows and columns");
    let size = Size { cols: cols.trim().parse().expect("columns"), rows: rows.parse().expect("rows") };
    let mut screen = Screen::new(size, 1000);
    screen.set_colors(LIGHT);
    let answers = screen.write(&printed);
    let hash: String = Sha256::digest(&answers).iter().map(|byte| format!("{byte:02x}")).collect();
    assert!(typed.contains(&hash), "{typed}, and not {:?}", String::from_utf8_lossy(&answers));

    assert_eq!(window.run(STATE, vec![]).await, before);
    assert_eq!(window.client.title().await.expect("a title"), title);
    let shown = window.run("return document.body.textContent", vec![]).await;
    assert!(!shown.as_str().unwrap_or_default().contains(WORDS), "a title was believed, or a notice shown");
    window.shot("after-hostile-output").await;

    // The shell has nothing to run, and runs what is typed now.
    window.type_into(name, "ls /tmp/taken || echo $((6*7))\n").await;
    window.terminal_line(name, "an answer", |line| line.trim() == "42").await;
    window.close().await;
}

/// All attacks and floods, each ended: 10 MB without a line's end, and some MB more.
fn everything() -> Vec<u8> {
    let attacks = attacks().into_iter().map(|attack| attack.printed);
    // Answered without end they would fill the program's input.
    let floods =
        floods(1 << 20).into_iter().filter(|(name, _)| *name != "questions").map(|(_, printed)| printed);
    let all = attacks.chain(floods).chain([vec![b'x'; 10 << 20]]);
    all.flat_map(|printed| [printed, b"\x18\x1b\\".to_vec()].concat()).collect()
}
