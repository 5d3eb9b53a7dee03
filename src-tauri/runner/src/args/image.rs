//! Questions about images, and changes of them.

use super::invocation::Invocation;
use crate::image::BuildSpec;
use crate::kind::EngineKind;

/// What an image says of the containers made of it, as JSON. Where it is not on the engine
/// podman ends with 125 and docker with 1, as for every failure: read their stderr.
pub fn image_config(image: &str) -> Invocation {
    Invocation::new(&["image", "inspect", "--format", "{{json .Config}}"], [image])
}

/// The ids of all images but those between the steps of a build, a line each; one with several
/// names has several lines.
pub fn image_ids() -> Invocation {
    Invocation::flags_only(&["image", "ls", "-q", "--no-trunc"])
}

/// Everything about images, by id or name: an array on podman, an object a line on docker.
pub fn image_inspect<S: AsRef<str>>(images: &[S]) -> Invocation {
    Invocation::new(&["image", "inspect", "--format", "{{json .}}"], images.iter().map(AsRef::as_ref))
}

/// Downloads an image.
pub fn pull(image: &str) -> Invocation {
    Invocation::new(&["pull"], [image])
}

/// Makes an image of a root file system; `changes` are lines of a Dockerfile.
pub fn import(tar: &str, reference: &str, changes: &[&str]) -> Invocation {
    let flags: Vec<&str> =
        ["import"].into_iter().chain(changes.iter().flat_map(|change| ["--change", change])).collect();
    Invocation::new(&flags, [tar, reference])
}

/// Builds an image of `folder` by the steps in `file`; prints them as they are run.
///
/// `--force-rm`: docker's own builder (28.2 without buildx) leaves the container of a step that failed.
pub fn build(spec: &BuildSpec, folder: &str, file: &str) -> Invocation {
    let (file, tag) = (format!("--file={file}"), format!("--tag={}", spec.tag));
    let mut flags = vec!["build", file.as_str(), tag.as_str(), "--force-rm"];
    flags.extend(spec.no_cache.then_some("--no-cache"));
    flags.extend(spec.pull.then_some("--pull"));
    let mut invocation = Invocation::new(&flags, [folder]);
    // buildx draws a screen otherwise; its `--progress` is unknown to docker's own builder.
    invocation.env.push(("BUILDKIT_PROGRESS".to_owned(), "plain".to_owned()));
    invocation
}

/// Gives an image a further name.
pub fn tag(image: &str, name: &str) -> Invocation {
    Invocation::new(&["tag"], [image, name])
}

/// Removes a name of an image, and the image with its last name; by its id one that has none.
/// Never forced: `-f` takes containers along on podman.
pub fn remove_image(image: &str) -> Invocation {
    Invocation::new(&["image", "rm"], [image])
}

/// Writes images to standard output, as a tar file that `load` reads.
pub fn save(images: &[&str]) -> Invocation {
    Invocation::new(&["save"], images.iter().copied())
}

/// Reads images from a tar file on standard input, and prints what they are called.
pub fn load() -> Invocation {
    Invocation::flags_only(&["load"])
}

/// What the registry has by this name: nothing is downloaded but the description.
///
/// docker's with `-v` is an object, or an array of one a platform; podman's the list of platforms,
/// or of an image for one alone (4.3) its description quoted in an error.
pub fn registry_manifest(kind: EngineKind, image: &str) -> Invocation {
    match kind {
        EngineKind::Podman => Invocation::new(&["manifest", "inspect"], [image]),
        _ => Invocation::new(&["manifest", "inspect", "-v"], [image]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_build_names_its_file_and_what_it_makes() {
        let spec = BuildSpec { tag: "app:1".to_owned(), no_cache: true, pull: true, ..BuildSpec::default() };
        let call = build(&spec, "/src/a b", "/src/a b/Dockerfile");
        #[rustfmt::skip]
        let expected = [
            "build", "--file=/src/a b/Dockerfile", "--tag=app:1", "--force-rm", "--no-cache", "--pull",
            "--", "/src/a b",
        ];
        assert_eq!(call.args, expected);
        let plain = build(&BuildSpec { tag: "app:1".to_owned(), ..BuildSpec::default() }, "/f", "/f/C");
        assert_eq!(plain.args, ["build", "--file=/f/C", "--tag=app:1", "--force-rm", "--", "/f"]);
        assert_eq!(plain.env, [("BUILDKIT_PROGRESS".to_owned(), "plain".to_owned())]);
    }

    #[test]
    fn a_name_that_looks_like_a_flag_stays_a_name() {
        for call in [
            image_inspect(&["-x"]),
            pull("-x"),
            tag("-x", "-y"),
            remove_image("-x"),
            save(&["-x"]),
            registry_manifest(EngineKind::Podman, "-x"),
            registry_manifest(EngineKind::Docker, "-x"),
        ] {
            let dashes = call.args.iter().position(|arg| arg == "--");
            let name = call.args.iter().position(|arg| arg == "-x");
            assert!(dashes < name && dashes.is_some(), "{call:?}");
        }
    }
}
