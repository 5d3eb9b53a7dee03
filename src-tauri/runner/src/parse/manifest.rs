//! What a registry has, by `manifest inspect`, beside an image that is here.

use serde_json::Value;

use super::images::bare_id;
use crate::image::{Image, Newer};

/// Compares an image with what its client printed of the registry's, on stdout or in an error.
///
/// The id of an image is the digest of its configuration, which a registry's description of an image
/// names; of a list of platforms the digest of ours is one that the image was pulled by. With
/// containerd's store, where docker's ids are something else, neither need be known.
pub fn newer(image: &Image, stdout: &str, stderr: &str) -> Newer {
    let Some(said) = serde_json::from_str(stdout.trim()).ok().or_else(|| quoted(stderr)) else {
        return Newer::Unknown;
    };
    let listed = match &said {
        Value::Array(platforms) => Some(platforms),
        said => said.get("manifests").and_then(Value::as_array),
    };
    match listed {
        None => compared(image, &said),
        Some(platforms) => {
            let ours = platforms.iter().find(|one| platform(one).is_some_and(|name| fits(image, &name)));
            ours.map_or(Newer::Unknown, |one| compared(image, one))
        }
    }
}

/// One image of the registry.
fn compared(image: &Image, said: &Value) -> Newer {
    let text = |path: &str| said.pointer(path).and_then(Value::as_str);
    let config = ["/config/digest", "/SchemaV2Manifest/config/digest", "/OCIManifest/config/digest"]
        .into_iter()
        .find_map(text);
    let own = ["/digest", "/Descriptor/digest"].into_iter().find_map(text);
    let pulled = |digest: &str| image.digests.iter().any(|known| known.ends_with(&format!("@{digest}")));
    if config.and_then(bare_id).is_some_and(|id| id == image.id) || own.is_some_and(pulled) {
        return Newer::Same;
    }
    // Only a digest of the same kind tells that it is another.
    let by_config = !pulled(&format!("sha256:{}", image.id));
    match (config, own) {
        (Some(_), _) if by_config => Newer::There,
        // podman's list names each platform by the digest that its image is pulled by.
        (None, Some(_)) if image.digests.len() > 1 => Newer::There,
        _ => Newer::Unknown,
    }
}

/// `linux/arm/v7` of podman's list (`platform`) or docker's (`Descriptor.platform`).
fn platform(one: &Value) -> Option<String> {
    let platform = one.get("platform").or_else(|| one.pointer("/Descriptor/platform"))?;
    let text = |key: &str| platform.get(key).and_then(Value::as_str).unwrap_or_default();
    let parts = [text("os"), text("architecture"), text("variant")];
    Some(parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("/"))
}

/// Registries name a variant where images do not (`arm64/v8`).
fn fits(image: &Image, platform: &str) -> bool {
    platform == image.platform || platform.starts_with(&format!("{}/", image.platform))
}

/// podman 4.3 knows only lists, and quotes what is none: `parsing manifest blob "{\"schemaVersion\"…}" as a …`.
fn quoted(stderr: &str) -> Option<Value> {
    let (_, after) = stderr.split_once("manifest blob ")?;
    let text = serde_json::Deserializer::from_str(after).into_iter::<String>().next()?.ok()?;
    serde_json::from_str(&text).ok()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    const ID: &str = "cfa11cca9ada0ede647e97c898510b5f9cad844b588eef6f05ec938899e05868";
    const DOCKER: &str = include_str!("../../../../tests/fixtures/docker-28.2-on-20.10/manifest.json");
    const PODMAN: &str = include_str!("../../../../tests/fixtures/podman-4.3/manifest-error.txt");

    fn image(id: &str) -> Image {
        let row = serde_json::json!({ "Id": id, "Os": "linux", "Architecture": "amd64" });
        super::super::images::image("e", &row).unwrap()
    }

    #[test]
    fn an_image_for_one_platform_is_known_by_its_configuration() {
        let other = "0".repeat(64);
        for (stdout, stderr) in [(DOCKER, ""), ("", PODMAN)] {
            assert_eq!(newer(&image(ID), stdout, stderr), Newer::Same);
            assert_eq!(newer(&image(&other), stdout, stderr), Newer::There);
        }
    }

    #[test]
    fn of_several_platforms_ours_counts() {
        let digest = |digit: &str| format!("sha256:{}", digit.repeat(64));
        let podman = serde_json::json!({ "schemaVersion": 2, "manifests": [
            { "digest": digest("1"), "platform": { "architecture": "arm64", "os": "linux", "variant": "v8" } },
            { "digest": digest("2"), "platform": { "architecture": "amd64", "os": "linux" } },
        ]})
        .to_string();
        let with = |digests: &[&str]| {
            let digests = digests.iter().map(|digit| format!("h/x@{}", digest(digit))).collect();
            Image { digests, ..image(ID) }
        };
        assert_eq!(newer(&with(&["9", "2"]), &podman, ""), Newer::Same);
        assert_eq!(newer(&with(&["9", "1"]), &podman, ""), Newer::There);
        let arm = Image { platform: "linux/arm64".to_owned(), ..with(&["9", "1"]) };
        assert_eq!(newer(&arm, &podman, ""), Newer::Same);
        assert_eq!(newer(&with(&["9"]), &podman, ""), Newer::Unknown);
        let docker = |config: &str| {
            serde_json::json!([
                { "Descriptor": { "digest": digest("1"), "platform": { "architecture": "arm64", "os": "linux" } },
                  "SchemaV2Manifest": { "config": { "digest": digest("7") } } },
                { "Descriptor": { "digest": digest("2"), "platform": { "architecture": "amd64", "os": "linux" } },
                  "SchemaV2Manifest": { "config": { "digest": config } } },
            ])
            .to_string()
        };
        assert_eq!(newer(&image(ID), &docker(&format!("sha256:{ID}")), ""), Newer::Same);
        assert_eq!(newer(&image(ID), &docker(&digest("3")), ""), Newer::There);
    }

    #[test]
    fn an_id_of_containerds_store_is_no_configuration() {
        let pulled =
            Image { digests: vec![format!("h/x@sha256:{}", "0".repeat(64))], ..image(&"0".repeat(64)) };
        assert_eq!(newer(&pulled, DOCKER, ""), Newer::Unknown);
    }

    #[test]
    fn what_is_no_description_tells_nothing() {
        for text in ["", "{}", "[]", "null", "x", "{\"manifests\":[{}]}", "parsing manifest blob \"{\\\""] {
            assert_eq!(newer(&image(ID), text, text), Newer::Unknown, "{text}");
        }
    }
}
