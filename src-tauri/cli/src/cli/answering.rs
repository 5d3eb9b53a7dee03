//! What can be said of a session's screen: `berthctl peek|send|wait|open …`.

use std::time::Duration;

use berth_activity::{Activity, Key};
use clap::{ArgGroup, Args, ValueEnum};

use crate::mcp::Allowed;

const REFUSALS: &str = "\
Of a session that has ended it shows the last screen.

Exit codes of its own:
  7  the session is paused, or never ran
  9  it has no terminal, or joining would stop it";

const SENDING: &str = "\
Keys: enter, esc, tab, backtab, space, backspace, delete, insert, up, down, left, right, home,
end, pageup, pagedown, f1 to f12, ctrl-a to ctrl-z, or one character.

Exit codes of its own:
  7  the session does not run
  8  nothing was sent: the screen or the activity is another than you said
  9  it has no terminal, or joining would stop it";

const WAITING: &str = "\
It prints what it waited for: the activity, the line with the text, the exit code, the health.

Exit codes of its own:
  7   the session does not run, or ended before
  9   it has no terminal, or joining would stop it
  10  the time of --timeout is over";

const SERVING: &str = "\
It ends with 0 when its client closes standard input. Errors of tools have the exit code of the verb.";

/// Show what is on a session's screen, without joining it
#[derive(Debug, Args)]
#[command(after_help = REFUSALS)]
pub struct Peek {
    /// Its name or full id
    pub name: String,
    /// Print it with its colours
    #[arg(long, conflicts_with = "json")]
    pub ansi: bool,
    /// Print a JSON object: the lines, the cursor, the activity and why, and the screen's hash for send --if-screen
    #[arg(long)]
    pub json: bool,
}

/// Type into a session without joining it
#[derive(Debug, Args)]
#[command(
    after_help = SENDING,
    group = ArgGroup::new("input").args(["text", "keys", "enter"]).multiple(true).required(true)
)]
pub struct Send {
    /// Its name or full id
    pub name: String,
    /// A text; pasted where the program asked for that, and no Enter after it
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true, conflicts_with = "keys")]
    pub text: Option<String>,
    /// A key, such as y, enter, ctrl-c; again for more
    #[arg(long = "key", value_name = "KEY", allow_hyphen_values = true)]
    pub keys: Vec<Key>,
    /// Press Enter after it
    #[arg(long)]
    pub enter: bool,
    /// Send only while the session has this activity
    #[arg(long, value_name = "ACTIVITY", value_enum)]
    pub if_activity: Option<Word>,
    /// Send only while the screen is the one of this hash, which peek --json tells
    #[arg(long, value_name = "HASH", value_parser = hash)]
    pub if_screen: Option<String>,
    /// Print a JSON object: whether it was sent, and the screen
    #[arg(long)]
    pub json: bool,
}

/// Wait until a session asks, is done, prints something, ends, …
#[derive(Debug, Args)]
#[command(
    after_help = WAITING,
    group = ArgGroup::new("until").args(["activity", "text", "exit", "quiet", "health"]).required(true)
)]
pub struct Wait {
    /// Its name or full id
    pub name: String,
    /// Until its activity is one of these: asks, works, done, idle
    #[arg(long, value_name = "ACTIVITY,…", value_enum, value_delimiter = ',')]
    pub activity: Vec<Word>,
    /// Until a line of its screen matches this regular expression
    #[arg(long, value_name = "REGEX", allow_hyphen_values = true)]
    pub text: Option<String>,
    /// Until it ends; of one that has ended already, its last exit code
    #[arg(long)]
    pub exit: bool,
    /// Until it has printed nothing for so long: seconds, or 500ms, 2m
    #[arg(long, value_name = "TIME", value_parser = span)]
    pub quiet: Option<Duration>,
    /// Until its health checks say so
    #[arg(long, value_name = "HEALTH", value_enum)]
    pub health: Option<Health>,
    /// No longer than this: seconds, or 500ms, 2m; otherwise as long as it takes
    #[arg(long, value_name = "TIME", value_parser = span)]
    pub timeout: Option<Duration>,
    /// Print a JSON object: what was waited for, and the screen
    #[arg(long)]
    pub json: bool,
}

/// Show a session in the app's window, which starts if it is not open
#[derive(Debug, Args)]
pub struct Open {
    /// Its name or full id
    pub name: String,
}

/// Serve sessions as tools of an agent: the Model Context Protocol, on standard input and output
#[derive(Debug, Args)]
#[command(after_help = SERVING)]
pub struct Mcp {
    /// Let it type into these sessions. A name alone counts where no other engine has it. Without it nothing is typed
    #[arg(long = "allow-input", value_name = "[ENGINE/]NAME", num_args = 1..)]
    pub allow_input: Vec<Allowed>,
}

/// What a session does, as far as a rule can tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Word {
    /// It waits for an answer
    Asks,
    /// It is busy
    Works,
    /// It was busy, and nobody has looked since
    Done,
    /// It waits for the next command
    Idle,
}

impl From<Word> for Activity {
    fn from(word: Word) -> Self {
        match word {
            Word::Asks => Self::Asks,
            Word::Works => Self::Works,
            Word::Done => Self::Done,
            Word::Idle => Self::Idle,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Health {
    Healthy,
    Unhealthy,
}

/// Seconds, or a number with a unit.
fn span(text: &str) -> Result<Duration, String> {
    let shape = || "write seconds (1.5), or a time with its unit: 500ms, 30s, 2m, 1h".to_owned();
    let (number, unit) =
        text.split_at(text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len()));
    let unit = match unit {
        "ms" => 0.001,
        "" | "s" => 1.0,
        "m" | "min" => 60.0,
        "h" => 3600.0,
        _ => return Err(shape()),
    };
    let number: f64 = number.parse().map_err(|_| shape())?;
    Duration::try_from_secs_f64(number * unit).map_err(|_| shape())
}

fn hash(text: &str) -> Result<String, String> {
    let hex = text.len() == 16 && text.bytes().all(|b| b.is_ascii_hexdigit());
    if hex {
        Ok(text.to_ascii_lowercase())
    } else {
        Err("write the 16 digits of \"hash\" in peek --json".to_owned())
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::super::{Cli, Verb};
    use super::*;
    use clap::Parser;

    fn verb(line: &[&str]) -> Result<Verb, String> {
        let cli = Cli::try_parse_from([&["berthctl"], line].concat());
        cli.map(|cli| cli.verb).map_err(|error| error.to_string())
    }

    #[test]
    fn an_agent_may_type_where_it_is_said() {
        for (line, names) in [
            (&["mcp"][..], &[][..]),
            (&["mcp", "--allow-input", "bot", "docker/web"], &["bot", "docker/web"]),
            (&["mcp", "--allow-input", "bot", "--allow-input", "web"], &["bot", "web"]),
        ] {
            let Ok(Verb::Mcp(mcp)) = verb(line) else { unreachable!() };
            let names: Vec<Allowed> = names.iter().map(|name| name.parse().unwrap()).collect();
            assert_eq!(mcp.allow_input, names);
        }
        for line in [&["mcp", "bot"][..], &["mcp", "--allow-input"]] {
            assert!(verb(line).is_err(), "{line:?}");
        }
    }

    #[test]
    fn a_span_has_a_unit_or_is_seconds() {
        for (text, millis) in
            [("2", 2000), ("0.5", 500), ("500ms", 500), ("3s", 3000), ("2m", 120_000), ("1h", 3_600_000)]
        {
            assert_eq!(span(text), Ok(Duration::from_millis(millis)), "{text}");
        }
        for text in ["", "s", "-1", "1 s", "1d", "1e99999h", "..", "99999999999999999999999h"] {
            assert!(span(text).is_err(), "{text}");
        }
    }

    #[test]
    fn what_is_sent_is_a_text_or_keys() {
        let Ok(Verb::Send(send)) =
            verb(&["send", "bot", "--key", "down", "--key", "-", "--enter", "--if-activity", "asks"])
        else {
            unreachable!()
        };
        assert_eq!((send.keys, send.enter), (["down", "-"].map(|key| key.parse().unwrap()).to_vec(), true));
        assert_eq!(send.if_activity, Some(Word::Asks));
        let Ok(Verb::Send(send)) =
            verb(&["send", "bot", "--text", "-- yes", "--if-screen", "00AA00aa00AA00aa"])
        else {
            unreachable!()
        };
        assert_eq!(
            (send.text.as_deref(), send.if_screen.as_deref()),
            (Some("-- yes"), Some("00aa00aa00aa00aa"))
        );
        for line in [
            &["send", "bot"][..],
            &["send", "bot", "--text", "a", "--key", "b"],
            &["send", "bot", "--key", "yes"],
            &["send", "bot", "--enter", "--if-screen", "xyz"],
            &["send", "bot", "--enter", "--if-activity", "unknown"],
        ] {
            assert!(verb(line).is_err(), "{line:?}");
        }
    }

    #[test]
    fn one_thing_is_waited_for() {
        let Ok(Verb::Wait(wait)) = verb(&["wait", "bot", "--activity", "asks,done", "--timeout", "2m"])
        else {
            unreachable!()
        };
        assert_eq!(
            (wait.activity, wait.timeout),
            (vec![Word::Asks, Word::Done], Some(Duration::from_secs(120)))
        );
        for line in [&["wait", "bot"][..], &["wait", "bot", "--exit", "--quiet", "2"], &["wait", "--exit"]] {
            assert!(verb(line).is_err(), "{line:?}");
        }
    }
}
