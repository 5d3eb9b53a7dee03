//! Finds the file, and the sessions that are meant.

use std::path::{Path, PathBuf};

use berth_definitions::{Definition, DefinitionFault, File, Shelf};

use crate::exit::{FAILURE, NOT_FOUND, Stop, USAGE};

/// The file that is meant; it need not exist.
pub fn file(given: Option<PathBuf>) -> Result<File, Stop> {
    let path = given.or_else(File::default_path);
    path.map(File::new)
        .ok_or_else(|| Stop::new(FAILURE, "There is no home folder to look for sessions.toml in; set HOME"))
}

/// What it says; it must exist.
pub fn read(file: &File) -> Result<Shelf, Stop> {
    let path = file.path().display();
    match file.path().try_exists() {
        Ok(false) => Err(Stop::new(
            USAGE,
            format!(
                "There is no file {path}; write a session into it with: berthctl define NAME --image IMAGE"
            ),
        )),
        _ => Ok(file.read()),
    }
}

/// The sessions of these names, or all; and what is wrong with those that don't count.
pub fn chosen(
    shelf: &Shelf,
    path: &Path,
    names: &[String],
) -> Result<(Vec<Definition>, Vec<DefinitionFault>), Stop> {
    if names.is_empty() {
        return Ok((shelf.definitions.clone(), shelf.faults.clone()));
    }
    let mut found = Vec::new();
    let mut faults = Vec::new();
    for name in names {
        let of_it = shelf.faults.iter().filter(|fault| fault.is_of_file() || fault.name == *name);
        let before = faults.len();
        match shelf.find(name) {
            Some(definition) => found.push(definition.clone()),
            None => faults.extend(of_it.cloned()),
        }
        if shelf.find(name).is_none() && faults.len() == before {
            let known: Vec<&str> = shelf.definitions.iter().map(|known| known.name.as_str()).collect();
            let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
            let message = format!("There is no session \"{name}\" in {}; it has {known}", path.display());
            return Err(Stop::new(NOT_FOUND, message));
        }
    }
    // In the order of the file, whatever the order of the names.
    found.sort_by_key(|definition| definition.line);
    found.dedup_by_key(|definition| definition.line);
    Ok((found, faults))
}

/// A fault as the end of a verb.
pub fn faulty(fault: &DefinitionFault) -> Stop {
    Stop::new(USAGE, format!("{}:{}:{}: {}", fault.file, fault.line, fault.column, fault.reason))
}
