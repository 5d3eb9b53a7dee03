//! An agent of launchd on macOS, a value of the registry's `Run` on Windows, by `auto-launch`.

use std::io::{Error, ErrorKind, Result};

use auto_launch::{AutoLaunch, AutoLaunchBuilder, MacOSLaunchMode, WindowsEnableMode};

use super::start::{AT_LOG_IN, program};

/// Whether Berth is started at log-in.
pub fn is_on() -> Result<bool> {
    entry()?.is_enabled().map_err(Error::other)
}

/// Has it started at log-in, or no longer.
pub fn set(on: bool) -> Result<()> {
    let entry = entry()?;
    if on { entry.enable() } else { entry.disable() }.map_err(Error::other)
}

fn entry() -> Result<AutoLaunch> {
    let program = program()?;
    let program = program.to_str().ok_or_else(|| Error::new(ErrorKind::InvalidFilename, "not UTF-8"))?;
    // Windows takes it as a command line.
    let program = if cfg!(windows) { format!("\"{program}\"") } else { program.to_owned() };
    let mut builder = AutoLaunchBuilder::new();
    builder.set_app_name("Berth").set_app_path(&program).set_args(&[AT_LOG_IN]);
    // Neither asks for the rights of an administrator, nor to steer another program.
    builder.set_macos_launch_mode(MacOSLaunchMode::LaunchAgent);
    builder.set_windows_enable_mode(WindowsEnableMode::CurrentUser);
    builder.build().map_err(Error::other)
}
