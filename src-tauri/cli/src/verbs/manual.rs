//! The manual pages of `berthctl`, made of its command line.

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use clap::Command;

use crate::exit::{FAILURE, Stop};

/// Writes `berthctl.1` and a page for each verb into the folder, which is made where there is none.
pub fn manual(command: Command, folder: &Path) -> Result<ExitCode, Stop> {
    fs::create_dir_all(folder)
        .and_then(|()| clap_mangen::generate_to(command, folder))
        .map_err(|error| Stop::new(FAILURE, format!("Could not write into {}: {error}", folder.display())))?;
    Ok(ExitCode::SUCCESS)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use clap::CommandFactory;

    use super::*;
    use crate::cli::Cli;

    #[test]
    fn each_verb_that_is_not_hidden_has_a_page() {
        let folder = tempfile::tempdir().unwrap();
        manual(Cli::command(), &folder.path().join("new")).unwrap();
        for verb in Cli::command().get_subcommands() {
            let page = folder.path().join(format!("new/berthctl-{}.1", verb.get_name()));
            assert_eq!(page.exists(), !verb.is_hide_set(), "{}", page.display());
        }
        let page = fs::read_to_string(folder.path().join("new/berthctl.1")).unwrap();
        assert!(page.contains(".TH berthctl 1") && page.contains("exit code"), "{page}");
    }
}
