//! The system.

use std::env;

/// Its name and the processor's: `Debian GNU/Linux 12 (bookworm), Linux 6.1.0, x86_64`.
#[must_use]
pub fn name() -> String {
    let read = |path: &str| std::fs::read_to_string(path).ok();
    let release = read("/etc/os-release").and_then(|text| pretty(&text));
    let kernel = read("/proc/sys/kernel/osrelease").map(|text| format!("Linux {}", text.trim()));
    let known: Vec<String> = [release, kernel].into_iter().flatten().collect();
    match known.is_empty() {
        true => format!("{}, {}", env::consts::OS, env::consts::ARCH),
        false => format!("{}, {}", known.join(", "), env::consts::ARCH),
    }
}

/// The name for people in `/etc/os-release`.
fn pretty(text: &str) -> Option<String> {
    let value = text.lines().find_map(|line| line.strip_prefix("PRETTY_NAME="))?;
    let value = value.trim_matches(['"', '\'']);
    (!value.is_empty()).then(|| value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_release_is_called_as_it_calls_itself() {
        let text = "NAME=\"Debian\"\nPRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\n";
        assert_eq!(pretty(text).as_deref(), Some("Debian GNU/Linux 12 (bookworm)"));
        assert_eq!(pretty("PRETTY_NAME=\nID=x\n"), None);
        assert!(name().ends_with(env::consts::ARCH));
    }
}
