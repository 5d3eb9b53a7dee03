//! The window with sessions in every state: light, dark, small and narrow. With
//! `BERTH_SHOTS` set to a folder the pictures stay there, some of the guide's among them.

use berth_tests::engines::IMAGE;
use berth_tests::window::{Scheme, Setup, Window};
use serde_json::json;

/// What prints a page worth a picture, and goes on.
const TRAINER: &str = r#"
    printf '\033[2mresuming from /ckpt/ckpt-0011.pt\033[0m\r\n'
    i=12; loss=4127
    while [ $i -le 17 ]; do
        bar=$(printf '%*s' $i '' | tr ' ' '#'); rest=$(printf '%*s' $((40 - i)) '' | tr ' ' '.')
        printf 'epoch \033[1m%2d\033[0m/40  loss \033[32m0.%s\033[0m  lr 3.0e-4  \033[36m%s\033[2m%s\033[0m %2d%%\r\n' \
            $i $loss "$bar" "$rest" $((i * 100 / 40))
        i=$((i + 1)); loss=$((loss - 83))
    done
    printf '\033[34mcheckpoint\033[0m written to /ckpt/ckpt-0017.pt (412 MB)\r\n'
    printf '\033[33mWARNING\033[0m  loader worker 3 is using 14.8 GiB\r\n'
    exec sleep 100000
"#;

pub(super) fn sessions(setup: &Setup) {
    const IDLE: &str = "exec sleep 100000";
    setup.import_image();
    for (name, image, script) in [
        ("web-bot", "bot:1.4", IDLE),
        ("dev-shell", "debian:12", IDLE),
        ("import", "etl:latest", IDLE),
        ("trainer", "train:cu12", TRAINER),
        ("backup", "restic:0.17", "exit 0"),
        ("crawler", "crawler:0.9", "exit 137"),
    ] {
        setup.ask(&["tag", IMAGE, image]);
        setup.start(name).image(image).script(script).run();
    }
    setup.ask(&["pause", "import"]);
    setup.ask(&["wait", "backup", "crawler"]);
    setup.ask(&["tag", IMAGE, "report:2"]);
    setup.start("nightly-report").image("report:2").create();
}

async fn nothing_is_cut_off(scheme: Scheme) {
    let setup = Setup::with_new_podman().scheme(scheme);
    sessions(&setup);
    let window = Window::open(setup).await;
    for (name, state) in [
        ("web-bot", "running"),
        ("dev-shell", "running"),
        ("trainer", "running"),
        ("import", "paused"),
        ("backup", "exited 0"),
        ("crawler", "exited 137"),
        ("nightly-report", "created"),
    ] {
        window.find_like("row", &format!("^{name}, {state}")).await;
    }
    window.attach("trainer").await;
    window.terminal_line("trainer", "its warning", |line| line.starts_with("WARNING")).await;
    for (width, height) in [(1180, 740), (800, 500), (640, 700)] {
        window.client.set_window_size(width, height).await.expect("the window takes a size");
        window
            .until("nothing is cut off at the side", || async {
                let (inner, scroll) = (
                    window.run("return window.innerWidth", vec![]).await,
                    window.run("return document.documentElement.scrollWidth", vec![]).await,
                );
                (inner == json!(width) && scroll == inner).then_some(())
            })
            .await;
        window
            .until("the terminal fits its pane", || async {
                (window.run(include_str!("scripts/terminal_fits.js"), vec![]).await == true).then_some(())
            })
            .await;
        window.terminal_line("trainer", "its warning", |line| line.starts_with("WARNING")).await;
        window.shot(&format!("{scheme:?}-{width}x{height}").to_lowercase()).await;
    }
    window.client.set_window_size(1180, 740).await.expect("the window takes a size");
    window.view("trainer", "Details").await;
    window.says("tabpanel", "Restart policy").await;
    window.shot(&format!("{scheme:?}-details").to_lowercase()).await;
    window.view("trainer", "Logs").await;
    window.says("tabpanel", "loader worker 3").await;
    window.shot(&format!("{scheme:?}-logs").to_lowercase()).await;
    window.close().await;
}

#[tokio::test]
async fn nothing_is_cut_off_in_light() {
    nothing_is_cut_off(Scheme::Light).await;
}

#[tokio::test]
async fn nothing_is_cut_off_in_dark() {
    nothing_is_cut_off(Scheme::Dark).await;
}
