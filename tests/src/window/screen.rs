//! The actions of a person in the window: find by role and name, click, type, read.

use std::path::Path;

use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::elements::{Element, ElementRef};
use fantoccini::key::Key;
use serde_json::{Value, json};

use super::app::Window;
use crate::wait;

/// The key under which WebDriver hands over an element (WebDriver, 12.1).
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

impl Window {
    /// Waits for a condition; where it does not come true, leaves a picture and fails.
    pub async fn until<T, F: Future<Output = Option<T>>>(&self, what: &str, answer: impl FnMut() -> F) -> T {
        match wait::within_patience(answer).await {
            Some(answer) => answer,
            None => {
                let test = std::thread::current().name().unwrap_or("test").replace("::", "-");
                self.shot(&format!("failed-{test}")).await;
                panic!("waited {} s for: {what}", wait::PATIENCE.as_secs());
            }
        }
    }

    /// The element of `role` named exactly `name`; waits until there is one.
    pub async fn find(&self, role: &str, name: &str) -> Element {
        self.wait_find(role, json!(name), true).await
    }

    /// The same by a regular expression.
    pub async fn find_like(&self, role: &str, pattern: &str) -> Element {
        self.wait_find(role, json!(pattern), false).await
    }

    /// Whether there is one now.
    pub async fn has(&self, role: &str, pattern: &str) -> bool {
        self.run(include_str!("scripts/has.js"), vec![json!(role), json!(pattern)]).await == json!(true)
    }

    /// Waits until there is none.
    pub async fn gone(&self, role: &str, pattern: &str) {
        let what = format!("no {role} like {pattern:?}");
        self.until(&what, || async { (!self.has(role, pattern).await).then_some(()) }).await;
    }

    /// Waits until nothing lies over the exit card: a dialog that closes does so for a moment.
    pub async fn exit_card_is_free(&self) {
        let script = include_str!("scripts/card_is_free.js");
        self.until("an exit card that nothing lies over", || async {
            (self.run(script, vec![]).await == json!(true)).then_some(())
        })
        .await;
    }

    async fn wait_find(&self, role: &str, name: Value, exact: bool) -> Element {
        let what = format!("{role} {name} on screen");
        self.until(&what, || self.look(role, &name, exact)).await
    }

    async fn look(&self, role: &str, name: &Value, exact: bool) -> Option<Element> {
        self.element(include_str!("scripts/find.js"), vec![json!(role), name.clone(), json!(exact)]).await
    }

    /// The element that `script` returns. One that leaves the page before the driver has it
    /// in hand is none.
    async fn element(&self, script: &str, arguments: Vec<Value>) -> Option<Element> {
        let found = match self.client.execute(script, arguments).await {
            Err(error) if error.to_string().contains("Stale element") => return None,
            found => found.unwrap_or_else(|error| panic!("{script}: {error}")),
        };
        let id = found.get(ELEMENT)?.as_str()?.to_owned();
        Some(Element::from_element_id(self.client.clone(), ElementRef::from(id)))
    }

    /// Clicks the element of `role` named exactly `name`, once it is there and can be clicked.
    pub async fn click(&self, role: &str, name: &str) {
        let what = format!("a click on {role} {name:?}");
        self.until(&what, || async { self.find(role, name).await.click().await.ok() }).await;
    }

    /// The same by a regular expression.
    pub async fn click_like(&self, role: &str, pattern: &str) {
        let what = format!("a click on {role} like {pattern:?}");
        self.until(&what, || async { self.find_like(role, pattern).await.click().await.ok() }).await;
    }

    /// A field of a form, by its label.
    pub async fn field(&self, label: &str) -> Element {
        let what = format!("a field {label:?} on screen");
        self.until(&what, || async {
            match self.look("textbox", &json!(label), true).await {
                Some(field) => Some(field),
                // One that proposes values.
                None => self.look("combobox", &json!(label), true).await,
            }
        })
        .await
    }

    /// Replaces the value of a field.
    pub async fn fill(&self, label: &str, text: &str) {
        let field = self.field(label).await;
        field.clear().await.expect("the field can be cleared");
        field.send_keys(text).await.expect("the field takes keys");
    }

    /// Chooses a file in a field for one, which is out of sight: a button opens it.
    pub async fn choose_file(&self, label: &str, file: &Path) {
        let script = "return [...document.querySelectorAll('input[type=file]')]
            .find((field) => field.ariaLabel === arguments[0]) ?? null";
        let find = || self.element(script, vec![json!(label)]);
        let field = self.until(&format!("a field for {label}"), find).await;
        field.send_keys(&file.display().to_string()).await.expect("the field takes a file");
    }

    /// Types into the terminal of `session`, as keys.
    pub async fn type_into(&self, session: &str, keys: &str) {
        self.type_in(&format!("Terminal {session}"), keys).await;
    }

    /// Types into the terminal that is in the region of this name, as keys.
    pub async fn type_in(&self, region: &str, keys: &str) {
        self.focus_terminal(region).await.send_keys(keys).await.expect("the terminal takes keys");
    }

    /// The element of a terminal that takes keys, in focus.
    async fn focus_terminal(&self, region: &str) -> Element {
        let script = include_str!("scripts/focus_terminal.js");
        self.until(&format!("{region} takes keys"), || self.element(script, vec![json!(region)])).await
    }

    /// The lines on the screen of the terminal of `session`.
    pub async fn terminal_text(&self, session: &str) -> String {
        self.text_in(&format!("Terminal {session}")).await
    }

    /// The lines on the screen of the terminal in the region of this name.
    pub async fn text_in(&self, region: &str) -> String {
        let text = self.run(include_str!("scripts/terminal_text.js"), vec![json!(region)]).await;
        text.as_str().unwrap_or_default().to_owned()
    }

    /// Waits until the terminal of `session` shows a line for which `is` holds; gives that line.
    pub async fn terminal_line(&self, session: &str, what: &str, is: impl Fn(&str) -> bool) -> String {
        self.line_in(&format!("Terminal {session}"), what, is).await
    }

    /// The same for the terminal in the region of this name.
    pub async fn line_in(&self, region: &str, what: &str, is: impl Fn(&str) -> bool) -> String {
        self.until(&format!("{what} in {region}"), || async {
            let text = self.text_in(region).await;
            text.lines().find(|line| is(line)).map(str::to_owned)
        })
        .await
    }

    /// The row of a session.
    pub async fn row(&self, session: &str) -> Element {
        self.find_like("row", &format!("^{session}, ")).await
    }

    /// Opens the terminal of a running session, from its row, with the keyboard.
    pub async fn attach(&self, session: &str) {
        self.enter_row(&format!("^{session}, running")).await;
        self.find("region", &format!("Terminal {session}")).await;
    }

    /// Presses Enter on a row of the list. A click could hit another row, because sessions of
    /// other tests come and go above it.
    pub async fn enter_row(&self, pattern: &str) {
        self.press_on("row", pattern, &Key::Enter.to_string()).await;
    }

    /// Presses keys on the row of a session.
    pub async fn press_on_row(&self, session: &str, keys: &str) {
        self.press_on("row", &format!("^{session}, "), keys).await;
    }

    /// Presses keys on an element, once it is there and takes them: a row may be drawn anew after
    /// it was found.
    pub async fn press_on(&self, role: &str, pattern: &str, keys: &str) {
        let what = format!("{role} like {pattern:?} takes {keys:?}");
        self.until(&what, || async { self.find_like(role, pattern).await.send_keys(keys).await.ok() }).await;
    }

    /// Clicks an element inside another one: `click_in("region", "Exit card", "button", "Restart")`.
    pub async fn click_in(&self, role: &str, name: &str, inner_role: &str, inner_name: &str) {
        let what = format!("a click on {inner_role} {inner_name:?} in {role} {name:?}");
        self.until(&what, || async {
            let found = self.element(
                include_str!("scripts/find_in.js"),
                vec![json!(role), json!(name), json!(inner_role), json!(inner_name)],
            );
            found.await?.click().await.ok()
        })
        .await;
    }

    /// Shows a view of an open session: `Terminal`, `Logs` or `Details`. A click may
    /// meet a window that is still being laid out, so it counts only once it worked.
    pub async fn view(&self, session: &str, view: &str) {
        self.until(&format!("the view {view} of {session}"), || async {
            self.click_in("tablist", &format!("Views of {session}"), "tab", view).await;
            let tab = self.find("tab", view).await;
            (tab.attr("aria-selected").await.ok()?.as_deref() == Some("true")).then_some(())
        })
        .await;
    }

    /// Stops a session from its tab, with the defaults of the dialog.
    pub async fn stop(&self, session: &str) {
        // Its own: rows of other sessions have such a button, too.
        self.click_in("toolbar", &format!("Actions for {session}"), "button", "Stop").await;
        self.click_like("button", &format!("^Stop {session}")).await;
    }

    /// Pastes into the terminal of `session`, as the system's clipboard would.
    pub async fn paste_into(&self, session: &str, text: &str) {
        self.run(include_str!("scripts/paste.js"), vec![json!(session), json!(text)]).await;
    }

    /// Presses Ctrl with each of `letters` in the terminal of `session`.
    pub async fn press_control(&self, session: &str, letters: &[char]) {
        self.focus_terminal(&format!("Terminal {session}")).await;
        let control = Key::Control.into();
        let mut keys = KeyActions::new("keyboard".into()).then(KeyAction::Down { value: control });
        for &value in letters {
            keys = keys.then(KeyAction::Down { value }).then(KeyAction::Up { value });
        }
        let keys = keys.then(KeyAction::Up { value: control });
        self.client.perform_actions(keys).await.expect("the keyboard works");
    }

    /// Presses `key` with `modifiers` in the terminal of `session`.
    pub async fn chord(&self, session: &str, modifiers: &[Key], key: char) {
        self.chord_in(&format!("Terminal {session}"), modifiers, key).await;
    }

    /// The same in the terminal of the region of this name.
    pub async fn chord_in(&self, region: &str, modifiers: &[Key], key: char) {
        self.focus_terminal(region).await;
        self.press_with(modifiers, key).await;
    }

    /// Types into the element that has the keyboard.
    pub async fn type_focused(&self, text: &str) {
        let element = self.client.active_element().await.expect("an element has the keyboard");
        element.send_keys(text).await.expect("it takes keys");
    }

    /// Opens the menu of the terminal of `session`, as the right button does.
    pub async fn context_menu(&self, session: &str) {
        self.run(include_str!("scripts/context_menu.js"), vec![json!(session)]).await;
    }

    /// The text of the element of `role` named exactly `name`.
    pub async fn text_of(&self, role: &str, name: &str) -> String {
        self.until(&format!("the text of {role} {name:?}"), || async {
            self.find(role, name).await.text().await.ok()
        })
        .await
    }

    /// Waits for an element of `role` that holds `text`.
    pub async fn says(&self, role: &str, text: &str) {
        self.until(&format!("{role} says {text:?}"), || async {
            let found = self.run(include_str!("scripts/says.js"), vec![json!(role), json!(text)]).await;
            (found == json!(true)).then_some(())
        })
        .await;
    }

    /// Waits until no element of `role` holds `text`.
    pub async fn says_no_more(&self, role: &str, text: &str) {
        self.until(&format!("{role} no longer says {text:?}"), || async {
            let found = self.run(include_str!("scripts/says.js"), vec![json!(role), json!(text)]).await;
            (found == json!(false)).then_some(())
        })
        .await;
    }

    /// Fills a further volume into the form.
    pub async fn add_volume(&self, volume: &str) {
        if !self.has("textbox", "^Volume").await {
            self.click_like("button", "^Volumes").await;
        }
        let field = self.find_like("textbox", "^Volume").await;
        field.send_keys(volume).await.expect("the field takes keys");
    }
}
