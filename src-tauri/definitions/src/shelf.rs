//! What a file of definitions says, as far as it can be read.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use berth_runner::{Lines, Wish};

use crate::check::{Found, check, check_secrets, check_steps};
use crate::definition::{Definition, Layout};
use crate::fault::{DefinitionFault, DefinitionProblem as Problem, nearest};
use crate::node::{Entry, Node, Table, Value, json};
use crate::parts::{self, Broken, Read};
use crate::place::{BytePlaces, Places};
use crate::schema::SCHEMAS;
use crate::table::{LayoutTable, SessionTable};
use crate::template::Template;

/// Faults of one file. One that is no file of definitions would have thousands.
const MOST_FAULTS: usize = 50;

/// What a file of definitions says.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Shelf {
    /// The sessions without a fault, in the order of the file.
    pub definitions: Vec<Definition>,
    /// The layouts without a fault, in the order of the file.
    pub layouts: Vec<Layout>,
    /// The names of templates.
    pub templates: Vec<String>,
    /// What is wrong, in the order of the file.
    pub faults: Vec<DefinitionFault>,
}

/// Where the faults of a file are noted.
struct Faults<'a> {
    lines: Lines<'a>,
    file: String,
    found: Vec<(usize, String, Problem)>,
}

impl Faults<'_> {
    fn add(&mut self, name: &str, found: impl IntoIterator<Item = Found>) {
        self.found.extend(found.into_iter().map(|(at, problem)| (at, name.to_owned(), problem)));
    }

    fn finish(mut self) -> Vec<DefinitionFault> {
        self.found.sort_by_key(|(at, ..)| *at);
        self.found.dedup();
        self.found.truncate(MOST_FAULTS);
        let place = |(at, name, problem): (usize, String, Problem)| {
            DefinitionFault::new(&self.file, self.lines.place(at), &name, problem)
        };
        self.found.into_iter().map(place).collect()
    }
}

impl Shelf {
    /// Reads what stands in a file. A fault costs the session, template or layout that it is in; only where it
    /// can't be told which that is, the file. Relative paths in it begin at its folder.
    pub fn read(path: &Path, text: &str) -> Self {
        // Editors of Windows put it there.
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let folder = path.parent().unwrap_or(Path::new(""));
        let mut faults =
            Faults { lines: Lines::of(text), file: path.display().to_string(), found: Vec::new() };
        let Read { mut values, broken } = parts::read(text);
        let mut lost: BTreeSet<(String, String)> = BTreeSet::new();
        for Broken { section, at, problem } in broken {
            let name = section.as_ref().map(|(_, name)| name.clone()).unwrap_or_default();
            lost.extend(section);
            faults.add(&name, [(at, problem)]);
        }
        let mut section = |name: &str| section(&mut values, name, &mut faults);
        let (templates, sessions, layouts) = (section("templates"), section("sessions"), section("layouts"));
        for (key, entry) in values {
            let nearest = nearest(&key, ["sessions", "templates", "layouts"]);
            faults.add("", [(entry.at, Problem::DefinitionKeyUnknown { key, nearest })]);
        }
        let names: BTreeSet<String> = sessions.iter().map(|(name, _)| name.clone()).collect();
        let templates = read_templates(templates, &lost, &mut faults);
        let mut shelf = Self { templates: templates.keys().cloned().collect(), ..Self::default() };
        for (name, entry) in sessions {
            let mut found = Vec::new();
            let read = read_session(entry, &templates, &mut found);
            if let (Some(SessionRead { template, table, places }), true) = (read, found.is_empty()) {
                let places = Places::of(&places, &faults.lines);
                shelf.definitions.push(Definition::new(&name, places, template, table, folder));
            }
            faults.add(&name, found);
        }
        for (name, entry) in layouts {
            let mut found = Vec::new();
            let layout = read_layout(&name, &entry, &names, &lost, &mut found);
            shelf.layouts.extend(layout.filter(|_| found.is_empty()));
            faults.add(&name, found);
        }
        shelf.faults = faults.finish();
        shelf
    }

    /// A session by its name.
    pub fn find(&self, name: &str) -> Option<&Definition> {
        self.definitions.iter().find(|definition| definition.name == name)
    }

    /// What the sessions of one engine want after a restart of its machine, in the order of the file; `default` is
    /// the engine of those that name none.
    pub fn wishes(&self, engine: &str, default: &str) -> Vec<Wish> {
        let of_engine = |definition: &&Definition| definition.engine_or(default) == engine;
        self.definitions.iter().filter(of_engine).map(Definition::wish).collect()
    }

    /// Whether nothing of the file could be read.
    pub fn is_broken(&self) -> bool {
        self.faults.iter().any(DefinitionFault::is_of_file)
    }
}

/// The tables of a section by name, in the order of the file.
fn section(values: &mut Table, name: &str, faults: &mut Faults<'_>) -> Vec<(String, Entry)> {
    let Some(entry) = values.remove(name) else { return Vec::new() };
    let Value::Table(entries) = entry.node.value else {
        let expected = vec![crate::fault::ValueKind::Table];
        faults.add("", [(entry.node.at, Problem::DefinitionValueType { key: name.to_owned(), expected })]);
        return Vec::new();
    };
    let mut entries: Vec<_> = entries.into_iter().collect();
    entries.sort_by_key(|(_, entry)| entry.at);
    entries
}

/// `None` stands for one with a fault.
fn read_templates(
    tables: Vec<(String, Entry)>,
    lost: &BTreeSet<(String, String)>,
    faults: &mut Faults<'_>,
) -> BTreeMap<String, Option<Template>> {
    let lost = lost.iter().filter(|(kind, _)| kind == "templates").map(|(_, name)| (name.clone(), None));
    let mut templates: BTreeMap<_, _> = lost.collect();
    for (name, entry) in tables {
        let mut found = Vec::new();
        check(&name, &entry.node, &SCHEMAS.template, &mut found);
        let template = match entry.node.value {
            Value::Table(table) => Some(Template::new(table, &mut found)),
            _ => None,
        };
        let template = template.filter(|_| found.is_empty());
        faults.add(&name, found);
        templates.insert(name, template);
    }
    templates
}

struct SessionRead {
    template: Option<String>,
    table: SessionTable,
    places: BytePlaces,
}

/// What it gives counts only where there was no fault.
fn read_session(
    entry: Entry,
    templates: &BTreeMap<String, Option<Template>>,
    found: &mut Vec<Found>,
) -> Option<SessionRead> {
    let at = entry.at;
    check("session", &entry.node, &SCHEMAS.session, found);
    let Value::Table(mut own) = entry.node.value else { return None };
    let (template, params) = (own.remove("template"), own.remove("params"));
    if !found.is_empty() {
        return None;
    }
    let given = params.as_ref().and_then(|entry| entry.node.table().cloned()).unwrap_or_default();
    let mut name = None;
    let keys = match template.as_ref().and_then(|entry| entry.node.text().map(|name| (name, entry.node.at))) {
        None => {
            if let Some(entry) = params {
                found.push((entry.at, Problem::DefinitionLacks { key: "template".into() }));
            }
            own
        }
        Some((template, at)) => {
            name = Some(template.to_owned());
            match templates.get(template) {
                Some(Some(known)) => known.filled(template, at, &given, own, found),
                Some(None) => {
                    found.push((at, Problem::DefinitionTemplateFaulty { template: template.into() }));
                    return None;
                }
                None => {
                    let nearest = nearest(template, templates.keys().map(String::as_str));
                    found.push((at, Problem::DefinitionNoTemplate { template: template.into(), nearest }));
                    return None;
                }
            }
        }
    };
    if name.is_some() {
        // A parameter may have brought a value of another type.
        let node = Node { value: Value::Table(keys.clone()), at };
        check("session", &node, &SCHEMAS.session, found);
    }
    if !keys.contains_key("image") {
        found.push((at, Problem::DefinitionLacks { key: "image".into() }));
    }
    check_steps(&keys, found);
    check_secrets(&keys, found);
    if !found.is_empty() {
        return None;
    }
    match serde_json::from_value(serde_json::Value::Object(json(&keys))) {
        Ok(table) => Some(SessionRead { template: name, table, places: BytePlaces::of(at, &keys) }),
        // What the schema lets through and the types do not; nothing is known to.
        Err(error) => {
            found.push((at, Problem::DefinitionNotToml { words: error.to_string() }));
            None
        }
    }
}

fn read_layout(
    name: &str,
    entry: &Entry,
    names: &BTreeSet<String>,
    lost: &BTreeSet<(String, String)>,
    found: &mut Vec<Found>,
) -> Option<Layout> {
    check(name, &entry.node, &SCHEMAS.layout, found);
    if !found.is_empty() {
        return None;
    }
    let Value::List(columns) = &entry.node.table()?.get("columns")?.node.value else { return None };
    let mut seen = BTreeSet::new();
    let mut look = |node: &Node| {
        let Some(session) = node.text() else { return };
        let is_lost = lost.contains(&("sessions".to_owned(), session.to_owned()));
        if !names.contains(session) && !is_lost {
            let nearest = nearest(session, names.iter().map(String::as_str));
            found.push((node.at, Problem::DefinitionNoSession { session: session.to_owned(), nearest }));
        } else if !seen.insert(session.to_owned()) {
            found.push((node.at, Problem::DefinitionSessionTwice { session: session.to_owned() }));
        }
    };
    for column in columns {
        match &column.value {
            Value::List(rows) => rows.iter().for_each(&mut look),
            _ => look(column),
        }
    }
    let table: LayoutTable = serde_json::from_value(entry.node.json()).ok()?;
    let columns =
        table.columns.iter().map(|column| column.texts().to_vec()).filter(|column| !column.is_empty());
    Some(Layout { name: name.to_owned(), columns: columns.collect() })
}

#[cfg(test)]
mod tests;
