//! Nothing in the window breaks a rule of WCAG 2.2, A or AA, that a program can check.

use berth_tests::engines::IMAGE;
use berth_tests::window::{Scheme, Setup, Window, repository};
use fantoccini::key::Key;
use serde_json::json;

/// What breaks a rule, once nothing moves any more: the rule, where, and why.
const BROKEN: &str = "
    const done = arguments[0];
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
    const still = () => Promise.all(document.getAnimations().map((one) => one.finished.catch(() => {})));
    still().then(() => axe.run(document, { runOnly: { type: 'tag', values: tags } })).then(
      ({ violations }) => done(violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary}`))),
      (error) => done([String(error)]));";

const PRINTS: &str =
    r"printf '\033[31mred \033[32mgreen \033[33myellow \033[34mblue \033[90mgrey\033[0m text\r\n'; exec sh";

async fn keeps_the_rules(window: &Window, state: &str) -> Vec<String> {
    let theme = window.setup().gtk_theme().replace(':', "-");
    window.shot(&format!("access-{theme}-{state}")).await;
    let broken = window.client.execute_async(BROKEN, vec![]).await.expect("axe runs");
    let broken: Vec<String> = serde_json::from_value(broken).expect("what is broken");
    broken.into_iter().map(|what| format!("{state}: {what}")).collect()
}

async fn accessible(scheme: Scheme) {
    let setup = Setup::with_new_podman().scheme(scheme);
    setup.import_image();
    for (name, script) in
        [("web-bot", PRINTS), ("import", "exec sleep 100000"), ("trainer", "exit 137"), ("backup", "exit 0")]
    {
        setup.ask(&["run", "-dit", "--name", name, "--", IMAGE, "sh", "-c", script]);
    }
    setup.ask(&["pause", "import"]);
    setup.ask(&["wait", "trainer", "backup"]);
    setup.ask(&["create", "-it", "--name", "report", "--", IMAGE, "sh"]);
    let window = Window::open(setup).await;
    let axe = repository().join("ui/node_modules/axe-core/axe.min.js");
    let axe = std::fs::read_to_string(axe).expect("axe-core, from `npm ci` in ui");
    window.client.execute(&format!("{axe}\n;0"), vec![]).await.expect("the page takes a script");
    window.find_like("row", "^report, created").await;
    let mut broken = keeps_the_rules(&window, "list").await;

    window.attach("web-bot").await;
    window.terminal_line("web-bot", "its output", |line| line.contains("grey")).await;
    broken.extend(keeps_the_rules(&window, "terminal").await);
    for view in ["Logs", "Details"] {
        window.view("web-bot", view).await;
        broken.extend(keeps_the_rules(&window, view).await);
    }
    window.row("trainer").await.click().await.expect("the row opens");
    window.view("trainer", "Terminal").await;
    window.find("region", "Exit card").await;
    broken.extend(keeps_the_rules(&window, "exit card").await);

    window.row("backup").await.send_keys(&Key::Delete.to_string()).await.expect("the row takes Delete");
    window.find_like("dialog", "^Delete backup").await;
    broken.extend(keeps_the_rules(&window, "dialog").await);
    window.click("button", "Cancel").await;
    window.click("button", "New session").await;
    window.fill("Name", "1-bad name").await;
    for folded in ["Environment", "Volumes and logs", "Ports"] {
        window.click_like("button", &format!("^{folded}")).await;
    }
    broken.extend(keeps_the_rules(&window, "form").await);
    window.click("button", "Cancel").await;
    window.gone("dialog", "").await;
    window.click("button", "Settings").await;
    window.find("dialog", "Settings").await;
    broken.extend(keeps_the_rules(&window, "settings").await);
    window.click("button", "Close").await;
    window.gone("dialog", "").await;
    for (key, role, name) in [('k', "dialog", "Search or run a command"), ('g', "region", "Wall")] {
        window.run("document.activeElement?.blur()", vec![]).await;
        window.press_control_in_list(key).await;
        window.find(role, name).await;
        broken.extend(keeps_the_rules(&window, name).await);
        window.press(Key::Escape).await;
        window.gone(role, &format!("^{name}$")).await;
    }
    assert_eq!(json!(broken), json!([]));
    window.close().await;
}

#[tokio::test]
async fn accessible_light() {
    accessible(Scheme::Light).await;
}

#[tokio::test]
async fn accessible_dark() {
    accessible(Scheme::Dark).await;
}
