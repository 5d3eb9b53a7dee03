//! Naming and removing images.

use crate::args;
use crate::error::{Error, Result};
use crate::image::{Image, ImageRemoval, ImageUser};
use crate::reason::Refusal;
use crate::runner::attempt::Attempt;
use crate::runner::image::valid;
use crate::runner::{CallContext, Runner};

/// Names in a message, at most.
const SHOWN: usize = 5;

impl Runner {
    /// Gives an image a further name; another image that has it loses it.
    ///
    /// # Errors
    /// There is no such image, a reference breaks a rule, or the engine refuses.
    pub async fn tag_image(&self, key: &str, name: &str) -> Result<()> {
        valid(name)?;
        let image = self.image_alone(key).await?;
        let context = CallContext { operation: "tag", name };
        let attempt = self.attempt(context, None, args::tag(&image.id, name), self.limits().inspect).await?;
        match attempt {
            Attempt::Done(_) => Ok(()),
            Attempt::Refused { error, .. } | Attempt::Unknown(error) => match self.image_alone(name).await {
                Ok(now) if now.id == image.id => Ok(()),
                _ => Err(error),
            },
        }
    }

    /// Removes an image that no container was made of. By its id with all its names; by one of several
    /// names only that.
    ///
    /// # Errors
    /// There is no such image, containers were made of it (they are named), another image is built on
    /// it, or the engine refuses. What it had names of may have lost some then.
    pub async fn remove_image(&self, key: &str) -> Result<ImageRemoval> {
        let image = self.image(key).await?;
        // Also by its start, as the engines print it.
        let by_id = image.id.starts_with(key.strip_prefix("sha256:").unwrap_or(key));
        let context = CallContext { operation: "remove the image", name: key };
        if !by_id && image.tags.len() > 1 {
            self.remove_name(context, key).await?;
            let left = self.image_alone(&image.id).await?.tags;
            return Ok(ImageRemoval::Untagged { left });
        }
        if !image.used_by.is_empty() {
            return Err(self.refusal(context, Refusal::ImageInUse { users: users(&image.used_by) }));
        }
        self.remove_whole(context, &image).await?;
        Ok(ImageRemoval::Removed { id: image.id })
    }

    /// Removes the names one by one and the image with the last, and looks whether it is gone.
    pub(super) async fn remove_whole(&self, context: CallContext<'_>, image: &Image) -> Result<()> {
        for name in &image.tags {
            self.remove_name(context, name).await?;
        }
        if !self.image_is_there(&image.id).await? {
            return Ok(());
        }
        self.remove_name(context, &image.id).await?;
        match self.image_is_there(&image.id).await? {
            true => Err(self.refusal(context, Refusal::StillThere {})),
            false => Ok(()),
        }
    }

    async fn remove_name(&self, context: CallContext<'_>, name: &str) -> Result<()> {
        let attempt = self.attempt(context, None, args::remove_image(name), self.limits().remove).await?;
        let error = match attempt {
            Attempt::Done(_) => return Ok(()),
            Attempt::Refused { output, error } => match held(&output.stderr_text()) {
                Some(reason) => self.refused_because(context, &output, reason),
                None => error,
            },
            Attempt::Unknown(error) => error,
        };
        match self.image_is_there(name).await {
            Ok(false) => Ok(()),
            _ => Err(error),
        }
    }

    pub(super) async fn image_is_there(&self, key: &str) -> Result<bool> {
        match self.image_alone(key).await {
            Ok(_) => Ok(true),
            Err(Error::ImageNotFound { .. }) => Ok(false),
            Err(error) => Err(error),
        }
    }
}

/// Why the engine keeps it: a container that is not in the list, such as one of a build, or an image.
///
/// podman 4.3: `image used by 0c16…: image is in use by a container: consider …`; docker 20.10: `conflict:
/// unable to remove repository reference "x" (must force) - container 1fa62a266502 is using its referenced
/// image cfa1`, `… - image is being used by running container 1fa62a266502`, `… - image has dependent child
/// images`.
fn held(stderr: &str) -> Option<Refusal> {
    if stderr.contains("has dependent child images") || stderr.contains("image has dependent children") {
        return Some(Refusal::ImageHasChildren {});
    }
    let after =
        ["image used by ", "- container ", "used by running container ", "used by stopped container "]
            .into_iter()
            .find_map(|before| Some(stderr.split_once(before)?.1))?;
    let id: String = after.chars().take_while(char::is_ascii_hexdigit).take(12).collect();
    (!id.is_empty()).then_some(Refusal::ImageInUse { users: id })
}

fn users(users: &[ImageUser]) -> String {
    let shown =
        users.iter().take(SHOWN).map(|user| format!("\"{}\"", user.name)).collect::<Vec<_>>().join(", ");
    match users.len().saturating_sub(SHOWN) {
        0 => shown,
        more => format!("{shown} (+{more})"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_keeps_an_image_is_told() {
        let used = |id: &str| Some(Refusal::ImageInUse { users: id.to_owned() });
        for (stderr, reason) in [
            // podman 4.3.1, docker 20.10.24.
            (
                "Error: image used by 0c1623097afafcd23cbc0ebdebd397473001c63edf868f254033901dbe900ab0: image is in use by a container: consider listing external containers and force-removing image",
                used("0c1623097afa"),
            ),
            (
                "Error response from daemon: conflict: unable to remove repository reference \"localhost:5443/big:1\" (must force) - container 1fa62a266502 is using its referenced image cfa11cca9ada",
                used("1fa62a266502"),
            ),
            (
                "Error response from daemon: conflict: unable to delete cfa11cca9ada (cannot be forced) - image is being used by running container 1fa62a266502",
                used("1fa62a266502"),
            ),
            (
                "Error response from daemon: conflict: unable to delete 1e05eafab9db (cannot be forced) - image has dependent child images",
                Some(Refusal::ImageHasChildren {}),
            ),
            ("Error response from daemon: No such image: nope:1", None),
        ] {
            assert_eq!(held(stderr), reason, "{stderr}");
        }
    }

    #[test]
    fn a_few_users_are_named() {
        let user = |n: usize| ImageUser { id: String::new(), name: format!("u{n}"), alive: false };
        assert_eq!(users(&[user(1), user(2)]), "\"u1\", \"u2\"");
        let many: Vec<_> = (1..=7).map(user).collect();
        assert_eq!(users(&many), "\"u1\", \"u2\", \"u3\", \"u4\", \"u5\" (+2)");
    }
}
