//! The result of opening a pseudo-terminal.

use std::io::{Read, Write};

use crate::child::PtyChild;

/// As [`super::Pty`], with a system's own master.
pub struct Opened<M> {
    pub master: M,
    pub child: PtyChild,
    pub reader: Box<dyn Read + Send>,
    pub writer: Box<dyn Write + Send>,
    pub errors: Option<Box<dyn Read + Send>>,
}
