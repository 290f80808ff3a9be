//! The scheduler's answers to system calls: those of the sockets are passed on, time, threads and the console are its own.
//! Every change of the sockets is recorded here, and whoever it sets free is woken.

use crate::calls;
use crate::event::{CallView, EventKind, ProcessId, WaitView};
use crate::history::UnderWay;
use crate::process::{Blocked, Status};
use crate::recorder::Recorder;
use crate::trace::Actor;
use crate::world::World;
use sockscope_net as net;
use sockscope_python::request::{Answer, Failure, Reply, Request};
use std::borrow::Cow;
use std::rc::Rc;

impl World {
    /// Makes a call; the reply if it is there at once, else the thread has blocked and given up its turn.
    pub(crate) fn call(&mut self, actor: Actor, request: Request, line: u32, out: &mut Recorder<'_>) -> Option<Reply> {
        let call = Rc::new(calls::view(&request, line));
        let timeout = calls::timeout(&request);
        let until_ns = timeout.map(|ns| self.now.saturating_add(ns));
        match request {
            Request::Now => self.at_once(actor, call, Ok(Answer::Time(self.now)), out),
            Request::Input => {
                let process = &mut self.processes[usize::from(actor.process)];
                let answer = process.stdin.next().map_or(Answer::Eof, Answer::Text);
                self.at_once(actor, call, Ok(answer), out)
            }
            Request::StartThread { thread } => {
                let started = Actor { process: actor.process, thread: thread.0 };
                self.emit(actor, || EventKind::ThreadStarted { started: thread.0 }, out);
                let process = &mut self.processes[usize::from(actor.process)];
                process.thread_mut(thread.0).line = line;
                process.thread_mut(thread.0).status = Status::Ready;
                // As in CPython, `start()` returns only after the new thread has begun to run.
                process.queue.push_front((started.thread, None));
                process.queue.push_back((actor.thread, Some(Ok(Answer::Done))));
                self.release(actor);
                None
            }
            Request::Sleep { .. } => self.block(actor, call, WaitView::Time, until_ns, out),
            Request::Park { what, .. } => self.block(actor, call, WaitView::Thread { what }, until_ns, out),
            request => {
                self.emit(actor, || EventKind::CallBegun { call: call.clone() }, out);
                self.note_under_way(actor, &call, &request, out);
                let request = calls::request(request).expect("invariant: the scheduler's own are answered above");
                let caller =
                    net::Caller { process: net::ProcessId(actor.process.into()), thread: net::ThreadId(actor.thread) };
                let mut log = std::mem::take(&mut self.log);
                let outcome = self.sockets.call(net::SimTime(self.now), caller, request, &mut log);
                self.log = log;
                match outcome {
                    net::Outcome::Ready(reply) => {
                        self.after_sockets(actor, out);
                        let reply = calls::reply(reply);
                        self.count_poll(actor, timeout, &reply);
                        self.under_way.retain(|call| call.actor != actor);
                        self.at_once(actor, call, reply, out)
                    }
                    net::Outcome::Blocked(wait) => {
                        self.after_sockets_of(actor, out);
                        let waited = self.block(actor, call, calls::wait(&wait), until_ns, out);
                        self.deliver_replies(out);
                        waited
                    }
                }
            }
        }
    }

    fn at_once(&mut self, actor: Actor, call: Rc<CallView>, reply: Reply, out: &mut Recorder<'_>) -> Option<Reply> {
        self.finish(actor, call, &reply, false, out);
        Some(reply)
    }

    pub(crate) fn finish(
        &mut self,
        actor: Actor,
        call: Rc<CallView>,
        reply: &Reply,
        waited: bool,
        out: &mut Recorder<'_>,
    ) {
        self.emit(actor, || EventKind::CallFinished { call, outcome: calls::outcome(reply), waited }, out);
    }

    /// The thread waits, and another of its program may run.
    fn block(
        &mut self,
        actor: Actor,
        call: Rc<CallView>,
        wait: WaitView,
        until_ns: Option<u64>,
        out: &mut Recorder<'_>,
    ) -> Option<Reply> {
        let sleeps = matches!(wait, WaitView::Time);
        let timed = sleeps || matches!(wait, WaitView::Thread { .. });
        let blocked =
            Blocked { call: call.clone(), wait: wait.clone(), since_ns: self.now, until_ns, sleeps, event: self.count };
        self.processes[usize::from(actor.process)].thread_mut(actor.thread).status = Status::Blocked(blocked);
        self.emit(actor, || EventKind::CallBlocked { call, wait }, out);
        if let Some(until_ns) = until_ns.filter(|_| timed) {
            let reply = if sleeps { Ok(Answer::Done) } else { Err(Failure::TimedOut) };
            self.push_ready(until_ns, actor, Some(reply));
        }
        self.release(actor);
        None
    }

    /// A call with no time to wait that found nothing: a program that does this again and again waits in its own way.
    fn count_poll(&mut self, actor: Actor, timeout: Option<u64>, reply: &Reply) {
        let empty = match reply {
            Err(Failure::Errno(11)) => true,
            Ok(Answer::Ready { read, write, except }) => {
                timeout == Some(0) && read.is_empty() && write.is_empty() && except.is_empty()
            }
            _ => false,
        };
        if empty {
            self.processes[usize::from(actor.process)].polls += 1;
        }
    }

    fn note_under_way(&mut self, actor: Actor, call: &CallView, request: &Request, out: &Recorder<'_>) {
        let Cow::Borrowed(name) = call.name else { return };
        if !out.records() {
            return;
        }
        let (asked, data) = match request {
            Request::Recv { len, .. } | Request::RecvFrom { len, .. } => (*len as u64, None),
            Request::Send { bytes, .. } | Request::SendTo { bytes, .. } => (0, Some(bytes.data.clone())),
            _ => return,
        };
        let fd = call.fd.unwrap_or(-1);
        self.under_way.push(UnderWay { actor, fd, name, line: call.line, asked, data });
    }

    /// Records what the sockets logged, then hands out the replies for those who were blocked.
    pub(crate) fn after_sockets(&mut self, actor: Actor, out: &mut Recorder<'_>) {
        self.after_sockets_of(actor, out);
        self.deliver_replies(out);
    }

    fn after_sockets_of(&mut self, actor: Actor, out: &mut Recorder<'_>) {
        let log = std::mem::take(&mut self.log);
        for event in &log {
            out.net(event, self.now, actor, &self.under_way, &self.sockets);
        }
        self.count += u32::try_from(log.len()).expect("invariant: at most EVENTS_MAX events");
        self.log = log;
        self.log.clear();
    }

    fn deliver_replies(&mut self, out: &mut Recorder<'_>) {
        while let Some((caller, reply)) = self.sockets.completed() {
            let process = ProcessId::try_from(caller.process.0).expect("invariant: few programs");
            let actor = Actor { process, thread: caller.thread.0 };
            let event = self.count;
            let Some(call) = self.processes[usize::from(process)].thread_mut(actor.thread).go_on(event) else {
                continue;
            };
            let reply = calls::reply(reply);
            self.under_way.retain(|call| call.actor != actor);
            self.finish(actor, call, &reply, true, out);
            self.wake(actor, Some(reply));
        }
    }
}
