//! The composition root of the Berth desktop app: it makes the states that the commands
//! share, opens the window, and ends both.

mod activity;
mod archive_changes;
mod autostart;
mod badge;
mod bindings;
mod choosing;
mod clipboard;
mod commands;
mod control;
mod definitions;
mod diagnosis;
mod drops;
mod engines;
pub mod error;
pub mod gpu;
mod grants;
mod handover;
mod images;
mod keys;
mod ladders;
mod links;
mod live;
mod logs;
mod marks;
mod notices;
mod pages;
mod reboots;
mod recording;
mod saving;
mod settings;
mod starter;
mod subscribers;
mod subscriptions;
mod terminals;
#[cfg(test)]
mod test_session;
mod tray;
mod usage;
mod watched;
mod windows;

use std::process::ExitCode;
use std::sync::Arc;

use berth_archive::Archive;
use berth_diagnosis::{CrashReports, Log};
use tauri::{Manager, async_runtime};
use tauri_plugin_window_state::StateFlags;

use control::First;

/// Opens the window and runs until it is closed.
///
/// Exits with 1 and a line on stderr when the window can't be opened, which on
/// Linux means that there is no display.
pub fn run() -> ExitCode {
    let state = Archive::default_dir();
    let log = Log::start(state.as_deref());
    let reports = state.as_deref().map(CrashReports::of);
    if let Some(reports) = &reports {
        reports.follow_panics();
    }
    let link = links::of_arguments(std::env::args_os());
    let first = state
        .map_or(First::Unreachable, |state| async_runtime::block_on(control::claim(&state, link.as_deref())));
    if matches!(first, First::Other) {
        return ExitCode::SUCCESS;
    }

    let app = pages::load_all_again_after_crash(tauri::Builder::default())
        .plugin(tauri_plugin_notification::init())
        .plugin(pages::load_again_after_crash())
        .plugin(
            tauri_plugin_window_state::Builder::default()
                .map_label(windows::remembered_as)
                // Whether one is hidden is not for the last run to say.
                .with_state_flags(StateFlags::all() - StateFlags::VISIBLE)
                .build(),
        )
        .invoke_handler(bindings::invoke_handler())
        .setup(move |app| {
            let preferences = settings::Preferences::open().map_err(|failure| failure.message)?;
            let engines = engines::EngineRegistry::open(preferences.limits(), preferences.clusters());
            let engines = engines.map_err(|failure| failure.message)?;
            let archive = engines.archive().clone();
            app.manage(engines);
            let archive_changes = Arc::new(archive_changes::ArchiveChanges::default());
            archive_changes::watch(&archive, Arc::clone(&archive_changes));
            app.manage(archive.clone());
            app.manage(archive_changes);
            let definitions = Arc::new(definitions::Definitions::new(preferences.definitions_file()));
            app.manage(Arc::clone(&definitions));
            let marks = Arc::new(marks::Marks::new(preferences.marks_file()));
            app.manage(Arc::clone(&marks));
            log.set_level(preferences.now().settings.diagnosis.log_level);
            app.manage(log);
            // Where there is no folder for them, there is none for engines either, see above.
            if let Some(reports) = reports {
                app.manage(reports);
            }
            app.manage(preferences);
            app.manage(terminals::Terminals::default());
            app.manage(subscriptions::Subscriptions::default());
            app.manage(logs::LogViews::default());
            app.manage(usage::Meters::default());
            app.manage(images::ImageJobs::default());
            app.manage(drops::Drops::default());
            app.manage(grants::Grants::default());
            app.manage(clipboard::Presses::default());
            app.manage(Arc::new(live::Live::default()));
            let handed = Arc::new(handover::HandedOvers::new(archive.path()));
            handed.resume(|key| handover::on_size(app.handle(), key));
            app.manage(handed);
            app.manage(Arc::new(ladders::Ladders::default()));
            app.manage(Arc::new(reboots::Reboots::default()));
            let (notices, acts) = notices::Notices::new();
            let notices = Arc::new(notices);
            let activities = activity::Activities::new(archive.path(), Arc::clone(&notices));
            app.manage(Arc::new(activities));
            app.manage(notices);
            app.manage(control::Control::default());
            app.manage(links::Links::default());
            app.manage(Arc::new(tray::Tray::default()));
            let hidden = autostart::is_log_in(std::env::args_os());
            windows::open(app.handle(), hidden)?;
            if let Some(link) = link {
                links::follow(app.handle(), &link);
            }
            if let First::Own(claim) = first {
                control::serve(app.handle(), claim);
            }
            // The window is up first: engines may take seconds to answer.
            live::watch(app.handle().clone());
            definitions::watch(definitions);
            marks::watch(marks);
            definitions::follow(app.handle().clone());
            reboots::follow(app.handle().clone());
            notices::follow(app.handle().clone(), acts);
            activity::follow(app.handle().clone());
            tray::follow(app.handle().clone(), hidden);
            terminals::follow(app.handle().clone());
            engines::reconcile(app.handle().clone());
            recording::tidy(app.handle().clone());
            Ok(())
        })
        .build(tauri::generate_context!());

    match app {
        Ok(app) => {
            app.run(|app, event| {
                use tauri::{RunEvent, WindowEvent};
                links::follow_event(app, &event);
                match event {
                    RunEvent::Exit => {
                        app.state::<control::Control>().end();
                        app.state::<Arc<activity::Activities>>().keep();
                        app.state::<images::ImageJobs>().end();
                        app.state::<terminals::Terminals>().close_all();
                        berth_runner::Recorder::hand_over(app.state::<engines::EngineRegistry>().archive());
                    }
                    RunEvent::WindowEvent {
                        label, event: WindowEvent::CloseRequested { api, .. }, ..
                    } if tray::hide_instead(app, &label) => {
                        api.prevent_close();
                    }
                    RunEvent::WindowEvent { label, event: WindowEvent::DragDrop(event), .. } => {
                        app.state::<drops::Drops>().happened(&label, &event, &app.state::<grants::Grants>());
                    }
                    RunEvent::WindowEvent { label, event: WindowEvent::Destroyed, .. } => {
                        pages::gone(app, &label);
                        if label == windows::MAIN {
                            app.exit(0);
                        }
                    }
                    event if tray::asks_for_window(&event) => drop(windows::focus_main(app)),
                    _ => {}
                }
            });
            ExitCode::SUCCESS
        }
        Err(error) => {
            tracing::error!("Berth could not open its window: {error}");
            ExitCode::FAILURE
        }
    }
}
