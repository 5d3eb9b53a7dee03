//! Writes a layout into a file of definitions.

use std::collections::BTreeSet;
use std::path::Path;

use toml_edit::{Array, Item, Table, Value, value};

use crate::edit::{Unedited, changed};
use crate::shelf::Shelf;

/// The section of layouts.
const LAYOUTS: &str = "layouts";
/// Their one key.
const COLUMNS: &str = "columns";

/// The text with a layout: columns from left to right, in each sessions from top to bottom. Another one of that name is
/// replaced. Sessions that the file does not define, and what comes a second time, are left out.
///
/// # Errors
/// [`Unedited::Broken`] when the file, or what it says of this layout, is faulty; [`Unedited::NoneDefined`] when none of
/// the sessions is in it.
pub fn with_layout(path: &Path, text: &str, name: &str, columns: &[Vec<String>]) -> Result<String, Unedited> {
    let shelf = Shelf::read(path, text);
    if let Some(fault) = shelf.faults.iter().find(|fault| fault.is_of_file()) {
        return Err(Unedited::Broken(fault.clone()));
    }
    let mut seen = BTreeSet::new();
    let mut array = Array::new();
    for column in columns {
        let rows: Vec<&String> =
            column.iter().filter(|one| shelf.find(one).is_some() && seen.insert(*one)).collect();
        match rows[..] {
            [] => {}
            [one] => array.push(one),
            _ => array.push(Value::Array(rows.into_iter().collect())),
        }
    }
    if array.is_empty() {
        return Err(Unedited::NoneDefined);
    }
    let written = changed(path, text, &shelf, |document| {
        let layouts = document.entry(LAYOUTS).or_insert_with(|| {
            let mut table = Table::new();
            table.set_implicit(true);
            Item::Table(table)
        });
        let is_inline = layouts.is_inline_table();
        let Some(layouts) = layouts.as_table_like_mut() else { return Ok(()) };
        let mut columns = value(array.clone());
        match layouts.get_mut(name).and_then(Item::as_table_like_mut) {
            Some(layout) => {
                if let (Some(old), Some(new)) =
                    (layout.get(COLUMNS).and_then(Item::as_value), columns.as_value_mut())
                {
                    *new.decor_mut() = old.decor().clone();
                }
                layout.insert(COLUMNS, columns);
            }
            None => {
                let mut layout = Table::new();
                layout.insert(COLUMNS, columns);
                let layout = if is_inline {
                    Item::Value(layout.into_inline_table().into())
                } else {
                    Item::Table(layout)
                };
                layouts.insert(name, layout);
            }
        }
        Ok(())
    })?;
    // A fault of its own, or something else of its name.
    let after = Shelf::read(path, &written);
    let is_there = after.layouts.iter().any(|layout| layout.name == name);
    match after.faults.into_iter().find(|fault| fault.name == name).filter(|_| !is_there) {
        Some(fault) => Err(Unedited::Broken(fault)),
        None => Ok(written),
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    const TEXT: &str = "# Mine.\n[sessions.bot]\nimage = \"bb\"\n\n[sessions.db]\nimage = \"bb\"\n\n\
        [layouts.day] # works\ncolumns = [\"bot\"] # one\n";

    fn with(text: &str, name: &str, columns: &[&[&str]]) -> Result<String, Unedited> {
        let columns: Vec<Vec<String>> =
            columns.iter().map(|rows| rows.iter().map(ToString::to_string).collect()).collect();
        with_layout(Path::new("/s/sessions.toml"), text, name, &columns)
    }

    #[test]
    fn a_layout_is_added_and_replaced_and_the_rest_stays() {
        let night = with(TEXT, "the night", &[&["bot", "db"]]).unwrap();
        assert_eq!(night, format!("{TEXT}\n[layouts.\"the night\"]\ncolumns = [[\"bot\", \"db\"]]\n"));
        let day = with(&night, "day", &[&["db"], &["bot"]]).unwrap();
        assert_eq!(day, night.replace("columns = [\"bot\"] # one", "columns = [\"db\", \"bot\"] # one"));
        let shelf = Shelf::read(Path::new("/s/sessions.toml"), &day);
        assert_eq!((shelf.layouts.len(), shelf.faults.len()), (2, 0));
        let windows = TEXT.replace('\n', "\r\n");
        let written = with(&windows, "night", &[&["bot"]]).unwrap();
        assert_eq!(written.matches('\n').count(), written.matches("\r\n").count());
        let first = with("[sessions.bot]\nimage = \"bb\"\n", "day", &[&["bot"]]).unwrap();
        assert_eq!(first, "[sessions.bot]\nimage = \"bb\"\n\n[layouts.day]\ncolumns = [\"bot\"]\n");
        let inline = format!(
            "layouts = {{ a = {{ columns = [\"bot\"] }} }}\n{}",
            &TEXT[..TEXT.find("[layouts").unwrap()]
        );
        let shelf = Shelf::read(Path::new("/s/sessions.toml"), &with(&inline, "b", &[&["db"]]).unwrap());
        assert_eq!((shelf.layouts.len(), shelf.faults.len()), (2, 0));
    }

    #[test]
    fn what_the_file_does_not_define_is_left_out() {
        let some = with(TEXT, "day", &[&["other"], &["db", "other", "db"], &["bot", "db"]]).unwrap();
        assert!(some.contains("columns = [\"db\", \"bot\"]"), "{some}");
        assert_eq!(with(TEXT, "new", &[&["other"]]), Err(Unedited::NoneDefined));
        assert_eq!(with(TEXT, "new", &[]), Err(Unedited::NoneDefined));
        assert!(matches!(with("[sessions.bot\n", "new", &[&["bot"]]), Err(Unedited::Broken(_))));
    }
}
