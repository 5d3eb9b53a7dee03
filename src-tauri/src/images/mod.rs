//! What takes long with images: pulls, builds, saves and loads.
//!
//! Several go on at once, whether a window shows them or not; each window gets all. One that is
//! cancelled ends with its client, and nothing is said of what it had done.

mod wire;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use berth_runner::{BuildSpec, PullProgress, Runner};
use parking_lot::Mutex;
use tauri::async_runtime::{self, JoinHandle};

use crate::error::WireError;
use crate::subscribers::{Deliver, Subscribers};

pub use wire::{ImageJob, ImageJobEvent, ImageWork, JobState};

/// Between two reports of how far a job is.
const PAUSE: Duration = Duration::from_millis(100);
/// Lines of a build that are kept for windows that come later.
const MAX_LINES: usize = 2_000;
/// How long the app's end waits for the clients.
const END: Duration = Duration::from_secs(2);

/// The jobs of this app, and the windows that show them.
#[derive(Clone, Default)]
pub struct ImageJobs(Arc<Mutex<Jobs>>);

#[derive(Default)]
struct Jobs {
    last: u32,
    by_number: BTreeMap<u32, Running>,
    windows: Subscribers<ImageJobEvent>,
}

struct Running {
    job: ImageJob,
    task: Option<JoinHandle<()>>,
    lines: Vec<String>,
    reported: Option<Instant>,
}

impl ImageJobs {
    /// Tells a window of every job, at once and when one changes.
    pub fn subscribe(&self, window: &str, send: Deliver<ImageJobEvent>) {
        let mut jobs = self.0.lock();
        for Running { job, lines, .. } in jobs.by_number.values() {
            send(&ImageJobEvent::Job { job: job.clone() });
            if !lines.is_empty() {
                send(&ImageJobEvent::Lines { number: job.number, lines: lines.clone() });
            }
        }
        jobs.windows.add(window, send);
    }

    /// Ends the subscription of a window; the jobs go on.
    pub fn window_closed(&self, window: &str) {
        self.0.lock().windows.remove(window);
    }

    /// Pulls an image. One that is being pulled already is not pulled twice.
    pub fn pull(&self, runner: Runner, image: String) -> u32 {
        let (engine, subject) = (runner.engine().id.clone(), image.clone());
        let same = |job: &ImageJob| {
            matches!(job.work, ImageWork::Pull { .. }) && job.engine == engine && job.subject == subject
        };
        let work = ImageWork::Pull { progress: Default::default() };
        self.start(&engine, &subject, work, same, |jobs, number| async move {
            let report = |progress: &PullProgress| {
                jobs.report(number, || ImageWork::Pull { progress: progress.clone() })
            };
            runner.pull(&image, report).await.map(|()| vec![image.clone()])
        })
    }

    /// Builds an image of a folder.
    pub fn build(&self, runner: Runner, spec: BuildSpec) -> u32 {
        let (engine, subject) = (runner.engine().id.clone(), spec.tag.clone());
        self.start(
            &engine,
            &subject,
            ImageWork::Build {},
            |_| false,
            |jobs, number| async move {
                let built = runner.build_image(&spec, |line| jobs.report_line(number, line)).await;
                built.map(|_| vec![spec.tag])
            },
        )
    }

    /// Writes an image to a file.
    pub fn save(&self, runner: Runner, image: String, path: PathBuf) -> u32 {
        let (engine, file) = (runner.engine().id.clone(), path.display().to_string());
        let work = move |transfer| ImageWork::Save { path: file.clone(), transfer };
        self.start(
            &engine,
            &image.clone(),
            work(Default::default()),
            |_| false,
            |jobs, number| async move {
                let report = |transfer| jobs.report(number, || work(transfer));
                runner.save_image(&image, &path, report).await.map(|()| Vec::new())
            },
        )
    }

    /// Reads images from a file.
    pub fn load(&self, runner: Runner, path: PathBuf) -> u32 {
        let (engine, file) = (runner.engine().id.clone(), path.display().to_string());
        let work = move |transfer| ImageWork::Load { transfer };
        self.start(
            &engine,
            &file,
            work(Default::default()),
            |_| false,
            |jobs, number| async move {
                runner.load_images(&path, |transfer| jobs.report(number, || work(transfer))).await
            },
        )
    }

    /// Ends a job that goes on.
    pub fn cancel(&self, number: u32) {
        let mut jobs = self.0.lock();
        let Some(running) = jobs.by_number.get_mut(&number) else { return };
        let Some(task) = running.task.take() else { return };
        task.abort();
        running.job.state = JobState::Cancelled;
        let job = running.job.clone();
        jobs.windows.send(&ImageJobEvent::Job { job });
    }

    /// Takes a job that has ended off the list.
    pub fn forget(&self, number: u32) {
        let mut jobs = self.0.lock();
        if jobs.by_number.get(&number).is_some_and(|running| running.job.state != JobState::Running) {
            jobs.by_number.remove(&number);
            jobs.windows.send(&ImageJobEvent::Gone { number });
        }
    }

    /// Ends all with their clients, for the app's end.
    pub fn end(&self) {
        let tasks: Vec<_> =
            self.0.lock().by_number.values_mut().filter_map(|running| running.task.take()).collect();
        tasks.iter().for_each(JoinHandle::abort);
        let ended = async {
            for task in tasks {
                _ = task.await;
            }
        };
        async_runtime::block_on(async { _ = tokio::time::timeout(END, ended).await });
    }

    fn start<Work>(
        &self,
        engine: &str,
        subject: &str,
        work: ImageWork,
        same: impl Fn(&ImageJob) -> bool,
        run: impl FnOnce(Self, u32) -> Work,
    ) -> u32
    where
        Work: Future<Output = berth_runner::Result<Vec<String>>> + Send + 'static,
    {
        let mut jobs = self.0.lock();
        let running = |job: &ImageJob| job.state == JobState::Running && same(job);
        if let Some(known) = jobs.by_number.values().find(|known| running(&known.job)) {
            return known.job.number;
        }
        jobs.last += 1;
        let number = jobs.last;
        let state = JobState::Running;
        let job = ImageJob { number, engine: engine.to_owned(), subject: subject.to_owned(), work, state };
        jobs.windows.send(&ImageJobEvent::Job { job: job.clone() });
        let (all, work) = (self.clone(), run(self.clone(), number));
        let task = async_runtime::spawn(async move {
            let ended = work.await;
            all.ended(number, ended.map_err(WireError::from));
        });
        jobs.by_number.insert(number, Running { job, task: Some(task), lines: Vec::new(), reported: None });
        number
    }

    /// Reports how far a job is, unless that was reported a moment ago.
    fn report(&self, number: u32, work: impl FnOnce() -> ImageWork) {
        let mut jobs = self.0.lock();
        let Some(running) = jobs.by_number.get_mut(&number) else { return };
        if running.reported.is_some_and(|at| at.elapsed() < PAUSE) {
            return;
        }
        running.reported = Some(Instant::now());
        running.job.work = work();
        let job = running.job.clone();
        jobs.windows.send(&ImageJobEvent::Job { job });
    }

    fn report_line(&self, number: u32, line: &str) {
        let mut jobs = self.0.lock();
        let Some(running) = jobs.by_number.get_mut(&number) else { return };
        running.lines.push(line.to_owned());
        if running.lines.len() > 2 * MAX_LINES {
            running.lines.drain(..MAX_LINES);
        }
        jobs.windows.send(&ImageJobEvent::Lines { number, lines: vec![line.to_owned()] });
    }

    fn ended(&self, number: u32, ended: Result<Vec<String>, WireError>) {
        let mut jobs = self.0.lock();
        let Some(running) = jobs.by_number.get_mut(&number) else { return };
        // It was cancelled just then.
        if running.job.state != JobState::Running {
            return;
        }
        running.task = None;
        running.job.state = match ended {
            Ok(names) => JobState::Done { names },
            Err(error) => JobState::Failed { error },
        };
        let job = running.job.clone();
        jobs.windows.send(&ImageJobEvent::Job { job });
    }
}

#[cfg(test)]
mod tests;
