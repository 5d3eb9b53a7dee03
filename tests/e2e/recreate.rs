//! Sessions that are edited, made anew and cloned, in the real window.

use std::fs;

use berth_runner::EngineKind;
use berth_tests::engines::{Engines, Named};
use berth_tests::on_both;
use berth_tests::window::{Scheme, Setup, Window};

on_both!(kind:
    an_edited_session_is_made_anew_or_stays_as_it_is,
    a_clone_has_the_next_name_and_port,
);

const WRITES: &str = "echo \"$0 $TOKEN\" >> /data/starts; cat /data/starts; exec sleep 1000";

/// In the sheet, waits for a change in words; it has no value of a variable.
async fn changes_say(window: &Window, change: &str) {
    let says = || async {
        let text = window.text_of("region", "Changes").await;
        assert!(!text.contains("hunter2"), "{text}");
        text.contains(change).then_some(())
    };
    window.until(&format!("the change {change:?}"), says).await;
}

async fn an_edited_session_is_made_anew_or_stays_as_it_is(kind: EngineKind) {
    let scheme = if kind == EngineKind::Podman { Scheme::Light } else { Scheme::Dark };
    let starting = Named::start(kind, "edited").options(&["-v", "/data", "-e", "TOKEN=hunter2"]);
    let session = starting.script(WRITES).arg("first").run();
    let name = session.name.as_str();
    let old = session.inspect("{{.Id}}");
    let window = Window::open(Setup::with_engines(kind).scheme(scheme)).await;
    window.verb(&format!("^{name}, running"), "Edit and recreate").await;
    window.find("dialog", &format!("Edit {name}")).await;
    window.find_like("region", "^Changes$").await;

    // What fails leaves the old one as it is: it runs, with its id.
    let command = window.value_of("Command").await.as_str().expect("a text").to_owned();
    assert!(command.contains("first"), "{command}");
    window.fill("Command", "/no/such/program").await;
    changes_say(&window, "/no/such/program").await;
    window.shot(&format!("recreate-{kind}")).await;
    window.click("button", "Recreate").await;
    window.says("alert", &format!("{name} is as it was before")).await;
    window.shot(&format!("recreate-put-back-{kind}")).await;
    assert_eq!((session.inspect("{{.Id}}"), session.state()), (old.clone(), "running".into()));

    // Put right, the new one has its volume and its variables; by keyboard alone.
    window.click("button", "Edit again").await;
    window.find_like("region", "^Changes$").await;
    window.fill("Command", &command.replace("first", "second")).await;
    changes_say(&window, "second").await;
    let search = window.find("searchbox", "Find an option").await;
    search.send_keys("memory").await.expect("the field takes keys");
    window.shot(&format!("recreate-resources-{kind}")).await;
    window.fill("Memory", "64m").await;
    changes_say(&window, "64m").await;
    window.tab_to("Recreate").await;
    window.type_focused(" ").await;
    window.find_like("status", "").await;
    window.shot(&format!("recreating-{kind}")).await;
    window.gone("dialog", &format!("Edit {name}")).await;
    window.says("status", &format!("Recreated {name}")).await;
    assert_ne!(session.inspect("{{.Id}}"), old);
    assert_eq!(session.inspect("{{.HostConfig.Memory}}"), (64 << 20).to_string());
    window.attach(name).await;
    for line in ["first hunter2", "second hunter2"] {
        window.terminal_line(name, "what both wrote", |one| one == line).await;
    }
    let rest = Engines::get().ask(kind, &["ps", "-aq", "--no-trunc", "--filter", &format!("id={old}")]);
    assert_eq!(rest, "", "the old one is still there");
    // Nothing is removed unless its run is kept.
    assert!(window.archived_log(name).contains("first hunter2"));
    window.close().await;
}

async fn a_clone_has_the_next_name_and_port(kind: EngineKind) {
    let session = Named::start(kind, "twin").options(&["-p", "18080:80", "-e", "TOKEN=hunter2"]).run();
    let second = Named::new(kind, "second");
    let window = Window::open(Setup::with_engines(kind)).await;
    window.verb(&format!("^{}, running", session.name), "Clone").await;
    window.find("dialog", &format!("Clone {}", session.name)).await;
    // The next free one.
    let proposed = window.value_of("Name").await;
    assert!(
        proposed.as_str().is_some_and(|name| name.starts_with("bt-twin-") && name != session.name),
        "{proposed}"
    );
    window.fill("Name", &second.name).await;
    // A file of variables that the person chooses.
    let file = window.home.path().join("more.env");
    fs::write(&file, "# More.\nCOLOR=teal\nTOKEN=other\n").expect("the file system");
    window.choose_file("File of variables", &file).await;
    window
        .until("its rows", || async { window.has("textbox", "^Environment key 3").await.then_some(()) })
        .await;
    window.shot(&format!("clone-{kind}")).await;
    window.click("button", "Start session").await;
    window.find_like("row", &format!("^{}, running", second.name)).await;
    let env = second.inspect("{{json .Config.Env}}");
    for variable in ["COLOR=teal", "TOKEN=other"] {
        assert!(env.contains(variable), "{env}");
    }
    let ports = second.inspect("{{json .HostConfig.PortBindings}}");
    assert!(ports.contains("18081"), "{ports}");
    assert_eq!(session.state(), "running");
    window.close().await;
}
