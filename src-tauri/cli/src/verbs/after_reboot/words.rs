//! What became of a session, in words.

use berth_runner::{AfterRestart, Fate};

use crate::table::{plain, trimmed};

pub fn table(sessions: &[AfterRestart]) -> String {
    let mut rows = plain();
    for one in sessions {
        rows.add_row([one.name.clone(), one.engine.clone(), fate(one)]);
    }
    trimmed(&rows)
}

fn fate(one: &AfterRestart) -> String {
    let words = match &one.fate {
        Fate::Again if one.restart_policy == "no" => "runs again".to_owned(),
        Fate::Again => format!("runs again (restart policy {})", one.restart_policy),
        Fate::Started => "runs again: Berth started it".to_owned(),
        Fate::Start { after: 0 } => "is to be started".to_owned(),
        Fate::Start { after } => format!("is to be started, {after} s after the one before"),
        Fate::Starting => "is being started".to_owned(),
        Fate::Ask { doubtful: false } => "waits for your yes".to_owned(),
        Fate::Ask { doubtful: true } => {
            "waits for your yes: whether it ran when the machine went down is not known".to_owned()
        }
        Fate::Leave => "ended with the machine, and is left".to_owned(),
        Fate::Blocked { paths } => format!("can't be started: {} is gone", paths.join(", ")),
        Fate::Failed { words } => format!("could not be started: {words}"),
    };
    match &one.resume_command {
        Some(command) => format!("{words}\ntakes up its work with: {command}"),
        None => words,
    }
}

#[cfg(test)]
pub mod tests {
    use berth_runner::{Need, NeedKind};

    use super::*;

    pub fn with(fate: Fate) -> AfterRestart {
        AfterRestart {
            engine: "podman".to_owned(),
            id: "0".repeat(64),
            name: "bot".to_owned(),
            restart_policy: "always".to_owned(),
            fate,
            resume_command: None,
        }
    }

    #[test]
    fn each_is_a_line_to_read() {
        let resumes = AfterRestart { resume_command: Some("bot --resume".to_owned()), ..with(Fate::Started) };
        let all = [
            with(Fate::Again),
            AfterRestart { restart_policy: "no".to_owned(), ..with(Fate::Again) },
            resumes,
            with(Fate::Start { after: 5 }),
            with(Fate::Ask { doubtful: false }),
            with(Fate::Blocked { paths: vec!["/x".to_owned(), "/y".to_owned()] }),
        ];
        let expected = "bot  podman  runs again (restart policy always)\n\
            bot  podman  runs again\n\
            bot  podman  runs again: Berth started it\n             takes up its work with: bot --resume\n\
            bot  podman  is to be started, 5 s after the one before\n\
            bot  podman  waits for your yes\n\
            bot  podman  can't be started: /x, /y is gone";
        assert_eq!(table(&all), expected);
    }

    #[test]
    fn what_is_lacking_names_the_sessions() {
        let lacking = Need {
            engine: "podman".to_owned(),
            kind: NeedKind::Linger,
            command: "loginctl enable-linger".to_owned(),
            sessions: vec!["web".to_owned(), "db".to_owned()],
        };
        assert_eq!(lacking.to_string(), "podman: your services end with your logout, and with them web, db");
    }
}
