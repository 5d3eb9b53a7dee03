use berth_terminal::{Options, Size};

use crate::support::Shown;

#[test]
fn opens_at_the_size_of_the_pane() {
    let shown = Shown::open("stty size", Size { cols: 123, rows: 37 }, Options::default());
    assert_eq!(shown.wait_end().1, "37 123\r\n");
}

#[test]
fn a_resize_reaches_the_program() {
    let shown = Shown::shell("trap 'stty size; exit' WINCH; echo ready; while :; do read line; done");
    shown.wait_text("ready");
    shown.terminal.resize(Size { cols: 101, rows: 9 }).unwrap();
    shown.wait_text("9 101");
}

/// As docker's client does, which is busy with the first size for a moment.
#[test]
fn a_size_reaches_a_client_that_listens_only_later() {
    let script =
        "echo started; read line; trap 'stty size; exit' WINCH; echo ready; while :; do sleep 0.02; done";
    let shown = Shown::shell(script);
    shown.wait_text("started");
    shown.terminal.resize(Size { cols: 101, rows: 9 }).unwrap();
    shown.terminal.write(b"\n".to_vec()).unwrap();
    shown.wait_text("9 101");
}

#[test]
fn a_pane_without_a_size_yet_is_no_fault() {
    let shown = Shown::open("stty size", Size { cols: 0, rows: 0 }, Options::default());
    assert_eq!(shown.wait_end().1, "1 2\r\n");
}

#[test]
fn resizing_after_the_end_is_no_fault() {
    let shown = Shown::shell("true");
    shown.wait_end();
    shown.terminal.resize(Size { cols: 10, rows: 10 }).unwrap();
}
