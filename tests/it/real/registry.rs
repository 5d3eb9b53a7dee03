//! Images, on real engines and a registry with TLS and a password.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use berth_runner::{
    BuildSpec, DeleteOptions, Error, Image, ImageRemoval, Newer, PruneImages, PullProgress, Refusal, Transfer,
};
use berth_tests::engines::{Engines, IMAGE, Named};
use berth_tests::harness::{Harness, RUNS_UNTIL_TERM, spec};
use berth_tests::on_both;
use berth_tests::registry::Registry;
use tokio::sync::oneshot;

on_both!(harness: a_pull_gives_bytes_and_layers,
    a_pull_that_fails_says_why_in_words,
    a_pull_that_is_cancelled_is_not_there_and_can_be_pulled,
    a_registry_is_asked_for_a_newer_image,
    an_image_is_built_named_used_and_removed,
    a_build_that_fails_names_its_step,
    an_image_goes_through_a_file,
    a_prune_says_what_it_frees_and_does_that,
);

/// An image of a test; gone when this is dropped, with all its names.
struct Made<'a> {
    harness: &'a Harness,
    tag: String,
}

impl<'a> Made<'a> {
    fn new(harness: &'a Harness, stem: &str) -> Self {
        Self { harness, tag: format!("localhost/{}:1", Named::new(harness.kind, stem).name) }
    }

    /// From a folder with a file of random bytes and these further steps.
    async fn build(&self, bytes: usize, steps: &str) -> (Image, Vec<String>) {
        let folder = self.folder(bytes, &format!("FROM {IMAGE}\nCOPY data /data\n{steps}"));
        let mut lines = Vec::new();
        let spec = BuildSpec { folder, tag: self.tag.clone(), ..BuildSpec::default() };
        let built = self.harness.runner.build_image(&spec, |line| lines.push(line.to_owned())).await;
        (built.unwrap_or_else(|error| panic!("{error}: {lines:#?}")), lines)
    }

    fn folder(&self, bytes: usize, file: &str) -> PathBuf {
        let folder = tempfile::tempdir_in(self.harness.history.path()).unwrap().keep();
        let mut random = std::fs::File::open("/dev/urandom").unwrap();
        let mut data = std::fs::File::create(folder.join("data")).unwrap();
        std::io::copy(&mut std::io::Read::take(&mut random, bytes as u64), &mut data).unwrap();
        std::fs::write(folder.join("Dockerfile"), file).unwrap();
        folder
    }

    /// In the registry only, by its name there.
    async fn pushed(&self, bytes: usize) -> (Made<'a>, Image) {
        let (image, _) = self.build(bytes, "").await;
        let name = self.tag.strip_prefix("localhost/").unwrap();
        let tag = Registry::get().push(self.harness.kind, &self.tag, name);
        self.harness.runner.remove_image(&image.id).await.unwrap();
        (Made { harness: self.harness, tag }, image)
    }
}

impl Drop for Made<'_> {
    fn drop(&mut self) {
        _ = Engines::get().try_ask(self.harness.kind, &["image", "rm", &self.tag]);
    }
}

fn reason(error: Error) -> Refusal {
    match error {
        Error::Refused { reason, .. } => reason,
        error => panic!("{error}"),
    }
}

async fn a_pull_gives_bytes_and_layers(harness: &Harness) {
    let (there, built) = Made::new(harness, "pull").pushed(3 << 20).await;
    assert!(!harness.runner.image_exists(&there.tag).await.unwrap());
    let mut seen: Vec<PullProgress> = Vec::new();
    harness.runner.pull(&there.tag, |progress| seen.push(progress.clone())).await.unwrap();
    let last = seen.last().unwrap();
    // The tests' image and the file.
    assert_eq!(last.layers.len(), 2, "{last:?}");
    assert!(last.layers.iter().all(|layer| layer.state.is_done()), "{last:?}");
    assert!(last.total >= 3 << 20 && last.done == last.total, "{last:?}");
    let image = harness.runner.image(&there.tag).await.unwrap();
    assert_eq!((&image.id, image.tags.as_slice()), (&built.id, std::slice::from_ref(&there.tag)));
    assert!(image.digests[0].contains("@sha256:") && image.size > 3 << 20, "{image:?}");
    assert!(harness.runner.images().await.unwrap().images.contains(&image));
    harness.runner.remove_image(&there.tag).await.unwrap();
    let gone = harness.runner.image(&there.tag).await.unwrap_err();
    assert_eq!(gone.code(), "image_not_found", "{gone}");
}

async fn a_pull_that_fails_says_why_in_words(harness: &Harness) {
    let Registry { open, locked } = Registry::get();
    let kind = harness.kind;
    for (image, expected) in [
        (format!("{locked}/any:1"), Refusal::NotLoggedIn { registry: locked.clone(), kind }),
        (format!("{open}/nothing:1"), Refusal::NoSuchTag { registry: open.clone() }),
        ("127.0.0.1:1/any:1".to_owned(), Refusal::RegistryAway { registry: "127.0.0.1:1".to_owned() }),
    ] {
        let error = harness.runner.pull(&image, |_| {}).await.unwrap_err();
        assert!(error.detail().is_some_and(|detail| !detail.contains('\u{1b}')), "{error:?}");
        assert_eq!(reason(error), expected, "{image}");
    }
}

async fn a_pull_that_is_cancelled_is_not_there_and_can_be_pulled(harness: &Harness) {
    let (there, _) = Made::new(harness, "cancel").pushed(24 << 20).await;
    let (begun, begins) = oneshot::channel();
    let begun = Arc::new(Mutex::new(Some(begun)));
    let pull = harness.runner.pull(&there.tag, |_| {
        if let Some(begun) = begun.lock().unwrap().take() {
            begun.send(()).unwrap();
        }
    });
    tokio::select! {
        ended = pull => panic!("it ended before it was cancelled: {ended:?}"),
        _ = begins => {}
    }
    assert!(!harness.runner.image_exists(&there.tag).await.unwrap());
    harness.runner.pull(&there.tag, |_| {}).await.unwrap();
}

async fn a_registry_is_asked_for_a_newer_image(harness: &Harness) {
    let local = Made::new(harness, "newer");
    let (there, _) = local.pushed(1 << 10).await;
    harness.runner.pull(&there.tag, |_| {}).await.unwrap();
    assert_eq!(harness.runner.newer_image(&there.tag).await.unwrap(), Newer::Same);
    // Somebody else pushes another by that name: here it keeps the old one.
    let held = harness.runner.image(&there.tag).await.unwrap();
    let (newer, _) = local.build(1 << 10, "").await;
    Registry::get().push(harness.kind, &newer.id, local.tag.strip_prefix("localhost/").unwrap());
    harness.runner.tag_image(&held.id, &there.tag).await.unwrap();
    assert_eq!(harness.runner.newer_image(&there.tag).await.unwrap(), Newer::There);
    // One that was made here has no registry to ask.
    assert_eq!(harness.runner.newer_image(IMAGE).await.unwrap(), Newer::Unknown);
}

async fn an_image_is_built_named_used_and_removed(harness: &Harness) {
    let made = Made::new(harness, "build");
    let steps = "ENV TOKEN=abc\nRUN echo step-ran\nEXPOSE 80\nCMD [\"sh\"]\n";
    let (image, lines) = made.build(10, steps).await;
    assert!(lines.iter().any(|line| line == "step-ran"), "{lines:#?}");
    assert_eq!(image.tags, [made.tag.as_str()]);
    assert!(image.config.variables.contains(&"TOKEN".to_owned()) && image.config.ports == ["80/tcp"]);
    // The container of a step is not left behind.
    let left =
        Engines::get().ask(harness.kind, &["ps", "-aq", "--filter", &format!("ancestor={}", made.tag)]);
    assert_eq!(left, "");

    let second = Made { harness, tag: made.tag.replace(":1", ":two") };
    harness.runner.tag_image(&made.tag, &second.tag).await.unwrap();
    let name = harness.name("ofimage");
    harness
        .started_as(&berth_runner::SessionSpec { image: made.tag.clone(), ..spec(&name, RUNS_UNTIL_TERM) })
        .await;
    let used = harness.runner.image(&made.tag).await.unwrap();
    assert_eq!(
        used.used_by.iter().map(|user| (user.name.as_str(), user.alive)).collect::<Vec<_>>(),
        [(name.name.as_str(), true)]
    );
    // One of two names goes while the image is in use; the image does not, and says whose it is.
    let untagged = harness.runner.remove_image(&second.tag).await.unwrap();
    assert_eq!(untagged, ImageRemoval::Untagged { left: vec![made.tag.clone()] });
    for key in [&made.tag, &image.id] {
        let error = harness.runner.remove_image(key).await.unwrap_err();
        assert_eq!(reason(error), Refusal::ImageInUse { users: format!("\"{}\"", name.name) });
    }
    harness.runner.delete(&name.name, DeleteOptions::default()).await.unwrap();
    let removed = harness.runner.remove_image(&image.id).await.unwrap();
    assert_eq!(removed, ImageRemoval::Removed { id: image.id.clone() });
    let error = harness.runner.remove_image(&image.id).await.unwrap_err();
    assert_eq!(error.code(), "image_not_found", "{error}");
}

async fn a_build_that_fails_names_its_step(harness: &Harness) {
    let made = Made::new(harness, "fails");
    let open = &Registry::get().open;
    let folder = made.folder(1, &format!("FROM {IMAGE}\nRUN echo why && exit 3\n"));
    let mut lines = Vec::new();
    let asked = BuildSpec { folder, tag: made.tag.clone(), ..BuildSpec::default() };
    let error = harness.runner.build_image(&asked, |line| lines.push(line.to_owned())).await.unwrap_err();
    assert_eq!(reason(error), Refusal::BuildFailed { step: "RUN echo why && exit 3".to_owned() });
    assert!(lines.iter().any(|line| line == "why"), "{lines:#?}");

    let folder = made.folder(1, &format!("FROM {open}/nothing:1\n"));
    let error = harness.runner.build_image(&BuildSpec { folder, ..asked.clone() }, |_| {}).await.unwrap_err();
    assert_eq!(reason(error), Refusal::NoSuchTag { registry: open.clone() });

    let empty = tempfile::tempdir_in(harness.history.path()).unwrap();
    let folder = empty.path().to_owned();
    let error = harness.runner.build_image(&BuildSpec { folder, ..asked }, |_| {}).await.unwrap_err();
    assert!(matches!(reason(error), Refusal::NoBuildFile { .. }));
}

async fn an_image_goes_through_a_file(harness: &Harness) {
    let made = Made::new(harness, "file");
    let (image, _) = made.build(1 << 20, "").await;
    let file = harness.history.path().join("image.tar");
    let mut moved = Vec::new();
    harness.runner.save_image(&image.id, &file, |transfer| moved.push(transfer)).await.unwrap();
    let length = std::fs::metadata(&file).unwrap().len();
    assert_eq!(moved.last(), Some(&Transfer { done: length, total: length }));
    assert!(moved.len() > 2 && length > 1 << 20, "{moved:?}");
    harness.runner.remove_image(&image.id).await.unwrap();
    let mut read = Vec::new();
    let names = harness.runner.load_images(&file, |transfer| read.push(transfer)).await.unwrap();
    assert_eq!(names, [made.tag.as_str()]);
    assert_eq!(read.last(), Some(&Transfer { done: length, total: length }));
    assert_eq!(harness.runner.image(&made.tag).await.unwrap().id, image.id);

    let junk = harness.history.path().join("junk.tar");
    std::fs::write(&junk, "no tar at all").unwrap();
    let error = harness.runner.load_images(&junk, |_| {}).await.unwrap_err();
    assert_eq!(reason(error), Refusal::NoArchive {});
    // Nothing is left where nothing was saved.
    let nowhere = harness.history.path().join("folder");
    std::fs::create_dir(&nowhere).unwrap();
    harness.runner.save_image("localhost/absent:1", &nowhere.join("x.tar"), |_| {}).await.unwrap_err();
    assert_eq!(std::fs::read_dir(&nowhere).unwrap().count(), 0);
}

async fn a_prune_says_what_it_frees_and_does_that(harness: &Harness) {
    let made = Made::new(harness, "prune");
    let (old, _) = made.build(2 << 20, "").await;
    let (new, _) = made.build(1 << 20, "").await;
    let preview = harness.runner.preview_prune_images(PruneImages::Dangling).await.unwrap();
    let dangling: Vec<_> = preview.images.iter().map(|image| &image.id).collect();
    assert!(dangling.contains(&&old.id) && !dangling.contains(&&new.id), "{dangling:?}");
    assert!(preview.frees >= 2 << 20, "{}", preview.frees);
    // The second has a name: it stays, though it was asked for.
    let ids = [old.id.clone(), new.id.clone()];
    let pruned = harness.runner.prune_images(PruneImages::Dangling, &ids).await;
    let outcomes: Vec<bool> = pruned.into_iter().map(|(_, outcome)| outcome.unwrap()).collect();
    assert_eq!(outcomes, [true, false]);
    let left = harness.runner.images().await.unwrap().images;
    assert!(left.iter().any(|image| image.id == new.id) && !left.iter().any(|image| image.id == old.id));
}
