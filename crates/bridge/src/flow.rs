//! The books of one stream: how much may come down, what waits to go up, who has ended what. Shared by the WebSocket's reader, which
//! enters what the page says, and by the stream's own task, which waits for it. Holds at most one window of bytes.

use crate::server::lock;
use sockscope_bridge_protocol::CREDIT_MAX;
use std::sync::Mutex;
use std::time::{Duration, Instant};
use tokio::sync::{Notify, OwnedSemaphorePermit};

/// How the page, or the end of its WebSocket, ends a stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
    /// `close(2)`: what was sent is delivered first.
    Close,
    /// The peer is to see a reset.
    Abort,
    /// The WebSocket is gone or the bridge stops.
    Gone,
}

/// What is to be done for the direction to the peer.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Up {
    /// The buffer was filled.
    Bytes,
    /// Nothing more will come.
    Eof,
}

/// One stream's books.
#[derive(Debug)]
pub(crate) struct Flow {
    books: Mutex<Books>,
    down_changed: Notify,
    up_changed: Notify,
    ended: Notify,
}

#[derive(Debug)]
struct Books {
    /// Bytes that may be sent to the page.
    credit: u32,
    /// Bytes that the page may still send.
    granted: u32,
    /// Bytes that went to the peer and were not granted anew.
    spent: u32,
    window: u32,
    waiting: Vec<u8>,
    finished: bool,
    ending: Option<Ending>,
    active: Instant,
    /// The place in the accept queue, until the page shows that its program has accepted.
    queued: Option<OwnedSemaphorePermit>,
}

impl Flow {
    /// A stream with `credit` from the page and nothing granted to it.
    pub(crate) fn new(credit: u32, queued: Option<OwnedSemaphorePermit>) -> Self {
        let books = Books {
            credit: credit.min(CREDIT_MAX),
            granted: 0,
            spent: 0,
            window: 0,
            waiting: Vec::new(),
            finished: false,
            ending: None,
            active: Instant::now(),
            queued,
        };
        Self { books: Mutex::new(books), down_changed: Notify::new(), up_changed: Notify::new(), ended: Notify::new() }
    }

    /// Lets the page send so many bytes ahead.
    pub(crate) fn open_window(&self, window: u32) {
        let mut books = lock(&self.books);
        (books.window, books.granted) = (window, window);
    }

    /// Enters a `Data` of the page. `false` when it is more than was granted.
    #[must_use]
    pub(crate) fn push(&self, bytes: &[u8]) -> bool {
        let mut books = lock(&self.books);
        let Some(granted) = books.granted.checked_sub(bytes.len() as u32).filter(|_| !books.finished) else {
            return false;
        };
        books.granted = granted;
        books.queued = None;
        books.waiting.extend_from_slice(bytes);
        drop(books);
        self.up_changed.notify_one();
        true
    }

    /// Enters an `Eof` of the page. `false` for a second one.
    #[must_use]
    pub(crate) fn finish(&self) -> bool {
        let again = std::mem::replace(&mut lock(&self.books).finished, true);
        self.up_changed.notify_one();
        !again
    }

    /// Enters a `Credit` of the page. `false` when it is too much.
    #[must_use]
    pub(crate) fn grant(&self, bytes: u32) -> bool {
        let mut books = lock(&self.books);
        let Some(credit) = books.credit.checked_add(bytes).filter(|credit| *credit <= CREDIT_MAX) else { return false };
        books.credit = credit;
        books.queued = None;
        drop(books);
        self.down_changed.notify_one();
        true
    }

    /// Ends the stream; the first ending counts.
    pub(crate) fn end(&self, ending: Ending) {
        lock(&self.books).ending.get_or_insert(ending);
        self.ended.notify_one();
    }

    /// Waits for the end.
    pub(crate) async fn ending(&self) -> Ending {
        loop {
            let ending = lock(&self.books).ending;
            if let Some(ending) = ending {
                return ending;
            }
            self.ended.notified().await;
        }
    }

    /// Waits until something may be sent to the page, and says how much.
    pub(crate) async fn credit(&self) -> u32 {
        loop {
            let credit = lock(&self.books).credit;
            if credit > 0 {
                return credit;
            }
            self.down_changed.notified().await;
        }
    }

    /// So many bytes were read for the page.
    pub(crate) fn sent_down(&self, bytes: u32) {
        let mut books = lock(&self.books);
        books.credit -= bytes;
        books.active = Instant::now();
    }

    /// Waits for something to send to the peer and exchanges `buffer`, which must be empty, for it.
    pub(crate) async fn next_up(&self, buffer: &mut Vec<u8>) -> Up {
        loop {
            if let Some(up) = self.take_up(buffer) {
                return up;
            }
            // A stream that stands still keeps no buffers.
            *buffer = Vec::new();
            self.up_changed.notified().await;
        }
    }

    /// The same without waiting.
    pub(crate) fn take_up(&self, buffer: &mut Vec<u8>) -> Option<Up> {
        let mut books = lock(&self.books);
        if !books.waiting.is_empty() {
            std::mem::swap(&mut books.waiting, buffer);
            return Some(Up::Bytes);
        }
        books.waiting = Vec::new();
        books.finished.then_some(Up::Eof)
    }

    /// So many bytes went to the peer. Returns how many the page may send anew: not at each write, but a quarter of the window at
    /// a time.
    pub(crate) fn sent_up(&self, bytes: u32) -> Option<u32> {
        let mut books = lock(&self.books);
        books.active = Instant::now();
        books.spent += bytes;
        if books.spent < books.window / 4 || books.finished {
            return None;
        }
        let grant = std::mem::take(&mut books.spent);
        books.granted += grant;
        Some(grant)
    }

    /// Some bytes of a larger write have gone.
    pub(crate) fn touch(&self) {
        lock(&self.books).active = Instant::now();
    }

    /// Waits until nothing has moved for `limit`.
    pub(crate) async fn idle(&self, limit: Duration) {
        loop {
            let quiet = lock(&self.books).active.elapsed();
            let Some(left) = limit.checked_sub(quiet).filter(|left| !left.is_zero()) else { return };
            tokio::time::sleep(left).await;
        }
    }
}
