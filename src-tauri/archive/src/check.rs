//! Whether the archive is whole.

use crate::error::Result;
use crate::store::Archive;

/// Faults that are told, at most.
const FAULTS: u32 = 20;

impl Archive {
    /// Looks at every page of the file, and returns the faults in SQLite's words: none where it
    /// is whole. It takes about a second for each GiB.
    ///
    /// # Errors
    ///
    /// Where the archive can't be opened or read.
    pub fn check(&self) -> Result<Vec<String>> {
        self.read(|connection| {
            let mut found = connection.prepare(&format!("PRAGMA integrity_check({FAULTS})"))?;
            let said = found.query_map([], |row| row.get::<_, String>(0))?;
            let mut faults: Vec<String> = said.collect::<Result<_, _>>()?;
            faults.retain(|fault| fault != "ok");
            let mut found = connection.prepare("SELECT DISTINCT \"table\" FROM pragma_foreign_key_check")?;
            let tables = found.query_map([], |row| row.get::<_, String>(0))?;
            for table in tables {
                faults.push(format!("rows of {} belong to none", table?));
            }
            Ok(faults)
        })
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn one_that_is_damaged_says_so() {
        let folder = tempfile::TempDir::new().unwrap();
        let archive = Archive::new(folder.path());
        assert_eq!(archive.check().unwrap(), Vec::<String>::new());
        archive
            .with_writer("write", |connection| {
                Ok(connection.execute_batch(
                    "PRAGMA foreign_keys = OFF; INSERT INTO runs (session, started_at, exact, name, image, number,
                     generation) VALUES (99, 0, 0, '', '', 1, 1)",
                )?)
            })
            .unwrap();
        assert_eq!(archive.check().unwrap(), ["rows of runs belong to none"]);
    }
}
