//! How two sessions differ, for people: what is there and what was asked for, and what a change changes.

use berth_runner::{Difference, Field, SpecDifference};

/// Several lines: that it is as it was created, what differs, and how to create it again.
/// Variables are named without their values.
pub fn text(name: &str, engine: &str, differences: &[Difference]) -> String {
    format!(
        "{name} was there already and was started as it was created. It is not what you asked for:\n{}\n\
         Create it again with: berthctl delete {name} --engine {engine} && berthctl start {name} --engine {engine} …",
        lines(differences)
    )
}

/// A line for each.
pub fn lines(differences: &[Difference]) -> String {
    differences.iter().map(|difference| format!("  {}", line(difference))).collect::<Vec<_>>().join("\n")
}

fn line(Difference { field, has, asked }: &Difference) -> String {
    let (has, asked) = (has.join(", "), asked.join(", "));
    let word = match field {
        Field::Env => return format!("variables: {asked} (absent, or with another value)"),
        other => field_word(*other),
    };
    match (has.as_str(), asked.as_str()) {
        ("", asked) => format!("{word}: without {asked}"),
        (has, "") => format!("{word}: also {has}"),
        (has, asked) => format!("{word}: {has}, not {asked}"),
    }
}

/// `memory: 64m -> 1g`, `variables: TOKEN (another value)`.
pub fn change_line(SpecDifference { field, before, after }: &SpecDifference) -> String {
    let said = |texts: &[String]| if texts.is_empty() { "(default)".to_owned() } else { texts.join(", ") };
    format!("{}: {} -> {}", field_word(*field), said(before), said(after))
}

/// What a part of a session is called in a sentence.
pub fn field_word(field: Field) -> &'static str {
    match field {
        Field::Name => "name",
        Field::Image => "image",
        Field::Command => "command",
        Field::WorkingDir => "folder",
        Field::Env => "variables",
        Field::Volumes | Field::LogVolume => "volumes",
        Field::Ports => "ports",
        Field::Signal => "signal",
        Field::StopSteps => "how it is stopped",
        Field::Restart => "restart policy",
        Field::Memory => "memory",
        Field::MemorySwap => "memory and swap",
        Field::Cpus => "processors",
        Field::PidsLimit => "limit of processes",
        Field::User => "user",
        Field::Entrypoint => "entrypoint",
        Field::Network => "network",
        Field::NetworkAliases => "names in the network",
        Field::Hosts => "hosts",
        Field::Hostname => "host name",
        Field::Labels => "labels",
        Field::StopSignal => "stop signal",
        Field::StopTimeout => "stop time",
        Field::Health => "health check",
        Field::Devices => "devices",
        Field::CapAdd => "capabilities added",
        Field::CapDrop => "capabilities dropped",
        Field::ReadOnly => "read-only",
        Field::Init => "init",
        Field::NoNewPrivileges => "no new privileges",
        Field::Gpus => "GPUs",
        Field::Pod => "pod",
        Field::NoTerminal => "no terminal",
        Field::Extra => "further flags",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_difference_has_a_line() {
        let difference = |field, has: &[&str], asked: &[&str]| Difference {
            field,
            has: has.iter().map(|text| (*text).to_owned()).collect(),
            asked: asked.iter().map(|text| (*text).to_owned()).collect(),
        };
        let all = [
            difference(Field::Image, &["bb:1"], &["bb:2"]),
            difference(Field::Command, &["sleep 100"], &["sh"]),
            difference(Field::Env, &[], &["A", "B"]),
            difference(Field::Volumes, &["a:/a", "b:/b"], &[]),
            difference(Field::Ports, &[], &["80/tcp"]),
        ];
        let expected = "\
bot was there already and was started as it was created. It is not what you asked for:
  image: bb:1, not bb:2
  command: sleep 100, not sh
  variables: A, B (absent, or with another value)
  volumes: also a:/a, b:/b
  ports: without 80/tcp
Create it again with: berthctl delete bot --engine docker && berthctl start bot --engine docker …";
        assert_eq!(text("bot", "docker", &all), expected);
    }
}
