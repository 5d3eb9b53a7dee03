//! Hyperlinks (`OSC 8`), by id.

use std::collections::{BTreeMap, HashMap, HashSet};

/// Longer addresses are no links. Browsers take about as much.
const MAX_URI_BYTES: usize = 2083;

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Link {
    /// Links with the same name and address are one, wherever they are.
    pub name: Option<String>,
    pub address: String,
}

/// Ids begin at 1.
#[derive(Debug, Default)]
pub struct Links {
    by_id: BTreeMap<u32, Link>,
    named: HashMap<Link, u32>,
    last: u32,
}

impl Links {
    /// `None` for an address that is too long.
    pub fn add(&mut self, link: Link) -> Option<u32> {
        if link.address.len() > MAX_URI_BYTES
            || link.name.as_ref().is_some_and(|name| name.len() > MAX_URI_BYTES)
        {
            return None;
        }
        if let Some(id) = self.named.get(&link) {
            return Some(*id);
        }
        self.last = self.last.wrapping_add(1).max(1);
        if link.name.is_some() {
            self.named.insert(link.clone(), self.last);
        }
        self.by_id.insert(self.last, link);
        Some(self.last)
    }

    pub fn get(&self, id: u32) -> Option<&Link> {
        self.by_id.get(&id)
    }

    pub fn len(&self) -> usize {
        self.by_id.len()
    }

    pub fn keep(&mut self, used: &HashSet<u32>) {
        self.by_id.retain(|id, _| used.contains(id));
        self.named.retain(|_, id| used.contains(id));
    }
}
