//! The store: opening and closing, transactions, and the signal that wakes workers.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use tidings_model::id::{IdMaker, StoryId};
use tidings_model::time::{Clock, Timestamp};
use tokio::sync::Notify;
use tokio_util::task::TaskTracker;

use crate::database::pool::{Database, ReadFailure, connect_postgres, connect_readers, connect_sqlite};
use crate::database::row::Row;
use crate::database::statement::statements;
use crate::database::transaction::Tx;
use crate::database::value::Value;
use crate::database::writer::Writer;
use crate::error::StoreError;
use crate::job::JobChanges;
use crate::location::Location;
use crate::migration::migrate;
use crate::node::Node;
use crate::picture_views::PictureViews;
use crate::secret::{Key, Vault};

/// Bytes of pictures kept unless [`Store::keep_pictures`] says otherwise.
const PICTURE_BYTES: i64 = 2_000_000_000;

statements! {
    DATABASE_TIME = "SELECT DATABASE_TIME AS present";
}

/// The database with everything that is asked of it. Cheap to clone; all clones are one store.
#[derive(Debug, Clone)]
pub struct Store {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    database: Database,
    location: Arc<Location>,
    clock: Arc<dyn Clock>,
    /// Milliseconds that the database is ahead of the clock; kept at 0 where the clock is the only one.
    ahead: AtomicI64,
    /// Whether time is the database's, which several machines share.
    asks_for_time: bool,
    node: Node,
    work: Notify,
    tasks: TaskTracker,
    picture_bytes: AtomicI64,
    vault: Arc<Vault>,
    picture_views: PictureViews,
}

impl Store {
    /// Opens the database, making it when it is a SQLite file that is not there, and brings its schema up to date. Secrets can be
    /// kept and read once [`Store::take_key`] has brought their key.
    ///
    /// # Errors
    /// Every variant of [`StoreError`] that names a place: unwritable, full, in use, newer, damaged, unreachable.
    pub async fn open(location: &Location, clock: Arc<dyn Clock>) -> Result<Self, StoreError> {
        Self::open_with(location, clock, matches!(location, Location::Postgres(_))).await
    }

    /// As [`Store::open`], with the time of the given clock on PostgreSQL too; for tests that set it by hand.
    ///
    /// # Errors
    /// As [`Store::open`].
    #[doc(hidden)]
    pub async fn open_by_clock(location: &Location, clock: Arc<dyn Clock>) -> Result<Self, StoreError> {
        Self::open_with(location, clock, false).await
    }

    async fn open_with(
        location: &Location,
        clock: Arc<dyn Clock>,
        asks_for_time: bool,
    ) -> Result<Self, StoreError> {
        let location = Arc::new(location.clone());
        let tasks = TaskTracker::new();
        let database = if let Location::Postgres(address) = location.as_ref() {
            Database::Postgres(connect_postgres(address, &location).await?)
        } else {
            let (writer, work) = Writer::new(connect_sqlite(&location).await?, Arc::clone(&location));
            tasks.spawn(work);
            Database::Sqlite { writer, readers: connect_readers(&location).await? }
        };
        let node = Node::new()?;
        let picture_bytes = AtomicI64::new(PICTURE_BYTES);
        // A database in memory ends with its process, and so does the key.
        let vault = match location.as_ref() {
            Location::SqliteMemory => Arc::new(Vault::with_key(&Key::random()?)),
            _ => Arc::default(),
        };
        let shared = Shared {
            database,
            location,
            clock,
            ahead: AtomicI64::new(0),
            asks_for_time,
            node,
            work: Notify::new(),
            tasks,
            picture_bytes,
            vault,
            picture_views: PictureViews::default(),
        };
        let store = Self { shared: Arc::new(shared) };
        let mut tx = store.begin_bare().await?;
        migrate(&mut tx).await?;
        tx.commit().await?;
        Ok(store)
    }

    /// Gives the process's number back and closes the connections. What was committed is on the disk in any case.
    ///
    /// # Errors
    /// When the database fails at giving the number back.
    pub async fn close(&self) -> Result<(), StoreError> {
        let mut tx = self.begin_bare().await?;
        self.shared.node.release(&mut tx).await?;
        tx.commit().await?;
        self.shared.database.close().await;
        self.shared.tasks.close();
        self.shared.tasks.wait().await;
        Ok(())
    }

    /// Where the database is; shown without a password.
    #[must_use]
    pub fn location(&self) -> &Location {
        &self.shared.location
    }

    /// Sets how many bytes of pictures are kept; beyond it the least recently shown ones go.
    pub fn keep_pictures(&self, bytes: i64) {
        self.shared.picture_bytes.store(bytes, Ordering::Relaxed);
    }

    /// Waits until this process makes work. Only a hint, which may also come for nothing: workers poll besides, because
    /// work also comes from other processes and falls due with time.
    pub async fn work_waits(&self) {
        self.shared.work.notified().await;
    }

    /// The time as the store has it: on PostgreSQL the database's.
    #[must_use]
    pub fn present(&self) -> Timestamp {
        self.now()
    }

    /// A fresh id for a story that the grouper is about to make.
    ///
    /// # Errors
    /// When the database fails at leasing a number for this process.
    pub async fn new_story_id(&self) -> Result<StoryId, StoreError> {
        let leased = self.lease_number().await?;
        Ok(leased.0.next(self.now()).into())
    }

    pub(crate) fn vault(&self) -> &Arc<Vault> {
        &self.shared.vault
    }

    pub(crate) fn database(&self) -> &Database {
        &self.shared.database
    }

    /// The time: on PostgreSQL the database's, as of the last transaction and the clock since then.
    pub(crate) fn now(&self) -> Timestamp {
        let ahead = self.shared.ahead.load(Ordering::Relaxed);
        Timestamp::from_millis(self.shared.clock.now().millis().saturating_add(ahead))
    }

    pub(crate) fn picture_views(&self) -> &PictureViews {
        &self.shared.picture_views
    }

    pub(crate) fn picture_bytes(&self) -> i64 {
        self.shared.picture_bytes.load(Ordering::Relaxed)
    }

    /// Begins a transaction.
    pub(crate) async fn begin(&self) -> Result<Tx, StoreError> {
        let (ids, node) = self.lease_number().await?;
        let mut tx = self.begin_bare().await?;
        (tx.ids, tx.node) = (ids, node);
        Ok(tx)
    }

    /// Commits a transaction and wakes the workers when it made work for them.
    pub(crate) async fn commit(&self, mut tx: Tx) -> Result<(), StoreError> {
        tx.change_jobs().await?;
        let wakes = tx.wakes;
        tx.commit().await?;
        if wakes {
            // Everybody who waits now, and the next who comes: it may have looked just before this commit.
            self.shared.work.notify_waiters();
            self.shared.work.notify_one();
        }
        Ok(())
    }

    /// Asks for rows outside of a transaction.
    pub(crate) async fn rows(&self, sql: &'static str, values: Vec<Value>) -> Result<Vec<Row>, StoreError> {
        self.shared.database.rows(sql, values).await.map_err(|failure| match failure {
            ReadFailure::Driver(error) => StoreError::explain(self.location(), sql, error),
            ReadFailure::Store(error) => error,
        })
    }

    /// Asks for the first row.
    pub(crate) async fn row(&self, sql: &'static str, values: Vec<Value>) -> Result<Option<Row>, StoreError> {
        Ok(self.rows(sql, values).await?.into_iter().next())
    }

    /// A transaction that makes no ids.
    pub(crate) async fn begin_bare(&self) -> Result<Tx, StoreError> {
        let held = self.shared.database.begin(self.location()).await?;
        let ids = Arc::new(IdMaker::new(0));
        let location = Arc::clone(&self.shared.location);
        let jobs = JobChanges::new();
        let (now, vault) = (self.now(), Arc::clone(&self.shared.vault));
        let mut tx = Tx { held, location, ids, node: 0, now, jobs, wakes: false, vault };
        if self.shared.asks_for_time {
            self.set_time(&mut tx).await?;
        }
        Ok(tx)
    }

    /// Machines disagree about the time; what several of them claim and lease goes by that of the database.
    async fn set_time(&self, tx: &mut Tx) -> Result<(), StoreError> {
        let Some(row) = tx.row(DATABASE_TIME, Vec::new()).await? else { return Ok(()) };
        tx.now = row.get("present")?;
        let ahead = tx.now.millis().saturating_sub(self.shared.clock.now().millis());
        self.shared.ahead.store(ahead, Ordering::Relaxed);
        Ok(())
    }

    /// The maker of ids and the number of this process, leased first when needed.
    async fn lease_number(&self) -> Result<(Arc<IdMaker>, i64), StoreError> {
        let node = &self.shared.node;
        if let Some(leased) = node.current(self.now()) {
            return Ok((leased.ids, leased.number));
        }
        let _leasing = node.leasing.lock().await;
        if let Some(leased) = node.current(self.now()) {
            return Ok((leased.ids, leased.number));
        }
        let mut tx = self.begin_bare().await?;
        let leased = node.lease(&mut tx).await?;
        tx.commit().await?;
        node.hold(leased.clone());
        Ok((leased.ids, leased.number))
    }

    /// Asks the database to prepare every statement there is, without running any: it fails where a table or a column of ours is
    /// missing.
    ///
    /// # Errors
    /// The first statement that the database does not understand.
    pub async fn prepare_every_statement(&self) -> Result<usize, StoreError> {
        let statements = crate::every_statement();
        for sql in &statements {
            self.shared
                .database
                .prepare(sql)
                .await
                .map_err(|error| StoreError::explain(self.location(), sql, error))?;
        }
        Ok(statements.len())
    }
}
