//! `_thread` and `threading`: threads are frame stacks of one machine; a lock parks a thread until another lets it go.
//! Locks are natives so that waiting is one [`Request::Park`]; everything above them (`Event`, `Condition`, `Thread`, ...) is Python text.

use super::ModuleSpec;
use crate::builtins::classes;
use crate::machine::{Machine, NativeCall, Then, Thread};
use crate::native::{Args, Divert, Native, function, method};
use crate::object::{Lock, Object};
use crate::request::{Failure, Request, ThreadId};
use crate::value::Value;

type Answer = Result<Value, Divert>;

pub(crate) static MODULE: ModuleSpec = ModuleSpec {
    name: "_thread",
    functions: &[
        function("allocate_lock", |m, _| Ok(new_lock(m, false))),
        function("RLock", |m, _| Ok(new_lock(m, true))),
        function("get_ident", |m, _| Ok(Value::Int(ident(m.current)))),
        function("start", start),
        function("current", |m, _| Ok(m.current_object)),
        function("join", join),
        function("alive", |m, a| {
            let Value::Int(thread) = a.receiver() else { return Ok(Value::Bool(false)) };
            Ok(Value::Bool(m.is_alive(thread as u16)))
        }),
    ],
    fill: None,
    python: None,
};

pub(crate) static THREADING: ModuleSpec =
    ModuleSpec { name: "threading", functions: &[], fill: None, python: Some(include_str!("threading.py")) };

fn ident(thread: ThreadId) -> i64 {
    140_000_000_000_000 + i64::from(thread.0) * 8_392_704
}

fn new_lock(machine: &mut Machine, reentrant: bool) -> Value {
    let class = if reentrant { classes::RLOCK } else { classes::LOCK };
    let lock = Lock { reentrant, ..Lock::default() };
    Value::Obj(machine.heap.alloc(class, Object::Lock(Box::new(lock))))
}

/// Methods of locks.
pub(crate) static LOCK: &[Native] = &[
    method("acquire", acquire),
    method("release", release),
    method("locked", |m, a| Ok(Value::Bool(lock_of(m, a.receiver()).is_some_and(|lock| lock.held_by.is_some())))),
    method("__enter__", acquire),
    method("__exit__", release),
    method("_is_owned", |m, a| {
        let current = m.current.0;
        Ok(Value::Bool(lock_of(m, a.receiver()).is_some_and(|lock| lock.held_by == Some(current))))
    }),
];

fn lock_of(machine: &mut Machine, value: Value) -> Option<&mut Lock> {
    match machine.heap.get_mut(value.handle()?) {
        Object::Lock(lock) => Some(lock),
        _ => None,
    }
}

fn acquire(machine: &mut Machine, args: Args<'_>) -> Answer {
    let mut blocking = args.get(1).unwrap_or(Value::Bool(true));
    let mut timeout = args.get(2).unwrap_or(Value::Int(-1));
    for (name, value) in args.keywords {
        match machine.heap.name(*name).as_ref() {
            "blocking" => blocking = *value,
            "timeout" => timeout = *value,
            _ => {}
        }
    }
    let blocking = machine.truth(blocking)?;
    let seconds = match machine.number(timeout) {
        Some(number) => machine.as_float(&number).unwrap_or(-1.0),
        None => -1.0,
    };
    if !blocking && seconds >= 0.0 {
        return Err(machine.value_error("can't specify a timeout for a non-blocking call"));
    }
    if seconds < 0.0 && seconds.to_bits() != (-1.0_f64).to_bits() {
        return Err(machine.value_error("timeout value must be positive"));
    }
    let current = machine.current.0;
    // Whether it was free is asked once; after a wait the lock was handed over by whoever released it.
    let taken = machine.once(|machine| {
        let Some(lock) = lock_of(machine, args.receiver()) else { return Ok(Value::Bool(true)) };
        let free = lock.held_by.is_none() || lock.reentrant && lock.held_by == Some(current);
        if free {
            lock.held_by = Some(current);
            lock.count += 1;
        } else if blocking && !lock.waiting.contains(&current) {
            lock.waiting.push(current);
        }
        Ok(Value::Bool(free))
    })?;
    if matches!(taken, Value::Bool(true)) {
        return Ok(Value::Bool(true));
    }
    if !blocking {
        return Ok(Value::Bool(false));
    }
    let timeout = (seconds >= 0.0).then_some((seconds * 1e9).ceil() as u64);
    let reply = machine.ask(Request::Park { what: "lock.acquire()".into(), timeout })?;
    match reply {
        Err(Failure::TimedOut) => {
            if let Some(lock) = lock_of(machine, args.receiver()) {
                lock.waiting.retain(|thread| *thread != current);
            }
            Ok(Value::Bool(false))
        }
        _ => Ok(Value::Bool(true)),
    }
}

fn release(machine: &mut Machine, args: Args<'_>) -> Answer {
    let current = machine.current.0;
    let Some(lock) = lock_of(machine, args.receiver()) else { return Ok(Value::None) };
    if lock.reentrant && lock.held_by != Some(current) {
        return Err(machine.error(classes::RUNTIME_ERROR, "cannot release un-acquired lock"));
    }
    if lock.held_by.is_none() {
        return Err(machine.error(classes::RUNTIME_ERROR, "release unlocked lock"));
    }
    lock.count = lock.count.saturating_sub(1);
    if lock.count > 0 {
        return Ok(Value::None);
    }
    lock.held_by = None;
    if !lock.waiting.is_empty() {
        // Handed over at once to the first that waits.
        let next = lock.waiting.remove(0);
        lock.held_by = Some(next);
        lock.count = 1;
        machine.woken.push(ThreadId(next));
    }
    Ok(Value::None)
}

/// `_thread.start(function, object, daemon)` → number of the new thread.
fn start(machine: &mut Machine, args: Args<'_>) -> Answer {
    let (callee, object) = (args.receiver(), args.get(1).unwrap_or(Value::None));
    let daemon = matches!(args.get(2), Some(Value::Bool(true)));
    let number = machine.once(|machine| {
        if machine.threads.len() >= 64 {
            return Err(machine.error(classes::RUNTIME_ERROR, "can't start new thread"));
        }
        let call = NativeCall {
            native: &RUN,
            positional: vec![callee],
            keywords: Vec::new(),
            answers: Vec::new(),
            asked: 0,
            catch: false,
            then: Then::Discard,
        };
        let mut thread = Thread { daemon, ..Thread::default() };
        thread.object.0 = object;
        thread.waiting = Some(Box::new(call));
        machine.threads.push(thread);
        Ok(Value::Int(machine.threads.len() as i64 - 1))
    })?;
    if let Value::Int(number) = number {
        let _started = machine.ask(Request::StartThread { thread: ThreadId(number as u16) })?;
    }
    Ok(number)
}

/// What a new thread runs.
static RUN: Native = function("run", |machine, args| machine.call(args.receiver(), &[]));

/// `_thread.join(number, timeout)`: whether it has ended.
fn join(machine: &mut Machine, args: Args<'_>) -> Answer {
    let Value::Int(thread) = args.receiver() else { return Ok(Value::Bool(true)) };
    let current = machine.current.0;
    let ended = machine.once(|machine| {
        if !machine.is_alive(thread as u16) {
            return Ok(Value::Bool(true));
        }
        machine.joiners.push((thread as u16, current));
        Ok(Value::Bool(false))
    })?;
    if matches!(ended, Value::Bool(true)) {
        return Ok(ended);
    }
    let timeout = args
        .get(1)
        .and_then(|timeout| machine.number(timeout))
        .map(|number| (machine.as_float(&number).unwrap_or(0.0).max(0.0) * 1e9).ceil() as u64);
    let reply = machine.ask(Request::Park { what: "thread.join()".into(), timeout })?;
    machine.joiners.retain(|(_, waiting)| *waiting != current);
    Ok(Value::Bool(!matches!(reply, Err(Failure::TimedOut))))
}

impl Machine {
    /// Whether a thread was started and has not ended.
    pub(crate) fn is_alive(&self, thread: u16) -> bool {
        thread == self.current.0 || self.threads.get(usize::from(thread)).is_some_and(|thread| !thread.ended)
    }

    /// Wakes threads that wait for the end of the current one.
    pub(crate) fn wake_joiners(&mut self) {
        let current = self.current.0;
        let (done, rest): (Vec<_>, Vec<_>) = self.joiners.iter().copied().partition(|(thread, _)| *thread == current);
        self.joiners = rest;
        self.woken.extend(done.into_iter().map(|(_, waiting)| ThreadId(waiting)));
    }

    /// Name for `Exception in thread NAME:`.
    pub(crate) fn thread_name(&self, thread: &Thread) -> String {
        let name = self
            .heap
            .interned("_name")
            .and_then(|name| self.own_attribute(thread.object.0, name))
            .and_then(|name| self.text(name));
        name.map_or_else(|| format!("Thread-{}", self.current.0), |name| name.to_string())
    }
}
