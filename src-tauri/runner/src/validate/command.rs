//! Commands, split like a POSIX shell and never run by one; or argv as JSON, as a
//! Dockerfile has it.

use super::rule::{CommandRule, Rule, count};

/// Bytes of a command, at most.
pub const MAX_COMMAND: usize = 4096;
/// Longest command that is repeated in the hint.
const MAX_HINT: usize = 200;
/// What only a shell does; where there are programs of these names, they do nothing.
pub(super) const BUILTINS: [&str; 8] = ["cd", "source", ".", "export", "exec", "eval", "set", "unset"];

/// Splits a command into argv; empty means that the image's own command is meant.
///
/// # Errors
/// The rule that it breaks; for shell operators it offers `sh -c '…'`.
pub fn command(text: &str) -> Result<Vec<String>, Rule> {
    if text.len() > MAX_COMMAND {
        return Err(CommandRule::CommandLong { bytes: count(text.len()), max: count(MAX_COMMAND) }.into());
    }
    // Line ends and tabs belong to quoted scripts; nothing else invisible does.
    if let Some(c) = text.chars().find(|c| c.is_control() && !matches!(c, '\t' | '\n')) {
        return Err(match c {
            '\0' => CommandRule::CommandNul {},
            c => CommandRule::CommandControl { character: c.escape_debug().to_string() },
        }
        .into());
    }
    if let Some(argv) = json(text)? {
        return Ok(argv);
    }
    without_prompt(text)?;
    let argv = split(text)?;
    begins_with_a_program(&argv)?;
    only_a_shell_knows(text, &argv)?;
    Ok(argv)
}

/// The words of a line as a POSIX shell quotes them; operators outside quotes are refused.
///
/// # Errors
/// The rule that it breaks.
pub fn split(text: &str) -> Result<Vec<String>, CommandRule> {
    let scanned = scan(text);
    let unbalanced = || CommandRule::CommandUnbalanced { command: text.trim().to_owned() };
    if scanned.unbalanced {
        return Err(unbalanced());
    }
    if let Some(operator) = scanned.operator {
        return Err(without_a_shell(text, operator));
    }
    shlex::split(&scanned.plain).ok_or_else(unbalanced)
}

/// The text that [`command`] reads as these words; `None` where there is none. Empty for no words.
pub fn command_line(argv: &[String]) -> Option<String> {
    if argv.is_empty() {
        return Some(String::new());
    }
    let quoted = shlex::try_join(argv.iter().map(String::as_str)).unwrap_or_default();
    let json = serde_json::json!(argv).to_string();
    [quoted, json].into_iter().find(|text| command(text).is_ok_and(|words| words == argv))
}

fn begins_with_a_program(argv: &[String]) -> Result<(), CommandRule> {
    if argv.first().is_some_and(String::is_empty) {
        return Err(CommandRule::CommandEmptyWord {});
    }
    Ok(())
}

/// `["sleep", "100"]`: the JSON form of Dockerfiles and compose files. `[ -f x ]` is a
/// program named `[`.
fn json(text: &str) -> Result<Option<Vec<String>>, CommandRule> {
    let text = text.trim();
    if !text.starts_with('[') || !text.ends_with(']') {
        return Ok(None);
    }
    let argv = match serde_json::from_str::<Vec<String>>(text) {
        Ok(argv) => argv,
        Err(_) if !text.starts_with("[\"") => return Ok(None),
        Err(error) => {
            return Err(CommandRule::CommandJson { error: error.to_string() });
        }
    };
    begins_with_a_program(&argv)?;
    if argv.iter().flat_map(|word| word.chars()).any(|c| c.is_control() && !matches!(c, '\t' | '\n')) {
        return Err(CommandRule::CommandJsonControl {});
    }
    Ok(Some(argv))
}

/// Refuses the prompt of a shell that was copied along with a command.
fn without_prompt(text: &str) -> Result<(), CommandRule> {
    let Some((first, rest)) = text.trim().split_once([' ', '\t']) else { return Ok(()) };
    let sign = matches!(first, "$" | "#" | "%" | "PS>");
    // "ann@host:~$", "root@3f2a:/app#", "[ann@host".
    let address = first.contains('@') && first.ends_with(['$', '#']) && !first.contains(['\'', '"']);
    if sign || address {
        let command = shortened(rest.trim()).to_owned();
        return Err(CommandRule::CommandPrompt { prompt: first.to_owned(), command });
    }
    Ok(())
}

/// Refuses what a shell would do itself, where a program of that name is meant to run.
fn only_a_shell_knows(text: &str, argv: &[String]) -> Result<(), CommandRule> {
    let text = text.trim();
    let Some(first) = argv.first() else { return Ok(()) };
    let name = first.split('=').next().unwrap_or_default();
    let head = |c: char| c.is_ascii_alphabetic() || c == '_';
    let assigns = name.len() < first.len()
        && name.starts_with(head)
        && name.chars().all(|c| head(c) || c.is_ascii_digit())
        // In quotes it is the name of a program.
        && text.starts_with(name);
    if assigns {
        let name = name.to_owned();
        return Err(if argv.len() == 1 {
            CommandRule::CommandOnlyVariable { name }
        } else {
            CommandRule::CommandVariable { name, command: shortened(text).to_owned() }
        });
    }
    if BUILTINS.contains(&first.as_str()) {
        return Err(CommandRule::CommandBuiltin { word: first.clone(), shell: in_a_shell(text) });
    }
    Ok(())
}

fn shortened(text: &str) -> &str {
    if text.len() <= MAX_HINT { text } else { "…" }
}

/// A command for `exec`, where there is no default.
///
/// # Errors
/// As [`command`], and when it is empty.
pub fn exec_command(text: &str) -> Result<Vec<String>, Rule> {
    match command(text)? {
        argv if argv.is_empty() => Err(CommandRule::CommandMissing {}.into()),
        argv => Ok(argv),
    }
}

fn without_a_shell(text: &str, operator: &str) -> CommandRule {
    let shell = in_a_shell(text);
    match operator {
        "\n" => CommandRule::CommandLineEnd { shell },
        operator => CommandRule::CommandOperator { operator: operator.to_owned(), shell },
    }
}

fn in_a_shell(text: &str) -> String {
    let quoted = Some(text.trim()).filter(|t| t.len() <= MAX_HINT).and_then(|t| shlex::try_quote(t).ok());
    quoted.map_or_else(|| "sh -c '…'".to_owned(), |quoted| format!("sh -c {quoted}"))
}

struct Scan<'a> {
    /// The first shell operator outside quotes.
    operator: Option<&'a str>,
    unbalanced: bool,
    /// The text with each `#` that shlex would take for a comment escaped: `bot #chan`
    /// means a channel here, and dropping words in silence is worse than either reading.
    plain: String,
}

/// Walks the quoting of a POSIX shell.
fn scan(text: &str) -> Scan<'_> {
    const OPERATORS: [&str; 9] = ["&&", "||", "$(", ";", "|", "&", ">", "<", "`"];
    let mut found = Scan { operator: None, unbalanced: false, plain: String::with_capacity(text.len()) };
    let mut quote: Option<char> = None;
    let mut word_begins = true;
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        if c == '#' && word_begins && quote.is_none() {
            found.plain.push('\\');
        }
        found.plain.push(c);
        match (quote, c) {
            (None, '\'' | '"') => quote = Some(c),
            (Some(q), _) if q == c => quote = None,
            (None | Some('"'), '\\') => match chars.next() {
                Some((_, escaped)) => found.plain.push(escaped),
                None => found.unbalanced = true,
            },
            (None, _) if found.operator.is_none() => {
                let rest = text.get(at..).unwrap_or_default();
                found.operator = OPERATORS.into_iter().find(|o| rest.starts_with(o));
                // A line end between words separates commands; at the edges it is blank.
                if c == '\n'
                    && !rest.trim().is_empty()
                    && !text.get(..at).unwrap_or_default().trim().is_empty()
                {
                    found.operator = Some("\n");
                }
            }
            _ => {}
        }
        word_begins = quote.is_none() && matches!(c, ' ' | '\t' | '\n');
    }
    found.unbalanced |= quote.is_some();
    found
}

#[cfg(test)]
mod tests;
