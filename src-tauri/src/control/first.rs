//! Whether this is the first app of the person.

use std::path::Path;
use std::time::{Duration, Instant};

use berth_control::{App, Claim, Claimed, Place};

/// How long an app that is about to open or to end is waited for.
const SETTLED_WITHIN: Duration = Duration::from_secs(5);
const PAUSE: Duration = Duration::from_millis(50);

/// Who opens a window.
#[derive(Debug)]
pub enum First {
    /// This one.
    Own(Claim),
    /// This one, and nobody can ask it.
    Unreachable,
    /// The one that runs already, and has come to the front.
    Other,
}

/// Claims to be the one app of this state folder, or has the one that is it come to the front, and follow the link.
pub async fn claim(state: &Path, link: Option<&str>) -> First {
    let place = Place::of(state);
    let until = Instant::now() + SETTLED_WITHIN;
    let mut why = String::new();
    while Instant::now() < until {
        match Claim::take(&place) {
            Ok(Claimed::First(claim)) => return First::Own(claim),
            Ok(Claimed::Taken) => {}
            Err(error) => {
                why = error.to_string();
                break;
            }
        }
        why = match App::find(&place).await {
            Ok(Some(app)) => {
                let shown = match link {
                    Some(link) => app.follow(link).await,
                    None => app.open(None).await,
                };
                match shown {
                    Ok(()) => return First::Other,
                    Err(refusal) => refusal.message,
                }
            }
            Ok(None) => "it can't be reached".to_owned(),
            Err(refusal) => refusal.message,
        };
        tokio::time::sleep(PAUSE).await;
    }
    tracing::warn!("this window opens beside another that may run: {why}");
    First::Unreachable
}
