//! All checks together, to read and to pass on.

use berth_archive::Archive;
use berth_runner::Runner;
use tokio::task::spawn_blocking;

use crate::check::{Check, CheckVerdict};
use crate::mask::masked;
use crate::{desktop, engines, files, system};

/// What Berth has to work with here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Of Berth.
    pub version: String,
    /// `Debian GNU/Linux 12 (bookworm), Linux 6.1.0, x86_64`.
    pub system: String,
    /// The engines first.
    pub checks: Vec<Check>,
}

impl Report {
    /// Looks at everything. `runners` are the engines that were found, `of_app` what only the app knows.
    pub async fn make(runners: &[Runner], archive: Archive, of_app: Vec<Check>) -> Self {
        let of_files = spawn_blocking(move || files::checks(&archive));
        let (mut checks, of_desktop) = tokio::join!(engines::checks(runners), desktop::checks());
        checks.extend(of_app);
        checks.extend(of_files.await.unwrap_or_default());
        checks.extend(of_desktop);
        Self { version: env!("CARGO_PKG_VERSION").to_owned(), system: system::name(), checks }
    }

    /// How many things are wrong.
    #[must_use]
    pub fn faults(&self) -> usize {
        self.checks.iter().filter(|check| check.verdict == CheckVerdict::Fault).count()
    }

    /// For an issue or a letter: Markdown that reads as plain text, without secrets and without who the person is.
    #[must_use]
    pub fn to_text(&self) -> String {
        let line = |check: &Check| {
            let Check { about, verdict, fact, advice } = check;
            let advice = advice.iter().map(|advice| format!("\n{advice}"));
            let says: String = [fact.to_string()].into_iter().chain(advice).collect();
            format!("- {} **{about}**: {}\n", verdict.word(), says.replace('\n', "\n  "))
        };
        let lines: String = self.checks.iter().map(line).collect();
        masked(&format!("Berth {} on {}\n\n{lines}", self.version, self.system))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::{Advice, Fact, Subject};

    #[test]
    fn a_report_reads_as_plain_text_and_names_nobody() {
        let words = "ssh://ann:hunter2@far:22\nrefused".to_owned();
        let away = Fact::EngineAway { message: "It does not answer".to_owned(), fault: None };
        let docker = Subject::Engine { id: "docker".to_owned() };
        let report = Report {
            version: "1.2".to_owned(),
            system: "Debian, x86_64".to_owned(),
            checks: vec![
                Check::good(Subject::Rules {}, Fact::NoFault {}),
                Check::fault(docker, away).advising(Advice::Words { words }),
            ],
        };
        let expected = "Berth 1.2 on Debian, x86_64\n\n\
            - ok **rules**: no fault\n\
            - fault **docker**: It does not answer\n  ssh://…@far:22\n  refused\n";
        assert_eq!(report.to_text(), expected);
        assert_eq!(report.faults(), 1);
    }
}
