use serde_json::json;

use super::*;

fn typed(text: &str, seconds: u32) -> StopStep {
    StopStep::Type { text: text.to_owned(), seconds }
}

#[test]
fn steps_as_text() {
    let all = StopStep::parse_all("type:exit=5,SIGHUP=5,term=0,SIGKILL").unwrap();
    let expected = [
        typed("exit", 5),
        StopStep::signal("SIGHUP", 5),
        StopStep::signal("SIGTERM", 0),
        StopStep::signal("SIGKILL", StopStep::DEFAULT_SECONDS),
    ];
    assert_eq!(all, expected);
    for (text, step) in [
        ("type:a=b", typed("a=b", 10)),
        ("type:x=1=2", typed("x=1", 2)),
        (r"type:say \\ a\, b=3", typed(r"say \ a, b", 3)),
        ("type: /exit =7", typed(" /exit ", 7)),
        ("34=1", StopStep::signal("34", 1)),
    ] {
        assert_eq!(StopStep::parse_all(text).unwrap(), std::slice::from_ref(&step), "{text}");
        assert_eq!(StopStep::parse_all(&step.to_string()).unwrap(), [step], "{text}");
    }
}

#[test]
fn what_is_no_step_is_named() {
    let refused = |text: &str| StopStep::parse_all(text).unwrap_err().to_string();
    for (text, part) in [
        ("", "no step"),
        ("exit", "\"exit\""),
        ("SIGTERM=5,,SIGKILL", "no step"),
        ("type:=5", "empty"),
        ("type:a\nb", "control character"),
        ("SIGTERM=3601", "3600"),
        ("SIGTERM=99999999999", "3600"),
    ] {
        assert!(refused(text).contains(part), "{text:?}: {}", refused(text));
    }
    assert!(refused(&["HUP"; 11].join(",")).contains("10"));
    assert!(refused(&format!("type:{}", "x".repeat(1001))).contains("1000"));
}

#[test]
fn steps_as_data() {
    let read = serde_json::from_value::<StopStep>;
    for (data, step) in [
        (json!({ "type": "exit", "seconds": 5 }), typed("exit", 5)),
        (json!({ "signal": "int", "seconds": 0 }), StopStep::signal("SIGINT", 0)),
        (json!({ "signal": "SIGKILL" }), StopStep::signal("SIGKILL", 10)),
    ] {
        let now = read(data).unwrap();
        assert_eq!(now, step);
        assert_eq!(read(serde_json::to_value(&now).unwrap()).unwrap(), step);
    }
    assert_eq!(serde_json::to_value(typed("exit", 5)).unwrap(), json!({ "type": "exit", "seconds": 5 }));
    for data in [
        json!({ "seconds": 5 }),
        json!({ "type": "a", "signal": "SIGINT" }),
        json!({ "signal": "LOUD" }),
        json!({ "type": "" }),
        json!({ "type": "a", "after": 5 }),
        json!({ "type": "a", "seconds": -1 }),
    ] {
        assert!(read(data.clone()).is_err(), "{data}");
    }
}
