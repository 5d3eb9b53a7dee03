//! Small crates with known circles, then Berth's own.

use std::fs;
use std::path::Path;

use super::{Circle, Sources, circles_of};

/// Circles that are allowed: crate, members, reason. An entry goes with its circle.
const ALLOWED: &[(&str, &[&str], &str)] = &[];

fn circles(files: &[(&str, &str)]) -> Vec<Circle> {
    let sources = files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned()));
    circles_of(&sources.collect())
}

fn members(files: &[(&str, &str)]) -> Vec<Vec<String>> {
    circles(files).into_iter().map(|circle| circle.members).collect()
}

#[test]
fn two_files_that_name_each_other_are_a_circle() {
    let found = circles(&[
        ("lib.rs", "mod a; mod b;"),
        ("a.rs", "use crate::b::B; pub struct A(B);"),
        ("b.rs", "pub struct B; fn f() { let _: super::a::A; }"),
    ]);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].members, ["a.rs", "b.rs"]);
    assert_eq!(found[0].edges, ["a.rs names B, crate::b::B of b.rs", "b.rs names super::a::A of a.rs"]);
}

#[test]
fn a_circle_goes_through_imports_globs_and_macros() {
    let through_a_module = [("lib.rs", "mod a; mod b;"), ("a.rs", "use crate::b; pub fn f() { b::g() }")];
    let glob = ("b.rs", "use super::a::*; pub fn g() { f() }");
    let in_a_macro = ("b.rs", "pub fn g() { println!(\"{}\", crate::a::f()) }");
    for b in [glob, in_a_macro] {
        let files = [through_a_module.as_slice(), &[b]].concat();
        assert_eq!(members(&files), [["a.rs", "b.rs"]]);
    }
}

#[test]
fn a_child_that_names_an_item_of_its_parents_file_is_a_circle() {
    let child = ("x/child.rs", "use super::Parent; pub struct Child(Option<Box<Parent>>);");
    let parent = ("x/mod.rs", "mod child; use child::Child; pub struct Parent(Child);");
    assert_eq!(members(&[("lib.rs", "mod x;"), parent, child]), [["x/child.rs", "x/mod.rs"]]);
}

#[test]
fn two_folders_are_a_circle_without_one_between_files() {
    let found = members(&[
        ("lib.rs", "mod a; mod b;"),
        ("a/mod.rs", "mod high; pub mod low;"),
        ("a/high.rs", "use crate::b::Middle; struct High(Middle);"),
        ("a/low.rs", "pub struct Low;"),
        ("b/mod.rs", "mod middle; pub use middle::Middle;"),
        ("b/middle.rs", "use crate::a::low::Low; pub struct Middle(Low);"),
    ]);
    assert_eq!(found, [["a/", "b/"]]);
}

#[test]
fn re_exports_declarations_and_tests_are_no_circle() {
    let found = circles(&[
        ("lib.rs", "mod x; mod y;"),
        ("x/mod.rs", "mod one; mod two; pub use one::One; pub use two::Two; pub use super::y::Y;"),
        ("x/one.rs", "pub struct One; #[cfg(test)] mod tests { use super::super::Two; }"),
        ("x/two.rs", "use super::One; pub(super) struct Two(One); #[cfg(test)] mod tests;"),
        ("x/two/tests.rs", "use crate::y::Y;"),
        ("y.rs", "use crate::x::Two; pub struct Y(Two);"),
    ]);
    assert_eq!(found, []);
}

/// The files below a folder.
fn read(folder: &Path, prefix: &str, sources: &mut Sources) {
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let entry = entry.expect("the folder can be read");
        let name = entry.file_name().into_string().expect("names are ASCII");
        if entry.path().is_dir() {
            read(&entry.path(), &format!("{prefix}{name}/"), sources);
        } else if name.ends_with(".rs")
            && !(prefix.is_empty() && name == "main.rs" && folder.join("lib.rs").exists())
        {
            let text = fs::read_to_string(entry.path()).expect("the file can be read");
            sources.insert(format!("{prefix}{name}"), text);
        }
    }
}

// The path at build time is one of the building system, which Wine reads otherwise.
#[cfg(unix)]
#[test]
fn crates_have_no_circles() {
    let mut problems = Vec::new();
    let mut seen = Vec::new();
    let rooms =
        ["activity", "archive", "control", "definitions", "logs", "observer", "runner", "terminal", "cli"]
            .map(|room| format!("src-tauri/{room}"));
    for name in ["src-tauri".to_owned()].into_iter().chain(rooms) {
        let mut sources = Sources::new();
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(&name).join("src");
        read(&folder, "", &mut sources);
        assert!(sources.len() > 5, "{name}: its files are found");
        for circle in circles_of(&sources) {
            match ALLOWED.iter().position(|(of, members, _)| *of == name && *members == circle.members) {
                Some(index) => seen.push(index),
                None => problems.push(format!(
                    "{name}: {}\n  {}",
                    circle.members.join(", "),
                    circle.edges.join("\n  ")
                )),
            }
        }
    }
    let gone = (0..ALLOWED.len()).filter(|index| !seen.contains(index));
    problems
        .extend(gone.map(|index| format!("allowed, but there is no such circle now: {:?}", ALLOWED[index])));
    assert!(problems.is_empty(), "circles:\n{}", problems.join("\n"));
}
