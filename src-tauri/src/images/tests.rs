#![expect(clippy::unwrap_used, clippy::panic, reason = "tests")]

use std::sync::mpsc::{self, Receiver};

use super::*;

type Ends = tokio::sync::oneshot::Sender<berth_runner::Result<Vec<String>>>;

fn subscribed(jobs: &ImageJobs) -> Receiver<ImageJobEvent> {
    let (sender, events) = mpsc::channel();
    jobs.subscribe("main", Box::new(move |event| sender.send(event.clone()).is_ok()));
    events
}

/// A job that goes on until the test ends it.
fn begun(jobs: &ImageJobs, subject: &str) -> (u32, Ends) {
    let (sender, end) = tokio::sync::oneshot::channel();
    let same = |job: &ImageJob| job.subject == subject;
    let number = jobs.start("podman", subject, ImageWork::Build {}, same, |_, _| async move {
        match end.await {
            Ok(ended) => ended,
            Err(_) => std::future::pending().await,
        }
    });
    (number, sender)
}

fn next(events: &Receiver<ImageJobEvent>) -> ImageJobEvent {
    events.recv_timeout(Duration::from_secs(10)).unwrap()
}

fn state(event: ImageJobEvent) -> JobState {
    match event {
        ImageJobEvent::Job { job } => job.state,
        other => panic!("{other:?}"),
    }
}

#[test]
fn several_go_on_at_once_and_the_same_only_once() {
    let jobs = ImageJobs::default();
    let ((first, end_first), (second, _end_second)) = (begun(&jobs, "a"), begun(&jobs, "b"));
    assert_ne!(first, second);
    let (again, _end) = begun(&jobs, "a");
    assert_eq!(again, first);
    end_first.send(Ok(vec!["a".to_owned()])).unwrap();
    let events = subscribed(&jobs);
    // A window that comes later gets all.
    let states = std::iter::repeat_with(|| state(next(&events)));
    assert!(states.take(3).any(|state| state == JobState::Done { names: vec!["a".to_owned()] }));
    // One that has ended can begin anew.
    assert_ne!(begun(&jobs, "a").0, first);
}

#[test]
fn one_that_is_cancelled_says_nothing_more() {
    let jobs = ImageJobs::default();
    let events = subscribed(&jobs);
    let (number, end) = begun(&jobs, "a");
    assert_eq!(state(next(&events)), JobState::Running);
    jobs.forget(number);
    jobs.cancel(number);
    assert_eq!(state(next(&events)), JobState::Cancelled);
    _ = end.send(Ok(Vec::new()));
    jobs.cancel(number);
    jobs.forget(number);
    assert_eq!(next(&events), ImageJobEvent::Gone { number });
    jobs.end();
    assert!(events.try_recv().is_err());
}

#[test]
fn a_late_window_reads_the_lines_of_a_build() {
    let jobs = ImageJobs::default();
    let (number, _end) = begun(&jobs, "a");
    for line in 0..(3 * MAX_LINES) {
        jobs.report_line(number, &line.to_string());
    }
    let events = subscribed(&jobs);
    next(&events);
    let ImageJobEvent::Lines { lines, .. } = next(&events) else { panic!("no lines") };
    assert!((MAX_LINES..=2 * MAX_LINES).contains(&lines.len()), "{}", lines.len());
    assert_eq!(lines.last().unwrap(), &(3 * MAX_LINES - 1).to_string());
}

#[test]
fn progress_is_told_some_ten_times_a_second() {
    let jobs = ImageJobs::default();
    let events = subscribed(&jobs);
    let (number, _end) = begun(&jobs, "a");
    (0..1_000).for_each(|_| jobs.report(number, || ImageWork::Build {}));
    assert!(events.try_iter().count() < 20);
}
