//! The system, and what programs with windows find on it.

use std::env;

use super::check::Check;

/// Its name and the processor's: `Debian GNU/Linux 12 (bookworm), Linux 6.1.0, x86_64`.
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

/// What the app needs of a desktop.
pub fn checks() -> Vec<Check> {
    if !cfg!(target_os = "linux") {
        return Vec::new();
    }
    let is_set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
    let display = ["WAYLAND_DISPLAY", "DISPLAY"].into_iter().find(|name| is_set(name));
    vec![
        match display {
            Some(name) => Check::good("display", format!("by {name}")),
            None => {
                Check::note("display", "Neither WAYLAND_DISPLAY nor DISPLAY is set: no window opens here")
            }
        },
        match is_set("DBUS_SESSION_BUS_ADDRESS") {
            true => Check::good("session bus", "its address is set"),
            false => Check::note("session bus", "DBUS_SESSION_BUS_ADDRESS is not set")
                .advising("Notices of the desktop and the tray need one"),
        },
    ]
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
