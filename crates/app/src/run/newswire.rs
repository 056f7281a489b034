//! The sample newswire beside a reader's own paper: started when the first-run page asks for it.

use std::net::SocketAddr;

use tidings_web::newswire::{NewswireKeeper, NewswireState};
use tokio_util::sync::CancellationToken;

use super::{demo, listen};
use crate::command::DemoArguments;
use crate::house::House;
use crate::setting::Settings;

/// Waits for somebody to ask, and plays the sample until `stop`. A failure is told to the page, and can be tried again.
pub(crate) async fn keep(settings: Settings, mut keeper: NewswireKeeper, stop: CancellationToken) {
    loop {
        let asked = tokio::select! {
            () = stop.cancelled() => None,
            asked = keeper.asked.recv() => asked,
        };
        if asked.is_none() {
            return;
        }
        keeper.state.send_replace(NewswireState::Starting);
        let state = match play(settings.clone(), &stop).await {
            Ok(house) => {
                let address = format!("http://{}/", house.settings.listen);
                keeper.state.send_replace(NewswireState::Ready { address });
                return close(house, &stop).await;
            }
            Err(error) => NewswireState::Failed { reason: format!("{error:#}") },
        };
        keeper.state.send_replace(state);
    }
}

/// A paper of its own: another port, another folder, SQLite.
async fn play(settings: Settings, stop: &CancellationToken) -> anyhow::Result<House> {
    let listen = SocketAddr::new(settings.listen.ip(), 0);
    let (listener, settings) = listen::bind(Settings { listen, database: None, ..settings }).await?;
    demo::play(settings, &DemoArguments::default(), listener, stop.child_token()).await
}

async fn close(house: House, stop: &CancellationToken) {
    stop.cancelled().await;
    if let Err(error) = house.close().await {
        tracing::error!(%error, "the sample newswire did not close its database");
    }
}
