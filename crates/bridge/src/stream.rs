//! One TCP connection between the page and its peer, from the first byte to the last.
//! What one `read(2)` gives is one `Piece`; at credit zero nothing is read. What the page sent in many frames leaves in one write.

use crate::flow::{Ending, Flow, Up};
use crate::session::Session;
use crate::target;
use sockscope_bridge_protocol::{Frame, PIECE_MAX, Reason, StreamId};
use std::cell::RefCell;
use std::io::{self, ErrorKind};
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;
use tokio::net::tcp::{ReadHalf, WriteHalf};

thread_local! {
    /// What is read goes through here, so that a stream without bytes needs no buffer.
    static SCRATCH: RefCell<Vec<u8>> = RefCell::new(vec![0; PIECE_MAX]);
}

/// Reads what is there, at most `len` bytes, and hands it to `take`.
pub(crate) fn read_into<T>(reader: &ReadHalf<'_>, len: usize, take: impl FnOnce(&[u8]) -> T) -> io::Result<T> {
    SCRATCH.with_borrow_mut(|scratch| {
        let len = len.min(PIECE_MAX);
        let read = reader.try_read(&mut scratch[..len])?;
        Ok(take(&scratch[..read]))
    })
}

/// Moves bytes in both directions until the stream is over. Returns why, unless the page has ended it itself.
pub(crate) async fn pump(mut tcp: TcpStream, flow: &Flow, id: StreamId, session: &Session) -> Option<Reason> {
    let limits = session.limits();
    let (reader, mut writer) = tcp.split();
    let mut outgoing = Outgoing::default();
    let ending = tokio::select! {
        ending = flow.ending() => ending,
        () = flow.idle(limits.idle_time) => return Some(Reason::TimedOut),
        done = async { tokio::try_join!(down(&reader, flow, id, session), up(&mut writer, flow, id, session, &mut outgoing)) } => {
            return match done {
                Ok(_) => Some(Reason::Ended),
                Err(Over::Socket(error)) => Some(target::reason(&error)),
                Err(Over::WebSocket) => None,
            };
        }
    };
    match ending {
        Ending::Close => {
            let flushed = flush(&mut writer, flow, &mut outgoing);
            if !matches!(tokio::time::timeout(limits.linger_time, flushed).await, Ok(Ok(()))) {
                tracing::debug!(stream = id.0, "the peer did not take what was sent before the close");
            }
        }
        Ending::Abort => {
            // Only then does a close send a reset.
            let _ = tcp.set_zero_linger();
        }
        Ending::Gone => {}
    }
    None
}

/// Why a direction cannot go on.
enum Over {
    Socket(io::Error),
    WebSocket,
}

impl From<io::Error> for Over {
    fn from(error: io::Error) -> Self {
        Self::Socket(error)
    }
}

/// From the peer to the page, until the peer's FIN.
async fn down(reader: &ReadHalf<'_>, flow: &Flow, id: StreamId, session: &Session) -> Result<(), Over> {
    loop {
        let credit = flow.credit().await;
        reader.readable().await?;
        let read = read_into(reader, credit as usize, |bytes| {
            let frame = if bytes.is_empty() {
                Frame::Eof { stream: id, time: session.time() }
            } else {
                Frame::Piece { stream: id, time: session.time(), bytes }
            };
            (bytes.len(), frame.to_vec())
        });
        let (len, message) = match read {
            Ok(read) => read,
            Err(error) if error.kind() == ErrorKind::WouldBlock => continue,
            Err(error) => return Err(error.into()),
        };
        flow.sent_down(len as u32);
        session.send(message).await.map_err(|_| Over::WebSocket)?;
        if len == 0 {
            return Ok(());
        }
    }
}

/// Bytes that are being written, and how many of them have gone.
#[derive(Debug, Default)]
struct Outgoing {
    bytes: Vec<u8>,
    gone: usize,
}

impl Outgoing {
    async fn write(&mut self, writer: &mut WriteHalf<'_>, flow: &Flow) -> io::Result<usize> {
        while self.gone < self.bytes.len() {
            let written = writer.write(&self.bytes[self.gone..]).await?;
            if written == 0 {
                return Err(ErrorKind::WriteZero.into());
            }
            self.gone += written;
            flow.touch();
        }
        let len = self.bytes.len();
        self.bytes.clear();
        self.gone = 0;
        Ok(len)
    }
}

/// From the page to the peer, until the page's `Eof`.
async fn up(
    writer: &mut WriteHalf<'_>,
    flow: &Flow,
    id: StreamId,
    session: &Session,
    outgoing: &mut Outgoing,
) -> Result<(), Over> {
    while flow.next_up(&mut outgoing.bytes).await == Up::Bytes {
        let len = outgoing.write(writer, flow).await?;
        if let Some(bytes) = flow.sent_up(len as u32) {
            let credit = Frame::Credit { stream: id, bytes };
            session.send(credit.to_vec()).await.map_err(|_| Over::WebSocket)?;
        }
    }
    Ok(writer.shutdown().await?)
}

/// Delivers what the page had sent before it closed.
async fn flush(writer: &mut WriteHalf<'_>, flow: &Flow, outgoing: &mut Outgoing) -> io::Result<()> {
    loop {
        outgoing.write(writer, flow).await?;
        if flow.take_up(&mut outgoing.bytes) != Some(Up::Bytes) {
            return Ok(());
        }
    }
}
