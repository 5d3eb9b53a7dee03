//! One binary for everything that needs an engine: a module per verb, and one for faults.

#![expect(clippy::unwrap_used, clippy::panic, reason = "tests")]

/// Makes two tests of each case, `podman::CASE` and `docker::CASE`, on real engines.
#[cfg(target_os = "linux")]
macro_rules! on_both {
    ($($case:ident),+ $(,)?) => {
        mod podman {
            $(#[tokio::test]
            async fn $case() {
                super::$case(&berth_tests::harness::Harness::real(berth_runner::EngineKind::Podman)).await;
            })+
        }
        mod docker {
            $(#[tokio::test]
            async fn $case() {
                super::$case(&berth_tests::harness::Harness::real(berth_runner::EngineKind::Docker)).await;
            })+
        }
    };
}

/// Makes two tests of each case, on a fake podman and on a fake docker.
macro_rules! on_fakes {
    ($($case:ident),+ $(,)?) => {
        mod podman {
            $(#[tokio::test]
            async fn $case() {
                super::$case(crate::faults::fake(berth_runner::EngineKind::Podman)).await;
            })+
        }
        mod docker {
            $(#[tokio::test]
            async fn $case() {
                super::$case(crate::faults::fake(berth_runner::EngineKind::Docker)).await;
            })+
        }
    };
}

mod dialects;
mod faults;
mod fuzzed;
mod hostile;
mod live;

// These need engines of the tests' own, which live on Linux.
#[cfg(target_os = "linux")]
mod attach;
#[cfg(target_os = "linux")]
mod berthctl;
#[cfg(target_os = "linux")]
mod exec;
#[cfg(target_os = "linux")]
mod images;
#[cfg(target_os = "linux")]
mod list;
#[cfg(target_os = "linux")]
mod logs;
#[cfg(target_os = "linux")]
mod remote;
#[cfg(target_os = "linux")]
mod seam;
#[cfg(target_os = "linux")]
mod shell;
#[cfg(target_os = "linux")]
mod start;
#[cfg(target_os = "linux")]
mod stop;
#[cfg(target_os = "linux")]
mod verbs;
