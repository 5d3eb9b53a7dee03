//! A row of `image inspect` -> [`Image`]. podman 4.3 and docker 20.10 print the same fields.

use std::collections::BTreeMap;

use serde_json::Value;

use super::rows;
use crate::image::{Image, ImageConfig};

/// The ids in the output of `image ls -q --no-trunc`, each once.
pub fn ids(printed: &[u8]) -> Vec<String> {
    let mut ids = Vec::new();
    for line in String::from_utf8_lossy(printed).lines() {
        if let Some(id) = bare_id(line.trim())
            && !ids.iter().any(|known| known == id)
        {
            ids.push(id.to_owned());
        }
    }
    ids
}

/// An id without the kind of its hash; `None` where it is no whole one.
pub fn bare_id(text: &str) -> Option<&str> {
    let hex = text.strip_prefix("sha256:").unwrap_or(text);
    rows::is_id(hex).then_some(hex)
}

/// What the engine says of an image; `None` when the row has no whole id.
pub fn image(engine: &str, row: &Value) -> Option<Image> {
    let id = bare_id(row.get("Id")?.as_str()?)?;
    let text = |key: &str| row.get(key).and_then(Value::as_str).unwrap_or_default();
    // docker 20.10 gives an image without a name `<none>:<none>`, newer ones nothing.
    let named = |names: Vec<String>| names.into_iter().filter(|name| !name.contains("<none>")).collect();
    let platform = match (text("Os"), text("Architecture"), text("Variant")) {
        ("", _, _) | (_, "", _) => String::new(),
        (os, architecture, "") => format!("{os}/{architecture}"),
        (os, architecture, variant) => format!("{os}/{architecture}/{variant}"),
    };
    let created = text("Created").parse().ok();
    Some(Image {
        engine: engine.to_owned(),
        id: id.to_owned(),
        tags: named(texts(row.get("RepoTags"))),
        digests: named(texts(row.get("RepoDigests"))),
        size: row.get("Size").and_then(Value::as_u64).unwrap_or_default(),
        // 0001-01-01 stands for none.
        created_at: created.filter(|at: &jiff::Timestamp| at.as_second() > 0),
        platform,
        layers: texts(row.pointer("/RootFS/Layers")),
        used_by: Vec::new(),
        config: row.get("Config").map(config).unwrap_or_default(),
    })
}

fn config(config: &Value) -> ImageConfig {
    let text = |key: &str| config.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let keys = |key: &str| {
        let map = config.get(key).and_then(Value::as_object);
        map.into_iter().flat_map(|map| map.keys().cloned()).collect()
    };
    let labels = config.get("Labels").and_then(Value::as_object).into_iter().flatten();
    let label = |(key, value): (&String, &Value)| Some((key.clone(), value.as_str()?.to_owned()));
    ImageConfig {
        entrypoint: texts(config.get("Entrypoint")),
        command: texts(config.get("Cmd")),
        working_dir: text("WorkingDir"),
        user: text("User"),
        variables: names(&texts(config.get("Env"))),
        ports: keys("ExposedPorts"),
        volumes: keys("Volumes"),
        labels: labels.filter_map(label).collect::<BTreeMap<_, _>>(),
    }
}

fn names(env: &[String]) -> Vec<String> {
    env.iter().filter_map(|line| Some(line.split('=').next()?.to_owned())).collect()
}

fn texts(list: Option<&Value>) -> Vec<String> {
    let list = list.and_then(Value::as_array).into_iter().flatten();
    list.filter_map(|text| Some(text.as_str()?.to_owned())).collect()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    const PODMAN: &str = include_str!("../../../../tests/fixtures/podman-4.3/image-inspect.json");
    const DOCKER: &str = include_str!("../../../../tests/fixtures/docker-28.2-on-20.10/image-inspect.json");

    fn read(printed: &str) -> Vec<Image> {
        rows::parse(printed.as_bytes()).rows.iter().map(|row| image("e", row).unwrap()).collect()
    }

    #[test]
    fn both_engines_say_the_same_of_an_image() {
        let [podman, docker] = [PODMAN, DOCKER].map(|printed| {
            let images = read(printed);
            images.into_iter().find(|image| image.tags.iter().any(|tag| tag.contains("/big:"))).unwrap()
        });
        for image in [&podman, &docker] {
            assert_eq!(image.tags, ["localhost:5443/big:1"]);
            assert_eq!(image.digests.len(), 1);
            assert!(image.digests[0].starts_with("localhost:5443/big@sha256:110b"));
            assert_eq!(image.platform, "linux/amd64");
            assert_eq!(image.layers.len(), 5);
            assert_eq!(image.config.command, ["sh"]);
            assert_eq!(image.config.variables, ["PATH"]);
            assert_eq!(image.short_id(), "cfa11cca9ada");
        }
        assert_eq!((podman.size, docker.size), (127_981_121, 127_811_897));
        assert_eq!(podman.created_at, docker.created_at);
        assert_eq!(podman.created_at, "2026-11-26T19:15:42.246943308Z".parse().ok());
        assert_eq!((podman.layers, podman.id), (docker.layers, docker.id));
    }

    #[test]
    fn an_image_without_a_name_or_a_date_has_none() {
        let id = "a".repeat(64);
        let row = serde_json::json!({
            "Id": format!("sha256:{id}"), "RepoTags": ["<none>:<none>"], "RepoDigests": ["<none>@<none>"],
            "Created": "0001-01-01T00:00:00Z", "Os": "linux", "Architecture": "arm", "Variant": "v7",
            "Config": { "ExposedPorts": { "80/tcp": {} }, "Volumes": null, "Labels": { "a": "b", "c": 1 } },
        });
        let read = image("e", &row).unwrap();
        assert_eq!((read.tags.len(), read.digests.len(), read.created_at), (0, 0, None));
        assert_eq!((read.name(), read.platform.as_str()), (&id[..12], "linux/arm/v7"));
        assert_eq!((read.config.ports.len(), read.config.labels.len()), (1, 1));
        for none in ["{}", r#"{"Id":"sha256:12"}"#, "null"] {
            assert_eq!(image("e", &serde_json::from_str(none).unwrap()), None);
        }
    }

    #[test]
    fn only_what_a_registry_gave_came_from_one() {
        let digest = |repository: &str| format!("{repository}@sha256:{}", "0".repeat(64));
        let with = |repository: &str| Image { digests: vec![digest(repository)], ..read(PODMAN).remove(0) };
        for (repository, name, expected) in [
            ("docker.io/library/debian", "docker.io/library/debian:12", true),
            ("docker.io/library/debian", "debian:12", true),
            ("debian", "debian", true),
            ("localhost:5000/a/b", "localhost:5000/a/b:1", true),
            ("localhost:5000/a/b", "b", true),
            ("localhost/app", "localhost/app:1", false),
            ("localhost/app", "app", false),
            ("docker.io/library/debian", "bian", false),
            ("quay.io/other", "app:1", false),
        ] {
            assert_eq!(with(repository).came_from_registry(name), expected, "{repository} {name}");
        }
    }

    #[test]
    fn ids_are_whole_and_each_once() {
        let (a, b) = ("a".repeat(64), "b".repeat(64));
        let printed = format!("sha256:{a}\nsha256:{b}\r\n\nsha256:{a}\nwarning\nsha256:12\n");
        assert_eq!(ids(printed.as_bytes()), [a, b]);
    }
}
