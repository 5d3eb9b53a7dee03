//! Images as files.

use std::fs::File;
use std::io::{BufWriter, Seek, Write};
use std::path::Path;
use std::time::Duration;

use super::watched::{How, Lines};
use crate::args;
use crate::error::{Error, Result};
use crate::image::Transfer;
use crate::process::{CallError, Stream, Streams};
use crate::reason::Refusal;
use crate::runner::image::valid;
use crate::runner::{CallContext, Runner};

/// The interval at which the progress of a load is read.
const POLL_INTERVAL: Duration = Duration::from_millis(200);

impl Runner {
    /// Writes an image with its names to a tar file, which both engines load. The file is there when it is
    /// whole, and not before. `progress` gets the bytes that were written, of about how many.
    ///
    /// # Errors
    /// There is no such image, the file can't be written, the disk is full, or the engine refuses.
    pub async fn save_image(
        &self,
        key: &str,
        path: &Path,
        mut progress: impl FnMut(Transfer) + Send,
    ) -> Result<()> {
        let image = self.image_alone(key).await?;
        let context = CallContext { operation: "save", name: key };
        let failed = |source| Error::File { operation: "write", path: path.to_owned(), source };
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let draft = tempfile::Builder::new().prefix(".berth-").tempfile_in(folder).map_err(failed)?;
        let mut out = BufWriter::new(draft.reopen().map_err(failed)?);
        let mut written = Transfer { done: 0, total: image.size };
        let names: Vec<&str> = match key == image.id || image.tags.is_empty() {
            // By its id it would have no name in the file.
            true if !image.tags.is_empty() => image.tags.iter().map(String::as_str).collect(),
            _ => vec![key],
        };
        let how = How { streams: Streams::Apart, stdin: None, keeps_files: true };
        let saved = self.watched(context, args::save(&names), how, |stream, bytes| {
            if stream == Stream::Out {
                let unwritten = |source| CallError::Unwritten { path: path.to_owned(), source };
                out.write_all(bytes).map_err(unwritten)?;
                written.done += bytes.len() as u64;
                written.total = written.total.max(written.done);
                progress(written);
            }
            Ok(())
        });
        let output = saved.await?;
        if !output.success() {
            return Err(self.refused_by_registry(context, &output, key));
        }
        out.flush().and_then(|()| out.get_ref().sync_all()).map_err(failed)?;
        draft.persist(path).map_err(|error| failed(error.error))?;
        progress(Transfer { total: written.done, ..written });
        Ok(())
    }

    /// Reads images from a tar file that either engine saved. Returns what the engine calls them.
    /// `progress` gets the bytes that were read; when all are, the engine may go on for some time.
    ///
    /// # Errors
    /// The file can't be read or holds no images, the disk is full, or the engine refuses.
    pub async fn load_images(
        &self,
        path: &Path,
        mut progress: impl FnMut(Transfer) + Send,
    ) -> Result<Vec<String>> {
        let failed = |source| Error::File { operation: "read", path: path.to_owned(), source };
        let file = File::open(path).map_err(failed)?;
        let total = file.metadata().map_err(failed)?.len();
        // The client reads from where this stands: how far it is, both see.
        let mut watched = file.try_clone().map_err(failed)?;
        let name = path.display().to_string();
        let context = CallContext { operation: "load", name: &name };
        let (mut lines, mut loaded) = (Lines::default(), Vec::new());
        let mut take = |line: &str| loaded.extend(loaded_name(line));
        let how = How { streams: Streams::Merged, stdin: Some(file.into()), keeps_files: true };
        let output = {
            let loading = self.watched(context, args::load(), how, |_, bytes| {
                lines.take(bytes, &mut take);
                Ok(())
            });
            tokio::pin!(loading);
            loop {
                tokio::select! {
                    output = &mut loading => break output?,
                    () = tokio::time::sleep(POLL_INTERVAL) => {
                        progress(Transfer { done: watched.stream_position().unwrap_or(0).min(total), total });
                    }
                }
            }
        };
        lines.end(&mut take);
        if !output.success() {
            let said = output.stderr_text();
            return Err(match is_no_archive(&said) {
                true => self.refused_because(context, &output, Refusal::NoArchive {}),
                false => self.refused_by_registry(context, &output, &name),
            });
        }
        progress(Transfer { done: total, total });
        Ok(loaded)
    }
}

/// `Loaded image: localhost/a:1` on both, `Loaded image(s): a,b` on older podman, `Loaded image ID: sha256:…`
/// of one without a name.
fn loaded_name(line: &str) -> Vec<String> {
    let Some(rest) = line.trim().strip_prefix("Loaded image") else { return Vec::new() };
    let Some((_, names)) = rest.split_once(": ") else { return Vec::new() };
    names.split(',').map(|name| name.trim().to_owned()).filter(|name| valid(name).is_ok()).collect()
}

/// podman 4.3.1 and docker 20.10.24.
fn is_no_archive(stderr: &str) -> bool {
    [
        "payload does not match any of the supported image formats",
        "Error processing tar file",
        "invalid archive",
    ]
    .iter()
    .any(|words| stderr.contains(words))
        && !stderr.contains("no space left")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_loaded_is_named() {
        let id = format!("sha256:{}", "a".repeat(64));
        for (line, names) in [
            ("Loaded image: localhost/a:1", vec!["localhost/a:1".to_owned()]),
            ("Loaded image(s): a:1,b:2", vec!["a:1".to_owned(), "b:2".to_owned()]),
            (&format!("Loaded image ID: {id}"), vec![id.clone()]),
            ("Getting image source signatures", vec![]),
        ] {
            assert_eq!(loaded_name(line), names, "{line}");
        }
    }

    #[test]
    fn a_file_without_images_is_told_from_other_troubles() {
        assert!(is_no_archive(
            "Error: payload does not match any of the supported image formats:\n * oci: x"
        ));
        assert!(is_no_archive("Error processing tar file(exit status 1): unexpected EOF"));
        assert!(!is_no_archive(
            "Error processing tar file(exit status 1): write /x: no space left on device"
        ));
        assert!(!is_no_archive("Cannot connect to the Docker daemon"));
    }
}
