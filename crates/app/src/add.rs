//! `tidings add URL`: the address becomes a job; it is done here, or by the Tidings that is running beside.

use std::time::Duration;

use anyhow::bail;
use tidings_ingest::IngestSettings;
use tidings_store::addition::AdditionState;

use crate::house::House;
use crate::run::start_pipeline;
use crate::setting::Settings;

const LONGEST_WAIT: Duration = Duration::from_mins(2);
const LOOK: Duration = Duration::from_millis(150);

/// Adds the publisher at an address and prints its feeds.
pub(crate) async fn add(settings: Settings, address: &str) -> anyhow::Result<()> {
    let house = House::open(settings).await?;
    start_pipeline(&house, Vec::new(), IngestSettings::default())?;
    let result = watch(&house, address).await;
    house.close().await?;
    result
}

async fn watch(house: &House, address: &str) -> anyhow::Result<()> {
    let id = house.store.begin_addition(address).await?;
    let end = house.clock.now().plus(LONGEST_WAIT);
    while house.clock.now() < end {
        let Some(addition) = house.store.addition(id).await? else { break };
        match addition.state {
            AdditionState::Waiting { .. } | AdditionState::List { .. } => tokio::time::sleep(LOOK).await,
            AdditionState::Failed { reason } => bail!("{reason}"),
            AdditionState::Done { feeds } => {
                println!("added {address} with {} feed(s); its articles are read next", feeds.len());
                return Ok(());
            }
        }
    }
    bail!(
        "{address} has not been looked at yet; it stays in the queue and is tried again whenever Tidings runs"
    )
}
