//! A run as files of the person's.

use std::path::Path;
use std::process::ExitCode;

use berth_archive::{ExportFormat, Run};

use super::Scope;
use crate::exit::Stop;
use crate::print;
use crate::runs::label;

pub fn export(scope: &Scope, run: &Run, to: &Path, zip: bool) -> Result<ExitCode, Stop> {
    let format = if zip { ExportFormat::Zip } else { ExportFormat::Folder };
    scope.archive.export(run.id, to, format)?;
    print::line(&format!("Wrote {} to {}", label(run), to.display()))?;
    Ok(ExitCode::SUCCESS)
}
