//! The file that names an item, and the file that defines it.

use std::collections::{BTreeMap, BTreeSet};

use syn::visit::{self, Visit};
use syn::{Attribute, ImplItemFn, Item, ItemMod, ItemUse, Macro, Path, VisRestricted, Visibility};

use super::scopes::{ModulePath, Tree, attributes_of, is_for_tests, leaves};

/// By the file that names and the file that defines: the paths that are named.
pub type Edges = BTreeMap<(String, String), BTreeSet<String>>;

/// The edges between the files of a crate.
pub fn between_files(tree: &Tree) -> Edges {
    let mut edges = Edges::new();
    for (module, file) in &tree.files {
        Namer { tree, module: module.clone(), edges: &mut edges }.visit_file(file);
    }
    edges
}

struct Namer<'a> {
    tree: &'a Tree,
    module: ModulePath,
    edges: &'a mut Edges,
}

impl Namer<'_> {
    fn add(&mut self, path: &[String]) {
        let from = &self.tree.scopes[&self.module].file;
        if let Some(to) = self.tree.defining_file(&self.module, path).filter(|to| to != from) {
            self.edges.entry((from.clone(), to.to_owned())).or_default().insert(path.join("::"));
        }
    }
}

impl<'ast> Visit<'ast> for Namer<'_> {
    fn visit_item(&mut self, item: &'ast Item) {
        if !is_for_tests(attributes_of(item)) {
            visit::visit_item(self, item);
        }
    }

    fn visit_impl_item_fn(&mut self, item: &'ast ImplItemFn) {
        if !is_for_tests(&item.attrs) {
            visit::visit_impl_item_fn(self, item);
        }
    }

    fn visit_item_mod(&mut self, item: &'ast ItemMod) {
        if item.content.is_some() {
            self.module.push(item.ident.to_string());
            visit::visit_item_mod(self, item);
            self.module.pop();
        }
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        if matches!(item.vis, Visibility::Inherited) {
            for (_, path) in leaves(&[], &item.tree) {
                self.add(&path);
            }
        }
    }

    fn visit_path(&mut self, path: &'ast Path) {
        let segments: Vec<_> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        if path.leading_colon.is_none() {
            self.add(&segments);
        }
        visit::visit_path(self, path);
    }

    // The arguments of a macro are tokens: of these, the paths.
    fn visit_macro(&mut self, mac: &'ast Macro) {
        self.visit_path(&mac.path);
        let tokens = mac.tokens.to_string().replace(" :: ", "::");
        for word in tokens.split(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | ':')) {
            let path: Vec<_> = word.split("::").map(str::to_owned).collect();
            if path.len() > 1 && path.iter().all(|segment| !segment.is_empty() && !segment.contains(':')) {
                self.add(&path);
            }
        }
    }

    // `pub(super)` and attributes name no items.
    fn visit_vis_restricted(&mut self, _: &'ast VisRestricted) {}

    fn visit_attribute(&mut self, _: &'ast Attribute) {}
}
