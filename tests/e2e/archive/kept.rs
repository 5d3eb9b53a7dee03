//! Runs for the archive, written as another program of Berth does while the window is open.

use berth_archive::{Archive, LogState, RunFacts, RunId, Screen, SessionFacts, SessionKey};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

/// A run that is over. `Kept::new("trainer", 1).exits(137).keep(&archive)`
#[must_use = "`keep` writes it"]
pub struct Kept<'a> {
    engine: &'a str,
    name: &'a str,
    /// Its container: 64 digits.
    container: String,
    image: &'a str,
    spec: Value,
    facts: RunFacts,
    log: String,
    screen: Option<&'a str>,
}

impl<'a> Kept<'a> {
    /// Of a container of its own on podman, begun on the day with this number; it took as many minutes.
    pub fn new(name: &'a str, day: i64) -> Self {
        let began = Timestamp::from_second(1_790_000_000 + day * 86_400).expect("a time");
        Self {
            engine: "podman",
            name,
            container: format!("{day:064x}"),
            image: "x:1",
            spec: json!({}),
            facts: RunFacts {
                started_at: began,
                exact: true,
                told_at: None,
                ended_at: Some(began + SignedDuration::from_mins(day)),
                exit_code: Some(0),
                cut_off: false,
                oom_killed: false,
                oom_within: false,
                restarts: 0,
                error: None,
            },
            log: String::new(),
            screen: None,
        }
    }

    pub fn engine(self, engine: &'a str) -> Self {
        Self { engine, ..self }
    }

    pub fn image(self, image: &'a str) -> Self {
        Self { image, ..self }
    }

    /// What the engine told of the container.
    pub fn spec(self, spec: Value) -> Self {
        Self { spec, ..self }
    }

    pub fn log(self, log: impl Into<String>) -> Self {
        Self { log: log.into(), ..self }
    }

    pub fn screen(self, screen: &'a str) -> Self {
        Self { screen: Some(screen), ..self }
    }

    pub fn exits(mut self, code: i64) -> Self {
        self.facts.exit_code = Some(code);
        self
    }

    pub fn out_of_memory(mut self) -> Self {
        self.facts.oom_killed = true;
        self.exits(137)
    }

    /// Over for so long, after a minute.
    pub fn ended_before(mut self, ago: SignedDuration) -> Self {
        let ended = Timestamp::now() - ago;
        self.facts.started_at = ended - SignedDuration::from_mins(1);
        self.facts.ended_at = Some(ended);
        self
    }

    pub fn keep(self, archive: &Archive) -> RunId {
        let key = SessionKey { engine: self.engine.to_owned(), container: self.container };
        let session = SessionFacts {
            key: key.clone(),
            name: self.name.to_owned(),
            own: true,
            image: self.image.to_owned(),
            image_id: Some(format!("sha256:{}", self.image)),
            created_at: Some(self.facts.started_at - SignedDuration::from_secs(1)),
            spec: self.spec,
        };
        archive.note_session(&session).expect("the archive takes a session");
        let run = archive.note_run(&key, &self.facts).expect("the archive takes a run").expect("it keeps it");
        archive.append_log(run, self.log.as_bytes()).expect("the archive takes a log");
        archive.finish_log(run, &LogState::Whole).expect("the log is whole");
        if let Some(screen) = self.screen {
            let screen = Screen { columns: 80, rows: 24, bytes: screen.as_bytes().to_vec() };
            archive.set_screen(run, &screen).expect("the archive takes a screen");
        }
        run
    }
}

/// `lines` lines of which one has a colour and stands out.
pub fn log(lines: usize, special: usize, text: &str) -> String {
    let line = |number| match number {
        _ if number == special => format!("\x1b[31m{text}\x1b[0m at step {number}\r\n"),
        _ => format!("step {number} went well\r\n"),
    };
    (1..=lines).map(line).collect()
}
