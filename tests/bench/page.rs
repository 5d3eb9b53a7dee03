//! What is measured inside the page: the same engine, the same clock as the window's.

use std::time::Duration;

use berth_tests::window::{Window, repository};
use fantoccini::wd::TimeoutConfiguration;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::stage::PATIENCE;

/// One listing on the screen.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct Painted {
    /// From the first frame that looked to the one with the mark.
    pub milliseconds: f64,
    pub frames: f64,
    /// What crossed into the page; less than was written where the window lagged and skipped.
    pub bytes: f64,
    pub messages: f64,
}

/// Milliseconds from each key to its bytes in the page, and to the screen.
#[derive(Debug, Clone, Deserialize)]
pub struct Echoes {
    pub heard: Vec<f64>,
    pub painted: Vec<f64>,
}

/// Counts what crosses on the channels that are open now.
const COUNT: &str = r"
    const wire = (window.benchWire = { bytes: 0, messages: 0, heard: null });
    const { callbacks } = window.__TAURI_INTERNALS__;
    for (const [id, call] of callbacks) {
      callbacks.set(id, (data) => {
        if (data?.message instanceof ArrayBuffer) {
          wire.bytes += data.message.byteLength;
          wire.messages++;
          wire.heard?.();
        }
        return call(data);
      });
    }";

/// Looks at each frame whether the mark is on the screen; null when it does not come.
const WATCH: &str = r#"
    const [name, mark, most, done] = arguments;
    const rows = document.querySelector(`[aria-label="Terminal ${name}"] .xterm-rows`);
    const wire = window.benchWire;
    const began = performance.now();
    const before = { bytes: wire.bytes, messages: wire.messages };
    let frames = 0;
    const look = () => {
      frames++;
      if (!rows.textContent.includes(mark)) {
        if (performance.now() - began < most) requestAnimationFrame(look);
        else done(null);
        return;
      }
      done({
        milliseconds: performance.now() - began, frames,
        bytes: wire.bytes - before.bytes, messages: wire.messages - before.messages,
      });
    };
    requestAnimationFrame(look);"#;

/// Types keys as the browser's own input events, one when the last is on the screen and
/// a moment later, so that keys meet frames at any point.
const TYPE: &str = r#"
    const [name, keys, done] = arguments;
    const pane = document.querySelector(`[aria-label="Terminal ${name}"]`);
    const area = pane.querySelector('.xterm-helper-textarea');
    const rows = pane.querySelector('.xterm-rows');
    area.focus();
    const times = { heard: [], painted: [] };
    let typed = '';
    const type = (key) => new Promise((resolve) => {
      typed = (typed + key).slice(-12);
      const painted = () => {
        if (!rows.textContent.replace(/\s/g, '').endsWith(typed)) return;
        observer.disconnect();
        times.painted.push(performance.now() - began);
        resolve();
      };
      const observer = new MutationObserver(painted);
      observer.observe(rows, { childList: true, characterData: true, subtree: true });
      const began = performance.now();
      window.benchWire.heard = () => {
        window.benchWire.heard = null;
        times.heard.push(performance.now() - began);
      };
      area.dispatchEvent(new InputEvent('input', { data: key, inputType: 'insertText', bubbles: true, cancelable: true }));
    });
    (async () => {
      for (const [at, key] of [...keys].entries()) {
        await type(key);
        await new Promise((resolve) => setTimeout(resolve, 15 + ((at * 37) % 31)));
      }
      done(times);
    })();"#;

/// The limit of any terminal in this page: a plain xterm.js, without add-ons, fed from
/// memory in pieces of 64 KB with 1 MB under way.
const ALONE: &str = r#"
    const [name, block, times, done] = arguments;
    const pane = document.querySelector(`[aria-label="Terminal ${name}"]`);
    const [, cols, rows] = document.querySelector('footer, [role=contentinfo]').textContent.match(/(\d+)×(\d+)/);
    const host = document.createElement('div');
    host.style.cssText = 'position:absolute;inset:0;z-index:9';
    pane.append(host);
    const style = getComputedStyle(pane.querySelector('.xterm-rows'));
    const terminal = new window.Terminal({
      cols: Number(cols), rows: Number(rows), scrollback: 1000, convertEol: true,
      fontFamily: style.fontFamily, fontSize: parseFloat(style.fontSize), minimumContrastRatio: 4.5,
    });
    terminal.open(host);
    const bytes = new TextEncoder().encode(block);
    const piece = 65536, most = 1048576;
    const began = performance.now();
    let round = 0, at = 0, pending = 0, frames = 0;
    const fill = () => {
      while (round < times && pending < most) {
        const part = bytes.subarray(at, at + piece);
        at += part.length;
        if (at === bytes.length) { at = 0; round++; }
        pending += part.length;
        terminal.write(part, () => { pending -= part.length; fill(); });
      }
    };
    fill();
    const look = () => {
      frames++;
      if (round === times && pending === 0) {
        const milliseconds = performance.now() - began;
        terminal.dispose();
        host.remove();
        done({ milliseconds, frames, bytes: bytes.length * times, messages: 0 });
      } else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);"#;

/// A plain xterm.js in the bare window, fed by one of its ways; acknowledges as the app does.
const WIRE: &str = r#"
    const [attach, style, done] = arguments;
    const { core } = window.__TAURI__;
    window.benchTerminal?.dispose();
    if (!document.querySelector('style.xterm')) {
      document.head.append(Object.assign(document.createElement('style'), { className: 'xterm', textContent: style }));
    }
    const terminal = (window.benchTerminal = new window.Terminal({
      cols: 120, rows: 40, scrollback: 1000, fontSize: 13, minimumContrastRatio: 4.5,
    }));
    terminal.open(document.querySelector('main'));
    const wire = (window.benchWire = { bytes: 0, messages: 0 });
    const channel = new core.Channel();
    let parsed = 0;
    channel.onmessage = (message) => {
      const bytes = new Uint8Array(message);
      wire.bytes += bytes.length;
      wire.messages++;
      terminal.write(bytes, () => {
        parsed += bytes.length;
        if (parsed < 131072) return;
        void core.invoke('ack', { bytes: parsed });
        parsed = 0;
      });
    };
    core.invoke('attach', { ...attach, cols: 120, rows: 40, output: channel }).then(() => done(''), (error) => done(String(error)));"#;

/// Ctrl-C in a flood that Enter starts, to the mark that the session prints after it.
const QUIET: &str = r#"
    const [name, mark, done] = arguments;
    const pane = document.querySelector(`[aria-label="Terminal ${name}"]`);
    const area = pane.querySelector('.xterm-helper-textarea');
    const rows = pane.querySelector('.xterm-rows');
    const type = (data) =>
      area.dispatchEvent(new InputEvent('input', { data, inputType: 'insertText', bubbles: true, cancelable: true }));
    area.focus();
    type('\n');
    setTimeout(() => {
      const began = performance.now();
      type('\x03');
      const look = () => {
        if (rows.textContent.includes(mark)) done(performance.now() - began);
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    }, 1500);"#;

/// From Enter on the row of a session, whose tab was closed, to its screen with the mark.
const REOPEN: &str = r#"
    const [name, mark, done] = arguments;
    const row = TestingLibraryDom.queryAllByRole(document.body, 'row', { name: new RegExp(`^${name}, `) })[0];
    document.querySelector(`button[aria-label="Close ${name}"]`).click();
    setTimeout(() => {
      row.focus();
      const began = performance.now();
      row.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
      const look = () => {
        const rows = document.querySelector(`[aria-label="Terminal ${name}"] .xterm-rows`);
        if (rows?.textContent.includes(mark)) done(performance.now() - began);
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    }, 500);"#;

/// More garbage than an engine leaves lying about, made at once: it collects all of it.
const COLLECT: &str = "for (let i = 0; i < 60; i++) new Uint8Array(16 << 20);";

/// Readies a window: its scripts may take as long as a round does.
pub async fn prepare(window: &Window) {
    let timeouts = TimeoutConfiguration::new(Some(PATIENCE), None, Some(Duration::ZERO));
    window.client.update_timeouts(timeouts).await.expect("the driver takes time limits");
    let source = xterm("lib/xterm.js");
    window.run(&format!("{source}\n;0"), vec![]).await;
}

/// Has the page collect its garbage, which it does by itself when it likes: what is left is
/// what it holds.
pub async fn collect(window: &Window) {
    // What one collection finds dead is swept in idle time, and given back to the system by
    // another thread; a next one finds what only that was holding.
    for _ in 0..3 {
        window.run(COLLECT, vec![]).await;
        tokio::time::sleep(Duration::from_secs(4)).await;
    }
}

fn xterm(file: &str) -> String {
    let library = repository().join("ui/node_modules/@xterm/xterm").join(file);
    std::fs::read_to_string(&library).expect("xterm.js, from `npm ci` in ui")
}

/// Attaches the bare window: `attach` is the client and the way.
pub async fn open_wire(window: &Window, attach: Value) {
    let problem: String = measure(window, WIRE, vec![attach, json!(xterm("css/xterm.css"))]).await;
    assert!(problem.is_empty(), "the bare window could not attach: {problem}");
}

/// Milliseconds from Ctrl-C to `mark`.
pub async fn quiet(window: &Window, session: &str, mark: &str) -> f64 {
    measure(window, QUIET, vec![json!(session), json!(mark)]).await
}

/// Milliseconds from opening the session's terminal again to `mark`.
pub async fn reopen(window: &Window, session: &str, mark: &str) -> f64 {
    measure(window, REOPEN, vec![json!(session), json!(mark)]).await
}

/// Counts from here on; the terminal must be attached.
pub async fn count(window: &Window) {
    window.run(COUNT, vec![]).await;
}

/// Waits until `mark` is on the screen of `session`.
pub async fn watch(window: &Window, session: &str, mark: &str) -> Painted {
    watch_for(window, session, mark).await.expect("what was printed is painted in the end")
}

/// Likewise, for a minute and a half at most.
pub async fn watch_for(window: &Window, session: &str, mark: &str) -> Option<Painted> {
    measure(window, WATCH, vec![json!(session), json!(mark), json!(90_000)]).await
}

/// Types `keys` one by one into a session that echoes.
pub async fn type_keys(window: &Window, session: &str, keys: &str) -> Echoes {
    measure(window, TYPE, vec![json!(session), json!(keys)]).await
}

/// Feeds `block` so many times to an xterm.js of its own over the terminal of `session`.
pub async fn alone(window: &Window, session: &str, block: &str, times: usize) -> Painted {
    measure(window, ALONE, vec![json!(session), json!(block), json!(times)]).await
}

async fn measure<T: DeserializeOwned>(window: &Window, script: &str, arguments: Vec<Value>) -> T {
    let answer = window.client.execute_async(script, arguments).await;
    let answer = answer.unwrap_or_else(|error| panic!("the page could not measure: {error}"));
    serde_json::from_value(answer).expect("the page answers with figures")
}
