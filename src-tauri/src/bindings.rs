//! The command list: what the window may call, and the TypeScript that says so.

use tauri::Wry;
use tauri::ipc::Invoke;

use crate::commands::{
    activity, convert, definitions, desktop, diagnosis, engines, files, handover, history, images, list,
    log_views, logs, marks, notices, pods, reboots, recreate, search, sessions, settings, specs, stops,
    terminals, usage,
};

/// Commands whose arguments and answers are JSON: the handler, and what TypeScript is told of them,
/// which only a test asks for: the types of all commands are 2 MB of a program.
macro_rules! typed_commands {
    ($($module:ident::$name:ident),+ $(,)?) => {
        fn typed_handler() -> impl Fn(Invoke<Wry>) -> bool + Send + Sync + 'static {
            tauri::generate_handler![$($module::$name),+]
        }

        #[cfg(test)]
        fn typed() -> tauri_specta::Commands<Wry> {
            tauri_specta::collect_commands![$($module::$name),+]
        }
    };
}

typed_commands![
    activity::answer_session,
    activity::subscribe_activity,
    definitions::define_session,
    definitions::defined_spec,
    convert::export_definition,
    convert::export_session,
    convert::import_text,
    convert::save_text,
    definitions::open_definitions,
    definitions::remove_definition,
    definitions::save_definition,
    definitions::save_layout,
    definitions::start_defined,
    definitions::subscribe_definitions,
    desktop::copy_text,
    desktop::history_folder,
    desktop::open_link,
    desktop::open_window,
    desktop::paste,
    desktop::save_output,
    desktop::set_badge,
    desktop::show_in_folder,
    desktop::show_tray,
    desktop::start_at_log_in,
    desktop::starts_at_log_in,
    desktop::subscribe_links,
    desktop::subscribe_tray,
    diagnosis::crash_report,
    diagnosis::crash_reports,
    diagnosis::delete_crash_report,
    diagnosis::diagnose,
    diagnosis::see_crash_reports,
    engines::engine_health,
    files::changed_files,
    files::choose_files,
    files::copy_in,
    files::copy_out,
    files::read_file,
    files::session_files,
    files::subscribe_drops,
    files::write_file,
    handover::hand_over,
    handover::subscribe_handed_over,
    handover::take_back,
    history::archive_statistics,
    history::archived_run,
    history::compare_runs,
    history::erase_session,
    history::exclude_session,
    history::export_run,
    history::pin_run,
    history::run_spec,
    history::runs,
    history::session_excluded,
    history::subscribe_runs,
    images::build_image,
    images::cancel_image_job,
    images::choose_build_folder,
    images::forget_image_job,
    images::list_images,
    images::load_images,
    images::newer_image,
    images::preview_prune_images,
    images::prune_images,
    images::pull_image,
    images::remove_image,
    images::save_image,
    images::subscribe_image_jobs,
    images::tag_image,
    list::refresh_sessions,
    list::sessions_hidden,
    list::subscribe_sessions,
    log_views::count_in_log,
    log_views::find_in_log,
    log_views::log_line,
    log_views::log_rows,
    log_views::log_text,
    log_views::open_log_view,
    log_views::save_log_view,
    log_views::set_log_query,
    marks::mark_session,
    marks::order_sessions,
    marks::subscribe_marks,
    notices::mute_session,
    notices::notify,
    notices::read_notices,
    notices::sessions_in_sight,
    notices::show_notice,
    notices::subscribe_notices,
    pods::remove_pod,
    pods::start_pod,
    pods::stop_pod,
    reboots::leave_after_reboot,
    reboots::resumed_after_reboot,
    reboots::see_reboot,
    reboots::start_after_reboot,
    reboots::subscribe_reboots,
    search::search_runs,
    sessions::delete_session,
    sessions::kill_session,
    sessions::pause_restarts,
    sessions::pause_session,
    sessions::prune_sessions,
    sessions::rename_session,
    sessions::restart_session,
    sessions::resume_restarts,
    sessions::resume_session,
    sessions::session_inspection,
    sessions::session_status,
    sessions::similar_names,
    sessions::start_existing,
    sessions::start_session,
    sessions::stop_session,
    sessions::try_it,
    settings::save_settings,
    settings::settings,
    settings::subscribe_settings,
    specs::check_spec,
    recreate::session_spec,
    recreate::clone_spec,
    recreate::plan_recreate,
    recreate::recreate_session,
    recreate::change_limits,
    stops::proposed_steps,
    stops::stop_in_steps,
    stops::subscribe_ladders,
    stops::turn_ladder,
    terminals::close_shell,
    terminals::subscribe_notifications,
    terminals::redraw_session,
    terminals::terminal_ack,
    terminals::terminal_clear,
    terminals::terminal_close,
    terminals::terminal_look,
    terminals::terminal_resize,
    terminals::unsubscribe,
    usage::subscribe_processes,
    usage::subscribe_usage,
];

/// The commands that carry raw bytes: the handler, and their names.
macro_rules! raw_commands {
    ($($module:ident::$name:ident),+ $(,)?) => {
        const RAW_COMMANDS: &[&str] = &[$(stringify!($name)),+];

        fn raw_handler() -> impl Fn(Invoke<Wry>) -> bool + Send + Sync + 'static {
            tauri::generate_handler![$($module::$name),+]
        }
    };
}

raw_commands![
    activity::subscribe_peek,
    history::run_log,
    history::run_screen,
    logs::follow_logs,
    logs::session_logs,
    terminals::attach_session,
    terminals::open_shell,
    terminals::session_transcript,
    terminals::subscribe_pictures,
    terminals::terminal_write,
];

/// Every command: the typed ones, and those that carry raw bytes.
pub fn invoke_handler() -> impl Fn(Invoke<Wry>) -> bool + Send + Sync + 'static {
    let (typed, raw) = (typed_handler(), raw_handler());
    move |invoke| match RAW_COMMANDS.contains(&invoke.message.command()) {
        true => raw(invoke),
        false => typed(invoke),
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use std::path::Path;

    use berth_runner::{DEFAULT_LINES, StopOptions, signals};
    use specta_typescript::Typescript;
    use tauri::Wry;
    use tauri_specta::{Builder, ErrorHandlingMode};

    use crate::activity::PeekEvent;
    use crate::commands::files::CopyEvent;
    use crate::commands::logs::LogEvent;
    use crate::commands::terminals::ShellAsked;
    use crate::engines::KINDS;
    use crate::error::{self, WireError};
    use crate::settings::{CRASH_LOOP_MINUTES, CRASH_LOOP_RUNS, FONT_SIZE, OBSERVED, SCROLLBACK, Settings};
    use crate::terminals::{SessionKey, TerminalEvent};

    fn builder() -> Builder<Wry> {
        Builder::new()
            .commands(super::typed())
            .typ::<CopyEvent>()
            .typ::<LogEvent>()
            .typ::<PeekEvent>()
            .typ::<SessionKey>()
            .typ::<ShellAsked>()
            .typ::<TerminalEvent>()
            .typ::<WireError>()
            .constant("CRASH_LOOP_MINUTES", CRASH_LOOP_MINUTES)
            .constant("CRASH_LOOP_RUNS", CRASH_LOOP_RUNS)
            .constant("DEFAULT_SETTINGS", Settings::default())
            .constant("DEFAULT_STOP", StopOptions::default())
            .constant("DEFAULT_LOG_LINES", DEFAULT_LINES)
            .constant("ENGINE_KINDS", KINDS)
            .constant("ERROR_CODES", error::codes())
            .constant("FONT_SIZE", FONT_SIZE)
            .constant("OBSERVED", OBSERVED)
            .constant("SCROLLBACK", SCROLLBACK)
            .constant("SIGNALS", signals())
            .error_handling(ErrorHandlingMode::Throw)
            .disable_serde_phases()
    }

    /// Writes a generated file anew, and fails when the committed one was not current.
    fn current(path: &str, write: impl FnOnce(&Path)) {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/src").join(path);
        let committed = std::fs::read_to_string(&path).unwrap_or_default();
        write(&path);
        let written = std::fs::read_to_string(&path).unwrap();
        assert!(committed == written, "{} had drifted; it is written anew: commit it", path.display());
    }

    #[test]
    fn committed_bindings_are_current() {
        current("backend/bindings.ts", |path| builder().export(Typescript::default(), path).unwrap());
    }

    /// An error of every code, as it crosses: the window's tests say each in German.
    #[test]
    fn committed_samples_of_errors_are_current() {
        let samples = serde_json::to_string_pretty(&error::tests::samples()).unwrap();
        current("notices/samples.json", |path| std::fs::write(path, samples + "\n").unwrap());
        let faults = serde_json::to_string_pretty(&crate::settings::sample_problems()).unwrap();
        let operations = serde_json::to_string_pretty(&error::tests::operations()).unwrap();
        current("notices/operations.json", |path| std::fs::write(path, operations + "\n").unwrap());
        current("notices/faults.json", |path| std::fs::write(path, faults + "\n").unwrap());
    }

    /// xterm.js counts columns as the screen model does.
    #[test]
    fn committed_widths_are_current() {
        let widths = berth_terminal::widths().into_iter().map(|width| {
            let berth_terminal::Width { from, to, columns, class } = width;
            format!("  {from:#x}, {to:#x}, {columns}, {class},\n")
        });
        let rules = berth_terminal::rules().iter().map(|rules| {
            let rules: Vec<String> = rules.iter().map(u8::to_string).collect();
            format!("  [{}],\n", rules.join(", "))
        });
        let text = format!(
            "// Generated from the screen model by a test in src-tauri. Do not edit.\n\n\
             /** From, to (both included), columns and class of every character that is not of one column and class 0. */\n\
             export const WIDTHS: readonly number[] = [\n{}];\n\n\
             /**\n \
             * What a character makes of the cluster before it, by the kind of that (0 is none) and its own class:\n \
             * the kind of the new cluster, 16 if it joins, 32 if that makes it wide.\n \
             */\n\
             export const RULES: readonly (readonly number[])[] = [\n{}];\n\n\
             /** A cluster of more characters than this goes on in another cell. */\n\
             export const MAX_CLUSTER_CHARS = {};\n",
            widths.collect::<String>(),
            rules.collect::<String>(),
            berth_terminal::MAX_CLUSTER_CHARS
        );
        current("terminal/widths.ts", |path| std::fs::write(path, text).unwrap());
    }
}
