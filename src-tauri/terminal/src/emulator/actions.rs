//! What the parser tells.

use super::params::Params;

/// What a terminal does about a stream.
pub trait Actions {
    /// A run of printable characters begins; [`Actions::print_end`] follows.
    fn print_begin(&mut self);
    fn print(&mut self, code: u32);
    /// Printable ASCII in one go.
    fn print_ascii(&mut self, text: &[u8]);
    fn print_end(&mut self);
    /// A C0 or C1 control.
    fn control(&mut self, code: u32);
    /// `intermediates` are collected bytes, the last one lowest.
    fn escape(&mut self, intermediates: u32, last: u8);
    fn csi(&mut self, prefix_and_intermediates: u32, last: u8, params: &Params);
    /// Without the end; only what ended properly.
    fn osc(&mut self, id: u32, text: &[u8]);
    /// What `DECRQSS` asks for.
    fn status_string(&mut self, what: &[u8]);
    /// One that ended properly, but was longer than what is kept.
    fn osc_too_long(&mut self, id: u32);
    /// What was read last is no longer a character that others may join.
    fn end_cluster(&mut self);
}
