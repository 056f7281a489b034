//! Taking the address where the pages are served, before anything else is touched.

use std::io::ErrorKind;

use anyhow::anyhow;
use tokio::net::TcpListener;

use crate::setting::Settings;

/// Binds the address of the settings; gives them back with the port that was really taken.
///
/// # Errors
///
/// The address cannot be had; the error names the cure.
pub(crate) async fn bind(settings: Settings) -> anyhow::Result<(TcpListener, Settings)> {
    let asked = settings.listen;
    let listener = TcpListener::bind(asked).await.map_err(|error| match error.kind() {
        ErrorKind::AddrInUse => {
            anyhow!("{asked} is in use, perhaps by another Tidings; stop that, or choose another with --listen ADDRESS:PORT")
        }
        ErrorKind::PermissionDenied => {
            anyhow!("this user may not listen on {asked}; choose a port above 1023 with --listen")
        }
        ErrorKind::AddrNotAvailable => anyhow!("this machine has no address {}; choose another with --listen", asked.ip()),
        _ => anyhow!("{asked} cannot be listened on ({error}); choose another with --listen"),
    })?;
    let listen = listener.local_addr()?;
    Ok((listener, Settings { listen, ..settings }))
}
