//! The verbs on real engines, a module each, and `berthctl`.

mod attach;
mod berthctl;
mod broken;
mod checks;
mod debug;
mod denied;
mod engine_killed;
mod exec;
mod files;
mod full;
mod images;
mod inspection;
mod ladder;
mod launch;
mod list;
mod log_view;
mod logs;
mod memory;
mod observer;
mod pods;
#[cfg(target_os = "linux")]
mod reboot;
mod record;
mod recreate;
mod registry;
mod remote;
mod restarts;
mod seam;
mod shell;
mod similar;
mod spec;
mod spec_of;
mod start;
mod stop;
mod usage;
mod verbs;
