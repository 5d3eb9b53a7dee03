//! One case of the corpus.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use berth_activity::{Activity, Moment, Program, PromptMark, ScreenText};
use berth_terminal::{ProgressState, Screen, Size};
use serde::Deserialize;

/// Bytes that a program wrote, and what they mean.
#[derive(Debug, Deserialize)]
pub struct Case {
    pub name: String,
    pub cols: u16,
    pub rows: u16,
    pub argv: Vec<String>,
    pub expects: Activity,
    /// A part of the line that asks.
    pub line: Option<String>,
    pub foreground: Option<Vec<String>>,
    pub reads: Option<bool>,
    /// Seconds.
    pub quiet: f64,
    #[serde(skip)]
    pub bytes: Vec<u8>,
}

pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")
}

/// All cases, recorded and drawn.
pub fn all() -> Vec<Case> {
    let mut cases = recorded();
    cases.extend(drawn("drawn.txt"));
    assert!(cases.len() > 300, "{}", cases.len());
    cases
}

pub fn recorded() -> Vec<Case> {
    let folder = folder().join("recorded");
    let index = fs::read_to_string(folder.join("cases.jsonl")).unwrap();
    let read = |line: &str| {
        let mut case: Case = serde_json::from_str(line).unwrap();
        case.bytes = fs::read(folder.join(format!("{}-{}.raw", case.name, case.cols))).unwrap();
        case
    };
    index.lines().map(read).collect()
}

/// Screens as text: `=== name`, headers (`key: value`), an empty line, and the screen. `▮` is the cursor.
pub fn drawn(file: &str) -> Vec<Case> {
    let text = fs::read_to_string(folder().join(file)).unwrap();
    text.split("\n=== ").skip(1).map(drawn_one).collect()
}

fn drawn_one(text: &str) -> Case {
    let (head, screen) = text.split_once("\n\n").unwrap();
    let (name, head) = head.split_once('\n').unwrap_or((head, ""));
    let header = |name: &str| {
        let mut pairs = head.lines().map(|line| line.split_once(": ").unwrap());
        pairs.find(|(key, _)| *key == name).map(|(_, value)| value)
    };
    let raw = header("raw").unwrap_or_default();
    let mut bytes = raw.replace("\\e", "\x1b").replace("\\a", "\x07").replace("\\\\", "\\");
    match screen.trim_end_matches('\n').split_once('▮') {
        Some((before, after)) => bytes.extend([before, "\x1b7", after, "\x1b8"]),
        None => bytes.extend([screen.trim_end_matches('\n'), "\x1b[?25l"]),
    }
    let words = |name: &str| header(name).map(|value| value.split(' ').map(str::to_owned).collect());
    Case {
        name: name.into(),
        cols: header("cols").map_or(80, |cols| cols.parse().unwrap()),
        rows: header("rows").map_or(24, |rows| rows.parse().unwrap()),
        argv: words("argv").unwrap_or_else(|| vec!["bash".into()]),
        expects: header("expects").unwrap_or("unknown").parse().unwrap(),
        line: header("line").map(str::to_owned),
        foreground: words("foreground"),
        reads: header("reads").map(|reads| reads == "true"),
        quiet: header("quiet").map_or(5.0, |quiet| quiet.parse().unwrap()),
        bytes: bytes.replace('\n', "\r\n").into_bytes(),
    }
}

impl Case {
    pub fn title(&self) -> String {
        format!("{}-{}", self.name, self.cols)
    }

    pub fn program(&self) -> Program {
        Program { argv: self.argv.clone(), ..Program::default() }
    }

    pub fn moment(&self, seen: bool) -> Moment {
        Moment {
            quiet: Duration::from_secs_f64(self.quiet),
            reads_terminal: self.reads.filter(|_| seen),
            foreground: self.foreground.clone().filter(|_| seen),
        }
    }

    pub fn screen(&self) -> ScreenText {
        let mut screen = self.empty();
        screen.write(&self.bytes);
        text_of(&screen)
    }

    pub fn empty(&self) -> Screen {
        Screen::new(Size { cols: self.cols, rows: self.rows }, 1000)
    }
}

/// As the observer makes it.
pub fn text_of(screen: &Screen) -> ScreenText {
    let text = screen.text();
    ScreenText {
        cols: text.size.cols,
        rows: text.size.rows,
        lines: text.lines,
        wrapped: text.wrapped,
        style: text.style,
        cursor: text.cursor,
        title: text.title,
        alternate: text.alternate,
        prompt: text.prompt.map(|mark| match mark {
            berth_terminal::PromptMark::Prompt => PromptMark::Prompt,
            berth_terminal::PromptMark::Input => PromptMark::Input,
            berth_terminal::PromptMark::Output => PromptMark::Output,
        }),
        progress: text.progress.map(|progress| matches!(progress.state, ProgressState::Running)),
        notice: text.notice,
        bell: text.bell,
    }
}
