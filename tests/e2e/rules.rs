//! The person's own rules: files that count as soon as they are written, and are named where they can't be used.

use berth_runner::EngineKind;
use berth_tests::engines::Named;
use berth_tests::window::{Setup, Window};

use super::settings::open_settings;

const OWN: [&str; 2] = ["--label", "dev.berth.owner=berth"];

/// Nothing that a rule of Berth's knows.
const SCRIPT: &str = "printf 'pump 7 wants a human\\n'; exec sleep 100000";

const RULE: &str = r#"
[[rule]]
id = "pump.wants"
activity = "asks"
when = [{ region = "screen", contains = "wants a human" }]
"#;

#[tokio::test]
async fn a_rule_counts_when_it_is_written_and_is_named_where_it_is_wrong() {
    let session = Named::start(EngineKind::Podman, "pump").options(&OWN).script(SCRIPT).run();
    let name = session.name.as_str();
    let window = Window::open(Setup::with_engines(EngineKind::Podman)).await;
    let file = window.home.path().join("config/berth/rules/mine.toml");
    window.row(name).await;
    std::fs::create_dir_all(file.parent().expect("a folder")).expect("the folder of rules");
    std::fs::write(&file, RULE).expect("a rule");
    window.find_like("row", &format!("^{name}, running, asks")).await;
    window.click_in("row", &row_name(&window, name).await, "button", "asks. Why?").await;
    window.find("dialog", &format!("Why? {name}")).await;
    for words in ["pump.wants", "your own rules", "mine.toml", "pump 7 wants a human"] {
        window.says("dialog", words).await;
    }
    window.shot("rule-of-mine-why").await;
    window.press(fantoccini::key::Key::Escape).await;
    window.gone("dialog", "^Why").await;

    // What is wrong is named, and what was right in the file before counts no longer.
    std::fs::write(&file, RULE.replace("asks", "begs")).expect("a wrong rule");
    let place = format!("{}:4:", file.display());
    window.says("alert", &place).await;
    window.gone("row", &format!("^{name}, running, asks")).await;
    open_settings(&window).await;
    window.says("dialog", &place).await;
    window.shot("rule-of-mine-wrong").await;
    window.click("button", "Close").await;
    window.gone("dialog", "Settings").await;

    // It worked and works no longer, and nobody has looked.
    std::fs::write(&file, RULE.replace("asks", "idle")).expect("a rule");
    window.find_like("row", &format!("^{name}, running, done")).await;
    std::fs::remove_file(&file).expect("the rule goes");
    window.gone("row", &format!("^{name}, running, done")).await;
    window.close().await;
}

/// The whole name of its row now.
async fn row_name(window: &Window, session: &str) -> String {
    let row = window.row(session).await;
    row.attr("aria-label").await.expect("the row is there").expect("a name")
}
