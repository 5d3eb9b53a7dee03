//! Bells and notices of a program behind another tab: on its tab, and on the desktop.

use berth_runner::EngineKind;
use berth_tests::desktop::Desktop;
use berth_tests::engines::{Engines, Named};
use berth_tests::wait;
use berth_tests::window::{Setup, Window};

use super::settings::{choose, open_settings};

/// Says each thing once it is told to, by a file.
const SAYS: &str = r"
    told() { while ! [ -e /$1 ]; do sleep 0.1; done; }
    printf '\033]0;safe\342\200\256 and  clean %090d\007' 0
    told bell; printf '\a'
    told again; printf '\a'
    told notice; printf '\033]9;build\342\200\256 done\007'
    told titled; printf '\033]777;notify;Deploy;to production\007'
    exec sleep 100000";

async fn tab_says(window: &Window, session: &Named, words: &str) {
    window.find_like("tab", &format!("^{}, running, needs you: {words}$", session.name)).await;
}

#[tokio::test]
async fn a_program_behind_another_tab_marks_it_and_tells_the_desktop() {
    let kind = EngineKind::Podman;
    let front = Named::start(kind, "front").script("exec sleep 100000").run();
    let behind = Named::start(kind, "behind").script(SAYS).run();
    let tell = |word: &str| Engines::get().ask(kind, &["exec", &behind.name, "touch", &format!("/{word}")]);
    let desktop = Desktop::start().await;
    let setup = Setup::with_engines(kind).env("DBUS_SESSION_BUS_ADDRESS", &desktop.address);
    let window = Window::open(setup).await;

    // The program's title, on one line, without what turns text around, and cut.
    window.attach(&behind.name).await;
    window.find_like("contentinfo", "podman · “safe and clean 0+…”$").await;
    window.shot("program-title").await;
    window.attach(&front.name).await;
    window.find_like("contentinfo", "attached").await;

    tell("bell");
    tab_says(&window, &behind, "rang").await;
    window.shot("needs-you-tab").await;
    window.click_like("tab", &format!("^{}", behind.name)).await;
    window.find_like("tab", &format!("^{}, running$", behind.name)).await;
    window.click_like("tab", &format!("^{}", front.name)).await;
    open_settings(&window).await;
    choose(&window, "Ring the bell", "Mark it, and tell the desktop").await;
    window.click("button", "Close").await;
    tell("again");
    tab_says(&window, &behind, "rang").await;
    tell("notice");
    tab_says(&window, &behind, "build done").await;
    tell("titled");
    tab_says(&window, &behind, "Deploy: to production").await;
    window.find("button", "1 needs you").await;

    let name = behind.name.as_str();
    wait::until_async("the desktop was told", || async { (desktop.shown().len() >= 3).then_some(()) }).await;
    let shown = desktop.shown();
    assert_eq!(shown[0], (format!("{name} rang"), String::new()));
    assert_eq!(shown[1], (name.to_owned(), "build done".to_owned()));
    assert_eq!(shown[2], (name.to_owned(), "Deploy: to production".to_owned()));
    assert_eq!(shown.len(), 3, "the first bell was for the tab alone: {shown:?}");
    window.close().await;
}

/// What shells tell ConEmu at each prompt, and progress: each once it is told to, by a file.
const PROGRESSES: &str = r"
    told() { while ! [ -e /$1 ]; do sleep 0.1; done; }
    printf 'ready\r\n\033]9;9;/home/a\007\033]9;12\007\033]9;4;1;40\007'
    told failed; printf '\033]9;4;2;60\007'
    told none; printf '\033]9;4;0\007\033]99;i=1:d=0:e=1;bWFrZQ==\007\033]99;i=1:p=body;all done\007'
    exec sleep 100000";

#[tokio::test]
async fn progress_shows_in_row_and_tab_and_no_prompt_does() {
    let kind = EngineKind::Podman;
    let front = Named::start(kind, "front").script("exec sleep 100000").run();
    let behind = Named::start(kind, "progress").script(PROGRESSES).run();
    let tell = |word: &str| Engines::get().ask(kind, &["exec", &behind.name, "touch", &format!("/{word}")]);
    let window = Window::open(Setup::with_engines(kind)).await;

    window.attach(&behind.name).await;
    window.attach(&front.name).await;
    let bar = format!("^Progress of {}$", behind.name);
    window.find_like("progressbar", &bar).await;
    window.find_like("tab", &format!("^{}, running, 40.% done$", behind.name)).await;
    window.shot("progress").await;
    tell("failed");
    window.find_like("tab", &format!("^{}, running, Failed at 60.%$", behind.name)).await;
    window.shot("progress-failed").await;
    tell("none");
    tab_says(&window, &behind, "make: all done").await;
    window.close().await;
}
