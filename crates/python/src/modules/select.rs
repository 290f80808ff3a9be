//! `select`: `select.select` as a system call; `poll` and `epoll` are Python text over it.

use super::ModuleSpec;
use crate::builtins::classes;
use crate::machine::Machine;
use crate::native::{Args, Divert, function};
use crate::object::Object;
use crate::request::{Answer as Reply, Failure, RawFd, Request};
use crate::value::Value;
use std::rc::Rc;

type Answer = Result<Value, Divert>;

pub(crate) static MODULE: ModuleSpec = ModuleSpec {
    name: "select",
    functions: &[function("select", select)],
    fill: None,
    python: Some(include_str!("select.py")),
};

/// The descriptor of an object: an `int`, a socket, or what `fileno()` says.
fn descriptor(m: &mut Machine, value: Value) -> Result<RawFd, Divert> {
    let number = match m.heap.object(value) {
        Some(Object::Socket(socket)) => i64::from(socket.fd),
        _ => match m.small(value) {
            Some(number) => number,
            None => {
                let name = m.heap.intern("fileno");
                let Some(fileno) = m.attribute_or_none(value, name)? else {
                    return Err(m.type_error("argument must be an int, or have a fileno() method."));
                };
                let number = m.call(fileno, &[])?;
                match m.small(number) {
                    Some(number) => number,
                    None => return Err(m.type_error("fileno() returned a non-integer")),
                }
            }
        },
    };
    if number < 0 {
        return Err(m.value_error(&format!("file descriptor cannot be a negative integer ({number})")));
    }
    Ok(number as RawFd)
}

fn select(m: &mut Machine, args: Args<'_>) -> Answer {
    let [read, write, except, timeout] = m.take(args, "select", 3)?;
    let timeout = match timeout.filter(|timeout| !timeout.is_none()) {
        None => None,
        Some(timeout) => {
            if m.float_of(timeout).is_none() && !m.has_index(timeout) {
                return Err(m.type_error("timeout must be a float or None"));
            }
            let seconds = m.real_argument(timeout)?;
            if seconds < 0.0 {
                return Err(m.value_error("timeout must be non-negative"));
            }
            Some((seconds * 1e9).ceil().min(9e18) as u64)
        }
    };
    let mut watched: Vec<Vec<(Value, RawFd)>> = Vec::new();
    for list in [read, write, except] {
        let list = list.unwrap_or(Value::None);
        if !m.iterable(list) {
            return Err(m.type_error("arguments 1-3 must be sequences"));
        }
        let mut pairs = Vec::new();
        for item in m.items(list)? {
            pairs.push((item, descriptor(m, item)?));
        }
        watched.push(pairs);
    }
    let fds = |at: usize| watched[at].iter().map(|(_, fd)| *fd).collect::<Vec<RawFd>>();
    let request = Request::Select { read: fds(0), write: fds(1), except: fds(2), timeout };
    let ready = match m.ask(request)? {
        Ok(Reply::Ready { read, write, except }) => [read, write, except],
        Err(Failure::Errno(number)) => {
            let text = super::errno::text(number).unwrap_or("Unknown error");
            let text = m.heap.new_str(text);
            let args = [Value::Int(i64::from(number)), text];
            let exception = m.call(Value::Obj(classes::OS_ERROR), &args)?;
            return Err(m.raise(exception));
        }
        _ => [Vec::new(), Vec::new(), Vec::new()],
    };
    let mut lists = Vec::new();
    for (pairs, ready) in watched.iter().zip(&ready) {
        let items = pairs.iter().filter(|(_, fd)| ready.contains(fd)).map(|(item, _)| *item).collect();
        lists.push(m.heap.new_list(items));
    }
    Ok(m.heap.new_tuple(Rc::from(lists)))
}
