//! Images in the real window: pulled, built, used, and deleted.

use berth_runner::EngineKind;
use berth_tests::engines::{Engines, IMAGE, Named};
use berth_tests::on_both;
use berth_tests::registry::Registry;
use berth_tests::window::{Setup, Window};
use fantoccini::key::Key;

use crate::files::answer;

on_both!(kind: images_are_pulled_built_and_deleted);

/// An image that goes with the test.
struct Made(EngineKind, String);

impl Drop for Made {
    fn drop(&mut self) {
        _ = Engines::get().try_ask(self.0, &["image", "rm", &self.1]);
    }
}

/// The whole name of an image that the registry alone has.
fn pushed(kind: EngineKind, name: &str) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let steps = format!("FROM {IMAGE}\nLABEL of={name}\n");
    std::fs::write(folder.path().join("Dockerfile"), steps).expect("the file is written");
    let here = format!("localhost/{name}:1");
    Engines::get().ask(kind, &["build", "-t", &here, &folder.path().display().to_string()]);
    let there = Registry::get().push(kind, &here, &format!("{name}:1"));
    Engines::get().ask(kind, &["image", "rm", &here]);
    Engines::get().ask(kind, &["image", "rm", &there]);
    there
}

/// Presses Delete on the row of an image.
async fn press_delete(window: &Window, row: &str) {
    window.press_on("row", row, &Key::Delete.to_string()).await;
}

async fn images_are_pulled_built_and_deleted(kind: EngineKind) {
    let (pulled, built) = (Named::new(kind, "winpull"), Named::new(kind, "winbuild"));
    let there = pushed(kind, &pulled.name);
    let (there, here) = (Made(kind, there), Made(kind, format!("localhost/{}:1", built.name)));
    let window = Window::open(Setup::with_engines(kind)).await;
    window.press_control_in_list('i').await;
    window.find("region", "Images").await;

    // A name that is not there says so in words; the right one is pulled.
    for (name, said) in
        [(format!("{}/nothing:1", Registry::get().open), "Could not pull"), (there.1.clone(), "Pulled")]
    {
        window.click("button", "Pull…").await;
        window.find("dialog", "Pull an image").await;
        window.fill("Image", &name).await;
        window.click("button", "Pull").await;
        window.gone("dialog", "Pull an image").await;
        window.says("status", &format!("{said} {name}")).await;
    }
    window.says("listitem", "no such image, or not by this tag").await;
    window.find_like("row", &format!("^{},", there.1)).await;
    window.shot(&format!("images-{kind}")).await;

    let folder = window.home.path().join("app");
    std::fs::create_dir(&folder).expect("the folder is made");
    let steps = format!("FROM {IMAGE}\nRUN echo made-here\nCMD [\"sleep\", \"100000\"]\n");
    std::fs::write(folder.join("Containerfile"), steps).expect("the file is written");
    window.click("button", "Build…").await;
    window.fill("Folder", &folder.display().to_string()).await;
    window.fill("Name of the image", &here.1).await;
    window.click("button", "Build").await;
    // What was typed is chosen in the system's dialog, which begins there.
    answer(&window, "^Choose a folder to build$", &[&["key", "alt+o"]]).await;
    window.says("status", &format!("Built {}", here.1)).await;
    window.click_like("button", "^Take .*nothing:1 off the list$").await;

    // Whoever uses it keeps it.
    let row = format!("^{}:1,", built.name);
    let session = Named::start(kind, "ofbuilt").image(&here.1).command(&[]).run();
    window.find_like("row", &format!("{row}.*used by {}", session.name)).await;
    press_delete(&window, &row).await;
    window.find_like("dialog", " is used$").await;
    window.dialog_says(&format!("used by {}", session.name)).await;
    window.shot(&format!("image-used-{kind}")).await;
    window.click("button", "Close").await;
    window.gone("dialog", " is used$").await;
    drop(session);
    window.find_like("row", &format!("{row}.*unused")).await;
    press_delete(&window, &row).await;
    window.click("button", "Delete image").await;
    window.gone("row", &row).await;
    assert!(Engines::get().try_ask(kind, &["image", "inspect", &here.1]).is_err(), "it is still there");
    window.close().await;
}
