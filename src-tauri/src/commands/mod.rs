//! The commands of the window, a file per noun. Each translates, calls once, translates.

pub mod activity;
pub mod convert;
pub mod definitions;
pub mod desktop;
pub mod diagnosis;
pub mod engines;
pub mod files;
pub mod handover;
pub mod history;
pub mod images;
pub mod list;
pub mod log_views;
pub mod logs;
pub mod marks;
pub mod notices;
pub mod pods;
pub mod reboots;
pub mod recreate;
pub mod search;
pub mod sessions;
pub mod settings;
pub mod specs;
pub mod stops;
pub mod terminals;
pub mod usage;
