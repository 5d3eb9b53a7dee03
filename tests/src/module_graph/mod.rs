//! No circles between the files of a crate, and none between its folders.
//!
//! An edge goes from the file that names an item to the file that defines it. `mod` and
//! `pub use` lines are no edges: a file may list its children. Test modules don't count.
//! Calls of methods are not seen; the type that has them must be named for a circle.
//!
//! The folder rule: beside each other in one folder stand the file of the parent module
//! (`x.rs` or `x/mod.rs`), its children that are files, and its children that are folders,
//! each with all below it. Between these there is no circle either.

mod circles;
mod edges;
mod resolve;
mod scopes;

use std::collections::BTreeMap;

use circles::Circle;

/// The files of a crate by path from its `src`, with `/` on every system, and their text.
type Sources = BTreeMap<String, String>;

/// All circles of a crate: between files first, then those between folders that are no
/// circle between files.
fn circles_of(sources: &Sources) -> Vec<Circle> {
    let tree = scopes::read(sources);
    let edges = edges::between_files(&tree);
    let mut circles = circles::between_files(&edges);
    circles.extend(circles::between_folders(&edges));
    circles
}

#[cfg(test)]
mod tests;
