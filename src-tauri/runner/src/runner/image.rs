//! Whether an image is there, and what a session needs of it.

use std::path::Path;

use super::Runner;
use super::call::CallContext;
use crate::args;
use crate::error::{Error, Result};
use crate::parse::stderr::{self, StderrClass};
use crate::validate::{self, Field};

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
        if self.engine().namespace.is_some() {
            // Its nodes have them, or pull them when a pod is there.
            return Ok(Some(Vec::new()));
        }
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

pub(super) fn valid(image: &str) -> Result<()> {
    validate::image(image).map_err(|rule| Error::invalid(Field::Image, rule))
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
}
