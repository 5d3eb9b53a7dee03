//! The command list: what the window may call, and the TypeScript that says so.

use std::sync::LazyLock;

use tauri::Wry;
use tauri::ipc::Invoke;
use tauri_specta::{Builder, ErrorHandlingMode, collect_commands};

use crate::commands::terminals::ShellAsked;
use crate::commands::{engines, images, sessions, specs, terminals};
use crate::failure::Failure;
use crate::terminals::{Seen, TerminalEvent};

/// Commands whose arguments and answers are JSON.
fn typed() -> Builder<Wry> {
    Builder::new()
        .commands(collect_commands![
            engines::engines,
            engines::history_folder,
            engines::open_link,
            images::pull_image,
            sessions::delete_session,
            sessions::kill_session,
            sessions::list_sessions,
            sessions::next_sessions,
            sessions::pause_session,
            sessions::prune_sessions,
            sessions::rename_session,
            sessions::restart_session,
            sessions::resume_session,
            sessions::session_status,
            sessions::sessions_hidden,
            sessions::start_existing,
            sessions::start_session,
            sessions::stop_session,
            sessions::try_it,
            specs::check_spec,
            terminals::close_shell,
            terminals::open_window,
            terminals::terminal_ack,
            terminals::terminal_close,
            terminals::terminal_resize,
        ])
        .typ::<Seen>()
        .typ::<ShellAsked>()
        .typ::<TerminalEvent>()
        .typ::<Failure>()
        .error_handling(ErrorHandlingMode::Throw)
        .disable_serde_phases()
}

/// Every command: the typed ones, and those that carry raw bytes.
pub fn invoke_handler() -> impl Fn(Invoke<Wry>) -> bool + Send + Sync + 'static {
    // The handler borrows its builder for as long as the app runs.
    static TYPED: LazyLock<Builder<Wry>> = LazyLock::new(typed);
    let typed = TYPED.invoke_handler();
    let raw = raw_handler();
    move |invoke| match invoke.message.command() {
        "attach_session" | "open_shell" | "pictures" | "session_logs" | "terminal_write" => raw(invoke),
        _ => typed(invoke),
    }
}

fn raw_handler() -> impl Fn(Invoke<Wry>) -> bool + Send + Sync + 'static {
    tauri::generate_handler![
        terminals::attach_session,
        terminals::open_shell,
        terminals::pictures,
        sessions::session_logs,
        terminals::terminal_write
    ]
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use specta_typescript::Typescript;

    /// Writes a generated file anew, and fails when the committed one was not current.
    #[expect(clippy::unwrap_used, reason = "tests")]
    fn current(path: &str, write: impl FnOnce(&Path)) {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/src").join(path);
        let committed = std::fs::read_to_string(&path).unwrap_or_default();
        write(&path);
        let written = std::fs::read_to_string(&path).unwrap();
        assert!(committed == written, "{} had drifted; it is written anew: commit it", path.display());
    }

    #[test]
    #[expect(clippy::unwrap_used, reason = "tests")]
    fn committed_bindings_are_current() {
        current("backend/bindings.ts", |path| super::typed().export(Typescript::default(), path).unwrap());
    }

    /// xterm.js counts columns as the screen model does.
    #[test]
    #[expect(clippy::unwrap_used, reason = "tests")]
    fn committed_widths_are_current() {
        let rows = berth_terminal::widths().into_iter().map(|width| {
            let berth_terminal::Width { from, to, columns } = width;
            format!("  {from:#x}, {to:#x}, {columns},\n")
        });
        let text = format!(
            "// Generated from the screen model by a test in src-tauri. Do not edit.\n\n\
             /** From, to (both included) and columns of every character that does not take one. */\n\
             export const WIDTHS: readonly number[] = [\n{}];\n",
            rows.collect::<String>()
        );
        current("terminal/widths.ts", |path| std::fs::write(path, text).unwrap());
    }
}
