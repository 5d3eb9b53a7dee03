//! What a person does in the window: find by role and name, click, type, read.

use berth_tests::wait;
use fantoccini::elements::{Element, ElementRef};
use serde_json::{Value, json};

use crate::window::Window;

/// The key under which WebDriver hands over an element (WebDriver, 12.1).
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// Finds what assistive technology would find: the element of `role` whose
/// accessible name matches.
const FIND: &str = "
    const [role, name, exact] = arguments;
    const options = { hidden: false };
    if (name !== null) options.name = exact ? name : new RegExp(name);
    const all = TestingLibraryDom.queryAllByRole(document.body, role, options);
    return all.length > 0 ? all[0] : null;
";

impl Window {
    /// The element of `role` named exactly `name`; waits until there is one.
    pub async fn find(&self, role: &str, name: &str) -> Element {
        self.wait_find(role, json!(name), true).await
    }

    /// The same, by a regular expression.
    pub async fn find_like(&self, role: &str, pattern: &str) -> Element {
        self.wait_find(role, json!(pattern), false).await
    }

    /// Whether there is one now.
    pub async fn has(&self, role: &str, pattern: &str) -> bool {
        self.look(role, &json!(pattern), false).await.is_some()
    }

    /// Waits until there is none.
    pub async fn gone(&self, role: &str, pattern: &str) {
        let what = format!("no {role} like {pattern:?}");
        wait::until(&what, || async { (!self.has(role, pattern).await).then_some(()) }).await;
    }

    async fn wait_find(&self, role: &str, name: Value, exact: bool) -> Element {
        let what = format!("{role} {name} on screen");
        wait::until(&what, || self.look(role, &name, exact)).await
    }

    async fn look(&self, role: &str, name: &Value, exact: bool) -> Option<Element> {
        let found = self.run(FIND, vec![json!(role), name.clone(), json!(exact)]).await;
        let id = found.get(ELEMENT)?.as_str()?.to_owned();
        Some(Element::from_element_id(self.client.clone(), ElementRef::from(id)))
    }

    /// Clicks the element of `role` named exactly `name`, once it is there and can be clicked.
    pub async fn click(&self, role: &str, name: &str) {
        let what = format!("a click on {role} {name:?}");
        wait::until(&what, || async { self.find(role, name).await.click().await.ok() }).await;
    }

    /// The same, by a regular expression.
    pub async fn click_like(&self, role: &str, pattern: &str) {
        let what = format!("a click on {role} like {pattern:?}");
        wait::until(&what, || async { self.find_like(role, pattern).await.click().await.ok() }).await;
    }

    /// Replaces what a field holds.
    pub async fn fill(&self, label: &str, text: &str) {
        let field = self.find("textbox", label).await;
        field.clear().await.expect("the field can be cleared");
        field.send_keys(text).await.expect("the field takes keys");
    }

    /// Types into the terminal of `session`, as keys.
    pub async fn type_into(&self, session: &str, keys: &str) {
        let area = wait::until(&format!("the terminal of {session} takes keys"), || async {
            let found = self
                .run(
                    "const [name] = arguments;
                     const pane = document.querySelector(`[role=region][aria-label=\"Terminal ${name}\"]`);
                     const area = pane?.querySelector('.xterm-helper-textarea') ?? null;
                     area?.focus();
                     return area;",
                    vec![json!(session)],
                )
                .await;
            Some(found.get(ELEMENT)?.as_str()?.to_owned())
        })
        .await;
        let area = Element::from_element_id(self.client.clone(), ElementRef::from(area));
        area.send_keys(keys).await.expect("the terminal takes keys");
    }

    /// What the terminal of `session` shows, line by line.
    pub async fn terminal_text(&self, session: &str) -> String {
        let text = self
            .run(
                "const [name] = arguments;
                 const pane = document.querySelector(`[role=region][aria-label=\"Terminal ${name}\"]`);
                 const rows = [...(pane?.querySelectorAll('.xterm-rows > div') ?? [])];
                 return rows.map((row) => row.textContent.replaceAll('\\u00a0', ' ').trimEnd()).join('\\n');",
                vec![json!(session)],
            )
            .await;
        text.as_str().unwrap_or_default().to_owned()
    }

    /// Waits until the terminal of `session` shows a line for which `is` holds; gives that line.
    pub async fn terminal_line(&self, session: &str, what: &str, is: impl Fn(&str) -> bool) -> String {
        wait::until(&format!("{what} in the terminal of {session}"), || async {
            let text = self.terminal_text(session).await;
            text.lines().find(|line| is(line)).map(str::to_owned)
        })
        .await
    }
}
