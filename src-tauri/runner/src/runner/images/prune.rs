//! Removing images that nothing needs, after saying which and what that frees.

use std::collections::HashMap;

use crate::error::Result;
use crate::image::{Image, PruneImages, PrunePreview};
use crate::runner::{CallContext, Runner};

impl Runner {
    /// What a prune would remove, and what that frees. The engines' own figures (`system df`) leave out
    /// what is shared only on docker; podman's (4.3) count it to each.
    ///
    /// # Errors
    /// As [`Runner::images`].
    pub async fn preview_prune_images(&self, which: PruneImages) -> Result<PrunePreview> {
        let (images, kept): (Vec<_>, Vec<_>) =
            self.images().await?.images.into_iter().partition(|image| image.prunable(which));
        let (frees, at_most) = freed(&images, &kept);
        Ok(PrunePreview { images, frees, at_most })
    }

    /// Removes images by their ids, one after the other, each with its result. One that a container was
    /// made of meanwhile, or that got a name and was to be without one, stays.
    pub async fn prune_images(&self, which: PruneImages, ids: &[String]) -> Vec<(String, Result<bool>)> {
        let mut results = Vec::with_capacity(ids.len());
        for id in ids {
            results.push((id.clone(), self.prune_image(which, id).await));
        }
        results
    }

    /// Whether it is gone by this.
    async fn prune_image(&self, which: PruneImages, id: &str) -> Result<bool> {
        if !self.image_is_there(id).await? {
            return Ok(false);
        }
        let image = self.image(id).await?;
        if !image.prunable(which) {
            return Ok(false);
        }
        let context = CallContext { operation: "remove the image", name: image.name() };
        self.remove_whole(context, &image).await?;
        Ok(true)
    }
}

/// How much goes with `images` while `kept` stay, and whether it may be less. Images share layers from
/// the bottom up: what an image has of one that stays, or that was counted, is known where that is all
/// of it, and else is taken for nothing.
fn freed(images: &[Image], kept: &[Image]) -> (u64, bool) {
    let sizes: HashMap<&[String], u64> =
        images.iter().chain(kept).map(|image| (image.layers.as_slice(), image.size)).collect();
    let (mut sum, mut at_most) = (0_u64, false);
    for (at, image) in images.iter().enumerate() {
        let others = kept.iter().chain(images.iter().take(at));
        let shared = others.map(|other| common(&image.layers, &other.layers)).max().unwrap_or(0);
        let own = if shared == 0 {
            image.size
        } else if shared == image.layers.len() {
            0
        } else {
            // The largest whole image within what is shared.
            let within = (1..=shared).rev().find_map(|many| Some((many, *sizes.get(&image.layers[..many])?)));
            at_most |= within.is_none_or(|(many, _)| many < shared);
            image.size.saturating_sub(within.map_or(0, |(_, size)| size))
        };
        sum += own;
    }
    (sum, at_most)
}

fn common(one: &[String], other: &[String]) -> usize {
    one.iter().zip(other).take_while(|(a, b)| a == b).count()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::parse::images;

    fn image(layers: &[&str], size: u64) -> Image {
        let row = serde_json::json!({ "Id": "a".repeat(64), "Size": size, "RootFS": { "Layers": layers } });
        images::image("e", &row).unwrap()
    }

    #[test]
    fn only_layers_that_nothing_else_has_are_freed() {
        let base = image(&["a"], 100);
        let app = image(&["a", "b"], 130);
        let other = image(&["a", "b", "c"], 135);
        for (gone, kept, expected) in [
            (vec![&app], vec![], (130, false)),
            (vec![&app], vec![&base], (30, false)),
            (vec![&app, &other], vec![&base], (35, false)),
            (vec![&other, &app], vec![&base], (35, false)),
            (vec![&base], vec![&app], (0, false)),
            (vec![&app, &app], vec![], (130, false)),
            // Of the two layers that stay, no image says how large they are.
            (vec![&other], vec![&image(&["a", "b", "d"], 140)], (135, true)),
            (vec![&other], vec![&image(&["a", "b", "d"], 140), &base], (35, true)),
            (vec![], vec![&base], (0, false)),
        ] {
            let owned = |images: &[&Image]| images.iter().map(|image| (*image).clone()).collect::<Vec<_>>();
            assert_eq!(freed(&owned(&gone), &owned(&kept)), expected, "{}", gone.len());
        }
    }
}
