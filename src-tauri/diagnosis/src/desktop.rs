//! What is found of the desktop. Linux has no two that are alike; other systems have all of it.

#[cfg(target_os = "linux")]
mod linux;

#[cfg(target_os = "linux")]
pub use linux::checks;

/// Nothing is in question here.
#[cfg(not(target_os = "linux"))]
pub async fn checks() -> Vec<crate::check::Check> {
    Vec::new()
}
