//! Linux.

use std::fs::{self, OpenOptions};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use berth_terminal::Size;
use rustix::fs::OFlags;

/// The main process of a container.
pub struct Process {
    folder: PathBuf,
}

/// Digits of a container's id.
const ID_DIGITS: usize = 64;

impl Process {
    /// `None` where it is no container's: the engine may run in a virtual machine, whose numbers
    /// mean other processes here.
    pub fn of_container(pid: u32) -> Option<Self> {
        let folder = folder_of(pid);
        let groups = fs::read_to_string(folder.join("cgroup")).ok()?;
        names_container(&groups).then_some(Self { folder })
    }

    /// Of the foreground group of its terminal: whether a process waits in a read of the terminal,
    /// which of those that wait for several things at once nobody can tell, and the command of
    /// its leader.
    pub fn in_front(&self) -> (Option<bool>, Option<Vec<String>>) {
        let Some(group) = foreground(&self.folder) else { return (None, None) };
        let waits: Vec<_> = members(group).into_iter().map(waits).collect();
        let reads = match () {
            () if waits.contains(&Waits::Terminal) => Some(true),
            () if waits.is_empty() || waits.contains(&Waits::Unknown) => None,
            () => Some(false),
        };
        (reads, command(group))
    }

    /// The size of its terminal; `None` where nobody has set one, and where it may not be opened.
    pub fn terminal_size(&self) -> Option<Size> {
        let flags = (OFlags::NOCTTY | OFlags::NONBLOCK).bits();
        let file = OpenOptions::new()
            .read(true)
            .custom_flags(i32::try_from(flags).ok()?)
            .open(self.folder.join("fd/0"))
            .ok()?;
        let size = rustix::termios::tcgetwinsize(file).ok()?;
        (size.ws_col > 0 && size.ws_row > 0).then_some(Size { cols: size.ws_col, rows: size.ws_row })
    }
}

fn names_container(groups: &str) -> bool {
    groups.split(|c: char| !c.is_ascii_hexdigit()).any(|word| word.len() == ID_DIGITS)
}

fn folder_of(pid: u32) -> PathBuf {
    Path::new("/proc").join(pid.to_string())
}

/// The leader of the foreground group of a process's terminal.
fn foreground(folder: &Path) -> Option<u32> {
    field(&fs::read_to_string(folder.join("stat")).ok()?, TERMINAL_GROUP)
}

/// Fields of `stat`, counted from behind the name, which may contain anything.
const GROUP: usize = 2;
const TERMINAL_GROUP: usize = 5;

fn field(stat: &str, at: usize) -> Option<u32> {
    let (_, rest) = stat.rsplit_once(')')?;
    rest.split_whitespace().nth(at)?.parse().ok().filter(|number| *number > 0)
}

/// The members of a group that descend from its leader, which is among them.
fn members(leader: u32) -> Vec<u32> {
    let (mut members, mut at) = (vec![leader], 0);
    while let Some(pid) = members.get(at).copied().filter(|_| members.len() < MOST_MEMBERS) {
        at += 1;
        let children = folder_of(pid).join("task").join(pid.to_string()).join("children");
        let children = fs::read_to_string(children).unwrap_or_default();
        let of_group = |pid: &u32| {
            let stat = fs::read_to_string(folder_of(*pid).join("stat")).unwrap_or_default();
            field(&stat, GROUP) == Some(leader)
        };
        members.extend(children.split_whitespace().filter_map(|pid| pid.parse().ok()).filter(of_group));
    }
    members
}

/// A session that has more of them in front is not looked through.
const MOST_MEMBERS: usize = 32;

fn command(pid: u32) -> Option<Vec<String>> {
    let line = fs::read(folder_of(pid).join("cmdline")).ok()?;
    let words: Vec<_> = line
        .strip_suffix(b"\0")?
        .split(|byte| *byte == 0)
        .map(|word| String::from_utf8_lossy(word).into_owned())
        .collect();
    Some(words)
}

fn waits(pid: u32) -> Waits {
    let folder = folder_of(pid);
    let Ok(call) = fs::read_to_string(folder.join("syscall")) else { return Waits::Unknown };
    match waits_for(&call) {
        Call::Read { fd } => match fs::read_link(folder.join("fd").join(fd.to_string())) {
            Ok(file) if is_terminal(&file) => Waits::Terminal,
            Ok(_) => Waits::Elsewhere,
            Err(_) => Waits::Unknown,
        },
        Call::Several => Waits::Unknown,
        Call::Other => Waits::Elsewhere,
    }
}

/// What a process waits for, if it does.
#[derive(Debug, PartialEq, Eq)]
enum Waits {
    Terminal,
    Elsewhere,
    Unknown,
}

fn is_terminal(file: &Path) -> bool {
    file.starts_with("/dev/pts") || file == Path::new("/dev/console") || file == Path::new("/dev/tty")
}

#[derive(Debug, PartialEq, Eq)]
enum Call {
    Read {
        fd: u64,
    },
    /// Whatever comes first.
    Several,
    Other,
}

/// By a line of `/proc/PID/syscall`: the number of the call and its arguments, or `running`.
fn waits_for(call: &str) -> Call {
    let mut words = call.split_whitespace();
    let Some(number) = words.next() else { return Call::Several };
    let mut argument = || {
        let word = words.next().unwrap_or_default();
        u64::from_str_radix(word.trim_start_matches("0x"), 16).unwrap_or(u64::MAX)
    };
    match number.parse::<u32>() {
        Err(_) => Call::Other,
        Ok(READ) => Call::Read { fd: argument() },
        // Below the number 1 there is only the standard input.
        Ok(number) if SELECT.contains(&number) && argument() == 1 => Call::Read { fd: 0 },
        Ok(number) if SELECT.contains(&number) || POLL.contains(&number) => Call::Several,
        Ok(_) => Call::Other,
    }
}

#[cfg(target_arch = "x86_64")]
const READ: u32 = 0;
/// `select`, `pselect6`.
#[cfg(target_arch = "x86_64")]
const SELECT: &[u32] = &[23, 270];
/// `poll`, `epoll_wait`, `ppoll`, `epoll_pwait`, `epoll_pwait2`.
#[cfg(target_arch = "x86_64")]
const POLL: &[u32] = &[7, 232, 271, 281, 441];

// The numbers that all newer architectures share.
#[cfg(not(target_arch = "x86_64"))]
const READ: u32 = 63;
#[cfg(not(target_arch = "x86_64"))]
const SELECT: &[u32] = &[72];
#[cfg(not(target_arch = "x86_64"))]
const POLL: &[u32] = &[73, 22, 441];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_container_is_told_by_its_group() {
        let id = "5f".repeat(32);
        assert!(names_container(&format!("0::/libpod_parent/libpod-{id}\n")));
        assert!(names_container(&format!("1:name=systemd:/docker/{id}\n")));
        assert!(!names_container("0::/user.slice/user-1000.slice/session-3.scope\n"));
        assert!(
            Process::of_container(std::process::id()).is_none()
                || names_container(&fs::read_to_string("/proc/self/cgroup").unwrap_or_default())
        );
    }

    #[test]
    fn fields_are_counted_behind_the_name() {
        let stat = "7 (a) b) (x)) S 1 8 7 34816 42 4194304";
        assert_eq!((field(stat, TERMINAL_GROUP), field(stat, GROUP)), (Some(42), Some(8)));
        assert_eq!(field("7 (sh) S 1 7 7 0 -1 4194304", TERMINAL_GROUP), None);
    }

    #[test]
    fn this_process_is_told() {
        let words = command(std::process::id()).unwrap_or_default();
        assert_eq!(words, std::env::args().collect::<Vec<_>>());
        assert_eq!(command(0), None);
    }

    #[cfg(target_arch = "x86_64")]
    #[test]
    fn a_read_is_told_from_other_waits() {
        for (call, expected) in [
            ("0 0x0 0x7ffd 0x400 0x0 0x0 0x0 0x7ffd 0x7f", Call::Read { fd: 0 }),
            ("0 0x1f 0x7ffd 0x400 0x0 0x0 0x0 0x7ffd 0x7f", Call::Read { fd: 31 }),
            ("270 0x1 0x7ffd 0x0 0x0 0x0 0x0 0x7ffd 0x7f", Call::Read { fd: 0 }),
            ("270 0x5 0x7ffd 0x0 0x0 0x0 0x0 0x7ffd 0x7f", Call::Several),
            ("232 0x5 0x7ffd 0x0 0x0 0x0 0x0 0x7ffd 0x7f", Call::Several),
            ("61 0xffffffff 0x0 0x0 0x0 0x0 0x0 0x0 0x0", Call::Other),
            ("running", Call::Other),
            ("", Call::Several),
        ] {
            assert_eq!(waits_for(call), expected, "{call}");
        }
    }
}
