//! Wrong input is caught while it is typed, in words that name it.

use berth_runner::EngineKind;
use berth_tests::engines::{Engines, IMAGE, Named};
use berth_tests::window::{Setup, Window};

async fn field_says(window: &Window, label: &str, text: &str) {
    window.until(&format!("{label} says {text:?}"), || async {
        let field = window.field(label).await;
        let invalid = field.attr("aria-invalid").await.ok()??;
        let described = field.attr("aria-describedby").await.ok()??;
        let words = window
            .run(
                "return arguments[0].split(' ').map((id) => document.getElementById(id)?.textContent).join(' ')",
                vec![described.into()],
            )
            .await;
        (invalid == "true" && words.as_str()?.contains(text)).then_some(())
    })
    .await;
}

#[tokio::test]
async fn wrong_input_is_named_beside_its_field() {
    let window = Window::open(Setup::with_engines(EngineKind::Podman)).await;
    window.click("button", "New session").await;
    window.find("dialog", "New session").await;
    window.fill("Name", "1-bad name").await;
    window.fill("Image", "--privileged").await;
    window.fill("Command", "echo a && echo b").await;
    window.click("button", "Start session").await;
    field_says(&window, "Name", "1-bad name").await;
    field_says(&window, "Image", "--privileged").await;
    field_says(&window, "Command", "sh -c").await;
    window.shot("form-invalid").await;

    // An attack in a field stays text.
    window.fill("Name", "<img src=x onerror=alert(1)>").await;
    field_says(&window, "Name", "<img src=x").await;
    let images = window.run("return document.querySelectorAll('img[src=x]').length", vec![]).await;
    assert_eq!(images, 0);

    // Put right, it starts.
    let session = Named::new(EngineKind::Podman, "form");
    window.fill("Name", &session.name).await;
    window.fill("Image", IMAGE).await;
    window.fill("Command", "sh -c 'echo a && exec sleep 1000'").await;
    window.click("button", "Start session").await;
    window.find_like("row", &format!("^{}, running", session.name)).await;
    window.close().await;
}

#[tokio::test]
async fn for_an_absent_image_a_pull_is_offered() {
    let window = Window::open(Setup::with_engines(EngineKind::Docker)).await;
    window.click("button", "New session").await;
    window.fill("Name", "absent-image").await;
    window.fill("Image", "localhost:1/nobody/nothing:1").await;
    window.click("button", "Start session").await;
    // The pull fails here, at once: nothing listens. The engine's own words are shown.
    window.click_like("button", "^Pull").await;
    window.says("alert", "Could not pull localhost:1/nobody/nothing:1").await;
    window.shot("pull-failed").await;
    let left = Engines::get().ask(EngineKind::Docker, &["ps", "-aq", "--filter", "name=^/?absent-image$"]);
    assert_eq!(left, "", "nothing was created");
    window.close().await;
}

#[tokio::test]
async fn a_missing_host_path_is_made_only_after_a_question() {
    let kind = EngineKind::Podman;
    let session = Named::new(kind, "paths");
    let window = Window::open(Setup::with_engines(kind)).await;
    let folder = window.home.path().join("made/by berth");
    window.click("button", "New session").await;
    window.fill("Name", &session.name).await;
    window.fill("Image", IMAGE).await;
    window.fill("Command", "sh -c 'echo hi > /data/hi; exec sleep 1000'").await;
    window.add_volume(&format!("{}:/data", folder.display())).await;
    window.click("button", "Start session").await;
    window.find_like("button", "^Create").await;
    assert!(!folder.exists(), "nothing is created in silence");
    window.shot("host-path").await;
    window.click_like("button", "^Create").await;
    window.find_like("row", &format!("^{}, running", session.name)).await;
    window
        .until("the session writes into the folder", || async {
            std::fs::read_to_string(folder.join("hi")).ok()
        })
        .await;
    window.close().await;
}
