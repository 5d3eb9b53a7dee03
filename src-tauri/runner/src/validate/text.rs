//! Rules for text of every field.

/// Refuses what would be invisible in a list, a log or a terminal.
pub(crate) fn no_control(what: &str, text: &str) -> Result<(), String> {
    match text.chars().find(|c| c.is_control()) {
        Some('\0') => Err(format!("{what} \"{}\" has a NUL character in it; remove it", text.escape_debug())),
        Some(c) => Err(format!(
            "{what} \"{}\" has the control character {} in it; remove it",
            text.escape_debug(),
            c.escape_debug()
        )),
        None => Ok(()),
    }
}

/// Refuses `..` as a part of a path, whatever separates it.
pub(crate) fn no_parent(what: &str, path: &str) -> Result<(), String> {
    if path.split(['/', '\\', ':']).any(|part| part == "..") {
        return Err(format!("{what} \"{path}\" has \"..\" in it; write where it leads in full"));
    }
    Ok(())
}
