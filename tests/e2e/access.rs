//! Nothing in the window breaks a rule of WCAG 2.2, A or AA, that a program can check.

use berth_tests::window::{Scheme, Setup, Window, repository};
use fantoccini::key::Key;
use serde_json::json;

const PRINTS: &str =
    r"printf '\033[31mred \033[32mgreen \033[33myellow \033[34mblue \033[90mgrey\033[0m text\r\n'; exec sh";

/// The page can be asked for broken rules from here on.
pub(super) async fn load_axe(window: &Window) {
    let axe = repository().join("ui/node_modules/axe-core/axe.min.js");
    let axe = std::fs::read_to_string(axe).expect("axe-core, from `npm ci` in ui");
    window.client.execute(&format!("{axe}\n;0"), vec![]).await.expect("the page takes a script");
}

/// The rules that the window breaks in this state; leaves a picture.
pub(super) async fn broken_rules(window: &Window, state: &str) -> Vec<String> {
    let theme = window.setup().gtk_theme().replace(':', "-");
    window.shot(&format!("access-{theme}-{state}")).await;
    let broken =
        window.client.execute_async(include_str!("scripts/broken_rules.js"), vec![]).await.expect("axe runs");
    let broken: Vec<String> = serde_json::from_value(broken).expect("a list of broken rules");
    broken.into_iter().map(|what| format!("{state}: {what}")).collect()
}

async fn no_rule_is_broken(scheme: Scheme) {
    let setup = Setup::with_new_podman().scheme(scheme);
    setup.import_image();
    for (name, script) in
        [("web-bot", PRINTS), ("import", "exec sleep 100000"), ("trainer", "exit 137"), ("backup", "exit 0")]
    {
        setup.start(name).script(script).run();
    }
    setup.ask(&["pause", "import"]);
    setup.ask(&["wait", "trainer", "backup"]);
    setup.start("report").create();
    let window = Window::open(setup).await;
    load_axe(&window).await;
    window.find_like("row", "^report, created").await;
    let mut broken = broken_rules(&window, "list").await;

    window.attach("web-bot").await;
    window.terminal_line("web-bot", "its output", |line| line.contains("grey")).await;
    broken.extend(broken_rules(&window, "terminal").await);
    for view in ["Logs", "Details"] {
        window.view("web-bot", view).await;
        broken.extend(broken_rules(&window, view).await);
    }
    window.enter_row("^trainer, ").await;
    window.view("trainer", "Terminal").await;
    window.find("region", "Exit card").await;
    broken.extend(broken_rules(&window, "exit card").await);

    window.press_on_row("backup", &Key::Delete.to_string()).await;
    window.find_like("dialog", "^Delete backup").await;
    broken.extend(broken_rules(&window, "dialog").await);
    window.click("button", "Cancel").await;
    window.click("button", "New session").await;
    window.fill("Name", "1-bad name").await;
    for folded in ["Environment", "Volumes and logs", "Ports"] {
        window.click_like("button", &format!("^{folded}")).await;
    }
    broken.extend(broken_rules(&window, "form").await);
    window.click("button", "Cancel").await;
    window.gone("dialog", "").await;
    window.click("button", "Settings").await;
    window.find("dialog", "Settings").await;
    broken.extend(broken_rules(&window, "settings").await);
    window.click("button", "Close").await;
    window.gone("dialog", "").await;
    for (key, role, name) in [('k', "dialog", "Search or run a command"), ('g', "region", "Wall")] {
        window.run("document.activeElement?.blur()", vec![]).await;
        window.press_control_in_list(key).await;
        window.find(role, name).await;
        broken.extend(broken_rules(&window, name).await);
        window.press(Key::Escape).await;
        window.gone(role, &format!("^{name}$")).await;
    }
    assert_eq!(json!(broken), json!([]));
    window.close().await;
}

#[tokio::test]
async fn no_rule_is_broken_in_light() {
    no_rule_is_broken(Scheme::Light).await;
}

#[tokio::test]
async fn no_rule_is_broken_in_dark() {
    no_rule_is_broken(Scheme::Dark).await;
}
