//! Values that many cells share, by id.

use std::collections::HashMap;
use std::hash::Hash;

/// Ids of values; 0 is the default value's.
#[derive(Debug)]
pub struct Interned<T> {
    values: Vec<T>,
    ids: HashMap<T, u32>,
}

impl<T: Clone + Eq + Hash + Default> Default for Interned<T> {
    fn default() -> Self {
        let mut new = Self { values: Vec::new(), ids: HashMap::new() };
        new.id(&T::default());
        new
    }
}

impl<T: Clone + Eq + Hash + Default> Interned<T> {
    pub fn id(&mut self, value: &T) -> u32 {
        if let Some(id) = self.ids.get(value) {
            return *id;
        }
        let id = self.values.len() as u32;
        self.values.push(value.clone());
        self.ids.insert(value.clone(), id);
        id
    }

    /// The default where no such id was given.
    pub fn get(&self, id: u32) -> T {
        self.values.get(id as usize).cloned().unwrap_or_default()
    }

    pub fn values(&self) -> impl Iterator<Item = &T> {
        self.values.iter()
    }

    pub fn len(&self) -> usize {
        self.values.len()
    }
}
