//! Prompt closing of sockets, and of generators that a loop leaves early. First the sockets: `CPython` closes an open socket the moment its last reference goes away, and a program (and its peer) can see it.
//! There are no reference counts here. Instead, each place that drops a reference says so while sockets are open; if what was dropped could
//! lead to a socket, the next line begins with a search from the roots, and an open socket that is not found is closed.

use super::{Machine, Thread};
use crate::heap::{NO_ATTRIBUTES, references};
use crate::object::Object;
use crate::request::Request;
use crate::value::Value;

/// How many objects are looked at to see whether a dropped one leads to a socket.
const LOOK_MAX: usize = 48;

impl Machine {
    /// A reference was dropped.
    #[inline]
    pub(crate) fn note_dropped(&mut self, value: Value) {
        if self.open_sockets.is_empty() || self.dropped {
            return;
        }
        if let Value::Obj(_) = value {
            self.dropped = self.may_lead_to_socket(value);
        }
    }

    /// The locals and operands of the frame just popped were dropped.
    #[inline]
    pub(super) fn note_dropped_frame(&mut self, thread: &Thread, base: usize) {
        if self.open_sockets.is_empty() || self.dropped {
            return;
        }
        for value in thread.stack.get(base..).unwrap_or_default() {
            self.note_dropped(*value);
        }
    }

    fn may_lead_to_socket(&self, value: Value) -> bool {
        let mut pending = vec![value];
        let mut looked = 0;
        while let Some(value) = pending.pop() {
            let Value::Obj(handle) = value else { continue };
            let slot = self.heap.slot(handle);
            match &slot.object {
                Object::Socket(_) => return true,
                Object::Str(_)
                | Object::Bytes(_)
                | Object::ByteArray(_)
                | Object::Big(_)
                | Object::Int(_)
                | Object::Float(_)
                | Object::Range(_)
                | Object::Class(_)
                | Object::Module(_) => continue,
                Object::List(items) if items.len() > 1000 => return true,
                Object::Dict(dict) if dict.len() > 1000 => return true,
                object => references(object, &mut |value| {
                    if value.handle().is_some() {
                        pending.push(value);
                    }
                }),
            }
            if slot.attributes != NO_ATTRIBUTES {
                pending.push(Value::Obj(slot.attributes));
            }
            looked += 1;
            if looked > LOOK_MAX {
                return true;
            }
        }
        false
    }

    /// Whether a value is a generator that waits inside a `try` or a `with`, and that nobody refers to any more.
    pub(super) fn is_abandoned(&mut self, thread: &Thread, value: Value) -> bool {
        let mut inner = value;
        // Its delegates are closed with it.
        for _ in 0..LOOK_MAX {
            let Some(Object::Generator(generator)) = self.heap.object(inner) else { return false };
            let Some(suspended) = &generator.suspended else { return false };
            if !suspended.blocks.is_empty() {
                let roots = self.roots(thread);
                self.heap.mark(&roots);
                return value.handle().is_some_and(|handle| !self.heap.is_marked(handle));
            }
            inner = suspended.delegate();
        }
        false
    }

    /// The request that closes one socket nobody refers to any more, if there is one.
    pub(super) fn drop_sockets(&mut self, thread: &Thread) -> Option<Request> {
        if self.open_sockets.is_empty() {
            return None;
        }
        let roots = self.roots(thread);
        self.heap.mark(&roots);
        let at = self.open_sockets.iter().position(|handle| !self.heap.is_marked(*handle))?;
        let handle = self.open_sockets.remove(at);
        let Object::Socket(socket) = self.heap.get_mut(handle) else { return None };
        let fd = socket.fd;
        socket.fd = -1;
        Some(Request::Close { fd })
    }
}
