//! A session as it is filled from another form.

use berth_runner::{EngineKind, SessionSpec, command_line, session_name};

use crate::remark::{Remark, RemarkProblem};

/// What stands for the first [`References`]; they follow each other.
const FIRST: u32 = 0xF0000;
/// Those of one text, at most: the private plane has no more.
const MOST: usize = 0xFFFD;

/// What whoever runs a text puts in, such as `$HOME`: each stands as one character of a private plane, so that it passes
/// through quoting as a whole.
#[derive(Debug, Clone, Default)]
pub(crate) struct References(Vec<String>);

impl References {
    /// The text without what would be taken for a reference.
    pub fn clean(text: &str) -> String {
        text.replace(|c: char| u32::from(c) >= FIRST, "\u{fffd}")
    }

    /// The character that stands for it; none where there are too many.
    pub fn mark(&mut self, reference: &str) -> Option<char> {
        let number = u32::try_from(self.0.len()).ok().filter(|_| self.0.len() < MOST)?;
        self.0.push(reference.to_owned());
        char::from_u32(FIRST + number)
    }

    fn of(&self, c: char) -> Option<&str> {
        let number = u32::from(c).checked_sub(FIRST)?;
        self.0.get(usize::try_from(number).ok()?).map(String::as_str)
    }

    pub fn first(&self, text: &str) -> Option<&str> {
        text.chars().find_map(|c| self.of(c))
    }

    /// As it was written.
    pub fn written(&self, text: &str) -> String {
        self.replaced(text, |c| c.to_string())
    }

    /// As a volume of a spec, which knows references and `$$`.
    pub fn volume(&self, text: &str) -> String {
        self.replaced(text, |c| if c == '$' { "$$".to_owned() } else { c.to_string() })
    }

    fn replaced(&self, text: &str, plain: impl Fn(char) -> String) -> String {
        text.chars().map(|c| self.of(c).map_or_else(|| plain(c), str::to_owned)).collect()
    }
}

/// A session that is being read.
pub(crate) struct Draft {
    pub spec: SessionSpec,
    pub kind: EngineKind,
    pub remarks: Vec<Remark>,
    pub references: References,
    /// Stands before each key: `services.web.`.
    pub prefix: String,
    /// Where the part stands that is read now.
    pub line: u32,
    pub tty: bool,
    pub interactive: bool,
}

impl Draft {
    pub fn new(kind: EngineKind, references: References) -> Self {
        Self {
            spec: SessionSpec::default(),
            kind,
            remarks: Vec::new(),
            references,
            prefix: String::new(),
            line: 0,
            tty: false,
            interactive: false,
        }
    }

    pub fn remark(&mut self, key: &str, problem: RemarkProblem) {
        let remark = Remark::new(&format!("{}{key}", self.prefix), self.line, problem);
        if !self.remarks.contains(&remark) {
            self.remarks.push(remark);
        }
    }

    /// A text without references; where it has one that is said, and the text left out.
    pub fn plain(&mut self, key: &str, text: &str) -> Option<String> {
        match self.references.first(text).map(str::to_owned) {
            Some(reference) => {
                self.remark(key, RemarkProblem::Reference { reference });
                None
            }
            None => Some(text.to_owned()),
        }
    }

    /// Words as a command; those that no command can say are said.
    pub fn command(&mut self, key: &str, words: &[String]) -> String {
        if let Some(reference) = words.iter().find_map(|word| self.references.first(word)).map(str::to_owned)
        {
            self.remark(key, RemarkProblem::Reference { reference });
        }
        let words: Vec<String> = words.iter().map(|word| self.references.written(word)).collect();
        command_line(&words).unwrap_or_else(|| {
            self.remark(key, RemarkProblem::OtherShape {});
            String::new()
        })
    }

    pub fn name(&mut self, key: &str, name: &str) {
        let used = session_named(name);
        if used != name {
            let name = name.to_owned();
            self.remark(key, RemarkProblem::NameChanged { name, used: used.clone() });
        }
        self.spec.name = used;
    }

    /// What needs the whole to be known.
    pub fn finish(mut self, image_key: &str) -> (SessionSpec, Vec<Remark>) {
        if self.spec.image.is_empty() {
            self.remark(image_key, RemarkProblem::ImageMissing {});
        }
        if self.spec.name.is_empty() {
            let last = self.spec.image.rsplit('/').next().unwrap_or_default();
            let name = last.split([':', '@']).next().unwrap_or_default();
            self.spec.name = session_named(if name.is_empty() { "session" } else { name });
        }
        if self.interactive && !self.tty {
            self.remark("--interactive", RemarkProblem::InputAlone {});
        }
        self.spec.options.no_terminal = !self.tty;
        (self.spec, self.remarks)
    }
}

/// The nearest name that a session can have.
pub(crate) fn session_named(name: &str) -> String {
    if session_name(name).is_ok() {
        return name.to_owned();
    }
    let allowed = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '_' | '-') { c } else { '-' };
    let letters: String = name.chars().map(allowed).take(60).collect();
    let trimmed = letters.trim_matches('-');
    let begins = trimmed.starts_with(|c: char| c.is_ascii_alphabetic());
    match (begins, trimmed.is_empty()) {
        (true, _) => trimmed.to_owned(),
        (_, true) => "session".to_owned(),
        _ => format!("s-{trimmed}"),
    }
}
