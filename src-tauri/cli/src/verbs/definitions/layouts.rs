//! Lists the layouts of a file.

use std::process::ExitCode;

use berth_definitions::Layout;
use serde::Serialize;

use super::shelf;
use crate::cli::Layouts;
use crate::exit::Stop;
use crate::print;

/// Fields are added, never taken away.
#[derive(Serialize)]
struct Listed {
    name: String,
    columns: Vec<Vec<String>>,
}

pub fn layouts(args: Layouts) -> Result<ExitCode, Stop> {
    let shelf = shelf::read(&shelf::file(args.of.file)?)?;
    if let Some(fault) = shelf.faults.iter().find(|fault| fault.is_of_file()) {
        return Err(shelf::faulty(fault));
    }
    if args.of.json {
        let listed = |Layout { name, columns }| Listed { name, columns };
        print::json(&shelf.layouts.into_iter().map(listed).collect::<Vec<_>>())?;
    } else {
        for layout in &shelf.layouts {
            print::line(&line(layout))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// `day: bot | api, db`: columns from left to right, in each from top to bottom.
fn line(Layout { name, columns }: &Layout) -> String {
    let columns: Vec<String> = columns.iter().map(|column| column.join(", ")).collect();
    format!("{name}: {}", columns.join(" | "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_layout_is_a_line() {
        let columns = vec![vec!["bot".to_owned()], vec!["api".to_owned(), "db".to_owned()]];
        assert_eq!(line(&Layout { name: "day".to_owned(), columns }), "day: bot | api, db");
    }
}
