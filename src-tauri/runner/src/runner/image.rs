//! Images: whether one is there, and getting it.

use std::path::Path;

use super::Runner;
use super::call::CallContext;
use crate::args;
use crate::error::{Error, Result};
use crate::parse::stderr::{self, StderrClass};
use crate::process::Output;
use crate::validate::{self, Field};

/// How much of a pull's last stderr is kept for its error, in bytes.
const TAIL_BYTES: usize = 64 << 10;

impl Runner {
    /// Whether the image is on this engine. Nothing is downloaded.
    ///
    /// # Errors
    /// If the reference breaks a rule, or the engine refuses or does not answer in time.
    pub async fn image_exists(&self, image: &str) -> Result<bool> {
        Ok(self.image_env(image).await?.is_some())
    }

    /// The names of the variables that the image sets, or `None` when it is not on this engine.
    pub(super) async fn image_env(&self, image: &str) -> Result<Option<Vec<String>>> {
        valid(image)?;
        let context = CallContext { operation: "look for the image", name: image };
        let output = self.call(context, args::image_config(image), self.limits().inspect).await?;
        if output.success() {
            return Ok(Some(env_names(&output.stdout)));
        }
        match stderr::classify(self.engine().kind, &output.stderr_text()) {
            StderrClass::NoSuchImage => Ok(None),
            _ => Err(self.refused(context, &output)),
        }
    }

    /// Downloads an image. `progress` gets the engine's lines as they come: without a
    /// terminal docker prints a line per layer and step, podman a line per blob.
    ///
    /// # Errors
    /// If the reference breaks a rule, the engine refuses (no such image, no access, no network),
    /// or it does not finish within [`crate::Limits`]`::pull`.
    pub async fn pull(&self, image: &str, mut progress: impl FnMut(&str) + Send) -> Result<()> {
        valid(image)?;
        let context = CallContext { operation: "pull", name: image };
        let mut lines = Lines::default();
        let mut kept = Vec::new();
        let status = self
            .follow(context, args::pull(image), self.limits().pull, |bytes| {
                lines.take(bytes, &mut progress);
                kept.extend_from_slice(bytes);
                if kept.len() > 2 * TAIL_BYTES {
                    kept.drain(..kept.len() - TAIL_BYTES);
                }
                Ok(())
            })
            .await?;
        lines.end(&mut progress);
        if status.success() {
            return Ok(());
        }
        Err(self.refused(context, &Output { status, stdout: Vec::new(), stderr: kept }))
    }

    /// Makes an image of a root file system in a tar file.
    ///
    /// # Errors
    /// If the reference breaks a rule, the file cannot be read, or the engine refuses or does not
    /// finish within [`crate::Limits`]`::import`.
    pub async fn import_image(&self, tar: &Path, reference: &str) -> Result<()> {
        valid(reference)?;
        let context = CallContext { operation: "import", name: reference };
        let file = |source| Error::File { operation: "read", path: tar.to_owned(), source };
        let absolute = tokio::fs::canonicalize(tar).await.map_err(file)?;
        let text = absolute.to_str().ok_or_else(|| {
            file(std::io::Error::new(std::io::ErrorKind::InvalidFilename, "its path is not UTF-8"))
        })?;
        let invocation = args::import(text, reference, &[]);
        self.attempt(context, None, invocation, self.limits().import).await?.trusted()
    }
}

/// Of `{"Env":["PATH=/bin"],…}`; `{}` and `null` set none.
fn env_names(config: &[u8]) -> Vec<String> {
    let config: serde_json::Value = serde_json::from_slice(config).unwrap_or_default();
    let lines = config.get("Env").and_then(|env| env.as_array()).into_iter().flatten();
    let name = |line: &serde_json::Value| Some(line.as_str()?.split('=').next()?.to_owned());
    lines.filter_map(name).collect()
}

fn valid(image: &str) -> Result<()> {
    validate::image(image).map_err(|rule| Error::invalid(Field::Image, rule))
}

/// Cuts bytes into lines at `\n` and `\r`; empty ones are left out.
#[derive(Default)]
struct Lines {
    rest: Vec<u8>,
}

impl Lines {
    fn take(&mut self, bytes: &[u8], line: &mut impl FnMut(&str)) {
        for part in bytes.split_inclusive(|b| matches!(b, b'\n' | b'\r')) {
            self.rest.extend_from_slice(part);
            if part.ends_with(b"\n") || part.ends_with(b"\r") || self.rest.len() > TAIL_BYTES {
                self.end(line);
            }
        }
    }

    fn end(&mut self, line: &mut impl FnMut(&str)) {
        let text = String::from_utf8_lossy(&self.rest);
        let text = text.trim();
        if !text.is_empty() {
            line(text);
        }
        self.rest.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_of_an_image_are_known_by_name() {
        assert_eq!(
            env_names(br#"{"Env":["PATH=/bin:/x","TERM=a=b","ALONE"],"Cmd":["sh"]}"#),
            ["PATH", "TERM", "ALONE"]
        );
        for none in ["{}", "null", "", "sha256:1", r#"{"Env":null}"#, r#"{"Env":[1]}"#] {
            assert_eq!(env_names(none.as_bytes()), [""; 0], "{none}");
        }
    }

    #[test]
    fn lines_are_whole_however_the_bytes_arrive() {
        // docker 28.2 without a terminal.
        let printed =
            "latest: Pulling from library/alpine\r\n6e771e15690e: Pull complete\n\nüber\rend".as_bytes();
        for size in 1..printed.len() {
            let (mut lines, mut seen) = (Lines::default(), Vec::new());
            for chunk in printed.chunks(size) {
                lines.take(chunk, &mut |line| seen.push(line.to_owned()));
            }
            lines.end(&mut |line| seen.push(line.to_owned()));
            assert_eq!(
                seen,
                ["latest: Pulling from library/alpine", "6e771e15690e: Pull complete", "über", "end"]
            );
        }
    }
}
