//! What records without a window: `berthctl watch --record`, begun by the system at log-in.

mod text;

use std::path::{Path, PathBuf};

use text::{launchd, systemd, task};

/// The name of the unit, the agent and the task.
pub const NAME: &str = "berth-record";

/// What is written, and which commands take it up and let it go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The one file.
    pub path: PathBuf,
    pub text: String,
    /// Windows reads its tasks in UTF-16.
    pub utf16: bool,
    pub install: Vec<Vec<String>>,
    pub status: Vec<String>,
    /// Before the file is removed; that they fail is no matter.
    pub remove: Vec<Vec<String>>,
    /// What a person should know, in a sentence.
    pub remark: &'static str,
}

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

/// A user unit of systemd. `config` is the folder for configuration, such as `~/.config`.
pub fn linux(config: &Path, command: &[String]) -> Plan {
    let unit = format!("{NAME}.service");
    Plan {
        path: config.join("systemd/user").join(&unit),
        text: systemd(command),
        utf16: false,
        install: vec![
            words(&["systemctl", "--user", "daemon-reload"]),
            words(&["systemctl", "--user", "enable", "--now", &unit]),
        ],
        status: words(&["systemctl", "--user", "status", "--no-pager", &unit]),
        remove: vec![words(&["systemctl", "--user", "disable", "--now", &unit])],
        remark: "It runs while you are logged in; loginctl enable-linger keeps it running after that.",
    }
}

/// An agent of launchd. `home` is the person's folder.
pub fn macos(home: &Path, command: &[String]) -> Plan {
    let label = format!("dev.berth.{NAME}");
    let path = home.join("Library/LaunchAgents").join(format!("{label}.plist"));
    let file = path.display().to_string();
    Plan {
        text: launchd(&label, command),
        utf16: false,
        install: vec![words(&["launchctl", "load", "-w", &file])],
        status: words(&["launchctl", "list", &label]),
        remove: vec![words(&["launchctl", "unload", "-w", &file])],
        remark: "It runs while you are logged in.",
        path,
    }
}

/// A scheduled task of Windows. `data` is the folder for the person's local data.
pub fn windows(data: &Path, user: &str, command: &[String]) -> Plan {
    let path = data.join("berth").join(format!("{NAME}.xml"));
    let file = path.display().to_string();
    Plan {
        text: task(user, command),
        utf16: true,
        install: vec![
            words(&["schtasks", "/Create", "/TN", NAME, "/XML", &file, "/F"]),
            words(&["schtasks", "/Run", "/TN", NAME]),
        ],
        status: words(&["schtasks", "/Query", "/TN", NAME, "/V", "/FO", "LIST"]),
        remove: vec![
            words(&["schtasks", "/End", "/TN", NAME]),
            words(&["schtasks", "/Delete", "/TN", NAME, "/F"]),
        ],
        remark: "It runs while you are logged in.",
        path,
    }
}

/// The plan of this system; `None` where its folders are not known.
pub fn here(command: &[String]) -> Option<Plan> {
    let folder = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    if cfg!(windows) {
        let user = folder("USERNAME")?.display().to_string();
        return Some(windows(&folder("LOCALAPPDATA")?, &user, command));
    }
    let home = folder("HOME");
    if cfg!(target_os = "macos") {
        return Some(macos(&home?, command));
    }
    let config = folder("XDG_CONFIG_HOME").filter(|path| path.is_absolute());
    Some(linux(&config.or_else(|| Some(home?.join(".config")))?, command))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_system_has_a_file_and_commands() {
        let command = words(&["/opt/berthctl", "watch", "--record"]);
        let plan = linux(Path::new("/home/a/.config"), &command);
        assert_eq!(plan.path, Path::new("/home/a/.config/systemd/user/berth-record.service"));
        assert_eq!(
            plan.install.last().map(|words| words.join(" ")).as_deref(),
            Some("systemctl --user enable --now berth-record.service")
        );
        let plan = macos(Path::new("/Users/a"), &command);
        assert_eq!(plan.path, Path::new("/Users/a/Library/LaunchAgents/dev.berth.berth-record.plist"));
        assert!(plan.text.contains("<string>dev.berth.berth-record</string>"), "{}", plan.text);
        let plan = windows(Path::new("/data"), "anna", &command);
        assert!(plan.utf16 && plan.install[0].contains(&plan.path.display().to_string()), "{plan:?}");
    }
}
