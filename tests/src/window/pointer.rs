//! The mouse: over a terminal's text, and anywhere in the window.

use std::process::Stdio;
use std::time::Duration;

use fantoccini::actions::{InputSource, MOUSE_BUTTON_LEFT, MouseActions, PointerAction};
use fantoccini::elements::Element;
use serde_json::json;
use tokio::io::AsyncWriteExt;
use tokio::process::Command;

use super::app::Window;

/// The position of a text in the window, in CSS pixels.
#[derive(Debug, Clone, Copy)]
pub struct TextPosition {
    left: f64,
    right: f64,
    middle: f64,
}

impl Window {
    /// The position of the last `text` in the terminal of `session`; waits until there is one.
    pub async fn position_of(&self, session: &str, text: &str) -> TextPosition {
        self.until(&format!("{text:?} in the terminal of {session}"), || async {
            let found =
                self.run(include_str!("scripts/text_position.js"), vec![json!(session), json!(text)]).await;
            let [left, right, middle] = serde_json::from_value(found).ok()?;
            Some(TextPosition { left, right, middle })
        })
        .await
    }

    /// Moves the pointer onto the text.
    pub async fn hover(&self, place: TextPosition) {
        self.mouse(vec![moved((place.left + place.right) / 2.0, place.middle)]).await;
    }

    /// Clicks the text.
    pub async fn click_at(&self, place: TextPosition) {
        self.mouse(vec![moved((place.left + place.right) / 2.0, place.middle), DOWN, UP]).await;
    }

    /// Drags the pointer over the text, which selects it.
    pub async fn drag_over(&self, place: TextPosition) {
        let (from, to) = (moved(place.left + 1.0, place.middle), moved(place.right - 1.0, place.middle));
        self.mouse(vec![from, DOWN, moved(place.left + 8.0, place.middle), to, UP]).await;
    }

    /// The middle of an element, in CSS pixels.
    pub async fn center_of(&self, element: &Element) -> (f64, f64) {
        let (x, y, width, height) = element.rectangle().await.expect("it has a place");
        (x + width / 2.0, y + height / 2.0)
    }

    /// Presses the left button at `from` and moves to `to`; `drop_here` releases it.
    pub async fn begin_drag(&self, from: (f64, f64), to: (f64, f64)) {
        let near = moved(f64::midpoint(from.0, to.0), f64::midpoint(from.1, to.1));
        self.mouse(vec![moved(from.0, from.1), DOWN, near, moved(to.0, to.1)]).await;
    }

    /// Releases the left button.
    pub async fn drop_here(&self) {
        self.mouse(vec![UP]).await;
    }

    pub async fn middle_click(&self, at: (f64, f64)) {
        self.press_button("2", at).await;
    }

    pub async fn right_click(&self, at: (f64, f64)) {
        self.press_button("3", at).await;
    }

    /// Presses a button by its number in X: WebKit's driver has the left one only.
    async fn press_button(&self, button: &str, (x, y): (f64, f64)) {
        let own = self.server.window(&["--name", "Berth"]).await;
        let (x, y) = (format!("{x:.0}"), format!("{y:.0}"));
        self.server.keys(&own, &["mousemove", "--window", &own, &x, &y, "click", button]).await;
    }

    /// The pixels at the text, once they no longer change.
    pub async fn drawn_at(&self, place: TextPosition) -> Vec<u8> {
        self.until("a picture that stays", || async {
            let first = self.draws_at(place).await;
            (self.draws_at(place).await == first).then_some(first)
        })
        .await
    }

    async fn draws_at(&self, TextPosition { left, right, middle }: TextPosition) -> Vec<u8> {
        let shot = self.server.picture().await;
        let area = format!("{:.0}x16+{:.0}+{:.0}", right - left, left, middle - 8.0);
        let mut cut = Command::new("convert")
            .args(["png:-", "-crop", &area, "rgb:-"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("convert, of package imagemagick, starts");
        let mut stdin = cut.stdin.take().expect("convert reads");
        let write = async move { stdin.write_all(&shot).await.expect("convert takes a picture") };
        let (output, ()) = tokio::join!(cut.wait_with_output(), write);
        output.expect("convert's picture").stdout
    }

    async fn mouse(&self, actions: Vec<PointerAction>) {
        let mut mouse = MouseActions::new("mouse".into());
        for action in actions {
            mouse = mouse.then(action);
        }
        self.client.perform_actions(mouse).await.expect("the mouse works");
    }
}

const DOWN: PointerAction = PointerAction::Down { button: MOUSE_BUTTON_LEFT };
const UP: PointerAction = PointerAction::Up { button: MOUSE_BUTTON_LEFT };

fn moved(x: f64, y: f64) -> PointerAction {
    PointerAction::MoveTo { duration: Some(Duration::ZERO), x, y }
}
