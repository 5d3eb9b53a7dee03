//! Send: types into a session without joining it.

use std::process::ExitCode;

use berth_activity::{Input, Key};
use berth_control::{Conditions, SendRequest, Sessions};
use serde::Serialize;

use super::peek::Screen;
use crate::asking::{self, Target};
use crate::cli::Send;
use crate::exit::{CHANGED, Stop};
use crate::print;

/// The shape of `--json`.
#[derive(Debug, Serialize)]
struct Outcome<'a> {
    sent: bool,
    /// What was seen when that was decided.
    #[serde(flatten)]
    screen: Screen<'a>,
}

pub async fn send(sessions: &impl Sessions, target: &Target, send: Send) -> Result<ExitCode, Stop> {
    let json = send.json;
    let outcome = sessions.send(&target.address, &request(send)).await;
    let outcome = outcome.map_err(|refusal| asking::stop(refusal, &target.name))?;
    let (sent, seen) = (outcome.sent, outcome.seen.plain());
    if json {
        print::json(&Outcome { sent, screen: Screen { name: &target.name, seen: &seen } })?;
    }
    if sent {
        return Ok(ExitCode::SUCCESS);
    }
    Err(Stop::new(
        CHANGED,
        format!(
            "Nothing was sent: {name} shows another screen or does something else now ({activity}, screen {hash}); \
             look at it with: berthctl peek {name}",
            name = target.name,
            activity = seen.status.activity,
            hash = seen.hash
        ),
    ))
}

fn request(send: Send) -> SendRequest {
    let text = send.text.into_iter().filter(|text| !text.is_empty()).map(Input::Text);
    let enter = send.enter.then(Key::enter);
    let inputs = text.chain(send.keys.into_iter().chain(enter).map(Input::Key)).collect();
    let activity = send.if_activity.map(Into::into);
    SendRequest { inputs, only_if: Conditions { activity, screen: send.if_screen } }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::cli::{Cli, Verb};

    #[test]
    fn enter_comes_last() {
        let request = |line: &[&str]| {
            let cli = Cli::try_parse_from([&["berthctl", "send", "bot"], line].concat()).unwrap();
            let Verb::Send(send) = cli.verb else { unreachable!() };
            serde_json::to_value(request(*send)).unwrap()
        };
        assert_eq!(
            request(&["--enter", "--text", "yes", "--if-activity", "asks"]),
            serde_json::json!({
                "inputs": [{"kind": "text", "value": "yes"}, {"kind": "key", "value": "enter"}],
                "only_if": {"activity": "asks", "screen": null}
            })
        );
        assert_eq!(
            request(&["--key", "Down", "--key", "ctrl-C"])["inputs"],
            serde_json::json!([{"kind": "key", "value": "down"}, {"kind": "key", "value": "ctrl-c"}])
        );
    }
}
