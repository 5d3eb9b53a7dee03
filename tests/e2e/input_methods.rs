//! Text of an input method, typed into a terminal of the real window by a real IBus.

use berth_tests::window::{Ibus, Setup, Window};

/// Writes the bytes that it reads, each once.
const PROGRAM: &str = "stty raw -echo; printf 'ready\\r\\n'; while :; do
    byte=$(dd bs=1 count=1 2>/dev/null | od -An -tx1); printf '%s' \"${byte# }\"; done";

/// Of what is typed with an engine of IBus, on a keyboard layout.
struct Typed {
    engine: &'static str,
    layout: &'static [&'static str],
    keys: &'static str,
    text: &'static str,
}

const TYPED: &[Typed] = &[
    // A dead key makes a letter with the next, within the engine.
    Typed {
        engine: "xkb:us:intl:eng",
        layout: &["us", "-variant", "intl"],
        keys: "dead_acute e dead_acute e x dead_diaeresis u y",
        text: "ééxüy",
    },
    // Letters that have keys of their own.
    Typed { engine: "xkb:hu::hun", layout: &["hu"], keys: "odoubleacute eacute x", text: "őéx" },
    // A syllable that changes while it is written; the space ends it.
    Typed {
        engine: "m17n:vi:telex", layout: &["us"], keys: "v i e e j t space a a space", text: "việt â "
    },
    // Chosen from a list: the first that it offers, which the space takes.
    Typed {
        engine: "m17n:zh:tonepy",
        layout: &["us"],
        keys: "n i 3 space h a o 3 space x space",
        text: "你好x ",
    },
    // Words whose Latin letters become kana while they are written: the space makes kanji of them, and Return
    // takes what is shown. The engine begins with Latin letters; `Zenkaku_Hankaku` goes to Japanese and back.
    Typed { engine: "anthy", layout: &["jp"], keys: "x", text: "x" },
    Typed {
        engine: "anthy",
        layout: &["jp"],
        keys: "Zenkaku_Hankaku n i h o n g o space Return",
        text: "日本語",
    },
    Typed { engine: "anthy", layout: &["jp"], keys: "k a n a Return", text: "かな" },
    Typed { engine: "anthy", layout: &["jp"], keys: "Zenkaku_Hankaku y", text: "y" },
    // Back to a plain layout.
    Typed { engine: "xkb:us::eng", layout: &["us"], keys: "x y z", text: "xyz" },
];

#[tokio::test]
async fn letters_of_an_input_method_arrive_once() {
    let ibus = Ibus::start().await;
    let setup = ibus.used_by(Setup::with_new_podman());
    setup.import_image();
    setup.start("reads").script(PROGRAM).run();
    let window = Window::open(setup).await;
    let own = window.server.window(&["--name", "Berth"]).await;
    window.attach("reads").await;
    window.terminal_line("reads", "the program", |line| line == "ready").await;
    window.keyboard_comes_to("reads").await;
    let (mut all, mut before) = (String::new(), "");
    for Typed { engine, layout, keys, text } in TYPED {
        if *engine != before {
            ibus.engine(engine).await;
            window.server.layout(layout).await;
        }
        before = engine;
        for key in keys.split(' ') {
            window.server.keys(&own, &["key", key]).await;
        }
        all.extend(text.bytes().map(|byte| format!("{byte:02x}")));
        window
            .until(&format!("{text:?} of {engine}, after {keys:?}: {all}"), || async {
                let shown = window.terminal_text("reads").await.replace(['\n', ' '], "");
                let got = shown.trim_start_matches("ready");
                (got.len() >= all.len()).then(|| assert_eq!(got, all, "{engine}"))
            })
            .await;
    }
    window.shot("input-method").await;
    window.close().await;
}
