//! What to do about the way a session ended: a step that fits the reason.

use berth_archive::{Ending, Run};
use berth_runner::{SimilarNames, size};
use serde::Serialize;
use serde_json::Value;

/// One step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Step {
    /// A sentence.
    pub words: String,
    /// A command line that does it.
    pub command: Option<String>,
}

impl Step {
    fn words(words: impl Into<String>) -> Option<Self> {
        Some(Self { words: words.into(), command: None })
    }
}

/// What to do about the end of a run; `spec` is what its container was created from. `None`
/// where the title says all that is known.
pub fn next(run: &Run, spec: Option<&Value>) -> Option<Step> {
    let ending = run.ending?;
    if let Some(port) = run.error.as_deref().and_then(taken_port) {
        return Some(Step {
            words: format!(
                "Another program holds port {port}. End it, or publish another port. This names it:"
            ),
            command: Some(format!("ss -ltnp 'sport = :{port}'")),
        });
    }
    if ending == Ending::OutOfMemory {
        return Some(memory(run, spec.and_then(memory_limit)));
    }
    let command = spec.map(command).filter(|command| !command.is_empty());
    match run.exit_code? {
        126 => match command {
            Some(command) => Step::words(format!(
                "Check that {command} may be executed (chmod +x), and that the image was built for this processor."
            )),
            None => Step::words(
                "Check that its command may be executed (chmod +x), and that the image was built for this processor.",
            ),
        },
        // Only the engine's own words tell that it was the session's command, and not one in its script.
        127 => match command.filter(|_| run.error.is_some()) {
            Some(command) => Step::words(format!(
                "{command} is in none of the folders of the image's PATH. Give its whole path, or an image that has it."
            )),
            None => Step::words(
                "Its last lines say which command was not found. Give its whole path, or an image that has it.",
            ),
        },
        _ => None,
    }
}

/// What is like a command that was not found, in a sentence.
pub fn similar(found: &SimilarNames) -> String {
    let SimilarNames { wanted, names, compared, complete } = found;
    let rest = if *complete { "" } else { " Not all of its PATH could be looked through: it is large." };
    let names: Vec<String> = names.iter().map(|near| format!("{}/{}", near.folder, near.name)).collect();
    match (names.is_empty(), compared) {
        (false, _) => format!("Similar to {wanted}: {}.{rest}", names.join(", ")),
        (true, 0) => format!("There are no programs in its PATH.{rest}"),
        (true, 1) => format!("The only program in its PATH is not similar to {wanted}.{rest}"),
        (true, _) => format!("None of the {compared} programs in its PATH is similar to {wanted}.{rest}"),
    }
}

/// docker 20.10: "Bind for 0.0.0.0:8080 failed: port is already allocated"; podman 4.3:
/// "listen tcp4 :8080: bind: address already in use".
fn taken_port(error: &str) -> Option<u16> {
    let before = error
        .find(" failed: port is already allocated")
        .or_else(|| error.find(": bind: address already in use"))
        .or_else(|| error.find(" bind: address already in use"))?;
    let (_, port) = error.get(..before)?.rsplit_once(':')?;
    port.parse().ok()
}

fn memory(run: &Run, limit: Option<u64>) -> Step {
    let client = if run.key.session.engine.starts_with("docker") { "docker" } else { "podman" };
    let wanted = limit.map_or_else(|| "1g".to_owned(), |limit| format!("{}m", (limit * 2).div_ceil(1 << 20)));
    Step {
        words: match limit {
            Some(limit) => format!("Its limit is {}. Raise it, and start it again:", size(limit)),
            None => "Raise its memory limit, and start it again:".to_owned(),
        },
        // docker refuses a memory limit above that of memory and swap together.
        command: Some(format!("{client} update --memory {wanted} --memory-swap {wanted} {}", run.name)),
    }
}

/// The memory limit in bytes; `None` where there is none.
pub fn memory_limit(spec: &Value) -> Option<u64> {
    spec.pointer("/HostConfig/Memory")?.as_u64().filter(|limit| *limit > 0)
}

/// The program that it runs.
fn command(spec: &Value) -> String {
    let first = |value: Option<&Value>| match value {
        Some(Value::Array(words)) => words.first().and_then(Value::as_str).map(str::to_owned),
        Some(Value::String(text)) => text.split_whitespace().next().map(str::to_owned),
        _ => None,
    };
    let entrypoint = first(spec.pointer("/Config/Entrypoint")).filter(|word| !word.is_empty());
    entrypoint.or_else(|| first(spec.pointer("/Config/Cmd"))).unwrap_or_default()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use berth_runner::SimilarName;
    use serde_json::json;

    use super::*;
    use crate::runs::tests::run;

    fn of(ending: Ending, exit_code: Option<i64>, error: Option<&str>, spec: &Value) -> Option<Step> {
        let run = Run { ending: Some(ending), exit_code, error: error.map(str::to_owned), ..run() };
        next(&run, Some(spec))
    }

    #[test]
    fn what_is_like_a_command_is_said() {
        let python = SimilarName { name: "python3".to_owned(), folder: "/usr/bin".to_owned() };
        for (names, compared, complete, said) in [
            (vec![python.clone(), python], 9, true, "Similar to pyhton: /usr/bin/python3, /usr/bin/python3."),
            (vec![], 9, true, "None of the 9 programs in its PATH is similar to pyhton."),
            (
                vec![],
                0,
                false,
                "There are no programs in its PATH. Not all of its PATH could be looked through: it is large.",
            ),
        ] {
            let found = SimilarNames { wanted: "pyhton".to_owned(), names, compared, complete };
            assert_eq!(similar(&found), said);
        }
    }

    #[test]
    fn a_step_fits_the_reason() {
        let spec = json!({"Config": {"Cmd": ["serve", "-x"], "Entrypoint": null}, "HostConfig": {"Memory": 64 << 20}});
        let step = of(Ending::OutOfMemory, Some(137), None, &spec).unwrap();
        assert!(step.words.starts_with("Its limit is 64 MiB."), "{}", step.words);
        assert_eq!(step.command.unwrap(), "podman update --memory 128m --memory-swap 128m bot");
        let step = of(Ending::OutOfMemory, None, None, &json!({"HostConfig": {"Memory": 0}})).unwrap();
        assert_eq!(step.command.unwrap(), "podman update --memory 1g --memory-swap 1g bot");
        for (code, error, part) in [
            (126, None, "serve may be executed"),
            (127, Some("exec: not found"), "serve is in none"),
            (127, None, "Its last lines"),
        ] {
            let step = of(Ending::NotStarted, Some(code), error, &spec).unwrap();
            assert!(step.words.contains(part) && step.command.is_none(), "{}", step.words);
        }
        for (ending, code) in [(Ending::Well, Some(0)), (Ending::Failed, Some(1)), (Ending::Unknown, None)] {
            assert_eq!(of(ending, code, None, &spec), None);
        }
    }

    #[test]
    fn who_holds_a_port_is_asked_for() {
        for error in [
            "driver failed: Bind for 0.0.0.0:8080 failed: port is already allocated",
            "rootlessport listen tcp 0.0.0.0:8080: bind: address already in use",
            "listen tcp4 :8080: bind: address already in use",
        ] {
            let step = of(Ending::NotStarted, None, Some(error), &json!({})).unwrap();
            assert_eq!(step.command.unwrap(), "ss -ltnp 'sport = :8080'", "{error}");
        }
        assert_eq!(taken_port("no such image: a:8080"), None);
    }
}
