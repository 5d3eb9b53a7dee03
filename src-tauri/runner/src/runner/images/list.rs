//! Which images there are, and who uses them.

use std::collections::HashMap;

use serde_json::Value;

use crate::args;
use crate::error::{Error, Result};
use crate::image::{Image, ImageListing, ImageUser};
use crate::parse::stderr::StderrClass;
use crate::parse::{images, rows};
use crate::runner::image::valid;
use crate::runner::{CallContext, Runner};
use crate::session::DEBUG_IMAGES;

/// Ids in one `image inspect`: below Windows' 32 KiB of command line.
const BATCH: usize = 200;

/// Such a one goes with its shell.
fn is_of_debug_shell(tag: &str) -> bool {
    tag.strip_prefix(DEBUG_IMAGES).is_some_and(|rest| rest.starts_with(':'))
}

impl Runner {
    /// The images of the engine, the newest first, with the containers that were made of each. Those
    /// between the steps of a build are left out, as the engines do.
    ///
    /// # Errors
    /// If the engine refuses or does not answer in time.
    pub async fn images(&self) -> Result<ImageListing> {
        let context = CallContext { operation: "list the images of", name: &self.engine().id };
        let output = self.call(context, args::image_ids(), self.limits().list).await?;
        if !output.success() {
            return Err(self.refused(context, &output));
        }
        let ids = images::ids(&output.stdout);
        let (mut listing, users) = (ImageListing::default(), self.image_users().await?);
        for ids in ids.chunks(BATCH) {
            let output = self.call(context, args::image_inspect(ids), self.limits().list).await?;
            let found = rows::parse(&output.stdout);
            // One that went meanwhile fails the call; the others are printed all the same.
            if !output.success()
                && found.rows.is_empty()
                && self.class_of(&output) != StderrClass::NoSuchImage
            {
                return Err(self.refused(context, &output));
            }
            listing.skipped += found.skipped;
            for row in &found.rows {
                match images::image(&self.engine().id, row) {
                    Some(image) if image.tags.iter().any(|tag| is_of_debug_shell(tag)) => {}
                    Some(mut image) => {
                        image.used_by = users.get(&image.id).cloned().unwrap_or_default();
                        listing.images.push(image);
                    }
                    None => listing.skipped += 1,
                }
            }
        }
        listing.images.sort_by(|a, b| b.created_at.cmp(&a.created_at).then_with(|| a.tags.cmp(&b.tags)));
        Ok(listing)
    }

    /// One image by a name or its whole id.
    ///
    /// # Errors
    /// It is not on this engine, the reference breaks a rule, or the engine does not answer in time.
    pub async fn image(&self, key: &str) -> Result<Image> {
        let mut image = self.image_alone(key).await?;
        image.used_by = self.image_users().await?.remove(&image.id).unwrap_or_default();
        Ok(image)
    }

    /// The same, without who uses it.
    pub(super) async fn image_alone(&self, key: &str) -> Result<Image> {
        valid(key)?;
        let context = CallContext { operation: "look for the image", name: key };
        let output = self.call(context, args::image_inspect(&[key]), self.limits().inspect).await?;
        let found = rows::parse(&output.stdout);
        match found.rows.first().and_then(|row| images::image(&self.engine().id, row)) {
            Some(image) if output.success() => Ok(image),
            _ if self.class_of(&output) == StderrClass::NoSuchImage || output.success() => {
                Err(Error::ImageNotFound { engine: self.engine().id.clone(), name: key.to_owned() })
            }
            _ => Err(self.refused(context, &output)),
        }
    }

    /// The containers by the id of their image.
    async fn image_users(&self) -> Result<HashMap<String, Vec<ImageUser>>> {
        let mut users: HashMap<String, Vec<ImageUser>> = HashMap::new();
        self.list_each(|batch| {
            for (session, row) in batch.with_rows() {
                let image = row.get("Image").and_then(Value::as_str).and_then(images::bare_id);
                if let Some(image) = image {
                    let alive = session.state.is_alive();
                    let user = ImageUser { id: session.id, name: session.name, alive };
                    users.entry(image.to_owned()).or_default().push(user);
                }
            }
        })
        .await?;
        users.values_mut().for_each(|users| users.sort_by(|a, b| a.name.cmp(&b.name)));
        Ok(users)
    }
}
