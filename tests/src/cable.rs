//! A cable between the program and its PostgreSQL that can be cut without either of them being told.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

/// A way to a server that can be cut.
#[derive(Debug, Clone)]
pub struct Cable {
    address: String,
    is_cut: Arc<AtomicBool>,
}

impl Cable {
    /// Leads from a new address on loopback to a server's, both as `host:port`.
    #[must_use]
    pub fn to(server: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
        let address = listener.local_addr().expect("a bound socket has an address").to_string();
        let is_cut = Arc::new(AtomicBool::new(false));
        let (server, cut) = (server.to_owned(), Arc::clone(&is_cut));
        thread::spawn(move || {
            for near in listener.incoming().flatten() {
                let Ok(far) = TcpStream::connect(&server) else { continue };
                for (from, to) in [(near.try_clone(), far.try_clone()), (far.try_clone(), near.try_clone())] {
                    let (Ok(from), Ok(to)) = (from, to) else { continue };
                    let cut = Arc::clone(&cut);
                    thread::spawn(move || carry(from, to, &cut));
                }
            }
        });
        Self { address, is_cut }
    }

    /// The near end, `host:port`.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }

    /// From now on nothing arrives on either side, and nobody is told.
    pub fn cut(&self) {
        self.is_cut.store(true, Ordering::SeqCst);
    }
}

fn carry(mut from: TcpStream, mut to: TcpStream, cut: &AtomicBool) {
    let mut piece = vec![0; 16_384];
    while let Ok(count @ 1..) = from.read(&mut piece) {
        while cut.load(Ordering::SeqCst) {
            thread::sleep(Duration::from_secs(1));
        }
        if to.write_all(piece.get(..count).unwrap_or_default()).is_err() {
            return;
        }
    }
}
