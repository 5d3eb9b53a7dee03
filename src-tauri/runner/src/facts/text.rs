//! Secrets in a text: a command line, a URL, a header, a piece of JSON.
//!
//! What is masked too much only shortens a text; what is masked too little is a leak.

use std::borrow::Cow;

use super::names::{is_token, says_secret};

/// What stands in a secret's place.
pub(super) const MASK: &str = "…";
/// What may stand between a scheme of authentication and its secret.
const SCHEMES: [&str; 4] = ["bearer", "basic", "digest", "token"];

/// The text with a mask for each secret that it names: `--password x`, `-u user:x`, `TOKEN=x`,
/// `"apiKey": "x"`, `Authorization: Bearer x`, `scheme://user:x@host`, and tokens that are known
/// by their look.
pub(super) fn mask_text(text: &str) -> Cow<'_, str> {
    let masked = mask_urls(text);
    let masked = match mask_named(&masked) {
        Some(text) => Cow::Owned(text),
        None => masked,
    };
    match mask_tokens(&masked) {
        Some(text) => Cow::Owned(text),
        None => masked,
    }
}

/// Whoever is named before the host of a URL, up to the last `@` of the word: a password may
/// hold any character.
fn mask_urls(text: &str) -> Cow<'_, str> {
    let mut masked = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("://") {
        let (before, after) = rest.split_at(at + "://".len());
        let end = after.find(|c: char| c.is_whitespace() || is_quote(c)).unwrap_or(after.len());
        let authority = after[..end].split(['/', '?', '#']).next().unwrap_or_default();
        let user = after[..end].rfind('@').filter(|at| authority.contains('@') || after[..*at].contains(':'));
        masked.push_str(before);
        rest = after;
        if let Some(user) = user {
            masked.push_str(MASK);
            rest = &after[user..];
        }
    }
    if masked.is_empty() {
        return Cow::Borrowed(text);
    }
    masked.push_str(rest);
    Cow::Owned(masked)
}

/// The values of names that say that they are secret; `None` where there is none.
fn mask_named(text: &str) -> Option<String> {
    let mut masked = String::new();
    let mut copied = 0;
    let mut at = 0;
    while let Some(name) = next_name(text, at) {
        at = name.end;
        let word = &text[name.clone()];
        let value = match word {
            "-u" | "--user" | "--creds" => password_after(text, name.end),
            _ if says_secret(word) => value_after(text, name.end, word.starts_with('-')),
            _ => None,
        };
        if let Some(value) = value {
            masked.push_str(&text[copied..value.start]);
            masked.push_str(MASK);
            copied = value.end;
            at = value.end;
        }
    }
    if copied == 0 {
        return None;
    }
    masked.push_str(&text[copied..]);
    Some(masked)
}

type Range = std::ops::Range<usize>;

/// The next name from `from` on.
fn next_name(text: &str, from: usize) -> Option<Range> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    let start = from + text.get(from..)?.find(is_part)?;
    let end = text[start..].find(|c| !is_part(c)).map_or(text.len(), |length| start + length);
    Some(start..end)
}

/// The value that follows a name which ends at `from`: behind `=` or `:`, or of a flag the next
/// word.
fn value_after(text: &str, from: usize, is_flag: bool) -> Option<Range> {
    let rest = &text[from..];
    let unquoted = rest.trim_start_matches(|c: char| is_quote(c) || c == '\\');
    let spaced = unquoted.trim_start();
    let value = match spaced.strip_prefix(['=', ':']) {
        Some(value) => value.trim_start(),
        None if is_flag && spaced.len() < unquoted.len() => spaced,
        None => return None,
    };
    let start = text.len() - value.len();
    let end = end_of_value(text, start);
    // `Bearer x`: the next word too.
    let word = text[start..end].trim_matches(|c: char| is_quote(c) || c == '\\');
    if SCHEMES.iter().any(|scheme| word.eq_ignore_ascii_case(scheme)) {
        let next = text[end..].trim_start();
        return Some(start..end_of_value(text, text.len() - next.len()));
    }
    (start < end).then_some(start..end)
}

/// The password of `USER:PASSWORD` behind a flag that ends at `from`; `UID:GID` is none.
fn password_after(text: &str, from: usize) -> Option<Range> {
    let rest = text[from..].trim_start_matches(|c: char| c.is_whitespace() || c == '=');
    let start = text.len() - rest.len();
    let end = end_of_value(text, start);
    let (user, password) = text[start..end].split_once(':')?;
    let is_number = |text: &str| text.chars().all(|c| c.is_ascii_digit() || is_quote(c));
    (!(is_number(user) && is_number(password))).then_some(start + user.len() + 1..end)
}

/// The end of a value that begins at `start`: its closing quote, or the end of the word.
fn end_of_value(text: &str, start: usize) -> usize {
    let value = &text[start..];
    let begin = value.len() - value.trim_start_matches('\\').len();
    let Some(quote) = value[begin..].chars().next().filter(|c| is_quote(*c)) else {
        return value.find(|c: char| c.is_whitespace() || is_quote(c)).map_or(text.len(), |at| start + at);
    };
    let mut escaped = false;
    for (at, c) in value.char_indices().skip(begin + 1) {
        if c == quote && (!escaped || begin > 0) {
            return start + at + c.len_utf8();
        }
        escaped = c == '\\' && !escaped;
    }
    text.len()
}

/// Words that are secrets by their look; `None` where there is none.
fn mask_tokens(text: &str) -> Option<String> {
    let mut masked = String::new();
    let (mut copied, mut at) = (0, 0);
    while let Some(word) = next_name(text, at) {
        at = word.end;
        if is_token(&text[word.clone()]) {
            masked.push_str(&text[copied..word.start]);
            masked.push_str(MASK);
            copied = word.end;
        }
    }
    (copied > 0).then(|| masked + &text[copied..])
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'' | '`')
}

#[cfg(test)]
mod tests {
    use super::mask_text;

    #[test]
    fn named_secrets_are_masked_and_the_rest_stays() {
        for (text, expected) in [
            ("mysql --password=x1 -h db", "mysql --password=… -h db"),
            ("mysql --password x1 -h db", "mysql --password … -h db"),
            ("TOKEN=x1 run", "TOKEN=… run"),
            ("TOKEN='x1 x2' run", "TOKEN=… run"),
            (r#"{"apiKey": "x1", "port": 1}"#, r#"{"apiKey": …, "port": 1}"#),
            (r#"{\"apiKey\":\"x1\"}"#, r#"{\"apiKey\":…}"#),
            ("Authorization: Bearer x1", "Authorization: …"),
            ("curl -H 'Authorization: Basic x1' http://h", "curl -H 'Authorization: …' http://h"),
            ("postgres://ann:x1@db/name", "postgres://…@db/name"),
            ("postgres://ann:x/1@db/name", "postgres://…@db/name"),
            ("https://x1@github.com/a/b", "https://…@github.com/a/b"),
            ("git clone https://github.com/a/b", "git clone https://github.com/a/b"),
            ("login ghp_0123456789abcdef now", "login … now"),
            ("curl -u ann:x1 http://h", "curl -u ann:… http://h"),
            ("run --user 1000:1000", "run --user 1000:1000"),
            ("serve --port 80 --tokenizer", "serve --port 80 --tokenizer"),
            ("sh -c 'echo keyboard: de'", "sh -c 'echo keyboard: de'"),
            ("password", "password"),
            ("--password", "--password"),
            ("", ""),
        ] {
            assert_eq!(mask_text(text), expected, "{text}");
        }
    }
}
