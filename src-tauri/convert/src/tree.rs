//! YAML and JSON with comments as one tree that knows its lines.

use std::collections::HashMap;

use berth_runner::Lines;
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, ast, parse_to_ast};
use saphyr_parser::{Event, Parser, ScalarStyle};

use crate::remark::RemarkProblem;

/// Nodes of a tree, at most: an alias copies what it means.
const MAX_NODES: usize = 20_000;

/// One value and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Node {
    pub line: u32,
    pub value: Value,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Value {
    Nothing,
    /// A text, a number or a truth value, as it was written.
    Text(String),
    List(Vec<Node>),
    Map(Vec<(Entry, Node)>),
}

/// A key and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    pub key: String,
    pub line: u32,
}

impl Node {
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.entries().iter().rev().find(|(entry, _)| entry.key == key).map(|(_, node)| node)
    }

    pub fn entries(&self) -> &[(Entry, Self)] {
        match &self.value {
            Value::Map(entries) => entries,
            _ => &[],
        }
    }

    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    pub fn is_true(&self) -> bool {
        matches!(self.text(), Some("true" | "True" | "TRUE" | "yes" | "on"))
    }

    fn size(&self) -> usize {
        match &self.value {
            Value::List(items) => 1 + items.iter().map(Self::size).sum::<usize>(),
            Value::Map(entries) => 1 + entries.iter().map(|(_, node)| node.size()).sum::<usize>(),
            _ => 1,
        }
    }
}

type Failed = (u32, RemarkProblem);

fn number(line: usize) -> u32 {
    u32::try_from(line).unwrap_or(u32::MAX)
}

/// What is open while events come: a list, or a map with the key that waits for its value.
enum Open {
    List(Vec<Node>),
    Map(Vec<(Entry, Node)>, Option<Entry>),
}

struct Build {
    open: Vec<(u32, usize, Open)>,
    anchors: HashMap<usize, Node>,
    nodes: usize,
    root: Option<Node>,
}

impl Build {
    fn put(&mut self, anchor: usize, node: Node) -> Result<(), Failed> {
        // An inner node was counted when it was put.
        self.nodes += 1;
        if self.nodes > MAX_NODES {
            return Err((node.line, RemarkProblem::TreeLarge {}));
        }
        if anchor > 0 {
            self.nodes += node.size();
            self.anchors.insert(anchor, node.clone());
        }
        match self.open.last_mut() {
            None => self.root = Some(node),
            Some((_, _, Open::List(items))) => items.push(node),
            Some((_, _, Open::Map(entries, waiting))) => match waiting.take() {
                Some(entry) => entries.push((entry, node)),
                None => {
                    let key = node.text().unwrap_or_default().to_owned();
                    *waiting = Some(Entry { key, line: node.line });
                }
            },
        }
        Ok(())
    }

    fn event(&mut self, event: Event<'_>, line: u32) -> Result<(), Failed> {
        match event {
            Event::Scalar(text, style, anchor, _) => {
                let nothing =
                    style == ScalarStyle::Plain && matches!(&*text, "" | "~" | "null" | "Null" | "NULL");
                let value = if nothing { Value::Nothing } else { Value::Text(text.into_owned()) };
                self.put(anchor, Node { line, value })?;
            }
            Event::Alias(anchor) => {
                let node = self.anchors.get(&anchor).cloned();
                let node = node.unwrap_or(Node { line, value: Value::Nothing });
                self.nodes += node.size();
                self.put(0, node)?;
            }
            Event::SequenceStart(anchor, _) => self.open.push((line, anchor, Open::List(Vec::new()))),
            Event::MappingStart(anchor, _) => self.open.push((line, anchor, Open::Map(Vec::new(), None))),
            Event::SequenceEnd | Event::MappingEnd => {
                let Some((line, anchor, open)) = self.open.pop() else { return Ok(()) };
                let value = match open {
                    Open::List(items) => Value::List(items),
                    Open::Map(entries, _) => Value::Map(merged(entries)),
                };
                self.put(anchor, Node { line, value })?;
            }
            _ => {}
        }
        Ok(())
    }
}

/// `<<: *base`: what the map has itself wins.
fn merged(entries: Vec<(Entry, Node)>) -> Vec<(Entry, Node)> {
    let (merges, own): (Vec<_>, Vec<_>) = entries.into_iter().partition(|(entry, _)| entry.key == "<<");
    let mut all = own;
    for (_, node) in merges {
        let maps = match node.value {
            Value::List(items) => items,
            _ => vec![node],
        };
        for (entry, node) in maps.iter().flat_map(Node::entries) {
            if !all.iter().any(|(known, _)| known.key == entry.key) {
                all.push((entry.clone(), node.clone()));
            }
        }
    }
    all
}

/// The first document of a YAML text.
pub(crate) fn yaml(text: &str) -> Result<Node, Failed> {
    let mut build = Build { open: Vec::new(), anchors: HashMap::new(), nodes: 0, root: None };
    let mut parser = Parser::new_from_str(text);
    while let Some(event) = parser.next_event() {
        let (event, span) = event.map_err(|error| {
            (number(error.marker().line()), RemarkProblem::NotYaml { words: error.info().to_owned() })
        })?;
        if matches!(event, Event::DocumentEnd) {
            break;
        }
        build.event(event, number(span.start.line()))?;
    }
    Ok(build.root.unwrap_or(Node { line: 1, value: Value::Nothing }))
}

/// JSON, with comments and trailing commas.
pub(crate) fn json(text: &str) -> Result<Node, Failed> {
    let lines = Lines::of(text);
    let parsed =
        parse_to_ast(text, &CollectOptions::default(), &ParseOptions::default()).map_err(|error| {
            let words = error.kind().to_string();
            (lines.place(error.range().start).0, RemarkProblem::NotJson { words })
        })?;
    Ok(match &parsed.value {
        Some(value) => node(value, &lines),
        None => Node { line: 1, value: Value::Nothing },
    })
}

fn node(value: &ast::Value<'_>, lines: &Lines<'_>) -> Node {
    let (line, _) = lines.place(value.range().start);
    let value = match value {
        ast::Value::StringLit(text) => Value::Text(text.value.to_string()),
        ast::Value::NumberLit(text) => Value::Text(text.value.to_owned()),
        ast::Value::BooleanLit(truth) => Value::Text(truth.value.to_string()),
        ast::Value::NullKeyword(_) => Value::Nothing,
        ast::Value::Array(array) => {
            Value::List(array.elements.iter().map(|item| node(item, lines)).collect())
        }
        ast::Value::Object(object) => {
            let entry = |property: &ast::ObjectProp<'_>| {
                let (line, _) = lines.place(property.range.start);
                (Entry { key: property.name.as_str().to_owned(), line }, node(&property.value, lines))
            };
            Value::Map(object.properties.iter().map(entry).collect())
        }
    };
    Node { line, value }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn a_value_knows_its_line_in_both_languages() {
        for tree in [
            yaml("a: 1\nb:\n  - x\n  - c: 'y'\n"),
            json("{\n\"a\": 1, // one\n\"b\": [\"x\",\n{\"c\": \"y\"},]}"),
        ] {
            let tree = tree.unwrap();
            assert_eq!(tree.get("a").unwrap().text(), Some("1"));
            let Value::List(items) = &tree.get("b").unwrap().value else { unreachable!() };
            assert_eq!((items[0].line, items[1].get("c").unwrap().line), (3, 4));
            assert_eq!(items[1].get("c").unwrap().text(), Some("y"));
        }
    }

    #[test]
    fn an_alias_stands_for_its_anchor_and_a_merge_for_what_is_not_said() {
        let tree = yaml("x: &base {a: 1, b: 2}\ny:\n  <<: *base\n  b: 3\nz: *base\n").unwrap();
        let of = |map: &str, key: &str| tree.get(map).unwrap().get(key).unwrap().text().map(str::to_owned);
        assert_eq!(
            [of("y", "a"), of("y", "b"), of("z", "b")],
            ["1", "3", "2"].map(|text| Some(text.to_owned()))
        );
    }

    #[test]
    fn aliases_of_aliases_end() {
        let mut text = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n".to_owned();
        for level in 1..9 {
            let before = format!("*a{},", level - 1).repeat(10);
            text += &format!("a{level}: &a{level} [{before}]\n");
        }
        assert!(matches!(yaml(&text), Err((_, RemarkProblem::TreeLarge {}))));
    }

    #[test]
    fn what_is_broken_is_told_with_its_line() {
        assert!(matches!(yaml("a: 1\nb: [x\n"), Err((2.., RemarkProblem::NotYaml { .. }))));
        assert!(matches!(json("{\n\"a\": }"), Err((2, RemarkProblem::NotJson { .. }))));
    }
}
