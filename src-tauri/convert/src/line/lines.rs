//! Lines as a shell parts them: those that go on are joined, comments and prompts go, and what the shell would put in is
//! marked.

use crate::draft::References;

/// Stands as a word of its own where a line of the text ended within a command.
pub(super) const LINE: char = '\u{100000}';

/// Between words.
const BLANKS: [char; 3] = [' ', '\t', '\r'];

/// One command of a text.
pub(super) struct Line {
    /// For [`berth_runner::split`].
    pub text: String,
    /// Where it begins, from 1.
    pub number: u32,
    pub references: References,
}

/// The commands of a text. One end of a quote on another line belongs to the same command.
pub(super) fn of(text: &str) -> Vec<Line> {
    let text = References::clean(text);
    let mut found = Vec::new();
    let (mut rest, mut number) = (text.as_str(), 1);
    while !rest.is_empty() {
        let (begun, skipped) = begin(rest);
        number += skipped;
        if begun.is_empty() {
            break;
        }
        let mut scan = Scan {
            rest: begun,
            text: String::new(),
            quote: None,
            owed: 0,
            lines: 0,
            references: References::default(),
        };
        while scan.step() {}
        if !scan.text.trim().is_empty() {
            found.push(Line { text: scan.text.trim().to_owned(), number, references: scan.references });
        }
        number += scan.lines;
        rest = scan.rest;
    }
    found
}

/// Skips blank lines, comments and the prompt; and how many lines these were.
fn begin(text: &str) -> (&str, u32) {
    let (mut rest, mut lines) = (text, 0);
    loop {
        rest = rest.trim_start_matches(BLANKS);
        if let Some(after) = rest.strip_prefix('\n') {
            (rest, lines) = (after, lines + 1);
            continue;
        }
        let line = rest.lines().next().unwrap_or_default();
        let (first, after) = line.split_once([' ', '\t']).unwrap_or((line, ""));
        let sign = matches!(first, "$" | "#" | "%" | ">")
            || (first.contains('@') && first.ends_with(['$', '#', '%']));
        if sign && names_an_engine(after) {
            let taken = line.len() - after.len();
            return (rest.get(taken..).unwrap_or_default(), lines);
        }
        if !line.starts_with('#') {
            return (rest, lines);
        }
        rest = rest.get(line.len()..).unwrap_or_default();
    }
}

/// Whether one of the first words is the name of a client.
pub(super) fn names_an_engine(text: &str) -> bool {
    let words = text.split_whitespace().take(6);
    words
        .map(|word| word.rsplit(['/', '\\']).next().unwrap_or_default())
        .any(|word| super::program::kind(word).is_some())
}

struct Scan<'a> {
    rest: &'a str,
    text: String,
    quote: Option<char>,
    /// Line ends that were not said yet.
    owed: usize,
    lines: u32,
    references: References,
}

impl Scan<'_> {
    fn take(&mut self, length: usize) {
        self.rest = self.rest.get(length..).unwrap_or_default();
    }

    /// One step on; `false` where the command ends.
    fn step(&mut self) -> bool {
        let Some(c) = self.rest.chars().next() else { return false };
        if let Some(length) = self.goes_on(c) {
            self.take(length);
            (self.lines, self.owed) = (self.lines + 1, self.owed + 1);
            if self.quote.is_none() && self.text.ends_with(' ') {
                self.say_owed();
            }
            return true;
        }
        match (self.quote, c) {
            (None, '\n') => {
                self.take(1);
                self.lines += 1;
                return false;
            }
            (Some(_), '\n') => (self.lines, self.owed) = (self.lines + 1, self.owed + 1),
            // The line ends of Windows, too.
            (None, ' ' | '\t' | '\r') => {
                self.take(1);
                self.text.push(' ');
                self.say_owed();
                if self.rest.starts_with('#') {
                    let comment = self.rest.find('\n').unwrap_or(self.rest.len());
                    self.take(comment);
                }
                return true;
            }
            (None, '\'' | '"') => self.quote = Some(c),
            (Some(quote), c) if quote == c => self.quote = None,
            (None | Some('"'), '\\') => {
                let escaped = self.rest.chars().nth(1).map_or(0, char::len_utf8);
                self.text.push_str(self.rest.get(..1 + escaped).unwrap_or_default());
                self.take(1 + escaped);
                return true;
            }
            (None | Some('"'), '$' | '`') => {
                let length = reference_len(self.rest);
                let mark = self.rest.get(..length).filter(|text| !text.is_empty());
                if let Some(mark) = mark.and_then(|text| self.references.mark(text)) {
                    self.text.push(mark);
                    self.take(length);
                    return true;
                }
            }
            _ => {}
        }
        self.text.push(c);
        self.take(c.len_utf8());
        true
    }

    fn say_owed(&mut self) {
        if self.owed > 0 {
            self.text.extend(std::iter::repeat_n(LINE, self.owed));
            self.text.push(' ');
            self.owed = 0;
        }
    }

    /// The length of a sign that the command goes on in the next line: of POSIX shells, PowerShell and cmd.
    fn goes_on(&self, c: char) -> Option<usize> {
        let sign = match self.quote {
            None => matches!(c, '\\' | '`' | '^'),
            Some('"') => c == '\\',
            Some(_) => false,
        };
        let after = self.rest.get(1..)?;
        // A blank behind the sign is a common slip.
        let blanks =
            if self.quote.is_none() { after.len() - after.trim_start_matches(BLANKS).len() } else { 0 };
        let ends = after.get(blanks..)?.starts_with('\n');
        (sign && ends).then_some(1 + blanks + 1)
    }
}

/// `$NAME`, `${…}`, `$(…)`, `$env:NAME`, `` `…` ``: how long it is; 0 where it is none.
fn reference_len(text: &str) -> usize {
    if text.starts_with('`') {
        return text.get(1..).and_then(|rest| rest.find('`')).map_or(0, |at| at + 2);
    }
    let after = text.get(1..).unwrap_or_default();
    if after.starts_with('(') {
        let mut depth = 0_usize;
        for (at, c) in after.char_indices() {
            match c {
                '(' => depth += 1,
                ')' if depth == 1 => return at + 2,
                ')' => depth -= 1,
                _ => {}
            }
        }
        return 0;
    }
    if after.starts_with('{') {
        return after.find('}').map_or(0, |at| at + 2);
    }
    let begin = if after.get(..4).is_some_and(|word| word.eq_ignore_ascii_case("env:")) { 4 } else { 0 };
    let name = after.get(begin..).unwrap_or_default();
    let digit = name.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '@' | '*' | '?' | '!'));
    let letters = name.len() - name.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '_').len();
    match (digit, letters) {
        (true, _) => 2,
        (false, 0) => 0,
        (false, letters) => 1 + begin + letters,
    }
}
