//! Tests that run on podman and on docker.

/// Makes two tests of each case, `podman::CASE` and `docker::CASE`, of an async function that
/// takes one argument:
///
/// - `kind`: the [`EngineKind`](berth_runner::EngineKind);
/// - `harness`: a [`Harness`](crate::harness::Harness) on the real engine, by reference;
/// - `fake`: a [`FakeEngine`](crate::fake::FakeEngine) of that kind.
///
/// ```text
/// on_both!(kind: a_paused_session_resumes);
///
/// async fn a_paused_session_resumes(kind: EngineKind) {}
/// ```
///
/// A file can use it once, because it makes the modules `podman` and `docker`.
#[macro_export]
macro_rules! on_both {
    ($argument:ident: $($case:ident),+ $(,)?) => {
        mod podman {
            $crate::tests_on!(Podman, $argument: $($case),+);
        }
        mod docker {
            $crate::tests_on!(Docker, $argument: $($case),+);
        }
    };
}

/// The tests of one engine, see [`on_both!`].
#[doc(hidden)]
#[macro_export]
macro_rules! tests_on {
    ($kind:ident, $argument:ident: $($case:ident),+) => {
        $(#[tokio::test]
        async fn $case() {
            super::$case($crate::argument_of!($argument, berth_runner::EngineKind::$kind)).await;
        })+
    };
}

/// The argument of a case, see [`on_both!`].
#[doc(hidden)]
#[macro_export]
macro_rules! argument_of {
    (kind, $kind:expr) => {
        $kind
    };
    (harness, $kind:expr) => {
        &$crate::harness::Harness::real($kind)
    };
    // Only a test of this package knows where the program is.
    (fake, $kind:expr) => {
        $crate::fake::FakeEngine::new(env!("CARGO_BIN_EXE_fake-engine"), $kind)
    };
}
