use serde_json::json;

use super::*;
use crate::parse::inspect;

fn session(tty: bool, command: &[&str], config: serde_json::Value) -> Session {
    let mut row = json!({
        "Id": "5f".repeat(32), "Name": "bot", "State": { "Status": "running" },
        "Config": { "Image": "alpine", "Tty": tty, "Cmd": command },
    });
    for (key, value) in config.as_object().unwrap() {
        row["Config"][key] = value.clone();
    }
    inspect::session("podman", &row).unwrap()
}

#[test]
fn a_shell_is_ended_by_what_it_heeds() {
    let proposed = |tty, command: &[&str]| StopStep::proposed(&session(tty, command, json!({})));
    let hang_up = [StopStep::signal("SIGHUP", 5), StopStep::signal("SIGKILL", 10)];
    let term = [StopStep::signal("SIGTERM", 10), StopStep::signal("SIGKILL", 10)];
    let exit = [StopStep::Type { text: "exit".to_owned(), seconds: 5 }, StopStep::signal("SIGKILL", 10)];
    let either = [StopStep::signal("SIGHUP", 2), exit[0].clone(), exit[1].clone()];
    for (command, expected) in [
        (&["sh"][..], &either[..]),
        (&["/bin/bash", "-l"], &hang_up),
        (&["zsh", "-i"], &hang_up),
        (&["fish", "--login"], &hang_up),
        (&["busybox", "ash"], &exit),
        (&["/bin/dash"], &exit),
    ] {
        assert_eq!(proposed(true, command), expected, "{command:?}");
        assert_eq!(proposed(false, command), term, "without a terminal: {command:?}");
    }
    for command in [
        &["sh", "-c", "x"][..],
        &["bash", "-lc", "x"],
        &["sh", "run.sh"],
        &["claude"],
        &["busybox", "top"],
        &[],
    ] {
        assert_eq!(proposed(true, command), term, "{command:?}");
    }
    let own = session(true, &["sh"], json!({ "StopSignal": "SIGINT", "StopTimeout": 3 }));
    let expected = [StopStep::signal("SIGINT", 3), StopStep::signal("SIGKILL", 10)];
    assert_eq!(StopStep::proposed(&own), expected);
    let for_ever = session(true, &["x"], json!({ "StopTimeout": 4_294_967_295_u32 }));
    assert_eq!(StopStep::proposed(&for_ever)[0].seconds(), StopStep::MAX_SECONDS);
}
