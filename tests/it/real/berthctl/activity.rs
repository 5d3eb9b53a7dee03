//! What sessions do, as `watch --activity` tells it without the app.

use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};

use berth_tests::engines::{Engines, Named};
use berth_tests::harness::Harness;
use berth_tests::on_both;
use serde_json::Value;

use super::{command, said};

on_both!(harness: what_sessions_do_is_told_as_it_changes);

/// Works, asks, works again, by OSC 133 and its prompt; counts the sizes that it was told of.
const ASKS: &str = r#"
    sizes=0; trap 'sizes=$((sizes + 1))' WINCH; stty -echo
    while :; do
        printf '\033]133;C\007reading\n'
        until [ -e /ask ]; do sleep 0.1; done
        printf 'Overwrite the file? [y/N] '
        until read answer; do :; done
        rm /ask; echo; echo "got $answer. $sizes sizes"
    done"#;

/// A watch whose lines are read on a thread of its own.
struct Watching(Child, std::sync::mpsc::Receiver<Value>);

impl Watching {
    fn start(harness: &Harness) -> Self {
        let mut watch = command(harness, &["watch", "--json", "--activity"]);
        let mut watch = watch.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().unwrap();
        let lines = BufReader::new(watch.stdout.take().unwrap()).lines();
        let (sender, heard) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                let value = serde_json::from_str(&line).unwrap();
                if sender.send(value).is_err() {
                    return;
                }
            }
        });
        Self(watch, heard)
    }

    /// The next line that says that this session does this.
    fn told(&self, name: &str, activity: &str) -> Value {
        loop {
            let line = self.1.recv_timeout(berth_tests::wait::PATIENCE);
            let line = line.unwrap_or_else(|_| panic!("{name} never {activity}"));
            if line["change"] == "activity" && line["name"] == name && line["activity"] == activity {
                return line;
            }
        }
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

async fn what_sessions_do_is_told_as_it_changes(harness: &Harness) {
    let own = ["--label", "dev.berth.owner=berth"];
    let name = Named::start(harness.kind, "doing").options(&own).script(ASKS).run();
    let foreign = Named::start(harness.kind, "doingnot").script("printf 'Go on? [y/N] '; read line").run();
    let watching = Watching::start(harness);
    let works = watching.told(&name.name, "works");
    for round in 0..2 {
        harness.exec(&name, &["touch", "/ask"]);
        let asks = watching.told(&name.name, "asks");
        let why = &asks["why"];
        assert_eq!(
            (&why["rule"], &why["evidence"]),
            (&"general.yes-no".into(), &"Overwrite the file? [y/N]".into())
        );
        assert!(asks["since"].as_str() >= works["since"].as_str(), "{asks} {works}");
        assert_eq!((&asks["engine"], &asks["id"]), (&works["engine"], &works["id"]));
        said(harness, &["send", &name.name, "--text", &format!("n{round}"), "--enter"]);
        watching.told(&name.name, "works");
    }
    Engines::get().ask(harness.kind, &["kill", &name.name]);
    assert_eq!(watching.told(&name.name, "unknown")["why"], Value::Null);
    assert!(said(harness, &["logs", &name.name]).contains("got n1. 0 sizes"));
    // Nobody looks at what Berth did not make.
    while let Ok(line) = watching.1.try_recv() {
        assert!(line["change"] != "activity" || line["name"] != foreign.name.as_str(), "{line}");
    }
}
