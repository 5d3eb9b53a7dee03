//! Why a session ended, as the window's exit card says it.

use berth_archive::Run;
use berth_runner::SimilarNames;
use jiff::Timestamp;
use serde::Serialize;

use super::facts::memory;
use super::name::label;
use super::record::Record;
use super::table::ran;
use crate::table::{plain, trimmed};
use crate::time::{age, duration, moment};
use crate::words::exit::{self, Explained};
use crate::words::steps::{self, Step};
use crate::words::who;

/// All that is said of a session's last run.
#[derive(Debug)]
pub struct Card {
    pub name: String,
    pub engine: String,
    /// How it ended, or that it runs.
    pub told: Explained,
    /// The run; `None` where there was none.
    pub run: Option<Run>,
    /// The run before.
    pub before: Option<Run>,
    /// What changed since, in words.
    pub changes: Vec<String>,
    /// The most memory that it used.
    pub memory: Option<String>,
    pub last_lines: Vec<String>,
    pub next: Option<Step>,
    /// What is like the command that was not found, where one was not.
    pub similar: Option<SimilarNames>,
}

/// The shape of `--json`. Fields are added, never taken away; absent values are `null`.
#[derive(Debug, Serialize)]
struct Object<'a> {
    name: &'a str,
    engine: &'a str,
    /// Whether its last run goes on.
    running: bool,
    /// How it ended, in a few words and in sentences.
    title: &'a str,
    sentence: &'a str,
    /// Who ended it, each a phrase; empty for what ended by itself.
    ended_by: Vec<String>,
    /// The last run; its `run` is 0 where the history has none of it.
    run: Option<Record<'a>>,
    /// The run before.
    before: Option<Record<'a>>,
    /// What changed since, each a phrase.
    changes: &'a [String],
    /// Without colours.
    last_lines: &'a [String],
    /// What to do: `words`, and a `command` where one does it.
    next: Option<&'a Step>,
    /// What is like a command that was not found: `wanted`, `names` (`name`, `folder`), `compared` and
    /// `complete`. `null` where none was missed, or the engine does not have the session any more.
    similar: Option<&'a SimilarNames>,
}

impl Card {
    /// For programs.
    pub fn object(&self) -> impl Serialize + '_ {
        Object {
            name: &self.name,
            engine: &self.engine,
            running: self.run.as_ref().is_some_and(|run| run.ending.is_none()),
            title: &self.told.title,
            sentence: &self.told.sentence,
            ended_by: self.run.as_ref().map(who::phrases).unwrap_or_default(),
            run: self.run.as_ref().map(Record::from),
            before: self.before.as_ref().map(Record::from),
            changes: &self.changes,
            last_lines: &self.last_lines,
            next: self.next.as_ref(),
            similar: self.similar.as_ref(),
        }
    }

    /// For people.
    pub fn text(&self, now: Timestamp) -> String {
        let name = match &self.run {
            Some(run) if run.id != 0 => label(run),
            _ => self.name.clone(),
        };
        let mut text = format!("{name} on {}: {}\n", self.engine, self.told.title);
        if self.run.as_ref().is_none_or(|run| run.ending.is_some()) {
            text += &format!("{}\n", self.told.sentence);
        }
        let facts = self.facts(now);
        if !facts.is_empty() {
            text += &format!("\n{facts}\n");
        }
        if !self.last_lines.is_empty() {
            text += &format!("\nLast lines:\n{}\n", self.last_lines.join("\n"));
        }
        if let Some(next) = &self.next {
            text += &format!("\nWhat to do: {}\n", next.words);
            text += &next.command.as_ref().map_or_else(String::new, |command| format!("  {command}\n"));
        }
        if let Some(similar) = &self.similar {
            text += &format!("\n{}\n", steps::similar(similar));
        }
        text
    }

    fn facts(&self, now: Timestamp) -> String {
        let mut table = plain();
        let mut add = |word: &str, value: String| {
            if !value.is_empty() {
                table.add_row([word.to_owned(), value]);
            }
        };
        if let Some(run) = &self.run {
            let start = run.key.started_at;
            match (run.ending, run.ended_at) {
                (None, _) => add("Runs", format!("for {}, since {}", duration(start, now), moment(start))),
                (Some(_), Some(end)) => {
                    add("Ran", format!("{}, from {} to {}", ran(run, now), moment(start), moment(end)));
                }
                (Some(_), None) => add("Ran", format!("from {} on; nobody saw its end", moment(start))),
            }
            if run.ending.is_some() {
                add("Ended by", who::always(run));
            }
            add("Memory", self.memory.clone().unwrap_or_default());
            add("Remark", who::unwatched(run).unwrap_or_default());
        }
        add("Before", self.before.as_ref().map(|run| before(run, now)).unwrap_or_default());
        if self.before.is_some() {
            let changes = match self.changes.as_slice() {
                [] => "nothing, as far as it is known".to_owned(),
                changes => changes.join("\n"),
            };
            add("Changed", changes);
        }
        trimmed(&table)
    }
}

/// The run before on one line.
fn before(run: &Run, now: Timestamp) -> String {
    let length =
        Some(ran(run, now)).filter(|length| !length.is_empty()).map(|length| format!("ran {length}"));
    let ended = run.ended_at.map(|end| format!("{} ago", age(end, now)));
    let by = Some(who::always(run)).filter(|by| !by.is_empty());
    let parts: Vec<String> =
        [Some(exit::word(&run.into())), length, by, ended].into_iter().flatten().collect();
    format!("{}: {}", label(run), parts.join(", "))
}

/// The card of a run, without what the archive and the engine know beside it.
pub fn card(run: &Run) -> Card {
    Card {
        name: run.name.clone(),
        engine: run.key.session.engine.clone(),
        told: exit::explain(&run.into()),
        memory: memory(run, None),
        run: Some(run.clone()),
        before: None,
        changes: Vec::new(),
        last_lines: Vec::new(),
        next: None,
        similar: None,
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use berth_archive::{Actor, EndedBy, Ending, Verb};

    use super::*;
    use crate::runs::tests::run;

    fn now() -> Timestamp {
        "2026-11-26T12:30:00Z".parse().unwrap()
    }

    #[test]
    fn a_card_says_all_in_words() {
        let by =
            EndedBy::Berth { actor: Actor::Berthctl { pid: 1 }, verb: Verb::Stop, killed_after_grace: true };
        let killed = Run { ending: Some(Ending::Killed), exit_code: Some(137), grace: Some(10), by, ..run() };
        let card = Card {
            before: Some(Run { number: 2, ..run() }),
            changes: vec!["image: a → b".to_owned(), "environment: X added".to_owned()],
            last_lines: vec!["bye".to_owned()],
            next: Some(Step { words: "Do this:".to_owned(), command: Some("podman x".to_owned()) }),
            ..card(&killed)
        };
        let text = card.text(now());
        for part in [
            "bot#3 on podman: Exited 137: killed by SIGKILL\nIt was killed and could not clean up.\n\n",
            "Ran       2 min 5 s, from 2026-11-2",
            "\nEnded by  killed by SIGKILL after the 10 s grace time, stopped by berthctl\n",
            "\nBefore    bot#2: exited 3, ran 2 min 5 s, ended by itself, 2 h ago\n",
            "\nChanged   image: a → b\n          environment: X added\n",
            "\n\nLast lines:\nbye\n\nWhat to do: Do this:\n  podman x\n",
        ] {
            assert!(text.contains(part), "{part:?} is not in\n{text}");
        }
        let value = serde_json::to_value(card.object()).unwrap();
        assert_eq!((&value["running"], &value["title"]), (&false.into(), &card.told.title.as_str().into()));
        assert_eq!((&value["run"]["number"], &value["before"]["number"]), (&3.into(), &2.into()));
        assert_eq!(
            (&value["changes"][0], &value["next"]["command"]),
            (&"image: a → b".into(), &"podman x".into())
        );
        assert_eq!(value["ended_by"].as_array().unwrap().len(), 2);
    }

    #[test]
    fn one_that_runs_says_since_when() {
        let going = Run { ending: None, ended_at: None, exit_code: None, by: EndedBy::Nobody, ..run() };
        let text = card(&going).text(now());
        assert!(text.starts_with("bot#3 on podman: Running\n"), "{text}");
        assert!(text.contains("Runs  for 2 h 30 min, since 2026-11-2"), "{text}");
        // What the history does not know has no number.
        let text = card(&Run { id: 0, number: 0, ..run() }).text(now());
        assert!(text.starts_with("bot on podman: Exited 3\n"), "{text}");
    }
}
