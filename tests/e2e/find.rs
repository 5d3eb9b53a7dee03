//! Many sessions: found, grouped, sorted, and dealt with at once.

use berth_tests::engines::IMAGE;
use berth_tests::window::{Scheme, Setup, Window};
use fantoccini::key::Key;

const OWN: [&str; 2] = ["dev.berth.owner=berth", "dev.berth.token=test"];

/// Runs until it is told to end.
const RUNS_UNTIL_TERM: &str = "trap 'exit 0' TERM; while :; do sleep 0.2; done";

/// Name, image, labels, what it does.
const SESSIONS: &[(&str, &str, &[&str], &str)] = &[
    ("api", "shop/api:2", &["com.docker.compose.project=shop", "team=blue"], RUNS_UNTIL_TERM),
    ("db", "postgres:17", &["com.docker.compose.project=shop", "team=green"], RUNS_UNTIL_TERM),
    ("bot", "bot:1.4", &["team=blue", OWN[0], OWN[1]], RUNS_UNTIL_TERM),
    ("nightly", "bot:1.4", &[OWN[0], OWN[1]], "exit 3"),
    ("backup", "restic:0.17", &[OWN[0], OWN[1]], "exit 0"),
    ("web", "nginx:1", &["PODMAN_SYSTEMD_UNIT=web.service"], RUNS_UNTIL_TERM),
    ("fedora-box", "fedora:43", &["com.github.containers.toolbox=true"], "exit 0"),
    ("arch-box", "arch:1", &["manager=distrobox"], "exit 0"),
];

/// A window on a podman that has all of these, in a pod one more that never started. What they do is
/// not looked at, for the list would be grouped by that.
async fn open(scheme: Scheme) -> Window {
    let setup = Setup::with_new_podman().scheme(scheme).settings("[activity]\nobserve = \"none\"\n");
    setup.import_image();
    for (name, image, labels, script) in SESSIONS {
        setup.ask(&["tag", IMAGE, image]);
        let labels: Vec<String> = labels.iter().map(|label| format!("--label={label}")).collect();
        let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
        setup.start(name).image(image).options(&labels).script(script).run();
    }
    for ended in ["nightly", "backup", "fedora-box", "arch-box"] {
        setup.ask(&["wait", ended]);
    }
    setup.ask(&["pod", "create", "--infra=false", "--name", "crew"]);
    setup.start("later").image("bot:1.4").without_terminal().options(&["--pod", "crew"]).create();
    let window = Window::open(setup).await;
    window.find_like("row", "^later, created").await;
    window
}

async fn a_row_has_the_keyboard(window: &Window) {
    window
        .until("a row has the keyboard", || async {
            window.keyboard_on().await.contains(", podman").then_some(())
        })
        .await;
}

#[tokio::test]
async fn typed_text_and_filters_narrow_the_list() {
    let window = open(Scheme::Light).await;
    window.shot("find-light").await;

    // As one types, over name, image, engine, label and state.
    for (text, found) in [
        ("ap", &[("Running", &["api"][..])][..]),
        ("postgres", &[("Running", &["db"])]),
        ("team=blue", &[("Running", &["api", "bot"])]),
        ("bot exited", &[("Ended", &["nightly"])]),
        ("podman created", &[("Created", &["later"])]),
    ] {
        window.search(text).await;
        window.shows(found).await;
    }
    window.search("nothing like it").await;
    window.click("button", "Show all").await;

    for (filter, found) in [
        ("Running", &[("Running", &["api", "bot", "db", "web"][..])][..]),
        ("Mine", &[("Running", &["bot"]), ("Ended", &["backup", "nightly"])]),
        ("Stopped", &[("Ended", &["arch-box", "fedora-box", "backup", "nightly"]), ("Created", &["later"])]),
    ] {
        window.choose_list_option("Show", filter).await;
        window.shows(found).await;
    }
    window.choose_list_option("Sort by", "Exit code").await;
    window
        .shows(&[("Ended", &["nightly", "arch-box", "backup", "fedora-box"]), ("Created", &["later"])])
        .await;
    window.close().await;
}

#[tokio::test]
async fn groups_and_width_of_the_list_are_as_chosen_also_after_a_restart() {
    let window = open(Scheme::Light).await;
    window.choose_list_option("Sort by", "Name").await;
    window.choose_list_option("Group by", "Image").await;
    window.shows_groups(7).await;
    window.choose_list_option("Group by", "Compose project").await;
    window
        .shows(&[
            ("shop", &["api", "db"]),
            ("No compose project", &["arch-box", "backup", "bot", "fedora-box", "later", "nightly", "web"]),
        ])
        .await;
    window.choose_list_option("Group by", "Pod").await;
    window
        .shows(&[
            ("crew", &["later"]),
            ("No pod", &["api", "arch-box", "backup", "bot", "db", "fedora-box", "nightly", "web"]),
        ])
        .await;
    window.choose_list_option("Group by", "Engine").await;
    window.shows_groups(1).await;
    window.click_like("button", "^Show sessions:").await;
    window.click("menuitem", "Label").await;
    window.shot("labels").await;
    window.click("menuitemradio", "team").await;
    let by_team: &[(&str, &[&str])] = &[
        ("blue", &["api", "bot"]),
        ("green", &["db"]),
        ("No label team", &["arch-box", "backup", "fedora-box", "later", "nightly", "web"]),
    ];
    window.shows(by_team).await;

    let width = window.list_width().await;
    window.widen_list(3).await;
    let wider = || async { Some(window.list_width().await).filter(|wide| *wide != width) };
    let wide = window.until("the list is wider", wider).await;
    window.shot("by-label").await;
    let window = window.close().await.open_again().await;
    window.shows(by_team).await;
    let same = || async { (window.list_width().await == wide).then_some(()) };
    window.until("the list is as wide as before", same).await;
    window.close().await;
}

#[tokio::test]
async fn sessions_of_other_programs_stay_and_say_why() {
    let window = open(Scheme::Dark).await;
    window.shot("find-dark").await;
    let delete =
        "return document.querySelector('[role=row][aria-label^=\"fedora-box,\"] [aria-label=Delete]').title";
    assert!(window.run(delete, vec![]).await.to_string().contains("toolbox rm fedora-box"));
    window.verb("^web,", "Stop").await;
    window.dialog_says("Run by the systemd unit web.service: systemd may start it again.").await;
    window.shot("stop-systemd").await;
    let ticked = window.find_like("checkbox", "^Delete it afterwards").await;
    assert_eq!(ticked.prop("checked").await.ok().flatten().as_deref(), Some("false"), "it stays");
    window.click("button", "Stop web").await;
    window.find_like("row", "^web, exited").await;
    window.close().await;
}

#[tokio::test]
async fn many_sessions_are_deleted_after_one_question_with_a_result_for_each() {
    let window = open(Scheme::Dark).await;
    window.verb("^web,", "Stop").await;
    window.click("button", "Stop web").await;
    window.find_like("row", "^web, exited").await;

    // The question lists exactly those that go, and why the others stay.
    window.press_on_row("api", &Key::Down.to_string()).await;
    window.press_control_in_list('a').await;
    window.says("toolbar", "9 selected").await;
    window.press(Key::Delete).await;
    let text = window.dialog_says("Delete 6 sessions").await;
    for why in ["systemctl stop web.service", "toolbox rm fedora-box", "distrobox rm arch-box"] {
        assert!(text.contains(why), "{text}");
    }
    window.click_like("checkbox", "^db,").await;
    window.shot("bulk-delete").await;
    window.click("button", "Delete 5 sessions").await;
    let text = window.dialog_says("5 of 5 sessions done").await;
    assert_eq!(text.matches("Deleted; its run is kept as number").count(), 5, "{text}");
    window.shot("bulk-deleted").await;
    window.click("button", "Close").await;
    window.gone("dialog", "").await;
    a_row_has_the_keyboard(&window).await;
    window.shows(&[("Running", &["db"]), ("Ended", &["web", "arch-box", "fedora-box"])]).await;

    // Those that stayed are still selected.
    window.says("toolbar", "4 selected").await;
    window.press(Key::Escape).await;
    window.gone("toolbar", "^Selected").await;
    // One that is deleted leaves the keyboard to its neighbour.
    window.press_on_row("db", &Key::Delete.to_string()).await;
    window.click("button", "Delete db").await;
    window.gone("row", "^db,").await;
    a_row_has_the_keyboard(&window).await;
    window.close().await;
}

/// 200 sessions of a real engine would take minutes to make: the fake engine has them.
#[tokio::test]
async fn of_two_hundred_rows_only_those_in_sight_are_drawn() {
    use berth_runner::EngineKind;
    use berth_tests::fake::{FakeEngine, container, inspected, listed};
    use berth_tests::script::Step;

    let kind = EngineKind::Podman;
    let ids: Vec<(String, String, &str)> = (0..200)
        .map(|i| (format!("{i:064x}"), format!("worker-{i}"), if i % 3 == 0 { "exited" } else { "running" }))
        .collect();
    let rows: Vec<_> = ids.iter().map(|(id, name, state)| (id.as_str(), name.as_str(), *state)).collect();
    let all: Vec<_> = ids.iter().map(|(id, name, state)| container(kind, id, name, state)).collect();
    let mut fake = FakeEngine::new(env!("CARGO_BIN_EXE_fake-engine"), kind);
    fake.on(&["ps"], [listed(kind, &rows)]);
    fake.on(&["container", "inspect"], [inspected(&all)]);
    fake.on(&["events"], [Step::Hang]);
    fake.on(&["version"], [Step::Print("{\"Client\":{\"Version\":\"4.3.1\"}}\n".into())]);
    let window = Window::open(Setup::path(fake.folder())).await;
    window.find_like("row", "^worker-1, running").await;
    let drawn = window.run("return document.querySelectorAll('[role=row]').length", vec![]).await;
    assert!(drawn.as_u64().is_some_and(|drawn| drawn < 60), "only what is in sight is drawn: {drawn}");
    window.search("worker-199").await;
    window.shows(&[("Running", &["worker-199"])]).await;
    window.search("").await;
    window.client.set_window_size(800, 500).await.expect("the window takes a size");
    window.press_on_row("worker-1", &Key::End.to_string()).await;
    window.find_like("row", "^worker-198, exited").await;
    window
        .until("the last row has the keyboard", || async {
            window.keyboard_on().await.starts_with("worker-").then_some(())
        })
        .await;
    window.shot("two-hundred").await;
    window.close().await;
}
