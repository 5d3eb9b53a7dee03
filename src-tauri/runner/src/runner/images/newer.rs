//! Whether a registry has a newer image by the same name.

use crate::args;
use crate::error::Result;
use crate::image::Newer;
use crate::parse::manifest;
use crate::parse::stderr;
use crate::runner::{CallContext, Runner};

impl Runner {
    /// Asks the registry of an image whether it has another by this name now. Only a description is
    /// downloaded; registries that count pulls may count it.
    ///
    /// # Errors
    /// The image is not here; the registry refuses, has no such image (any more) or is away.
    pub async fn newer_image(&self, name: &str) -> Result<Newer> {
        let image = self.image_alone(name).await?;
        if !image.came_from_registry(name) {
            return Ok(Newer::Unknown);
        }
        let context = CallContext { operation: "ask the registry for", name };
        let invocation = args::registry_manifest(self.engine().kind, name);
        let output = self.call(context, invocation, self.limits().create).await?;
        let stdout = String::from_utf8_lossy(&output.stdout);
        let found = manifest::newer(&image, &stdout, &output.stderr_text());
        // podman 4.3 fails at an image for one platform, and quotes it. Older docker clients have no
        // such verb unless experimental ones are on.
        let cannot = ["experimental", "is not a docker command"];
        let stderr = output.stderr_text();
        if output.success() || found != Newer::Unknown || cannot.iter().any(|words| stderr.contains(words)) {
            return Ok(found);
        }
        tracing::debug!(name, said = stderr::sentence(&stderr), "the registry does not say");
        Err(self.refused_by_registry(context, &output, name))
    }
}
