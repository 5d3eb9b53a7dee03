//! What only the app knows of what is right and wrong here.

use berth_diagnosis::{Check, Fact, Subject, slowest_calls};
use tauri::{AppHandle, Manager, async_runtime};

use crate::engines::EngineRegistry;
use crate::settings::{Preferences, Renderer};
use crate::{autostart, gpu};

/// Web view, drawing, log-in, and how long engines took since the start.
pub async fn of_app(app: &AppHandle) -> Vec<Check> {
    let mut checks = Vec::new();
    if let Ok(version) = tauri::webview_version() {
        checks.push(Check::good(Subject::WebView {}, Fact::WebView { version }));
    }
    let webgl = app.state::<Preferences>().now().settings.terminal.renderer == Renderer::Webgl;
    if let Some(card) = gpu::has_gpu() {
        checks.push(Check::good(Subject::Drawing {}, Fact::Drawing { webgl, card }));
    }
    if let Ok(known) = async_runtime::spawn_blocking(autostart::is_on).await {
        checks.push(match known {
            Ok(on) => Check::good(Subject::LogIn {}, Fact::LogIn { on }),
            Err(error) => Check::note(Subject::LogIn {}, Fact::LogInUnknown { words: error.to_string() }),
        });
    }
    checks.extend(slowest_calls(&app.state::<EngineRegistry>().known()));
    checks
}
