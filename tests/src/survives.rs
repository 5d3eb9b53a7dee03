//! What survives a restart of the machine: the table that tests on real engines hold true, and that
//! `docs/what-survives.md` shows.

use std::fmt::Write;

use berth_runner::EngineKind;

/// What becomes of a session that ran when its machine went down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comes {
    /// The engine, or its service, starts it.
    ByPolicy,
    /// Berth starts it.
    ByBerth,
    /// Berth asks.
    Asked,
    /// Nobody starts it.
    Stays,
    /// It can't be started.
    Blocked,
}

impl Comes {
    fn words(self) -> &'static str {
        match self {
            Self::ByPolicy => "runs again",
            Self::ByBerth => "Berth starts it",
            Self::Asked => "Berth asks",
            Self::Stays => "stays ended",
            Self::Blocked => "not started; Berth names the path",
        }
    }
}

/// A session, by what was said of it before.
#[derive(Debug)]
pub struct Fate {
    /// A name for it.
    pub name: &'static str,
    /// What its definition says.
    pub keys: &'static str,
    /// In words.
    pub says: &'static str,
    /// On podman 4.3 with `podman-restart.service`.
    pub podman: Comes,
    /// On docker.
    pub docker: Comes,
}

impl Fate {
    pub fn on(&self, kind: EngineKind) -> Comes {
        match kind {
            EngineKind::Podman => self.podman,
            _ => self.docker,
        }
    }
}

/// Sessions that run when the machine goes down, in the order of their file.
pub const FATES: [Fate; 8] = [
    Fate { name: "plain", keys: "", says: "nothing", podman: Comes::Stays, docker: Comes::Stays },
    Fate {
        name: "failing",
        keys: "restart = \"on-failure\"",
        says: "`restart = \"on-failure\"`",
        podman: Comes::Stays,
        docker: Comes::ByPolicy,
    },
    Fate {
        name: "always",
        keys: "restart = \"always\"",
        says: "`restart = \"always\"`",
        podman: Comes::ByPolicy,
        docker: Comes::ByPolicy,
    },
    Fate {
        name: "unless",
        keys: "restart = \"unless-stopped\"",
        says: "`restart = \"unless-stopped\"`",
        podman: Comes::Stays,
        docker: Comes::ByPolicy,
    },
    Fate {
        name: "started",
        keys: "after_reboot = \"start\"",
        says: "`after_reboot = \"start\"`",
        podman: Comes::ByBerth,
        docker: Comes::ByBerth,
    },
    Fate {
        name: "asking",
        keys: "after_reboot = \"ask\"",
        says: "`after_reboot = \"ask\"`",
        podman: Comes::Asked,
        docker: Comes::Asked,
    },
    Fate {
        name: "both",
        keys: "after_reboot = \"start\"\nrestart = \"always\"",
        says: "`after_reboot = \"start\"` and `restart = \"always\"`",
        podman: Comes::ByPolicy,
        docker: Comes::ByPolicy,
    },
    Fate {
        name: "homeless",
        keys: "after_reboot = \"start\"",
        says: "`after_reboot = \"start\"`, and a folder that it mounts is gone",
        podman: Comes::Blocked,
        docker: Comes::Blocked,
    },
];

/// Something of a session that came back, and whether it is there.
#[derive(Debug)]
pub struct Thing {
    /// A path in the session at which it is looked for; empty where it is no file.
    pub path: &'static str,
    pub says: &'static str,
    pub survives: bool,
}

/// Of a session that is started again on either engine.
pub const THINGS: [Thing; 7] = [
    Thing { path: "/root-file", says: "files that it wrote into its own file system", survives: true },
    Thing { path: "/vol/file", says: "files in volumes", survives: true },
    Thing { path: "/shared/file", says: "files in mounted folders", survives: true },
    Thing { path: "/memory/file", says: "files in a tmpfs", survives: false },
    Thing { path: "", says: "its command and its variables", survives: true },
    Thing { path: "", says: "its log", survives: true },
    Thing { path: "", says: "its processes, and what they held in memory", survives: false },
];

/// The tables as the page has them.
pub fn tables() -> String {
    let mut text = String::from("| its definition says | podman | docker |\n|---|---|---|\n");
    for fate in &FATES {
        let _ = writeln!(text, "| {} | {} | {} |", fate.says, fate.podman.words(), fate.docker.words());
    }
    text.push_str("\n| of a session that is started again | there |\n|---|---|\n");
    for thing in &THINGS {
        let _ = writeln!(text, "| {} | {} |", thing.says, if thing.survives { "yes" } else { "no" });
    }
    text
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;

    #[test]
    fn the_page_shows_what_the_tests_hold_true() {
        let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/what-survives.md");
        let text = fs::read_to_string(&page).unwrap_or_else(|error| panic!("{}: {error}", page.display()));
        let (begin, end) =
            ("<!-- The tests' own table: tests/src/survives.rs -->\n\n", "\n<!-- Its end. -->");
        let shown = text.split_once(begin).and_then(|(_, rest)| rest.split_once(end));
        let shown = shown.unwrap_or_else(|| panic!("the page has no place for the table")).0;
        assert_eq!(shown, tables(), "put this between the two marks of {}", page.display());
    }
}
