//! Commands on what is right and wrong here.

use berth_diagnosis::{Advice, Check, CheckVerdict, CrashReport, CrashReports, Fact, Report, Subject};
use serde::Serialize;
use tauri::{AppHandle, State};

use crate::diagnosis;
use crate::engines::EngineRegistry;
use crate::error::{AppError, WireError};

/// What Berth has to work with here.
#[derive(Debug, Clone, PartialEq, Serialize, specta::Type)]
pub struct Diagnosis {
    pub version: String,
    pub system: String,
    pub checks: Vec<ShownCheck>,
    /// The same to pass on, in English, without who the person is.
    pub text: String,
}

/// One thing that was looked at, with its English sentences.
#[derive(Debug, Clone, PartialEq, Serialize, specta::Type)]
pub struct ShownCheck {
    pub about: Subject,
    pub title: String,
    pub verdict: CheckVerdict,
    pub fact: Fact,
    pub says: String,
    pub advice: Option<ShownAdvice>,
}

#[derive(Debug, Clone, PartialEq, Serialize, specta::Type)]
pub struct ShownAdvice {
    pub advice: Advice,
    pub says: String,
}

impl From<Check> for ShownCheck {
    fn from(check: Check) -> Self {
        let Check { about, verdict, fact, advice } = check;
        let advice = advice.map(|advice| ShownAdvice { says: advice.to_string(), advice });
        Self { title: about.to_string(), about, verdict, says: fact.to_string(), fact, advice }
    }
}

/// Looks at everything now; engines may take seconds.
#[tauri::command]
#[specta::specta]
pub async fn diagnose(app: AppHandle, engines: State<'_, EngineRegistry>) -> Result<Diagnosis, WireError> {
    let (runners, _) = engines.discover().await;
    let of_app = diagnosis::of_app(&app).await;
    let report = Report::make(&runners, engines.archive().clone(), of_app).await;
    let text = report.to_text();
    let Report { version, system, checks } = report;
    Ok(Diagnosis { version, system, checks: checks.into_iter().map(ShownCheck::from).collect(), text })
}

/// The reports of what failed that are kept, the newest first.
#[tauri::command]
#[specta::specta]
pub async fn crash_reports(reports: State<'_, CrashReports>) -> Result<Vec<CrashReport>, WireError> {
    Ok(reports.list())
}

/// The text of one of them; `null` where it is there no longer.
#[tauri::command]
#[specta::specta]
pub async fn crash_report(
    reports: State<'_, CrashReports>,
    name: String,
) -> Result<Option<String>, WireError> {
    Ok(reports.read(&name))
}

/// Deletes one of them.
#[tauri::command]
#[specta::specta]
pub async fn delete_crash_report(reports: State<'_, CrashReports>, name: String) -> Result<(), WireError> {
    Ok(reports.delete(&name).map_err(AppError::internal)?)
}

/// The person was told of this one, and of those before it.
#[tauri::command]
#[specta::specta]
pub async fn see_crash_reports(reports: State<'_, CrashReports>, name: String) -> Result<(), WireError> {
    Ok(reports.see(&name).map_err(AppError::internal)?)
}
