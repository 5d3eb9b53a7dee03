//! The options of a container, as keys of the file: `pids_limit` for `pidsLimit`.

use std::borrow::Cow;

use berth_runner::ContainerOptions;
use heck::{ToLowerCamelCase, ToSnakeCase};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::Error as _;
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value as Json};

/// The one option that has keys itself, whose names are not a person's own.
const HEALTH: &str = "health";

/// What else a container is created with. What is left out is the engine's or the image's.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OptionsTable(pub ContainerOptions);

fn renamed(keys: Map<String, Json>, name: impl Fn(&str) -> String) -> Map<String, Json> {
    let entry = |(key, value): (String, Json)| match value {
        Json::Object(keys) if key == HEALTH => (
            HEALTH.to_owned(),
            Json::Object(keys.into_iter().map(|(key, value)| (name(&key), value)).collect()),
        ),
        value => (name(&key), value),
    };
    keys.into_iter().map(entry).collect()
}

/// Whether a value says nothing. An empty text does: an entrypoint may be one.
fn says_nothing(value: &Json) -> bool {
    match value {
        Json::Null | Json::Bool(false) => true,
        Json::Array(values) => values.is_empty(),
        Json::Object(keys) => keys.is_empty(),
        _ => false,
    }
}

impl Serialize for OptionsTable {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let Json::Object(keys) = serde_json::to_value(&self.0).map_err(S::Error::custom)? else {
            return Err(S::Error::custom("options are no table"));
        };
        let mut keys = renamed(keys, |key| key.to_snake_case());
        if let Some(Json::Object(health)) = keys.get_mut(HEALTH) {
            health.retain(|_, value| !says_nothing(value));
        }
        keys.retain(|_, value| !says_nothing(value));
        keys.serialize(to)
    }
}

impl<'de> Deserialize<'de> for OptionsTable {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let keys = renamed(Map::deserialize(from)?, |key| key.to_lower_camel_case());
        serde_json::from_value(Json::Object(keys)).map(Self).map_err(D::Error::custom)
    }
}

impl JsonSchema for OptionsTable {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Options".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = ContainerOptions::json_schema(generator);
        if let Some(Json::Object(keys)) = schema.get_mut("properties") {
            if let Some(Json::Object(health)) = keys.get_mut(HEALTH) {
                health.remove("default");
                health.insert("additionalProperties".to_owned(), false.into());
                if let Some(Json::Object(of_health)) = health.get_mut("properties") {
                    *of_health = snake(std::mem::take(of_health));
                }
            }
            *keys = snake(std::mem::take(keys));
        }
        schema
    }
}

fn snake(properties: Map<String, Json>) -> Map<String, Json> {
    properties.into_iter().map(|(key, value)| (key.to_snake_case(), value)).collect()
}
