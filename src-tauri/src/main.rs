// A console window behind the app helps nobody on Windows.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

fn main() -> std::process::ExitCode {
    berth::gpu::work_around_drivers();
    berth::run()
}
