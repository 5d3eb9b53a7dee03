//! The page on troubleshooting has an entry for every code of an error.

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    use strum::VariantNames;

    fn read(path: &str) -> String {
        let top = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        fs::read_to_string(top.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    #[test]
    fn every_code_of_an_error_has_an_entry() {
        let page = read("docs/troubleshooting.md");
        let entries: BTreeSet<&str> =
            page.lines().filter_map(|line| line.strip_prefix("### `")?.strip_suffix('`')).collect();
        let runner: BTreeSet<String> =
            berth_runner::Error::VARIANTS.iter().map(|code| (*code).to_owned()).collect();
        let terminal: BTreeSet<String> =
            berth_terminal::Error::VARIANTS.iter().map(|code| format!("terminal_{code}")).collect();
        let archive: BTreeSet<String> =
            berth_archive::Error::VARIANTS.iter().map(|code| (*code).to_owned()).collect();
        assert!(
            runner.len() > 10 && terminal.len() > 5 && archive.len() > 4,
            "{runner:?} {terminal:?} {archive:?}"
        );
        let codes = runner.iter().chain(&terminal).chain(&archive);
        let absent: Vec<_> = codes.filter(|code| !entries.contains(code.as_str())).collect();
        assert!(absent.is_empty(), "docs/troubleshooting.md says nothing of {absent:?}");
    }
}
