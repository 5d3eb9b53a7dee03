//! What the window may ask, a file per noun. Each command translates, calls
//! once, translates.

pub mod engines;
pub mod images;
pub mod sessions;
pub mod settings;
pub mod specs;
pub mod terminals;
