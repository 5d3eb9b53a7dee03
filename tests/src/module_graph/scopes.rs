//! The modules of a crate, and the names in each.

use std::collections::{BTreeMap, BTreeSet};

use syn::{Attribute, File, Item, UseTree};

use super::Sources;

/// The path of a module from the crate's root.
pub type ModulePath = Vec<String>;

/// The names in one module.
#[derive(Default)]
pub struct Scope {
    /// The file that the module stands in.
    pub file: String,
    pub items: BTreeSet<String>,
    /// Imported names, with the paths that they stand for.
    pub imports: BTreeMap<String, Vec<String>>,
    /// The paths of `use path::*`.
    pub globs: Vec<Vec<String>>,
}

pub struct Tree {
    pub scopes: BTreeMap<ModulePath, Scope>,
    /// The files without those of test modules, with their modules.
    pub files: Vec<(ModulePath, File)>,
}

/// Reads all files of a crate.
pub fn read(sources: &Sources) -> Tree {
    let mut files: BTreeMap<&str, File> = sources
        .iter()
        .map(|(path, text)| (path.as_str(), syn::parse_file(text).unwrap_or_else(|e| panic!("{path}: {e}"))))
        .collect();
    let tests: Vec<String> = files.iter().flat_map(|(path, file)| test_files(path, file)).collect();
    files.retain(|path, _| {
        !tests
            .iter()
            .any(|test| path.strip_suffix(".rs") == Some(test) || path.starts_with(&format!("{test}/")))
    });
    let mut tree = Tree { scopes: BTreeMap::new(), files: Vec::new() };
    for (path, file) in files {
        let module = module_of(path);
        add_scope(&mut tree.scopes, &module, path, &file.items);
        tree.files.push((module, file));
    }
    tree
}

/// The module that a file is: `a/mod.rs` and `a.rs` are both `a`.
pub fn module_of(path: &str) -> ModulePath {
    let mut parts: ModulePath = path.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
    let is_root = parts.len() == 1 && matches!(parts[0].as_str(), "lib" | "main");
    if is_root || parts.last().is_some_and(|last| last == "mod") {
        parts.pop();
    }
    parts
}

/// The modules' files, without `.rs`, that a file declares for tests only.
fn test_files(path: &str, file: &File) -> Vec<String> {
    let modules = file.items.iter().filter_map(|item| match item {
        Item::Mod(module) if module.content.is_none() && is_for_tests(&module.attrs) => Some(module),
        _ => None,
    });
    let folder = path.rsplit_once('/').map(|(folder, _)| format!("{folder}/")).unwrap_or_default();
    let below = module_of(path).iter().map(|part| format!("{part}/")).collect::<String>();
    modules
        .map(|module| match module.attrs.iter().find_map(path_attribute) {
            Some(path) => format!("{folder}{}", path.trim_end_matches(".rs")),
            None => format!("{below}{}", module.ident),
        })
        .collect()
}

fn path_attribute(attribute: &Attribute) -> Option<String> {
    let pair = attribute.meta.require_name_value().ok().filter(|pair| pair.path.is_ident("path"))?;
    match &pair.value {
        syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(path), .. }) => Some(path.value()),
        _ => None,
    }
}

/// Whether an item exists in tests only.
pub fn is_for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| match &attribute.meta {
        syn::Meta::Path(path) => path.is_ident("test"),
        syn::Meta::List(list) if list.path.is_ident("cfg") => {
            let condition = list.tokens.to_string();
            let mut words = condition.split(|c: char| !c.is_alphanumeric() && c != '_');
            words.any(|word| word == "test") && !condition.contains("not")
        }
        _ => false,
    })
}

fn add_scope(scopes: &mut BTreeMap<ModulePath, Scope>, module: &ModulePath, file: &str, items: &[Item]) {
    let mut scope = Scope { file: file.to_owned(), ..Scope::default() };
    for item in items.iter().filter(|item| !is_for_tests(attributes_of(item))) {
        match item {
            Item::Use(item) => add_use(&mut scope, &item.tree),
            Item::Mod(inline) => {
                if let Some((_, items)) = &inline.content {
                    let inner = [module.as_slice(), &[inline.ident.to_string()]].concat();
                    add_scope(scopes, &inner, file, items);
                }
            }
            _ => scope.items.extend(name_of(item)),
        }
    }
    scopes.insert(module.clone(), scope);
}

fn add_use(scope: &mut Scope, tree: &UseTree) {
    for (name, path) in leaves(&[], tree) {
        match name {
            Some(name) => drop(scope.imports.insert(name, path)),
            None => scope.globs.push(path),
        }
    }
}

/// The names that a `use` brings, with their paths; a glob has no name.
pub fn leaves(before: &[String], tree: &UseTree) -> Vec<(Option<String>, Vec<String>)> {
    let with = |name: String| [before, &[name]].concat();
    match tree {
        UseTree::Path(path) => leaves(&with(path.ident.to_string()), &path.tree),
        UseTree::Group(group) => group.items.iter().flat_map(|tree| leaves(before, tree)).collect(),
        UseTree::Glob(_) => vec![(None, before.to_vec())],
        UseTree::Name(name) if name.ident == "self" => vec![(before.last().cloned(), before.to_vec())],
        UseTree::Name(name) => vec![(Some(name.ident.to_string()), with(name.ident.to_string()))],
        UseTree::Rename(name) if name.ident == "self" => {
            vec![(Some(name.rename.to_string()), before.to_vec())]
        }
        UseTree::Rename(name) => vec![(Some(name.rename.to_string()), with(name.ident.to_string()))],
    }
}

fn name_of(item: &Item) -> Option<String> {
    let name = match item {
        Item::Const(item) => &item.ident,
        Item::Enum(item) => &item.ident,
        Item::Fn(item) => &item.sig.ident,
        Item::Macro(item) => item.ident.as_ref()?,
        Item::Static(item) => &item.ident,
        Item::Struct(item) => &item.ident,
        Item::Trait(item) => &item.ident,
        Item::Type(item) => &item.ident,
        Item::Union(item) => &item.ident,
        _ => return None,
    };
    Some(name.to_string())
}

/// The attributes of an item of the kinds that a module has.
pub fn attributes_of(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}
