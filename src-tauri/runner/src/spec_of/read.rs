//! Looking into an inspect.

use serde_json::Value;

use crate::kind::EngineKind;

/// A container and its image, as their engine describes them.
pub(super) struct Container<'a> {
    pub row: &'a Value,
    image: &'a Value,
    pub kind: EngineKind,
}

impl<'a> Container<'a> {
    pub fn new(row: &'a Value, image: &'a Value) -> Self {
        Self { row, image, kind: kind_of(row) }
    }

    pub fn is_podman(&self) -> bool {
        self.kind == EngineKind::Podman
    }

    /// Empty where there is none.
    pub fn text(&self, pointer: &str) -> &'a str {
        // A name with dots stands in no pointer's way, one with slashes would.
        self.row.pointer(pointer).and_then(Value::as_str).unwrap_or_default()
    }

    pub fn texts(&self, pointer: &str) -> Vec<String> {
        texts(self.row.pointer(pointer))
    }

    pub fn flag(&self, pointer: &str) -> bool {
        self.row.pointer(pointer).and_then(Value::as_bool).unwrap_or(false)
    }

    /// 0 where there is none.
    pub fn number(&self, pointer: &str) -> i64 {
        let number = self.row.pointer(pointer);
        // podman 4.3 prints -1 as an unsigned number.
        number.and_then(|n| n.as_i64().or_else(|| n.as_u64().map(|_| -1))).unwrap_or(0)
    }

    /// What its image says under `Config`.
    pub fn of_image(&self, pointer: &str) -> Option<&'a Value> {
        self.image.pointer(pointer)
    }

    /// A text of `Config`, unless it is the image's own or empty.
    pub fn differing(&self, pointer: &str) -> Option<String> {
        let has = self.text(&format!("/Config{pointer}"));
        let of_image = self.of_image(pointer).and_then(Value::as_str).unwrap_or_default();
        (!has.is_empty() && has != of_image).then(|| has.to_owned())
    }

    /// podman says `/` of a container whose image says nothing.
    pub fn same_folder(&self) -> bool {
        let whole = |text: &str| format!("/{}", text.trim_matches('/'));
        let of_image = self.of_image("/WorkingDir").and_then(Value::as_str).unwrap_or_default();
        whole(self.text("/Config/WorkingDir")) == whole(of_image)
    }

    pub fn image_name(&self) -> &'a str {
        let named = self.text("/Config/Image");
        if named.is_empty() { self.text("/ImageName") } else { named }
    }

    pub fn pod(&self) -> Option<&'a str> {
        Some(self.text("/Pod")).filter(|pod| !pod.is_empty())
    }

    /// What both engines call a container that has no host name.
    pub fn short_id(&self) -> &'a str {
        self.text("/Id").get(..12).unwrap_or_default()
    }

    /// The words after each `name` or `name=` in the command by which podman created it: some
    /// options stand nowhere else in its inspect (4.3).
    pub fn said(&self, name: &str) -> Vec<String> {
        let words = self.texts("/Config/CreateCommand");
        let mut found = Vec::new();
        let mut words = words.iter().take_while(|word| *word != "--");
        while let Some(word) = words.next() {
            if word == name {
                found.extend(words.next().cloned());
            } else if let Some(value) = word.strip_prefix(name).and_then(|rest| rest.strip_prefix('=')) {
                found.push(value.to_owned());
            }
        }
        found
    }
}

/// The texts of a list, where there is one.
pub(crate) fn texts_at(value: &Value, pointer: &str) -> Vec<String> {
    texts(value.pointer(pointer))
}

pub(super) fn texts(value: Option<&Value>) -> Vec<String> {
    let items = value.and_then(Value::as_array).into_iter().flatten();
    items.filter_map(|item| item.as_str().map(str::to_owned)).collect()
}

/// The family by the shape of its inspect; a docker client before a podman prints docker's.
fn kind_of(row: &Value) -> EngineKind {
    if row.get("ImageName").is_some() { EngineKind::Podman } else { EngineKind::Docker }
}
