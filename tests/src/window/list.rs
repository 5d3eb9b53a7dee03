//! The list of sessions: rows, menus, and the keyboard.

use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::key::Key;
use serde_json::{Value, json};

use super::app::Window;

/// One group of the list, as it is drawn.
#[derive(Debug, PartialEq, Eq)]
pub struct Group {
    pub title: String,
    /// The names of its sessions, in order.
    pub sessions: Vec<String>,
}

impl Window {
    /// The groups that are drawn now. Of long lists only a part is drawn.
    pub async fn groups(&self) -> Vec<Group> {
        let groups = self.run(include_str!("scripts/groups.js"), vec![]).await;
        let groups: Vec<(String, Vec<String>)> = serde_json::from_value(groups).expect("titles and names");
        let name = |row: String| row.split(", ").next().unwrap_or_default().to_owned();
        groups
            .into_iter()
            .map(|(title, rows)| Group { title, sessions: rows.into_iter().map(name).collect() })
            .collect()
    }

    /// Waits until the list shows these groups, each with these sessions.
    pub async fn shows(&self, expected: &[(&str, &[&str])]) {
        let expected: Vec<Group> = expected
            .iter()
            .map(|(title, names)| Group {
                title: (*title).to_owned(),
                sessions: names.iter().map(|name| (*name).to_owned()).collect(),
            })
            .collect();
        self.until(&format!("the list shows {expected:?}"), || async {
            (self.groups().await == expected).then_some(())
        })
        .await;
    }

    /// Waits until the list shows so many groups.
    pub async fn shows_groups(&self, number: usize) {
        let shows = || async { (self.groups().await.len() == number).then_some(()) };
        self.until(&format!("{number} groups"), shows).await;
    }

    /// Replaces the text in the filter of the list.
    pub async fn search(&self, text: &str) {
        let field = self.find("searchbox", "Filter sessions").await;
        if !text.is_empty() {
            field.clear().await.expect("the filter can be cleared");
        }
        // Escape tells the list that it is empty; WebDriver alone doesn't.
        let keys = if text.is_empty() { Key::Escape.to_string() } else { text.to_owned() };
        field.send_keys(&keys).await.expect("the filter takes keys");
    }

    /// Chooses an option of the list: `choose_list_option("Group by", "Engine")`.
    pub async fn choose_list_option(&self, group: &str, choice: &str) {
        self.click_like("button", "^Show sessions:").await;
        self.click_in("group", group, "menuitemradio", choice).await;
        self.gone("menu", "").await;
    }

    /// Chooses a verb from the menu of a row; `row` is a regular expression.
    pub async fn verb(&self, row: &str, verb: &str) {
        let what = format!("the menu of {row}");
        self.until(&what, || async {
            let clicked = self.run(include_str!("scripts/open_row_menu.js"), vec![json!(row)]).await;
            (clicked == json!(true) && self.has("menu", "").await).then_some(())
        })
        .await;
        self.click_like("menuitem", &format!("^{verb}")).await;
    }

    /// Presses Ctrl with a letter, wherever the keyboard is.
    pub async fn press_control_in_list(&self, letter: char) {
        self.press_with(&[Key::Control], letter).await;
    }

    /// Presses a key with `modifiers`, wherever the keyboard is.
    pub async fn press_with(&self, modifiers: &[Key], key: char) {
        let mut keys = KeyActions::new("keyboard".into());
        for modifier in modifiers {
            keys = keys.then(KeyAction::Down { value: (*modifier).into() });
        }
        keys = keys.then(KeyAction::Down { value: key }).then(KeyAction::Up { value: key });
        for modifier in modifiers {
            keys = keys.then(KeyAction::Up { value: (*modifier).into() });
        }
        self.client.perform_actions(keys).await.expect("the keyboard works");
    }

    /// Presses a key, wherever the keyboard is.
    pub async fn press(&self, key: Key) {
        let at = self.client.active_element().await.expect("something has the keyboard");
        at.send_keys(&key.to_string()).await.expect("it takes keys");
    }

    /// In the dialog for many sessions, unticks all but one: the others may belong to other tests.
    pub async fn untick_all_but(&self, session: &str) {
        self.run(include_str!("scripts/untick_all_but.js"), vec![json!(session)]).await;
    }

    /// Makes the list wider with the arrow key, so many times.
    pub async fn widen_list(&self, times: usize) {
        let edge = self.find("separator", "Width of the list").await;
        edge.send_keys(&Key::Right.to_string().repeat(times)).await.expect("the edge takes keys");
    }

    /// How wide the list is.
    pub async fn list_width(&self) -> Value {
        self.run("return document.querySelector('aside').offsetWidth", vec![]).await
    }

    /// Waits until the keyboard is in the terminal of `session`.
    pub async fn keyboard_comes_to(&self, session: &str) {
        self.until(&format!("the keyboard in the terminal of {session}"), || async {
            let at = self.run("return document.activeElement.closest('section')?.ariaLabel", vec![]).await;
            (at == format!("Terminal {session}")).then_some(())
        })
        .await;
    }

    /// The accessible name of the element that has the keyboard, or else its text. Empty where
    /// only the page has it.
    pub async fn keyboard_on(&self) -> String {
        let script = "const at = document.activeElement;
            return at === document.body ? '' : at.ariaLabel ?? at.innerText.trim()";
        let at = self.run(script, vec![]).await;
        at.as_str().unwrap_or_default().to_owned()
    }

    /// Waits until the keyboard is on the element whose name or text begins so; gives all of it.
    pub async fn keyboard_gets_to(&self, words: &str) -> String {
        self.until(&format!("the keyboard gets to {words}"), || async {
            Some(self.keyboard_on().await).filter(|on| on.starts_with(words))
        })
        .await
    }

    /// Presses Tab until the keyboard is on the element with this name or text.
    pub async fn tab_to(&self, words: &str) {
        self.until(&format!("the keyboard gets to {words}"), || async {
            self.press_with(&[], Key::Tab.into()).await;
            (self.keyboard_on().await == words).then_some(())
        })
        .await;
    }

    /// The text of the dialog that is open.
    pub async fn dialog_text(&self) -> String {
        let text = self
            .run(
                "return TestingLibraryDom.queryAllByRole(document.body, 'dialog').map((d) => d.innerText).join('\\n')",
                vec![],
            )
            .await;
        text.as_str().unwrap_or_default().to_owned()
    }

    /// Waits until the dialog says something; gives all that it says.
    pub async fn dialog_says(&self, text: &str) -> String {
        self.until(&format!("the dialog says {text:?}"), || async {
            let all = self.dialog_text().await;
            all.contains(text).then_some(all)
        })
        .await
    }

    /// The value of a field.
    pub async fn value_of(&self, label: &str) -> Value {
        let field = self.field(label).await;
        field.prop("value").await.ok().flatten().map_or(Value::Null, Value::String)
    }
}
