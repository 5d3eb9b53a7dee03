//! The JSON Schema of the file: editors complete and check by it, and so does Berth.

use std::sync::LazyLock;

use schemars::generate::SchemaSettings;
use schemars::transform::{RecursiveTransform, Transform};
use schemars::{JsonSchema, Schema};
use serde_json::{Map, Value as Json, json};

use crate::table::{LayoutTable, SessionTable};

/// The name of the file of the schema beside a file of definitions.
pub const SCHEMA_FILE: &str = "sessions.schema.json";

/// TOML has no null, which optional values have in JSON.
fn without_null(schema: &mut Schema) {
    let Some(keys) = schema.as_object_mut() else { return };
    if keys.get("default").is_some_and(|value| value.is_null() || value == &json!("") || value == &json!({}))
    {
        keys.remove("default");
    }
    if let Some(Json::Array(types)) = keys.get_mut("type") {
        types.retain(|one| one != "null");
        if let [one] = &types[..] {
            let one = one.clone();
            keys.insert("type".into(), one);
        }
    }
    if let Some(Json::Array(some)) = keys.get_mut("anyOf") {
        some.retain(|one| one.get("type") != Some(&json!("null")));
        if let [Json::Object(one)] = &some[..] {
            let one = one.clone();
            keys.remove("anyOf");
            for (key, value) in one {
                keys.entry(key).or_insert(value);
            }
        }
    }
}

fn generated<T: JsonSchema>() -> Map<String, Json> {
    let settings = SchemaSettings::draft07().with(|settings| settings.inline_subschemas = true);
    let mut schema = settings.into_generator().into_root_schema_for::<T>();
    RecursiveTransform(without_null).transform(&mut schema);
    let mut schema = schema.as_object().cloned().unwrap_or_default();
    for key in ["$schema", "title", "required"] {
        schema.remove(key);
    }
    schema.insert("additionalProperties".into(), false.into());
    schema
}

/// The schemas of one session, template and layout.
pub(crate) struct Schemas {
    pub session: Json,
    pub template: Json,
    pub layout: Json,
}

pub(crate) static SCHEMAS: LazyLock<Schemas> = LazyLock::new(|| {
    let base = generated::<SessionTable>();
    let layout = {
        let mut layout = generated::<LayoutTable>();
        layout.insert("required".into(), json!(["columns"]));
        Json::Object(layout)
    };
    Schemas { session: session(base.clone()), template: template(base), layout }
});

/// What a parameter of a template can be.
fn any_value() -> Json {
    json!({ "type": ["string", "integer", "number", "boolean", "array"] })
}

fn session(mut schema: Map<String, Json>) -> Json {
    if let Some(Json::Object(keys)) = schema.get_mut("properties") {
        keys.insert(
            "template".into(),
            json!({ "type": "string", "description": "The template that says what is not said here." }),
        );
        let description = "The values of the template's parameters.";
        keys.insert(
            "params".into(),
            json!({ "type": "object", "description": description, "additionalProperties": any_value() }),
        );
    }
    Json::Object(schema)
}

/// As a session, but each value may be a parameter.
fn template(mut schema: Map<String, Json>) -> Json {
    schema.insert("description".into(), "What several sessions have in common.".into());
    if let Some(Json::Object(keys)) = schema.get_mut("properties") {
        for value in keys.values_mut() {
            if value.get("type") != Some(&json!("string")) {
                let description = value.get("description").cloned();
                let parameter = json!({ "type": "string", "pattern": "^\\{\\{.*\\}\\}$" });
                *value = json!({ "anyOf": [value.clone(), parameter] });
                if let (Some(description), Some(keys)) = (description, value.as_object_mut()) {
                    keys.insert("description".into(), description);
                }
            }
        }
        let description = "Its parameters: a list of those that each session gives, or a table with a default for \
                           each. {{NAME}} stands for the value.";
        keys.insert(
            "params".into(),
            json!({ "description": description, "anyOf": [
                { "type": "array", "items": { "type": "string" } },
                { "type": "object", "additionalProperties": {
                    "type": "object", "additionalProperties": false,
                    "properties": {
                        "default": { "description": "Its value where a session gives none; without it each gives one.",
                                     "type": ["string", "integer", "number", "boolean", "array"] },
                        "about": { "description": "What it is for.", "type": "string" },
                    } } },
            ] }),
        );
    }
    Json::Object(schema)
}

/// The JSON Schema of a file of definitions, with a line's end behind it.
pub fn schema() -> String {
    let part = |schema: &Json, about: &str| json!({ "type": "object", "description": about, "additionalProperties": schema });
    let Schemas { session, template, layout } = &*SCHEMAS;
    let schema = json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Sessions of Berth",
        "description": "Container sessions as a file. See docs/definitions.md.",
        "type": "object",
        "additionalProperties": false,
        "properties": {
            "sessions": part(session, "The sessions, by name: letters, digits, \"_\" and \"-\", beginning with a letter."),
            "templates": part(template, "What several sessions have in common, by name."),
            "layouts": part(layout, "Sessions that stand side by side, by name."),
        },
    });
    serde_json::to_string_pretty(&schema).unwrap_or_default() + "\n"
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use std::fs;
    use std::path::Path;

    use crate::Shelf;

    fn docs(file: &str) -> std::path::PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs").join(file)
    }

    #[test]
    fn the_committed_schema_is_current() {
        let path = docs(super::SCHEMA_FILE);
        let committed = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
        let schema = super::schema();
        if committed != schema {
            fs::write(&path, schema).unwrap();
        }
        assert!(
            committed == super::schema(),
            "{} had drifted; it is written anew: commit it",
            path.display()
        );
    }

    #[test]
    fn the_examples_of_the_documentation_are_read_without_a_fault() {
        let text = fs::read_to_string(docs("definitions.md")).unwrap().replace("\r\n", "\n");
        let examples: Vec<_> =
            text.split("```toml\n").skip(1).filter_map(|part| part.split("```").next()).collect();
        assert!(examples.len() >= 3);
        for example in examples {
            let shelf = Shelf::read(Path::new("/home/ann/sessions.toml"), example);
            assert_eq!((shelf.faults, shelf.definitions.is_empty()), (vec![], false), "{example}");
        }
        for key in super::SCHEMAS.session["properties"].as_object().unwrap().keys() {
            assert!(text.contains(&format!("`{key}`")), "docs/definitions.md does not say what {key} is");
        }
    }
}
