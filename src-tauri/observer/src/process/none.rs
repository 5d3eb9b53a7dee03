//! Elsewhere nothing is told.

use berth_terminal::Size;

pub struct Process;

impl Process {
    pub fn of_container(_: u32) -> Option<Self> {
        None
    }

    pub fn in_front(&self) -> (Option<bool>, Option<Vec<String>>) {
        (None, None)
    }

    pub fn terminal_size(&self) -> Option<Size> {
        None
    }
}
