//! Making an image of a folder.

use std::path::{Path, PathBuf};

use super::watched::{How, Lines};
use crate::args;
use crate::error::{Error, Result};
use crate::image::{BuildSpec, Image};
use crate::process::{Output, Streams};
use crate::reason::Refusal;
use crate::runner::image::valid;
use crate::runner::{CallContext, Runner};

/// In the order of podman; docker knows only the second by itself.
const FILES: [&str; 2] = ["Containerfile", "Dockerfile"];

impl Runner {
    /// Builds an image of a folder; `line` gets what the engine and the steps print. Dropping the future
    /// ends the build. Returns the image.
    ///
    /// # Errors
    /// The name breaks a rule, there is no such folder or no file with steps in it, a step fails (it is
    /// named), a registry does not give what the build begins with, or the engine refuses.
    pub async fn build_image(&self, spec: &BuildSpec, mut line: impl FnMut(&str) + Send) -> Result<Image> {
        valid(&spec.tag)?;
        let context = CallContext { operation: "build", name: &spec.tag };
        let folder = absolute(&spec.folder)?;
        let Some(file) = steps(&spec.folder, &spec.file) else {
            return Err(self.refusal(context, Refusal::NoBuildFile { folder }));
        };
        let file = absolute(&file)?;
        let (mut lines, mut step) = (Lines::default(), String::new());
        let mut take = |text: &str| {
            if let Some(begun) = begun_step(text) {
                begun.clone_into(&mut step);
            }
            line(text);
        };
        let how = How { streams: Streams::Merged, stdin: None, keeps_files: true };
        let invocation = args::build(spec, &folder, &file);
        let output = self
            .watched(context, invocation, how, |_, bytes| {
                lines.take(bytes, &mut take);
                Ok(())
            })
            .await?;
        lines.end(&mut take);
        if output.success() {
            return self.image(&spec.tag).await;
        }
        Err(self.build_refused(context, &output, step))
    }

    fn build_refused(&self, context: CallContext<'_>, output: &Output, step: String) -> Error {
        match self.refused_by_registry(context, output, context.name) {
            // It ran, and ended badly: what it printed says more than the engine.
            Error::Refused { reason: Refusal::Words { .. }, .. } if !step.is_empty() && ran(output) => {
                self.refused_because(context, output, Refusal::BuildFailed { step })
            }
            error => error,
        }
    }
}

/// The file that was named, in the folder or absolute, or the one that builds look for.
fn steps(folder: &Path, file: &str) -> Option<PathBuf> {
    let names: &[&str] = if file.is_empty() { &FILES } else { &[file] };
    names.iter().map(|name| folder.join(name)).find(|path| path.is_file())
}

fn absolute(path: &Path) -> Result<String> {
    let failed = |source| Error::File { operation: "read", path: path.to_owned(), source };
    let whole = std::path::absolute(path).map_err(failed)?;
    std::fs::metadata(&whole).map_err(failed)?;
    let text = whole.to_str().map(str::to_owned);
    text.ok_or_else(|| failed(std::io::Error::new(std::io::ErrorKind::InvalidFilename, "it is not UTF-8")))
}

/// podman 4.3 `STEP 3/3: RUN exit 3`, docker's own builder `Step 3/3 : RUN exit 3`, BuildKit `#7 [2/3] RUN x`.
fn begun_step(line: &str) -> Option<&str> {
    let own = line.strip_prefix("STEP ").or_else(|| line.strip_prefix("Step "));
    if let Some((count, step)) = own.and_then(|step| step.split_once(':')) {
        return count.contains('/').then(|| step.trim());
    }
    let (number, step) = line.strip_prefix('#')?.split_once(" [")?;
    let (count, step) = step.split_once(']')?;
    (number.bytes().all(|byte| byte.is_ascii_digit()) && count.contains('/')).then(|| step.trim())
}

/// podman: `Error: building at STEP "RUN exit 3": while running runtime: exit status 3`; docker: `The command
/// '/bin/sh -c exit 3' returned a non-zero code: 3`; BuildKit: `did not complete successfully: exit code: 3`.
fn ran(output: &Output) -> bool {
    let said = output.stderr_text();
    ["exit status ", "returned a non-zero code", "did not complete successfully"]
        .iter()
        .any(|words| said.contains(words))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn the_step_that_runs_is_known() {
        for (line, step) in [
            ("STEP 3/3: RUN exit 3", Some("RUN exit 3")),
            ("Step 3/3 : RUN exit 3", Some("RUN exit 3")),
            ("#7 [2/3] RUN echo a: b", Some("RUN echo a: b")),
            ("#7 [build 2/3] RUN x", Some("RUN x")),
            ("#7 DONE 0.3s", None),
            ("Step aside: no", None),
            (" ---> Running in 5c0e", None),
        ] {
            assert_eq!(begun_step(line), step, "{line}");
        }
    }

    #[test]
    fn the_file_with_the_steps_is_found() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path();
        assert_eq!(steps(path, ""), None);
        std::fs::write(path.join("Dockerfile"), "").unwrap();
        assert_eq!(steps(path, ""), Some(path.join("Dockerfile")));
        std::fs::write(path.join("Containerfile"), "").unwrap();
        assert_eq!(steps(path, ""), Some(path.join("Containerfile")));
        assert_eq!(steps(path, "Dockerfile"), Some(path.join("Dockerfile")));
        assert_eq!(steps(path, "absent"), None);
        let other = path.join("Dockerfile");
        assert_eq!(steps(path, other.to_str().unwrap()), Some(other));
    }
}
