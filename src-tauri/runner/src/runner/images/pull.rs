//! Getting an image from its registry.

use super::watched::How;
use crate::args;
use crate::error::Result;
use crate::image::PullProgress;
use crate::parse::pull::PullReader;
use crate::process::Streams;
use crate::runner::image::valid;
use crate::runner::{CallContext, Runner};

impl Runner {
    /// Downloads an image; `progress` gets how far each layer is, whenever that changes (some ten times
    /// a second for a layer). Dropping the future ends the download.
    ///
    /// # Errors
    /// If the reference breaks a rule; if the registry refuses it, has no such image or is away; if the
    /// disk is full; if it does not finish within [`crate::Limits`]`::pull`.
    pub async fn pull(&self, image: &str, mut progress: impl FnMut(&PullProgress) + Send) -> Result<()> {
        valid(image)?;
        let context = CallContext { operation: "pull", name: image };
        let mut reader = PullReader::default();
        let how = How { streams: Streams::Terminal, stdin: None, keeps_files: true };
        let output = self
            .watched(context, args::pull(image), how, |_, bytes| {
                if reader.take(bytes) {
                    progress(reader.progress());
                }
                Ok(())
            })
            .await?;
        if output.success() {
            return Ok(());
        }
        Err(self.refused_by_registry(context, &output, image))
    }
}
