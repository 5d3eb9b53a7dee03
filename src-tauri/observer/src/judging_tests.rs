//! The judge, on a screen without a session.

use berth_activity::Activity;
use berth_terminal::{ChangeHook, Size};

use super::*;

/// What was written, and the name of the screen at that moment.
type Written = (Vec<u8>, String);

struct Fake {
    screen: Mutex<Screen>,
    hook: Mutex<Option<ChangeHook>>,
    written: Mutex<Vec<Written>>,
    /// As it is while the screen is held.
    held: Mutex<String>,
}

impl Fake {
    fn new() -> Arc<Self> {
        let screen = Mutex::new(Screen::new(Size { cols: 20, rows: 4 }, 0));
        Arc::new(Self { screen, hook: Mutex::default(), written: Mutex::default(), held: Mutex::default() })
    }

    fn shows(&self, output: &str) {
        self.screen.lock().write(output.as_bytes());
        if let Some(hook) = &*self.hook.lock() {
            hook();
        }
    }
}

impl Watched for Fake {
    fn text(&self) -> ScreenText {
        to_judge(self.screen.lock().text())
    }

    fn size(&self) -> Size {
        self.screen.lock().size()
    }

    fn paint(&self) -> Vec<u8> {
        self.screen.lock().snapshot().paint
    }

    fn last_output(&self) -> Option<Instant> {
        None
    }

    fn on_change(&self, hook: Option<ChangeHook>) {
        *self.hook.lock() = hook;
    }

    fn with_screen(&self, act: &mut dyn FnMut(&mut Screen)) {
        let mut screen = self.screen.lock();
        *self.held.lock() = screen_hash(&to_judge(screen.text()));
        act(&mut screen);
    }

    fn write(&self, bytes: Vec<u8>) -> berth_terminal::Result<()> {
        let held = self.held.lock().clone();
        self.written.lock().push((bytes, held));
        Ok(())
    }
}

fn judging(fake: &Arc<Fake>) -> Judging {
    let text = "[[rule]]\nid = 'a'\nactivity = 'asks'\nwhen = [{ contains = '[y/N]' }]\n";
    let (rules, _) = Rules::with_text("t.toml", text);
    let watched = Arc::clone(fake) as Arc<dyn Watched>;
    Judging::start(watched, Program::default(), Arc::new(rules), Tracker::new(Timestamp::now()), None)
}

/// The question is replaced between the look and the answer, or not, as threads have it.
#[tokio::test]
async fn an_answer_goes_to_the_screen_that_was_looked_at_or_nowhere() {
    const ROUNDS: usize = 1000;
    let fake = Fake::new();
    let judging = judging(&fake);
    let mut sent = Vec::new();
    let mut refused = 0;
    for round in 0..ROUNDS {
        fake.shows(&format!("\x1b[2J\x1b[HQ{round} [y/N] "));
        let looked = judging.peek().hash;
        let program = Arc::clone(&fake);
        let replaces = std::thread::spawn(move || program.shows(&format!("\x1b[2J\x1b[HR{round} [y/N] ")));
        if round % 3 == 0 {
            std::thread::yield_now();
        }
        let guard = Guard { activity: Some(Activity::Asks), screen: Some(looked.clone()) };
        let outcome = judging.send(&[Input::Text(format!("{round}"))], &guard);
        match outcome {
            Ok(SendOutcome::Sent { peek }) => {
                assert_eq!(peek.hash, looked);
                sent.push((format!("{round}").into_bytes(), looked));
            }
            Ok(SendOutcome::Changed { peek }) => {
                assert_ne!(peek.hash, looked);
                refused += 1;
            }
            Err(error) => unreachable!("{error}"),
        }
        assert!(replaces.join().is_ok());
    }
    assert_eq!(*fake.written.lock(), sent);
    assert_eq!(sent.len() + refused, ROUNDS);
}

#[tokio::test]
async fn a_change_is_judged_and_told_and_what_stays_is_not() {
    let fake = Fake::new();
    let judging = judging(&fake);
    let mut changes = judging.changes();
    fake.shows("Go on? [y/N] ");
    while judging.reading().activity != Activity::Asks {
        assert!(changes.changed().await.is_ok());
    }
    let verdict = judging.reading().verdict;
    assert_eq!(verdict.map(|verdict| verdict.rule), Some("a".to_owned()));
    tokio::time::sleep(2 * INTERVAL).await;
    changes.mark_unchanged();
    // The same picture again.
    fake.shows("\rGo on? [y/N] ");
    tokio::time::sleep(3 * INTERVAL).await;
    assert!(!changes.has_changed().unwrap_or(true));
}
