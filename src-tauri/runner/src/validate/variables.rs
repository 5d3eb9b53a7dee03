//! Variables in host paths: `$PWD`, `${HOME}`, `$(pwd)`, `%USERPROFILE%`, `$env:USERPROFILE`.
//!
//! A shell or a compose file would expand them before an engine sees the path; no shell reads
//! the form. `$$` is a plain `$`, as in compose files.

use super::paths::PathContext;
use super::rule::VolumeTextRule;

/// The length of the reference at the beginning of `text`, which may hold a colon
/// (`$env:HOME`, `${A:-b}`); 0 where there is none.
pub(super) fn reference_len(text: &str) -> usize {
    let closed = |open: &str, close: char| {
        text.starts_with(open).then(|| text.find(close).map_or(0, |at| at + close.len_utf8()))
    };
    let shell = text.get(..5).filter(|start| start.eq_ignore_ascii_case("$env:")).map(str::len);
    closed("${", '}').or_else(|| closed("$(", ')')).or(shell).unwrap_or_default()
}

/// Replaces every variable by its value.
///
/// # Errors
/// The rule, which names the variable.
pub(super) fn expand(source: &str, paths: &PathContext) -> Result<String, VolumeTextRule> {
    let mut expanded = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(c) = rest.chars().next() {
        let percent = c == '%' && (paths.windows() || rest.len() == source.len());
        let taken = match c {
            '$' => dollar(rest)?,
            '`' => rest.starts_with("`pwd`").then_some((Reference::Variable("PWD"), 5)),
            '%' if percent => percented(rest),
            _ => None,
        };
        let length = match taken {
            Some((Reference::Dollar, length)) => {
                expanded.push('$');
                length
            }
            Some((Reference::Variable(name), length)) => {
                expanded.push_str(&value(name, paths)?);
                length
            }
            None => {
                expanded.push(c);
                c.len_utf8()
            }
        };
        rest = rest.get(length..).unwrap_or_default();
    }
    Ok(expanded)
}

enum Reference<'a> {
    /// `$$`
    Dollar,
    Variable(&'a str),
}

/// What begins with `$`, and its length.
fn dollar(text: &str) -> Result<Option<(Reference<'_>, usize)>, VolumeTextRule> {
    let after = text.get(1..).unwrap_or_default();
    if after.starts_with('$') {
        return Ok(Some((Reference::Dollar, 2)));
    }
    let length = reference_len(text);
    let whole = text.get(..length).unwrap_or_default();
    if after.starts_with('{') && length > 0 {
        let name = text.get(2..length - 1).unwrap_or_default();
        if name.is_empty() || name_len(name) != name.len() {
            return Err(VolumeTextRule::MoreThanVariable { text: whole.to_owned() });
        }
        return Ok(Some((Reference::Variable(name), length)));
    }
    if after.starts_with('(') && length > 0 {
        if text.get(2..length - 1).is_some_and(|inside| inside.trim() == "pwd") {
            return Ok(Some((Reference::Variable("PWD"), length)));
        }
        return Err(VolumeTextRule::CommandInPath { text: whole.to_owned() });
    }
    // "$env:" of PowerShell, or "$".
    let begin = if length > 0 { length } else { 1 };
    let name = text.get(begin..).unwrap_or_default();
    let name = name.get(..name_len(name)).unwrap_or_default();
    Ok((!name.is_empty()).then_some((Reference::Variable(name), begin + name.len())))
}

/// `%NAME%`; Windows has names such as `ProgramFiles(x86)`.
fn percented(text: &str) -> Option<(Reference<'_>, usize)> {
    let name = text.strip_prefix('%')?.split_once('%')?.0;
    let inside = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '(' | ')');
    let named = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') && name.chars().all(inside);
    named.then_some((Reference::Variable(name), name.len() + 2))
}

/// How much of the beginning is a name.
fn name_len(text: &str) -> usize {
    let head = |c: char| c.is_ascii_alphabetic() || c == '_';
    if !text.starts_with(head) {
        return 0;
    }
    text.find(|c: char| !head(c) && !c.is_ascii_digit()).unwrap_or(text.len())
}

fn value(name: &str, paths: &PathContext) -> Result<String, VolumeTextRule> {
    if !paths.local {
        return Err(VolumeTextRule::VariableFar { name: name.to_owned() });
    }
    let windows = paths.windows();
    let is = |other: &str| if windows { name.eq_ignore_ascii_case(other) } else { name == other };
    let known = if is("PWD") || (windows && is("CD")) {
        // The variable may be of the shell that started us.
        paths.cwd.to_str().map(str::to_owned)
    } else {
        let home = || {
            paths
                .home
                .as_ref()
                .and_then(|home| home.to_str())
                .filter(|_| is("HOME") || (windows && is("USERPROFILE")))
        };
        paths.variables.get(name, windows).or_else(home).map(str::to_owned)
    };
    match known {
        None => Err(VolumeTextRule::VariableUnset { name: name.to_owned() }),
        Some(value) if value.is_empty() => Err(VolumeTextRule::VariableEmpty { name: name.to_owned() }),
        Some(value)
            if value.chars().any(char::is_control) || value.split(['/', '\\']).any(|part| part == "..") =>
        {
            Err(VolumeTextRule::VariableNoPath { name: name.to_owned() })
        }
        Some(value) => Ok(value),
    }
}
