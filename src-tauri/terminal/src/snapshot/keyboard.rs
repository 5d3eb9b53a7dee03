//! How keys are to be written, as the program said it.

use super::painter::Painter;
use crate::emulator::Flags;

impl Painter<'_> {
    /// The flags of the active screen, which has none yet.
    pub fn keyboard(&mut self, flags: &Flags) {
        if *flags == Flags::default() {
            return;
        }
        let mut all = flags.saved.iter().chain([&flags.now]);
        if let Some(first) = all.next() {
            self.csi(&format!("={first}u"));
        }
        for flags in all {
            self.csi(&format!(">{flags}u"));
        }
    }

    pub fn other_keys(&mut self) {
        let level = self.terminal.keyboard.other_keys;
        if level > 0 {
            self.csi(&format!(">4;{level}m"));
        }
    }
}
