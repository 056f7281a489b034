//! The leased number of this process, which keeps the ids of all processes apart.

use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use tidings_model::id::{IdMaker, JobId};
use tidings_model::time::Timestamp;
use tokio::sync::Mutex;

use crate::database::statement::statements;
use crate::database::transaction::Tx;
use crate::database::value::values;
use crate::error::StoreError;

/// How long a number stays ours without a sign of life: short, so that a process that dies again and again does not take
/// all of them. Ids hold the time, so one made before the lease ended is never made again after it.
const LEASE: Duration = Duration::from_mins(1);
/// A given-up number rests, so that its next holder never makes ids within a second that was used.
const REST: Duration = Duration::from_secs(2);
/// Node numbers have 7 bits.
const NODES: u8 = 128;

statements! {
    RENEW = "UPDATE node_lease SET lease_until = $3 WHERE node = $1 AND holder = $2";
    TAKEN = "SELECT node, lease_until FROM node_lease ORDER BY lease_until";
    TAKE = "INSERT INTO node_lease (node, holder, lease_until) VALUES ($1, $2, $3)
        ON CONFLICT (node) DO UPDATE SET holder = excluded.holder, lease_until = excluded.lease_until
        WHERE node_lease.lease_until < $4";
}

/// A held number and the maker of ids that goes with it.
#[derive(Debug, Clone)]
pub(crate) struct Leased {
    pub(crate) number: i64,
    pub(crate) ids: Arc<IdMaker>,
    until: Timestamp,
}

/// The number of this process.
#[derive(Debug)]
pub(crate) struct Node {
    /// A random number that tells this process from others.
    pub(crate) holder: i64,
    leased: RwLock<Option<Leased>>,
    /// Held while a number is being leased.
    pub(crate) leasing: Mutex<()>,
}

impl Node {
    pub(crate) fn new() -> Result<Self, StoreError> {
        let random = getrandom::u64().map_err(|_error| StoreError::NoRandomness)?;
        // 53 bits, as for every number that we store.
        let holder = i64::try_from(random >> 11).unwrap_or_default();
        Ok(Self { holder, leased: RwLock::new(None), leasing: Mutex::new(()) })
    }

    /// The number while it is safely ours: it is renewed when half of its time is over.
    pub(crate) fn current(&self, now: Timestamp) -> Option<Leased> {
        let leased = self.present()?;
        (leased.until > now.plus(LEASE / 2)).then_some(leased)
    }

    fn present(&self) -> Option<Leased> {
        self.leased.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Remembers what [`Node::lease`] gave, once it is committed.
    pub(crate) fn hold(&self, leased: Leased) {
        *self.leased.write().unwrap_or_else(PoisonError::into_inner) = Some(leased);
    }

    /// Renews the number, or takes another one when it was lost.
    pub(crate) async fn lease(&self, tx: &mut Tx) -> Result<Leased, StoreError> {
        let until = tx.now.plus(LEASE);
        if let Some(leased) = self.present()
            && tx.run(RENEW, values![leased.number, self.holder, until]).await? > 0
        {
            return Ok(Leased { until, ..leased });
        }
        for number in free_numbers(tx).await? {
            let number_value = i64::from(number);
            if tx.run(TAKE, values![number_value, self.holder, until, tx.now]).await? > 0 {
                return Ok(Leased { number: number_value, ids: Arc::new(IdMaker::new(number)), until });
            }
        }
        Err(StoreError::NoNodeFree)
    }

    /// Gives the number back; the next holder may use it once the last second we made ids in is over.
    pub(crate) async fn release(&self, tx: &mut Tx) -> Result<(), StoreError> {
        let Some(leased) = self.present() else { return Ok(()) };
        let last = leased.ids.next(tx.now);
        let until = JobId::from(last).made_by().max(tx.now).plus(REST);
        tx.run(RENEW, values![leased.number, self.holder, until]).await?;
        *self.leased.write().unwrap_or_else(PoisonError::into_inner) = None;
        Ok(())
    }
}

/// Numbers that nobody holds: never used ones first, then those given up longest ago.
async fn free_numbers(tx: &mut Tx) -> Result<Vec<u8>, StoreError> {
    let mut rested = Vec::new();
    let mut known = Vec::new();
    for row in tx.rows(TAKEN, Vec::new()).await? {
        let number = u8::try_from(row.get::<i64>("node")?).unwrap_or(u8::MAX);
        known.push(number);
        if row.get::<Timestamp>("lease_until")? < tx.now {
            rested.push(number);
        }
    }
    let unused = (0..NODES).filter(|number| !known.contains(number));
    Ok(unused.chain(rested).collect())
}
