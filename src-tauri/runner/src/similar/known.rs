//! The names of programs that were read of images.

use std::collections::HashMap;
use std::sync::Arc;

use parking_lot::Mutex;

use super::nearest::SimilarName;

/// Images whose names are remembered.
const REMEMBERED: usize = 8;

/// The programs of images, by image and `PATH`: an image does not change.
#[derive(Debug, Default)]
pub(crate) struct Known(Mutex<HashMap<ImagePath, Programs>>);

/// The id of an image, and a `PATH`.
pub(crate) type ImagePath = (String, String);
pub(crate) type Programs = Arc<Vec<SimilarName>>;

impl Known {
    pub(crate) fn get(&self, key: &ImagePath) -> Option<Programs> {
        self.0.lock().get(key).cloned()
    }

    pub(crate) fn remember(&self, key: ImagePath, names: &Programs) {
        let mut known = self.0.lock();
        if known.len() >= REMEMBERED {
            known.clear();
        }
        known.insert(key, Arc::clone(names));
    }
}
