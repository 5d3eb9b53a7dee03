//! The variables.

use super::read::{Container, texts};
use crate::session::EnvVar;

/// What podman (4.3) sets where nobody does.
const PATH: &str = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

pub(super) fn of(container: &Container<'_>) -> Vec<EnvVar> {
    let of_image = texts(container.of_image("/Env"));
    let mut env: Vec<EnvVar> = Vec::new();
    for line in container.texts("/Config/Env") {
        let Some((key, value)) = line.split_once('=') else { continue };
        let differs = !of_image.contains(&line);
        // The later one counts; docker keeps both.
        env.retain(|var| var.key != key);
        if differs && !is_engines(container, &of_image, key, value) {
            env.push(EnvVar { key: key.to_owned(), value: value.to_owned() });
        }
    }
    // Both list them in the order of a map (podman) or of the flags.
    env.sort_by(|a, b| a.key.cmp(&b.key));
    env
}

/// What an engine, or Berth, sets in every container.
fn is_engines(container: &Container<'_>, of_image: &[String], key: &str, value: &str) -> bool {
    let in_image = of_image.iter().any(|line| line.split('=').next() == Some(key));
    match (key, value) {
        ("TERM", "xterm-256color") | ("COLORTERM", "truecolor") => container.flag("/Config/Tty"),
        ("TERM", "xterm") | ("container", "podman" | "oci") => container.is_podman(),
        ("PATH", PATH) => container.is_podman() && !in_image,
        ("HOME", _) => {
            container.is_podman() && !in_image && container.said("--env").is_empty() && !said(container, key)
        }
        ("HOSTNAME", name) => {
            container.is_podman()
                && (name == container.text("/Config/Hostname") || name == container.short_id())
        }
        _ => false,
    }
}

/// Whether the command that created it names the variable.
fn said(container: &Container<'_>, key: &str) -> bool {
    let named = |text: &String| text.split('=').next() == Some(key);
    container.said("-e").iter().any(named)
}
