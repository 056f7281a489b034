//! A client's stream with time limits that hyper has no setting for: on the head of a request from its first byte on, and on a
//! client that does not take its answer; and with an end that does not cut the answer off.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Instant, Sleep, sleep};

use super::activity::Activity;
use super::limit::Limits;

/// After the last answer the client has so long to close its side.
const LINGERING: Duration = Duration::from_secs(1);
/// What a client may still send meanwhile, in reads of four kilobytes.
const LINGERING_READS: usize = 4096;

/// A client's stream with limits.
#[derive(Debug)]
pub(super) struct LimitedStream {
    stream: TcpStream,
    activity: Activity,
    limits: Limits,
    /// Wakes at the end of the head's time.
    head: Pin<Box<Sleep>>,
    /// Runs while the client takes nothing.
    stalled: Option<Pin<Box<Sleep>>>,
    /// Runs once our side is closed, with the reads that are left.
    lingering: Option<(Pin<Box<Sleep>>, usize)>,
}

impl LimitedStream {
    /// A stream that was just taken.
    pub(super) fn new(stream: TcpStream, activity: Activity, limits: Limits) -> Self {
        let head = Box::pin(sleep(limits.head));
        Self { stream, activity, limits, head, stalled: None, lingering: None }
    }

    /// `Ready` when the head should have been whole by now.
    fn poll_head_is_late(&mut self, context: &mut Context<'_>) -> Poll<()> {
        let Some(until) = self.activity.head_until(self.limits.head) else { return Poll::Pending };
        if self.head.deadline() != until {
            self.head.as_mut().reset(until);
        }
        self.head.as_mut().poll(context)
    }

    /// Passes a write on; an error when the client takes nothing for too long.
    fn poll_limited<T>(
        &mut self,
        context: &mut Context<'_>,
        write: impl FnOnce(Pin<&mut TcpStream>, &mut Context<'_>) -> Poll<io::Result<T>>,
    ) -> Poll<io::Result<T>> {
        if let Poll::Ready(outcome) = write(Pin::new(&mut self.stream), context) {
            self.stalled = None;
            return Poll::Ready(outcome);
        }
        let limit = self.limits.write;
        let stalled = self.stalled.get_or_insert_with(|| Box::pin(sleep(limit)));
        ready!(stalled.as_mut().poll(context));
        Poll::Ready(Err(io::Error::new(io::ErrorKind::TimedOut, "the client does not take its answer")))
    }
}

impl AsyncRead for LimitedStream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let polled = Pin::new(&mut self.stream).poll_read(context, buffer);
        if buffer.filled().len() > before {
            self.activity.read();
        }
        if polled.is_ready()
            && !matches!(self.activity.head_until(self.limits.head), Some(until) if until <= Instant::now())
        {
            return polled;
        }
        ready!(self.poll_head_is_late(context));
        Poll::Ready(Err(io::Error::new(io::ErrorKind::TimedOut, "the head of a request took too long")))
    }
}

impl AsyncWrite for LimitedStream {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.poll_limited(context, |stream, context| stream.poll_write(context, bytes))
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        parts: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.poll_limited(context, |stream, context| stream.poll_write_vectored(context, parts))
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    /// Closes our side and takes what the client still sends for a moment: a system that gets bytes for a closed connection
    /// throws away what the client has not read yet, such as the refusal of a body that is too large (RFC 9112, section 9.6).
    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = &mut *self;
        if this.lingering.is_none() {
            ready!(Pin::new(&mut this.stream).poll_shutdown(context))?;
        }
        let (over, reads) =
            this.lingering.get_or_insert_with(|| (Box::pin(sleep(LINGERING)), LINGERING_READS));
        let mut scratch = [0; 4096];
        while *reads > 0 && over.as_mut().poll(context).is_pending() {
            let mut buffer = ReadBuf::new(&mut scratch);
            match ready!(Pin::new(&mut this.stream).poll_read(context, &mut buffer)) {
                Ok(()) if !buffer.filled().is_empty() => *reads -= 1,
                _ => break,
            }
        }
        Poll::Ready(Ok(()))
    }
}
