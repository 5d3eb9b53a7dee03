//! The page on troubleshooting has an entry for every code of an error.

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    fn read(path: &str) -> String {
        let top = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        fs::read_to_string(top.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// The words that `fn code` of a source file answers with.
    fn codes(path: &str, prefix: &str) -> BTreeSet<String> {
        let source = read(path);
        let body = source.split_once("pub fn code(&self)").expect("there are codes").1;
        let body = body.split_once("\n    }\n").expect("the function ends").0;
        let words = body.split("=> \"").skip(1).filter_map(|rest| rest.split('"').next());
        words.map(|word| format!("{prefix}{word}")).collect()
    }

    #[test]
    fn every_code_of_an_error_has_an_entry() {
        let page = read("docs/troubleshooting.md");
        let entries: BTreeSet<&str> =
            page.lines().filter_map(|line| line.strip_prefix("### `")?.strip_suffix('`')).collect();
        let runner = codes("src-tauri/runner/src/error.rs", "");
        let terminal = codes("src-tauri/terminal/src/error.rs", "terminal_");
        assert!(runner.len() > 10 && terminal.len() > 5, "{runner:?} {terminal:?}");
        let absent: Vec<_> =
            runner.union(&terminal).filter(|code| !entries.contains(code.as_str())).collect();
        assert!(absent.is_empty(), "docs/troubleshooting.md says nothing of {absent:?}");
    }
}
