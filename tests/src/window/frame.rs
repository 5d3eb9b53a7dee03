//! What the frame around a window does, where nobody draws one.

use std::error::Error;

use x11rb::CURRENT_TIME;
use x11rb::protocol::xproto::{ClientMessageEvent, ConnectionExt, EventMask};

use super::XServer;

impl XServer {
    /// Asks a window to close, as the button in its frame does.
    pub fn ask_to_close(&self, window: &str) {
        let window = window.parse().expect("the number of a window");
        send(&self.display, window).expect("the X server takes an event");
    }
}

fn send(display: &str, window: u32) -> Result<(), Box<dyn Error>> {
    let (connection, _) = x11rb::connect(Some(display))?;
    let atom = |name: &[u8]| -> Result<u32, Box<dyn Error>> {
        Ok(connection.intern_atom(false, name)?.reply()?.atom)
    };
    let data = [atom(b"WM_DELETE_WINDOW")?, CURRENT_TIME, 0, 0, 0];
    let event = ClientMessageEvent::new(32, window, atom(b"WM_PROTOCOLS")?, data);
    Ok(connection.send_event(false, window, EventMask::NO_EVENT, event)?.check()?)
}
