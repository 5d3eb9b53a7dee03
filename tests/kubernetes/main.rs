//! What needs the tests' own Kubernetes cluster: `./dev test-cluster` runs it, and `./dev test` does not.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a failed test panics")]

// The cluster lives on Linux.
#[cfg(target_os = "linux")]
mod cluster;
#[cfg(target_os = "linux")]
mod common;
#[cfg(target_os = "linux")]
mod ends;
#[cfg(target_os = "linux")]
mod sessions;
#[cfg(target_os = "linux")]
mod window;
