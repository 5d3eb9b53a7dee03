//! What can go wrong, what has to happen then, and the tests that prove it: the table of `docs/faults.md`.

mod berth;
mod engines;
mod fault;
mod machine;
mod sessions;
#[cfg(test)]
mod tests;

use std::fmt::Write;

pub use fault::{Fault, On};

/// All faults, by what fails.
pub const FAULTS: [(&str, &[Fault]); 4] = [
    ("Engines", engines::FAULTS),
    ("Sessions, underneath", sessions::FAULTS),
    ("The machine", machine::FAULTS),
    ("Berth itself", berth::FAULTS),
];

/// The page that shows them.
pub fn page() -> String {
    let mut page = String::from(
        "# Faults\n\n\
         What can go wrong, what has to happen then, and the tests that make it happen. A scripted engine is a\n\
         program that answers what a test wants; all others are real, in a place of their own.\n\n\
         <!-- Made by a test from tests/src/faults; edit that. -->\n",
    );
    for (title, faults) in &FAULTS {
        write!(page, "\n## {title}\n\n| fault | what has to happen | on | tests |\n|---|---|---|---|\n")
            .expect("text");
        for fault in *faults {
            let names = fault.tests.iter().flat_map(|(file, names)| {
                names.iter().map(move |name| format!("[{}](../{file})", name.replace('_', " ")))
            });
            let tests = names.collect::<Vec<_>>().join("; ");
            writeln!(page, "| {} | {} | {} | {tests} |", fault.what, fault.outcome, fault.on.words())
                .expect("text");
        }
    }
    page
}
