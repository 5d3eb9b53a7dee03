//! The entrypoint and the command.

use super::lost::Lost;
use super::read::{Container, texts};
use crate::validate::command_line;

/// The entrypoint, if it is not the image's, and the command; empty for the image's.
pub(super) fn of(container: &Container<'_>, lost: &mut Vec<Lost>) -> (Option<String>, String) {
    let mut cmd = container.texts("/Config/Cmd");
    let mut entrypoint = entrypoint(container, &cmd);
    let (its_entrypoint, its_cmd) =
        (texts(container.of_image("/Entrypoint")), texts(container.of_image("/Cmd")));
    let dropped = cmd.is_empty() && !its_cmd.is_empty();
    if entrypoint == its_entrypoint && !dropped {
        let command = if cmd == its_cmd { String::new() } else { line("Config.Cmd", &cmd, lost) };
        return (None, command);
    }
    // docker's flag takes one word; what follows it leads the command.
    if !container.is_podman() && entrypoint.len() > 1 {
        let rest = entrypoint.split_off(1);
        cmd.splice(..0, rest);
    }
    (Some(line("Config.Entrypoint", &entrypoint, lost)), line("Config.Cmd", &cmd, lost))
}

/// podman 4.3 joins the words with spaces: the whole argv tells where they end.
fn entrypoint(container: &Container<'_>, cmd: &[String]) -> Vec<String> {
    let Some(text) = container.row.pointer("/Config/Entrypoint").and_then(|value| value.as_str()) else {
        return container.texts("/Config/Entrypoint");
    };
    if text.is_empty() {
        return Vec::new();
    }
    let path = [container.text("/Path").to_owned()];
    let whole: Vec<String> = path.into_iter().chain(container.texts("/Args")).collect();
    match whole.strip_suffix(cmd) {
        Some(words) if words.join(" ") == text => words.to_vec(),
        _ => text.split_whitespace().map(str::to_owned).collect(),
    }
}

/// As a line that is read back as these words.
fn line(part: &str, argv: &[String], lost: &mut Vec<Lost>) -> String {
    command_line(argv).unwrap_or_else(|| {
        lost.push(Lost::new(part, serde_json::json!(argv).to_string()));
        String::new()
    })
}
