//! `tidings backup`: a copy of the database, also while Tidings runs.

use std::path::Path;

use crate::house::House;
use crate::setting::Settings;

/// Writes a copy.
pub(crate) async fn backup(settings: Settings, file: &Path) -> anyhow::Result<()> {
    let house = House::open(settings).await?;
    let written = house.store.backup(file).await;
    if written.is_ok() {
        println!("the database was copied to {}", file.display());
        println!("{}", house.key.for_the_keeper());
    }
    house.close().await?;
    Ok(written?)
}
