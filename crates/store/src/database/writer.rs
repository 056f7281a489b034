//! SQLite's one writer: a task that owns the writing connection, lends it to one transaction after the other, and groups
//! those that wait into one commit, each in a savepoint of its own.

use std::sync::Arc;

use sqlx::{Connection as _, SqliteConnection};
use tokio::sync::{mpsc, oneshot};

use crate::error::StoreError;
use crate::location::Location;

/// Transactions in one commit at most, so that the first of a group does not wait for long.
const GROUP: usize = 64;

type Answer = oneshot::Sender<Result<(), StoreError>>;
type Borrower = oneshot::Sender<Result<Loan, StoreError>>;

enum Request {
    Borrow(Borrower),
    Stop,
}

/// The door to the writer.
#[derive(Debug, Clone)]
pub(crate) struct Writer {
    requests: mpsc::Sender<Request>,
}

/// The writing connection, lent for one transaction. Dropping it undoes what was written.
pub(crate) struct Loan {
    connection: Option<SqliteConnection>,
    back: Option<oneshot::Sender<Returned>>,
}

struct Returned {
    connection: SqliteConnection,
    /// Where to say how the commit went; `None` undoes the transaction.
    answer: Option<Answer>,
}

impl Writer {
    /// Gives the door and the task's body, which runs until every door is dropped.
    pub(crate) fn new(
        connection: SqliteConnection,
        location: Arc<Location>,
    ) -> (Self, impl Future<Output = ()> + Send) {
        let (requests, waiting) = mpsc::channel(GROUP);
        (Self { requests }, Desk { connection: Some(connection), location, waiting }.work())
    }

    /// Ends the task once the waiting transactions are done; later ones find the store closed.
    pub(crate) async fn stop(&self) {
        // A task that is gone already needs no word.
        drop(self.requests.send(Request::Stop).await);
    }

    /// Waits for the connection.
    pub(crate) async fn borrow(&self) -> Result<Loan, StoreError> {
        let (request, answer) = oneshot::channel();
        if self.requests.send(Request::Borrow(request)).await.is_err() {
            return Err(StoreError::Closed);
        }
        answer.await.unwrap_or(Err(StoreError::Closed))
    }
}

impl Loan {
    /// The connection, inside a savepoint.
    pub(crate) fn connection(&mut self) -> Result<&mut SqliteConnection, StoreError> {
        self.connection.as_mut().ok_or(StoreError::Closed)
    }

    /// Keeps what was written and waits until it is on the disk.
    pub(crate) async fn commit(mut self) -> Result<(), StoreError> {
        let (answer, outcome) = oneshot::channel();
        self.give_back(Some(answer));
        outcome.await.unwrap_or(Err(StoreError::Closed))
    }

    fn give_back(&mut self, answer: Option<Answer>) {
        let (Some(connection), Some(back)) = (self.connection.take(), self.back.take()) else { return };
        // The task only ends after every loan is back, so this always arrives.
        drop(back.send(Returned { connection, answer }));
    }
}

impl Drop for Loan {
    fn drop(&mut self) {
        self.give_back(None);
    }
}

/// The task's side.
struct Desk {
    connection: Option<SqliteConnection>,
    location: Arc<Location>,
    waiting: mpsc::Receiver<Request>,
}

impl Desk {
    async fn work(mut self) {
        while let Some(request) = self.waiting.recv().await {
            let Some(borrower) = self.admit(request) else { continue };
            if let Err(error) = self.run("BEGIN IMMEDIATE").await {
                drop(borrower.send(Err(error)));
                continue;
            }
            self.serve_group(borrower).await;
        }
        if let Some(connection) = self.connection.take() {
            // Everything committed is on the disk already; closing only tidies the write-ahead log away.
            drop(connection.close().await);
        }
    }

    /// The borrower of a request; a word to stop closes the door behind those who wait.
    fn admit(&mut self, request: Request) -> Option<Borrower> {
        match request {
            Request::Borrow(borrower) => Some(borrower),
            Request::Stop => {
                self.waiting.close();
                None
            }
        }
    }

    async fn serve_group(&mut self, first: Borrower) {
        let mut answers = Vec::new();
        let mut next = Some(first);
        while let Some(borrower) = next {
            match self.serve(borrower).await {
                Ok(answer) => answers.extend(answer),
                Err(broken) => return self.leave(answers, &broken).await,
            }
            let request = if answers.len() < GROUP { self.waiting.try_recv().ok() } else { None };
            next = request.and_then(|request| self.admit(request));
        }
        let outcome = self.run("COMMIT").await;
        if outcome.is_err() {
            // A failed commit may leave the transaction open; when it does not, there is nothing to roll back.
            drop(self.run("ROLLBACK").await);
        }
        for answer in answers {
            drop(answer.send(outcome.clone()));
        }
    }

    /// Leaves a group that SQLite rolled back by itself, as it does when the disk is full: nothing of it is stored, and what
    /// comes after must not be stored outside of any transaction.
    async fn leave(&mut self, answers: Vec<Answer>, broken: &StoreError) {
        // Whether a transaction is left depends on what broke it.
        drop(self.run("ROLLBACK").await);
        for answer in answers {
            drop(answer.send(Err(broken.clone())));
        }
    }

    /// Lends the connection to one transaction; gives the place to answer when the transaction is kept.
    ///
    /// Fails when the group is broken: its savepoint is gone, and with it all that the group wrote.
    async fn serve(&mut self, borrower: Borrower) -> Result<Option<Answer>, StoreError> {
        if let Err(error) = self.run("SAVEPOINT one").await {
            drop(borrower.send(Err(error.clone())));
            return Err(error);
        }
        let (back, returned) = oneshot::channel();
        let loan = Loan { connection: self.connection.take(), back: Some(back) };
        // When the borrower is gone the unsent loan is dropped, which gives it back to be undone.
        drop(borrower.send(Ok(loan)));
        let returned = returned.await.map_err(|_gone| StoreError::Closed)?;
        self.connection = Some(returned.connection);
        let outcome = match returned.answer {
            Some(_) => self.run("RELEASE one").await,
            None => self.run("ROLLBACK TO one; RELEASE one").await,
        };
        if let Err(error) = outcome {
            if let Some(answer) = returned.answer {
                drop(answer.send(Err(error.clone())));
            }
            return Err(error);
        }
        Ok(returned.answer)
    }

    async fn run(&mut self, sql: &'static str) -> Result<(), StoreError> {
        let connection = self.connection.as_mut().ok_or(StoreError::Closed)?;
        match sqlx::raw_sql(sql).execute(connection).await {
            Ok(_) => Ok(()),
            Err(error) => Err(StoreError::explain(&self.location, sql, error)),
        }
    }
}

#[cfg(test)]
mod tests {
    use sqlx::Row as _;

    use super::*;

    async fn desk() -> Writer {
        let mut connection = SqliteConnection::connect("sqlite::memory:").await.unwrap();
        sqlx::raw_sql("CREATE TABLE word (word TEXT)").execute(&mut connection).await.unwrap();
        let (writer, work) = Writer::new(connection, Arc::new(Location::SqliteMemory));
        tokio_util::task::TaskTracker::new().spawn(work);
        writer
    }

    async fn write(loan: &mut Loan, sql: &'static str) {
        sqlx::raw_sql(sql).execute(loan.connection().unwrap()).await.unwrap();
    }

    #[tokio::test]
    async fn what_sqlite_rolls_back_by_itself_takes_its_group_along_and_nothing_after_it() {
        let writer = desk().await;
        let mut first = writer.borrow().await.unwrap();
        write(&mut first, "INSERT INTO word VALUES ('first')").await;
        // The next two wait in line, so that they come into the same group.
        let (second, third) = (writer.clone(), writer.clone());
        let broken = async {
            let mut loan = second.borrow().await.unwrap();
            // A full disk ends the whole transaction like this.
            write(&mut loan, "ROLLBACK").await;
            drop(loan);
        };
        let after = async {
            let mut loan = third.borrow().await.unwrap();
            write(&mut loan, "INSERT INTO word VALUES ('after')").await;
            loan.commit().await
        };
        let first = async {
            tokio::task::yield_now().await;
            first.commit().await
        };
        let ((), after, first) = tokio::join!(broken, after, first);
        assert!(first.is_err(), "it was rolled back with its group");
        assert!(after.is_ok());
        let mut loan = writer.borrow().await.unwrap();
        let row = sqlx::query("SELECT group_concat(word) FROM word").fetch_one(loan.connection().unwrap());
        assert_eq!(row.await.unwrap().get::<String, _>(0), "after");
    }
}
