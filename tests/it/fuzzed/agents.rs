//! What an agent writes to `berthctl mcp`, broken at random. Longer runs: `PROPTEST_CASES=10000`.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Command, Stdio};

use berth_runner::EngineKind;
use berth_tests::fake::{FakeEngine, container, inspected, listed};
use berth_tests::script::Step;
use berth_tests::wait::until;
use proptest::prelude::*;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::broken;
use crate::faults::exhausted::berthctl;
use crate::faults::{NAME, bot, fake};

/// The number of what is asked at the end.
const LAST: &str = "the last";

/// Each tool with all that it takes, and the rest of the protocol.
const MESSAGES: &[&str] = &[
    r#"{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"list","arguments":{"state":"running"}}}"#,
    r#"{"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"peek","arguments":{"session":"bot","engine":"podman"}}}"#,
    r#"{"jsonrpc":"2.0","id":4,"method":"tools/call","params":{"name":"wait","arguments":{"session":"bot","activity":["asks","done"],"timeout_seconds":0.1}}}"#,
    r#"{"jsonrpc":"2.0","id":5,"method":"tools/call","params":{"name":"wait","arguments":{"session":"bot","text":"^a+b$","timeout_seconds":1e-3}}}"#,
    r#"{"jsonrpc":"2.0","id":6,"method":"tools/call","params":{"name":"history","arguments":{"session":"bot","most":3}}}"#,
    r#"{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"why","arguments":{"session":"bot","lines":20}}}"#,
    r#"{"jsonrpc":"2.0","id":8,"method":"tools/call","params":{"name":"send","arguments":{"session":"bot","keys":["ctrl-c","x"],"enter":true,"if_activity":"asks","if_screen":"00ff"}}}"#,
    r#"{"jsonrpc":"2.0","id":"nine","method":"tools/list","params":{"cursor":"x","_meta":{"progressToken":1}}}"#,
    r#"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":4,"reason":"x"}}"#,
    r#"{"jsonrpc":"2.0","id":10,"method":"ping"}"#,
    r#"{"jsonrpc":"2.0","id":11,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"again","version":"1"}}}"#,
    r#"[{"jsonrpc":"2.0","id":12,"method":"ping"},{"jsonrpc":"2.0","id":13,"method":"tools/list"}]"#,
];

/// Messages, one a line, of which most are broken.
fn messages() -> impl Strategy<Value = Vec<u8>> {
    let all = MESSAGES.iter().map(|message| message.as_bytes().to_vec()).collect();
    prop::collection::vec(broken(all), 0..40).prop_map(|lines| lines.join(&b'\n'))
}

/// An engine with one session, which has printed a little.
fn engine() -> FakeEngine {
    let mut fake = fake(EngineKind::Podman);
    fake.on(&["ps"], [listed(fake.kind, &[(&bot(), NAME, "running")])]);
    fake.on(&["container", "inspect"], [inspected(&[container(fake.kind, &bot(), NAME, "running")])]);
    fake.on(&["logs"], [Step::Print("ready\n".into())]);
    fake
}

/// Each answer is one, what comes after all of it is answered as ever, and the server ends with its client.
fn is_answered_and_ends_well(fake: &FakeEngine, lines: &[u8]) {
    let home = TempDir::new().unwrap();
    let mut command = Command::new("timeout");
    command.args(["-s", "KILL", "60"]).arg(berthctl()).args(["mcp", "--allow-input", NAME]);
    fake.found_by(&mut command, home.path());
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut server = command.spawn().unwrap();
    let (mut input, mut complaints) = (server.stdin.take().unwrap(), server.stderr.take().unwrap());
    let answers = BufReader::new(server.stdout.take().unwrap());
    let hello = json!({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params":
        {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "fuzz", "version": "1"}}});
    let last = json!({"jsonrpc": "2.0", "id": LAST, "method": "tools/list"});
    let greeted = r#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#;
    let head = format!("{hello}\n{greeted}\n");
    let written = [head.as_bytes(), lines, format!("\n{last}\n").as_bytes()].concat();
    let writer = std::thread::spawn(move || {
        input.write_all(&written).unwrap();
        input
    });
    let mut is_answered = false;
    for line in answers.lines() {
        let line = line.unwrap();
        let answer: Value = serde_json::from_str(&line).unwrap_or_else(|e| panic!("{e}: {line}"));
        assert_eq!(answer["jsonrpc"], "2.0", "{line}");
        let outcomes = ["result", "error"].iter().filter(|key| answer.get(**key).is_some()).count();
        assert!(outcomes == 1 || answer.get("method").is_some(), "{line}");
        if answer["id"] == LAST {
            assert_eq!(answer["result"]["tools"].as_array().map(Vec::len), Some(6), "{line}");
            is_answered = true;
            break;
        }
    }
    assert!(is_answered, "nothing is answered after {}", String::from_utf8_lossy(lines));
    drop(writer.join().unwrap());
    let ended = until("the end of the server", || server.try_wait().unwrap());
    let mut said = String::new();
    complaints.read_to_string(&mut said).unwrap();
    assert!(ended.success() && !said.contains("panicked"), "{ended} {said}");
}

#[test]
fn what_agents_write() {
    let fake = engine();
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(24) };
    let mut runner = proptest::test_runner::TestRunner::new(config);
    let holds = |lines: Vec<u8>| {
        is_answered_and_ends_well(&fake, &lines);
        Ok(())
    };
    runner.run(&messages(), holds).unwrap();
}
