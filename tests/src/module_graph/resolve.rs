//! From a path to the file that defines the item, through imports and re-exports.

use super::scopes::{ModulePath, Scope, Tree};

/// Re-exports of re-exports, at most; more are a circle of imports.
const MAX_STEPS: u32 = 16;

enum Found<'a> {
    Module(ModulePath),
    Item(&'a Scope),
}

impl Tree {
    /// The file that defines the item of `path`, as named in `module`; `None` for items of
    /// other crates, for local names, and for a module as such.
    pub fn defining_file(&self, module: &ModulePath, path: &[String]) -> Option<&str> {
        match self.resolve(module, path, MAX_STEPS)? {
            Found::Item(scope) => Some(&scope.file),
            Found::Module(_) => None,
        }
    }

    fn resolve(&self, module: &ModulePath, path: &[String], steps: u32) -> Option<Found<'_>> {
        let steps = steps.checked_sub(1)?;
        let mut at = module.clone();
        for (index, segment) in path.iter().enumerate() {
            match segment.as_str() {
                "crate" => at.clear(),
                "self" => {}
                "super" => drop(at.pop()?),
                name => match self.look_up(&at, name, index + 1 == path.len(), steps)? {
                    Found::Module(module) => at = module,
                    // What follows is a variant or an associated item.
                    item @ Found::Item(_) => return Some(item),
                },
            }
        }
        Some(Found::Module(at))
    }

    fn look_up(&self, module: &ModulePath, name: &str, is_last: bool, steps: u32) -> Option<Found<'_>> {
        let scope = self.scopes.get(module)?;
        let child = [module.as_slice(), &[name.to_owned()]].concat();
        // A module and a function may have one name; a path goes on through the module.
        if !is_last && self.scopes.contains_key(&child) {
            return Some(Found::Module(child));
        }
        if scope.items.contains(name) {
            return Some(Found::Item(scope));
        }
        if let Some(path) = scope.imports.get(name) {
            // `use serde::de` names another crate, unless a module here is called so.
            let is_itself = path.len() == 1 && path[0] == name;
            return if is_itself { None } else { self.resolve(module, path, steps) };
        }
        if self.scopes.contains_key(&child) {
            return Some(Found::Module(child));
        }
        scope.globs.iter().find_map(|path| match self.resolve(module, path, steps)? {
            Found::Module(from) if from != *module => {
                self.look_up(&from, name, is_last, steps.checked_sub(1)?)
            }
            _ => None,
        })
    }
}
