//! All that an engine says of a session.

use serde_json::Value;

use super::Runner;
use super::call::CallContext;
use crate::args;
use crate::error::Result;
use crate::facts::masked_whole;
use crate::inspection::Inspection;
use crate::parse::{images, networks, rows};

impl Runner {
    /// Everything that the engine says of a session, with secrets masked in its description.
    ///
    /// # Errors
    /// There is no such session, or the engine refuses or does not answer.
    pub async fn inspection(&self, key: &str) -> Result<Inspection> {
        let found = self.resolve(key).await?;
        let image = found.row.get("Image").and_then(Value::as_str).filter(|_| found.session.broken.is_none());
        let image_id = image.and_then(images::bare_id).map(|id| format!("sha256:{id}"));
        let mut image_digests = Vec::new();
        if let Some(id) = &image_id {
            let context = CallContext { operation: "look for the image", name: &found.session.image };
            // One that is gone has none.
            let output = self.call(context, args::image_inspect(&[id]), self.limits().inspect).await?;
            let image = rows::parse(&output.stdout)
                .rows
                .first()
                .and_then(|row| images::image(&self.engine().id, row));
            image_digests = image.map(|image| image.digests).unwrap_or_default();
        }
        let json = serde_json::to_string_pretty(&masked_whole(&found.row)).unwrap_or_default();
        let networks = networks::parse(&found.row);
        Ok(Inspection { session: found.session, image_id, image_digests, networks, json })
    }
}
