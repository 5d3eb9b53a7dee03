use std::collections::BTreeMap;
use std::fs;

use syn::{File, Item, Macro};

use super::{FAULTS, Fault, On, page};
use crate::window::repository;

/// What a test gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Both real engines.
    Both,
    /// Both scripted engines.
    Scripted,
    /// Whatever it makes itself.
    Plain,
}

/// The tests of a file; those that are ignored are run by nobody.
fn tests_of(file: &File) -> BTreeMap<String, Kind> {
    let mut found = BTreeMap::new();
    add(&file.items, &mut found);
    found
}

fn add(items: &[Item], found: &mut BTreeMap<String, Kind>) {
    for item in items {
        match item {
            Item::Fn(function) => {
                let is = |word: &str| {
                    let last = |attribute: &syn::Attribute| {
                        attribute.path().segments.last().is_some_and(|last| last.ident == word)
                    };
                    function.attrs.iter().any(last)
                };
                if is("test") && !is("ignore") {
                    found.insert(function.sig.ident.to_string(), Kind::Plain);
                }
            }
            Item::Mod(module) => {
                if let Some((_, items)) = &module.content {
                    add(items, found);
                }
            }
            Item::Macro(item) if item.mac.path.is_ident("on_both") => {
                let words = words(&item.mac);
                let kind = if words[0] == "fake" { Kind::Scripted } else { Kind::Both };
                found.extend(words.into_iter().skip(1).map(|name| (name, kind)));
            }
            Item::Macro(item) if item.mac.path.is_ident("proptest") => {
                let words = words(&item.mac);
                let names = words.windows(2).filter(|pair| pair[0] == "fn").map(|pair| pair[1].clone());
                found.extend(names.map(|name| (name, Kind::Plain)));
            }
            _ => {}
        }
    }
}

/// The words that a macro is given.
fn words(given: &Macro) -> Vec<String> {
    let text = given.tokens.to_string();
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '_');
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn all() -> impl Iterator<Item = &'static Fault> {
    FAULTS.iter().flat_map(|(_, faults)| faults.iter())
}

fn read(path: &str) -> BTreeMap<String, Kind> {
    let text = fs::read_to_string(repository().join(path)).unwrap_or_else(|e| panic!("{path}: {e}"));
    tests_of(&syn::parse_file(&text).unwrap_or_else(|e| panic!("{path}: {e}")))
}

#[test]
fn each_fault_has_tests_on_the_engines_that_it_names() {
    let mut wrong = Vec::new();
    for fault in all() {
        let mut kinds = Vec::new();
        for (path, names) in fault.tests {
            let there = read(path);
            for name in *names {
                match there.get(*name) {
                    Some(kind) => kinds.push((*kind, *name)),
                    None => wrong.push(format!("{}: no test {name} in {path}", fault.what)),
                }
            }
        }
        let has = |kind| kinds.iter().any(|(found, _)| *found == kind);
        let named = |word: &str| kinds.iter().any(|(_, name)| name.contains(word));
        let both = has(Kind::Both) || named("podman") && named("docker");
        let fits = match fault.on {
            On::Both => both && !has(Kind::Scripted),
            On::Scripted => has(Kind::Scripted) && !has(Kind::Both),
            On::BothAndScripted => both && has(Kind::Scripted),
            On::Podman | On::Docker | On::Nothing => {
                !has(Kind::Both) && !has(Kind::Scripted) && has(Kind::Plain)
            }
        };
        if !fits {
            wrong.push(format!("{}: {:?} does not fit {kinds:?}", fault.what, fault.on));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(all().count() > 35, "{} faults", all().count());
}

#[test]
fn the_page_is_current() {
    let path = repository().join("docs/faults.md");
    let (there, made) = (fs::read_to_string(&path).unwrap_or_default(), page());
    if there != made {
        fs::write(&path, made).unwrap_or_else(|e| panic!("{e}"));
        panic!("docs/faults.md was not the table of tests/src/faults; it is now: commit it");
    }
}

#[test]
fn a_test_is_told_from_what_is_none() {
    let file = syn::parse_str(
        "on_both!(fake: one, two,); on_both!(harness: three); fn helper() {} #[tokio::test] async fn four() {}
         mod inner { #[test] fn five() {} #[test] #[ignore = \"x\"] fn six() {} }
         proptest! { #[test] fn seven(a in b()) {} }",
    );
    let found = tests_of(&file.unwrap_or_else(|e| panic!("{e}")));
    let found: Vec<_> = found.iter().map(|(name, kind)| (name.as_str(), *kind)).collect();
    let (plain, scripted, both) = (Kind::Plain, Kind::Scripted, Kind::Both);
    let expected = [
        ("five", plain),
        ("four", plain),
        ("one", scripted),
        ("seven", plain),
        ("three", both),
        ("two", scripted),
    ];
    assert_eq!(found, expected);
}
