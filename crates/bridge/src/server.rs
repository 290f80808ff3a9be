//! The bridge as a whole: binding its port, accepting connections, and stopping so that everybody is told.

use crate::allow::{AllowEntry, AllowList};
use crate::demo;
use crate::gate::Gate;
use crate::http;
use crate::limits::Limits;
use crate::rate::Rate;
use crate::token::Token;
use anyhow::{Context as _, Result};
use sockscope_bridge_protocol::Demo;
use std::collections::VecDeque;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::task::AbortHandle;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// What a bridge is started with.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// The port of 127.0.0.1; 0 is any.
    pub port: u16,
    /// Targets besides the demo servers.
    pub allow: Vec<AllowEntry>,
    /// Pages besides its own that may use the bridge, such as `https://example.org`.
    pub origins: Vec<String>,
    /// What it lets happen.
    pub limits: Limits,
    /// Serves an echo of whole messages at `/echo`, of at most so many bytes each, for suites that test WebSockets: they send texts and
    /// messages larger than any frame of the bridge. The same handshake, rules and code as for the other two; `sockscope serve` has none.
    pub echo_max: Option<usize>,
}

/// What every part of a running bridge knows.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) limits: Limits,
    pub(crate) echo_max: Option<usize>,
    pub(crate) gate: Gate,
    pub(crate) token: Token,
    pub(crate) allow: AllowList,
    pub(crate) demos: Vec<Demo>,
    pub(crate) handshakes: Mutex<Rate>,
    pub(crate) websockets: Arc<Semaphore>,
    pub(crate) streams: Arc<Semaphore>,
    pub(crate) listeners: Arc<Semaphore>,
    /// Cancelled when the bridge is to stop.
    pub(crate) stop: CancellationToken,
    /// Everything that a stop waits for.
    pub(crate) tasks: TaskTracker,
}

/// A running bridge.
#[derive(Debug)]
pub struct Bridge {
    shared: Arc<Shared>,
    address: SocketAddr,
}

impl Bridge {
    /// Binds the port, starts the demo servers and serves from now on.
    ///
    /// # Errors
    /// When the port is taken, or an entry of the configuration cannot be used.
    pub async fn start(config: Config) -> Result<Self> {
        let Config { port, allow, origins, limits, echo_max } = config;
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))
            .await
            .with_context(|| format!("cannot listen on port {port} of 127.0.0.1"))?;
        let address = listener.local_addr().context("the bound port has no address")?;
        let mut allow = AllowList::pin(&allow).await?;
        let stop = CancellationToken::new();
        let tasks = TaskTracker::new();
        let demos = demo::start(&stop, &tasks).await?;
        for demo in &demos {
            allow.add_own(demo.port);
        }
        let handshakes = limits.handshakes_per_second;
        let shared = Arc::new(Shared {
            gate: Gate::new(address.port(), &origins)?,
            token: Token::fresh()?,
            allow,
            demos,
            handshakes: Mutex::new(Rate::new(handshakes, handshakes.saturating_mul(10), Instant::now())),
            websockets: Arc::new(Semaphore::new(limits.websockets_max)),
            streams: Arc::new(Semaphore::new(limits.streams_max)),
            listeners: Arc::new(Semaphore::new(limits.listeners_max)),
            limits,
            echo_max,
            stop,
            tasks,
        });
        shared.tasks.spawn(accept_all(listener, Arc::clone(&shared)));
        Ok(Self { shared, address })
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The secret of this launch.
    #[must_use]
    pub fn token(&self) -> &Token {
        &self.shared.token
    }

    /// The page's address with the token in its fragment, which no server ever sees.
    #[must_use]
    pub fn link(&self) -> String {
        format!("http://{}/#token={}", self.address, self.shared.token.digits())
    }

    /// Its own servers.
    #[must_use]
    pub fn demos(&self) -> &[Demo] {
        &self.shared.demos
    }

    /// Tells every stream, closes every socket, and returns when that is done or its time is over.
    pub async fn stop(self) {
        let Shared { stop, tasks, limits, .. } = &*self.shared;
        stop.cancel();
        tasks.close();
        if tokio::time::timeout(limits.stop_time, tasks.wait()).await.is_err() {
            tracing::warn!("{} connections did not take their goodbye in time", tasks.len());
        }
    }
}

/// The connections that have shown no token, oldest first. One too many costs the oldest its place, so that nobody can lock others
/// out by holding connections.
#[derive(Debug, Default)]
struct Unauthenticated {
    next: u64,
    waiting: VecDeque<(u64, AbortHandle)>,
}

async fn accept_all(listener: TcpListener, shared: Arc<Shared>) {
    let waiting = Arc::new(Mutex::new(Unauthenticated::default()));
    loop {
        let accepted = tokio::select! {
            () = shared.stop.cancelled() => return,
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok((stream, peer)) => admit(stream, peer, &shared, &waiting),
            Err(error) => {
                // Out of descriptors, most likely: they come back when connections end.
                tracing::warn!(%error, "cannot accept a connection");
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
    }
}

fn admit(stream: TcpStream, peer: SocketAddr, shared: &Arc<Shared>, waiting: &Arc<Mutex<Unauthenticated>>) {
    let mut guard = lock(waiting);
    if guard.waiting.len() >= shared.limits.unauthenticated_max
        && let Some((_, oldest)) = guard.waiting.pop_front()
    {
        tracing::warn!("too many connections without a token: the oldest is closed");
        oldest.abort();
    }
    let id = guard.next;
    guard.next += 1;
    let (shared_, waiting_) = (Arc::clone(shared), Arc::clone(waiting));
    let task = shared.tasks.spawn(async move {
        let stop = shared_.stop.clone();
        tokio::select! {
            () = stop.cancelled() => {}
            () = http::serve(stream, peer, shared_) => {}
        }
        lock(&waiting_).waiting.retain(|(other, _)| *other != id);
    });
    // The task may have ended already, on another thread, but it cannot have removed itself while the lock is held.
    guard.waiting.push_back((id, task.abort_handle()));
}

/// The lock, also when a thread panicked while it held it: what it guards is consistent between any two statements.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
