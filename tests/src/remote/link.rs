//! A way between two machines: TCP from a port of the loopback that can be slow, can be cut, and can go silent.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread;
use std::time::{Duration, Instant};

/// Leads from a port of its own to another address.
#[derive(Debug)]
pub struct Link {
    port: u16,
    way: Arc<Way>,
}

#[derive(Debug)]
struct Way {
    to: SocketAddr,
    /// Each way.
    delay: Duration,
    is_cut: AtomicBool,
    is_silent: AtomicBool,
    is_over: AtomicBool,
    open: Mutex<Vec<End>>,
}

/// One end of a connection.
#[derive(Debug)]
struct End {
    stream: TcpStream,
    /// Nothing comes out any more; of the connection.
    is_silent: Arc<AtomicBool>,
}

impl Link {
    /// What goes in at one end comes out at the other after `delay`, in either direction.
    pub fn to(far: SocketAddr, delay: Duration) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
        let (is_cut, is_silent, is_over, open) = Default::default();
        let way = Arc::new(Way { to: far, delay, is_cut, is_silent, is_over, open });
        let port = listener.local_addr().expect("its port").port();
        let accepting = way.clone();
        thread::spawn(move || accepting.accept(&listener));
        Self { port, way }
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    /// Ends every connection, and new ones at once.
    pub fn cut(&self) {
        self.way.is_cut.store(true, Ordering::SeqCst);
        self.way.end_all();
    }

    /// Every connection, and new ones, stay open and carry nothing: as where a machine on
    /// the way was switched off.
    pub fn silence(&self) {
        let open = self.way.open.lock().unwrap_or_else(PoisonError::into_inner);
        self.way.is_silent.store(true, Ordering::SeqCst);
        open.iter().for_each(|end| end.is_silent.store(true, Ordering::SeqCst));
    }

    /// New connections get through again. Those that went silent stay so.
    pub fn mend(&self) {
        self.way.is_silent.store(false, Ordering::SeqCst);
        self.way.is_cut.store(false, Ordering::SeqCst);
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        self.way.is_over.store(true, Ordering::SeqCst);
        self.cut();
        // Whoever accepts wakes up, and sees that it is over.
        let _ = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port));
    }
}

impl Way {
    fn accept(&self, listener: &TcpListener) {
        for near in listener.incoming() {
            if self.is_over.load(Ordering::SeqCst) {
                break;
            }
            if let Ok(near) = near {
                // A connection that can't be made is one that ends at once.
                let _ = self.join(near);
            }
        }
    }

    fn join(&self, near: TcpStream) -> std::io::Result<()> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        // Looked at under the lock: what is cut is either in the list, or not joined.
        if self.is_cut.load(Ordering::SeqCst) {
            return Ok(());
        }
        let far = TcpStream::connect(self.to)?;
        let is_silent = Arc::new(AtomicBool::new(self.is_silent.load(Ordering::SeqCst)));
        for end in [&near, &far] {
            end.set_nodelay(true)?;
            open.push(End { stream: end.try_clone()?, is_silent: is_silent.clone() });
        }
        carry(near.try_clone()?, far.try_clone()?, self.delay, is_silent.clone());
        carry(far, near, self.delay, is_silent);
        Ok(())
    }

    fn end_all(&self) {
        for end in self.open.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
            let _ = end.stream.shutdown(Shutdown::Both);
        }
    }
}

/// Carries one direction: a thread reads without waiting, another writes when it is time,
/// so that a long message is late as a whole and not by the piece.
fn carry(mut from: TcpStream, mut to: TcpStream, delay: Duration, is_silent: Arc<AtomicBool>) {
    let (sent, arriving) = mpsc::channel::<(Instant, Vec<u8>)>();
    thread::spawn(move || {
        let mut bytes = [0; 16 << 10];
        while let Ok(count @ 1..) = from.read(&mut bytes) {
            let Some(part) = bytes.get(..count) else { break };
            if sent.send((Instant::now() + delay, part.to_vec())).is_err() {
                break;
            }
        }
    });
    thread::spawn(move || {
        for (due, bytes) in arriving {
            // The one wait for a time in the tests: it is what makes the link slow.
            thread::sleep(due.saturating_duration_since(Instant::now()));
            if is_silent.load(Ordering::SeqCst) {
                continue;
            }
            if to.write_all(&bytes).is_err() {
                break;
            }
        }
        let _ = to.shutdown(Shutdown::Write);
    });
}
