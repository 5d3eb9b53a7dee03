//! A run as files of the person's own.

use std::fs::{self, File};
use std::io::{self, Seek, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::error::{Error, Result};
use crate::key::RunId;
use crate::store::Archive;

/// What a run is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum ExportFormat {
    /// A folder.
    Folder,
    /// One `.zip`.
    Zip,
}

/// Where files go: each is written whole before the next is named.
trait Target: Write {
    fn file(&mut self, name: &str) -> io::Result<()>;
}

impl Archive {
    /// Writes a run to `path`, where nothing may be yet: `run.json` with what is known of it,
    /// `spec.json`, `output.log` and `screen.ansi`, the last two as the program printed them. What
    /// is not kept is not there. `path` is there when it is whole.
    ///
    /// # Errors
    ///
    /// Where the archive can't be opened or read, where it has no such run, and where `path` is
    /// taken or can't be written.
    pub fn export(&self, id: RunId, path: &Path, format: ExportFormat) -> Result<()> {
        let failed = |source| Error::ExportFailed { path: path.to_owned(), source };
        if path.exists() {
            return Err(failed(io::ErrorKind::AlreadyExists.into()));
        }
        let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        match format {
            ExportFormat::Folder => {
                let folder =
                    tempfile::Builder::new().prefix(".unfinished-").tempdir_in(parent).map_err(failed)?;
                self.write_files(id, &mut Folder { path: folder.path(), file: None }, path)?;
                fs::rename(folder.path(), path).map_err(failed)?;
                // Its temporary name is gone: there is nothing left to remove.
                let _ = folder.keep();
            }
            ExportFormat::Zip => {
                let file =
                    tempfile::Builder::new().prefix(".unfinished-").tempfile_in(parent).map_err(failed)?;
                let mut zip = ZipWriter::new(file);
                self.write_files(id, &mut zip, path)?;
                let file = zip.finish().map_err(|error| failed(error.into()))?;
                file.persist_noclobber(path).map_err(|error| failed(error.error))?;
            }
        }
        Ok(())
    }

    fn write_files(&self, id: RunId, target: &mut impl Target, path: &Path) -> Result<()> {
        let failed = |source| Error::ExportFailed { path: path.to_owned(), source };
        let mut small = vec![("run.json", pretty(&self.run(id)?).map_err(failed)?)];
        if let Some(spec) = self.spec(id)? {
            small.push(("spec.json", pretty(&spec).map_err(failed)?));
        }
        if let Some(screen) = self.screen(id)? {
            small.push(("screen.ansi", screen.bytes));
        }
        for (name, bytes) in small {
            target.file(name).and_then(|()| target.write_all(&bytes)).map_err(failed)?;
        }
        target.file("output.log").map_err(failed)?;
        let mut written = Ok(());
        self.stream_log(id, |part| {
            if written.is_ok() {
                written = target.write_all(part);
            }
            Ok(())
        })?;
        written.and_then(|()| target.flush()).map_err(failed)
    }
}

fn pretty(value: &impl Serialize) -> io::Result<Vec<u8>> {
    let mut json = serde_json::to_vec_pretty(value)?;
    json.push(b'\n');
    Ok(json)
}

struct Folder<'a> {
    path: &'a Path,
    file: Option<File>,
}

impl Target for Folder<'_> {
    fn file(&mut self, name: &str) -> io::Result<()> {
        self.file = Some(File::create(self.path.join(name))?);
        Ok(())
    }
}

impl Write for Folder<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.as_mut().map_or(Ok(0), |file| file.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.as_mut().map_or(Ok(()), Write::flush)
    }
}

impl<F: Write + Seek> Target for ZipWriter<F> {
    fn file(&mut self, name: &str) -> io::Result<()> {
        // A log may be longer than 4 GiB.
        let options = SimpleFileOptions::default().unix_permissions(0o600).large_file(true);
        Ok(self.start_file(name, options)?)
    }
}
