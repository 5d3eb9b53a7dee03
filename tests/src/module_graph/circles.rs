//! Circles in the graph of files, and in those of folders.

use std::collections::{BTreeMap, BTreeSet};

use super::edges::Edges;
use super::scopes::{ModulePath, module_of};

/// Files or folders that all lead to each other.
#[derive(Debug, PartialEq, Eq)]
pub struct Circle {
    /// Sorted. A folder ends in `/`.
    pub members: Vec<String>,
    /// The edges between them, for people.
    pub edges: Vec<String>,
}

pub fn between_files(edges: &Edges) -> Vec<Circle> {
    let circles = components(&graph(edges.keys().cloned())).into_iter();
    circles
        .map(|members| {
            let inside =
                edges.iter().filter(|((from, to), _)| members.contains(from) && members.contains(to));
            let told = inside.map(|(edge, names)| tell(edge, names)).collect();
            Circle { members: members.into_iter().collect(), edges: told }
        })
        .collect()
}

/// Circles that are seen only when each folder counts as one.
pub fn between_folders(edges: &Edges) -> Vec<Circle> {
    let file_circles = components(&graph(edges.keys().cloned()));
    let in_file_circle =
        |from: &String, to: &String| file_circles.iter().any(|c| c.contains(from) && c.contains(to));
    let edges: Vec<_> = edges.iter().filter(|((from, to), _)| !in_file_circle(from, to)).collect();
    let files: BTreeSet<&String> = edges.iter().flat_map(|((from, to), _)| [from, to]).collect();
    let folders: BTreeSet<ModulePath> = files.iter().flat_map(|file| ancestors(&module_of(file))).collect();
    let mut circles = Vec::new();
    for folder in &folders {
        let seen = |file: &str| part_of(folder, file);
        let inside = |from: &str, to: &str| Some((seen(from)?, seen(to)?)).filter(|(from, to)| from != to);
        let graph = graph(edges.iter().filter_map(|((from, to), _)| inside(from, to)));
        for members in components(&graph) {
            let told = edges.iter().filter(|((from, to), _)| {
                inside(from, to).is_some_and(|(from, to)| members.contains(&from) && members.contains(&to))
            });
            let told = told.map(|(edge, names)| tell(edge, names)).collect();
            circles.push(Circle { members: members.into_iter().collect(), edges: told });
        }
    }
    circles
}

/// The modules above a module, the root first.
fn ancestors(module: &ModulePath) -> Vec<ModulePath> {
    (0..module.len()).map(|length| module[..length].to_vec()).collect()
}

/// The part of a folder that a file belongs to: the file of the module itself, or a child
/// with all below it. `None` for a file elsewhere.
fn part_of(folder: &ModulePath, file: &str) -> Option<String> {
    let module = module_of(file);
    let below = module.strip_prefix(folder.as_slice())?;
    let Some(child) = below.first() else { return Some(file.to_owned()) };
    let path: String = folder.iter().chain([child]).map(|part| format!("{part}/")).collect();
    Some(path)
}

fn tell((from, to): &(String, String), names: &BTreeSet<String>) -> String {
    let names: Vec<_> = names.iter().map(String::as_str).collect();
    format!("{from} names {} of {to}", names.join(", "))
}

type Graph = BTreeMap<String, BTreeSet<String>>;

fn graph(edges: impl Iterator<Item = (String, String)>) -> Graph {
    let mut graph = Graph::new();
    for (from, to) in edges {
        graph.entry(from).or_default().insert(to);
    }
    graph
}

/// The sets of two or more nodes that all lead to each other.
fn components(graph: &Graph) -> Vec<BTreeSet<String>> {
    let reach: BTreeMap<&String, BTreeSet<&String>> =
        graph.keys().map(|node| (node, reachable(graph, node))).collect();
    let mutual = |a: &String, b: &String| {
        let leads = |from, to| reach.get(from).is_some_and(|reached| reached.contains(to));
        leads(a, b) && leads(b, a)
    };
    let sets: BTreeSet<BTreeSet<String>> = graph
        .keys()
        .map(|node| graph.keys().filter(|other| mutual(node, other)).cloned().collect())
        .filter(|set: &BTreeSet<String>| set.len() > 1)
        .collect();
    sets.into_iter().collect()
}

fn reachable<'a>(graph: &'a Graph, start: &String) -> BTreeSet<&'a String> {
    let mut reached = BTreeSet::new();
    let mut next: Vec<_> = graph[start].iter().collect();
    while let Some(node) = next.pop() {
        if reached.insert(node) {
            next.extend(graph.get(node).into_iter().flatten());
        }
    }
    reached
}
