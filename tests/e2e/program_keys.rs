//! Keys that a program asks for, pressed by the X server, as a program in a container reads them.

use berth_tests::window::{Setup, Window};

/// Writes the bytes that it reads, a key's after the other. `p` takes back what it asked for, `q` ends it.
const PROGRAM: &str = r#"stty raw -echo; printf '\033[>1uready\r\n'; while :; do
    byte=$(dd bs=1 count=1 2>/dev/null | od -An -tx1); byte=${byte# }; case $byte in
        70) printf '\033[<u\r\nplain\r\n';; 71) exit;; *) printf '%s' "$byte";; esac; done"#;

#[tokio::test]
async fn a_program_that_asks_for_them_gets_keys_that_terminals_did_not_tell_apart() {
    let setup = Setup::with_new_podman();
    setup.import_image();
    setup.start("asks").script(PROGRAM).run();
    let window = Window::open(setup).await;
    let own = window.server.window(&["--name", "Berth"]).await;
    window.attach("asks").await;
    window.terminal_line("asks", "the program", |line| line == "ready").await;

    // A tab that is opened again still knows.
    window.server.keys(&own, &["key", "ctrl+shift+w"]).await;
    window.gone("tab", "^asks").await;
    window.attach("asks").await;
    window.terminal_line("asks", "the program", |line| line == "ready").await;
    window.keyboard_comes_to("asks").await;

    // Esc, Shift+Enter, Ctrl+Enter, Ctrl+C, and text.
    window
        .server
        .keys(&own, &["key", "Escape", "shift+Return", "ctrl+Return", "ctrl+c", "Return", "A"])
        .await;
    let asked = "1b5b3237751b5b31333b32751b5b31333b35751b5b39393b35750d41";
    window.terminal_line("asks", asked, |line| line.trim_end() == asked).await;
    window.server.keys(&own, &["key", "p"]).await;
    window.terminal_line("asks", "it took that back", |line| line == "plain").await;
    window.server.keys(&own, &["key", "Escape", "shift+Return", "ctrl+Return", "ctrl+c", "A"]).await;
    let plain = "1b0d0d0341";
    window.terminal_line("asks", plain, |line| line.trim_end() == plain).await;
    window.shot("program-keys").await;
    window.close().await;
}

/// Letters of more than one key: dead keys, and Compose.
#[tokio::test]
async fn a_letter_of_a_dead_key_arrives_once() {
    let setup = Setup::with_new_podman();
    setup.import_image();
    setup.start("reads").script(PROGRAM).run();
    let window = Window::open(setup).await;
    window.server.layout(&["us", "-variant", "intl", "-option", "compose:menu"]).await;
    let own = window.server.window(&["--name", "Berth"]).await;
    window.attach("reads").await;
    window.terminal_line("reads", "the program", |line| line == "ready").await;
    window.keyboard_comes_to("reads").await;
    let mut typed = String::new();
    for (keys, bytes) in [
        (&["dead_acute", "e"][..], "c3a9"),
        (&["dead_acute", "e"], "c3a9"),
        (&["x"], "78"),
        (&["dead_diaeresis", "u"], "c3bc"),
        (&["dead_acute", "space"], "27"),
        (&["Multi_key", "s", "s"], "c39f"),
        (&["dead_acute", "e"], "c3a9"),
        (&["y"], "79"),
    ] {
        window.server.keys(&own, &[&["key"], keys].concat()).await;
        typed += bytes;
        let seen = |line: &str| line.starts_with("c3") && line.trim_end().len() >= typed.len();
        let line = window.terminal_line("reads", &format!("{keys:?}"), seen).await;
        assert_eq!(line.trim_end(), typed, "{keys:?}");
    }
    window.close().await;
}
