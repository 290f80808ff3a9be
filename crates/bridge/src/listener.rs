//! A real port for a server program in the page. No more clients are accepted than the program's own queue would hold: until the page
//! shows that it has taken one, by credit or by data, that client has a place of the backlog, and later ones wait in the kernel.

use crate::rate::Rate;
use crate::session::Session;
use crate::target::Failure;
use sockscope_bridge_protocol::{Frame, Reason, StreamId};
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::net::{TcpListener, TcpSocket};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_util::sync::CancellationToken;

/// Most clients that the kernel keeps for one listener.
const BACKLOG_MAX: u16 = 128;

/// Binds a port of 127.0.0.1 and announces each client to the page, until `cancel`.
pub(crate) fn listen(
    session: Arc<Session>,
    id: StreamId,
    port: u16,
    backlog: u16,
    cancel: CancellationToken,
    opens: &mut Rate,
) -> Result<(), Failure> {
    let limits = session.limits();
    if !opens.take(Instant::now()) {
        return Err(Failure::new(Reason::Throttled, format!("{} listeners a second", limits.opens_per_second)));
    }
    let full = |_| Failure::new(Reason::Throttled, format!("{} listening ports", limits.listeners_max));
    let place = Arc::clone(&session.shared.listeners).try_acquire_owned().map_err(full)?;
    let backlog = backlog.min(BACKLOG_MAX);
    let (listener, local) = bind(port, backlog)?;
    let tasks = session.shared.tasks.clone();
    tasks.spawn(async move {
        tokio::select! {
            () = cancel.cancelled() => {}
            () = accept_all(&session, id, listener, local, backlog) => {}
        }
        drop(place);
    });
    Ok(())
}

fn bind(port: u16, backlog: u16) -> io::Result<(TcpListener, SocketAddr)> {
    let socket = TcpSocket::new_v4()?;
    // A port whose connections are in TIME_WAIT can be taken again, as the lessons' servers ask for.
    socket.set_reuseaddr(true)?;
    socket.bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port)))?;
    let listener = socket.listen(backlog.into())?;
    let local = listener.local_addr()?;
    Ok((listener, local))
}

async fn accept_all(session: &Arc<Session>, id: StreamId, listener: TcpListener, local: SocketAddr, backlog: u16) {
    let listening = Frame::Listening { listener: id, time: session.time(), local };
    if session.send(listening.to_vec()).await.is_err() {
        return;
    }
    let queue = Arc::new(Semaphore::new(usize::from(backlog) + 1));
    loop {
        let queued = acquire(&queue).await;
        match listener.accept().await {
            // A place only for who is there: a listener that waits holds none.
            Ok((tcp, peer)) => {
                let place = acquire(&session.shared.streams).await;
                session.accept(id, tcp, (local, peer), (queued, place));
            }
            Err(error) => {
                tracing::warn!(%error, "cannot accept a client for the page");
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
    }
}

async fn acquire(places: &Arc<Semaphore>) -> OwnedSemaphorePermit {
    Arc::clone(places).acquire_owned().await.expect("invariant: the semaphore is never closed")
}
