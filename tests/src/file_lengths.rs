//! No file grows until nobody reads it as a whole.

use std::fs;
use std::path::{Path, PathBuf};

/// Lines of a file of code, at most. A longer one holds two nouns.
const MOST: usize = 300;
/// Lines of a file of tests, which is read a test at a time.
const MOST_OF_TESTS: usize = 420;

/// Generated files, which nobody reads.
const GENERATED: [&str; 2] = ["ui/src/backend/bindings.ts", "ui/src/terminal/widths.ts"];

/// What is neither ours nor code.
const SKIPPED: &[&str] = &["target", "node_modules", "dist", "resources", "gen"];

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let entry = entry.expect("an entry");
        let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
        if entry.file_type().expect("its type").is_dir() {
            if !SKIPPED.contains(&name.as_str()) && !name.starts_with('.') {
                files(&path, found);
            }
        } else if matches!(
            path.extension().and_then(|end| end.to_str()),
            Some("rs" | "ts" | "js" | "svelte" | "css")
        ) {
            found.push(path);
        }
    }
}

fn is_test(path: &str) -> bool {
    path.starts_with("tests/")
        || path.contains(".test.")
        || path.contains("/tests")
        || path.ends_with("_tests.rs")
}

#[test]
fn no_file_is_too_long() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace");
    let mut found = Vec::new();
    for folder in ["fuzz", "src-tauri", "tests", "ui"] {
        files(&root.join(folder), &mut found);
    }
    assert!(found.len() > 500, "{} files: the folders have other names", found.len());
    let lengths = found.iter().map(|path| {
        let name = path.strip_prefix(root).expect("below it").to_string_lossy().replace('\\', "/");
        (name, fs::read_to_string(path).expect("text").lines().count())
    });
    let too_long = lengths.filter(|(name, lines)| {
        let most = if is_test(name) { MOST_OF_TESTS } else { MOST };
        *lines > most && !GENERATED.contains(&name.as_str())
    });
    let too_long: Vec<_> = too_long.collect();
    assert!(too_long.is_empty(), "split them by noun: {too_long:#?}");
}
