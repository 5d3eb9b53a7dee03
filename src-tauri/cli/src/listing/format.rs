//! How a list is printed: `--format`.

use std::str::FromStr;

use berth_runner::{Session, shell_line};
use jiff::Timestamp;
use serde_json::Value;

use crate::exit::{FAILURE, Stop};
use crate::row::{self, Row};

/// How a list is printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Format {
    Table,
    /// An array.
    Json,
    /// A name a line.
    Names,
    /// A line for each, made of these.
    Template(Vec<Piece>),
}

/// A part of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    Text(String),
    /// A key of [`Row`].
    Field(String),
    /// `exited (3)`, docker's `Status`.
    Status,
    /// All of it, as JSON on one line.
    Json,
}

impl FromStr for Format {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "table" => Ok(Self::Table),
            "json" => Ok(Self::Json),
            "names" => Ok(Self::Names),
            _ if text.contains("{{") => Ok(Self::Template(pieces(text)?)),
            _ => Err("write table, json, names, or fields such as {{.Name}}".to_owned()),
        }
    }
}

/// As docker's: `\t` and `\n` are a tab and a new line.
fn pieces(text: &str) -> Result<Vec<Piece>, String> {
    let text = text.replace("\\t", "\t").replace("\\n", "\n");
    let mut parts = text.split("{{");
    let mut found = vec![Piece::Text(parts.next().unwrap_or_default().to_owned())];
    for part in parts {
        let (inside, after) =
            part.split_once("}}").ok_or_else(|| format!("\"{{{{{part}\" has no end; close it with }}}}"))?;
        found.extend([field(inside.trim())?, Piece::Text(after.to_owned())]);
    }
    Ok(found)
}

/// `.ExitCode` is `exit_code`; also by docker's names.
fn field(text: &str) -> Result<Piece, String> {
    let plain = |text: &str| text.replace('_', "").to_ascii_lowercase();
    let asked = match text.strip_prefix('.').map(plain).as_deref() {
        Some("names") => "name".to_owned(),
        Some("status") => return Ok(Piece::Status),
        Some(name) => name.to_owned(),
        None if text.split_whitespace().eq(["json", "."]) => return Ok(Piece::Json),
        None => String::new(),
    };
    let key = row::KEYS.iter().find(|key| plain(key) == asked);
    key.map(|key| Piece::Field((*key).to_owned())).ok_or_else(|| {
        let fields: Vec<String> = row::KEYS.iter().map(|key| format!(".{}", pascal(key))).collect();
        format!("there is no field \"{text}\"; known are {}, .Status and {{{{json .}}}}", fields.join(", "))
    })
}

fn pascal(key: &str) -> String {
    let word =
        |word: &str| word.get(..1).unwrap_or_default().to_uppercase() + word.get(1..).unwrap_or_default();
    key.split('_').map(word).collect()
}

impl Format {
    /// What is printed of these sessions, with its last line's end.
    pub fn text(&self, sessions: &[Session], now: Timestamp) -> Result<String, Stop> {
        let lines = match self {
            Self::Table => row::list(sessions, now),
            Self::Json => {
                let rows: Vec<Row<'_>> = sessions.iter().map(Row::from).collect();
                serde_json::to_string_pretty(&rows).map_err(no_json)?
            }
            Self::Names => {
                sessions.iter().map(|session| session.name.as_str()).collect::<Vec<_>>().join("\n")
            }
            Self::Template(pieces) => {
                let lines = sessions.iter().map(|session| line(pieces, session));
                lines.collect::<Result<Vec<_>, _>>()?.join("\n")
            }
        };
        Ok(if lines.is_empty() { lines } else { lines + "\n" })
    }
}

fn line(pieces: &[Piece], session: &Session) -> Result<String, Stop> {
    let row = serde_json::to_value(Row::from(session)).map_err(no_json)?;
    let piece = |piece: &Piece| match piece {
        Piece::Text(text) => text.clone(),
        Piece::Status => row::state(session),
        Piece::Json => row.to_string(),
        Piece::Field(key) if key == "command" => shell_line(&session.command),
        Piece::Field(key) => row.get(key).map(text_of).unwrap_or_default(),
    };
    Ok(pieces.iter().map(piece).collect())
}

fn text_of(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(text_of).collect::<Vec<_>>().join(", "),
        Value::Object(pairs) => {
            pairs.iter().map(|(key, value)| format!("{key}={}", text_of(value))).collect::<Vec<_>>().join(",")
        }
        other => other.to_string(),
    }
}

fn no_json(error: serde_json::Error) -> Stop {
    Stop::new(FAILURE, format!("Could not write JSON: {error}"))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use crate::row::tests::session;

    fn text(format: &str) -> String {
        let now = "2026-11-23T14:30:00Z".parse().unwrap();
        format.parse::<Format>().unwrap().text(&[session(), session()], now).unwrap()
    }

    #[test]
    fn a_template_has_the_fields_by_the_words_of_docker() {
        for (format, line) in [
            (r"{{.Name}}\t{{.State}}", "bot\texited"),
            ("{{ .Names }} is {{.Status}}", "bot is exited (3)"),
            ("{{.ExitCode}}/{{.exit_code}}/{{.Pid}}|", "3/3/|"),
            ("{{.Ports}} {{.Command}}", "[::1]:8080:80/tcp sh -c 'exit 3'"),
            ("{{.ID}}", &"9f".repeat(32)),
        ] {
            assert_eq!(text(format), format!("{line}\n{line}\n"), "{format}");
        }
        let json = text("{{json .}}");
        let first: Value = serde_json::from_str(json.lines().next().unwrap()).unwrap();
        assert_eq!((first["name"].as_str(), json.lines().count()), (Some("bot"), 2));
        assert!(!json.contains("s3cret"));
    }

    #[test]
    fn the_other_formats_have_a_word() {
        assert_eq!(text("names"), "bot\nbot\n");
        assert!(text("table").starts_with("NAME "));
        assert!(text("json").starts_with("[\n"));
        let none = |format: &str| format.parse::<Format>().unwrap().text(&[], Timestamp::UNIX_EPOCH).unwrap();
        assert_eq!((none("names"), none("json")), (String::new(), "[]\n".to_owned()));
    }

    #[test]
    fn what_is_no_format_is_told() {
        for (format, word) in
            [("yaml", "table"), ("{{.Nome}}", ".ExitCode"), ("{{.Name", "}}"), ("{{Name}}", ".Name")]
        {
            let problem = format.parse::<Format>().unwrap_err();
            assert!(problem.contains(word), "{format}: {problem}");
        }
    }
}
