//! The loop over instructions. Fast paths for ints, floats, locals, lists and dicts are here; everything else is a native of
//! [`super::operators`] applied to the top of the value stack, so that it can ask for calls.

use super::call::{Flow, Step};
use super::equality::holds;
use super::operators as native;
use super::{Frame, Machine, Then, Thread};
use crate::builtins::classes;
use crate::compile::code::{Binary, Code, Compare, Op, Unary};
use crate::native::{Answer, Diversion, Divert};
use crate::object::Object;
use crate::pause::{Passed, PassedLine, Pause};
use crate::request::Reply;
use crate::value::{Handle, Value};
use std::rc::Rc;

/// What a thread may do before it has to pause.
pub(super) struct Turn<'a> {
    /// Instructions that it may take from one line to the next.
    pub(super) fuel: u64,
    /// What is left of them.
    pub(super) left: u64,
    /// Lines that are no pauses, while there is one thread only.
    pub(super) passed: &'a mut Passed,
}

/// What there is to do at a line.
enum Reached {
    /// It is no other one, or one of ours.
    Nothing,
    /// It was recorded.
    Passed,
    /// Something comes before it.
    Due,
    Pause {
        depth: u16,
    },
}

/// What became of an instruction that is not on the fast path.
pub(super) enum Next {
    /// The next instruction of the same frame.
    Same,
    /// Frames may have changed.
    Reload,
    Pause(Pause),
}

impl From<Flow> for Next {
    fn from(flow: Flow) -> Self {
        match flow {
            Flow::Continue => Self::Reload,
            Flow::Pause(pause) => Self::Pause(pause),
        }
    }
}

impl Machine {
    pub(super) fn run(&mut self, thread: &mut Thread, reply: Option<Reply>, turn: &mut Turn<'_>) -> Pause {
        if thread.ended {
            return Pause::ThreadEnded;
        }
        if thread.finalising {
            thread.finalising = false;
        } else if let Some(mut call) = thread.waiting.take() {
            if let Some(reply) = reply {
                call.answers.push((call.asked, Answer::Reply(Box::new(reply))));
            }
            if let Flow::Pause(pause) = self.settle(thread, Step::Native(call)) {
                return pause;
            }
        }
        loop {
            if !self.printed.is_empty() {
                return Pause::OutOfFuel;
            }
            if let Some(pause) = self.run_frame(thread, turn) {
                return pause;
            }
        }
    }

    /// Runs the top frame until frames change (`None`) or the thread pauses.
    pub(super) fn run_frame(&mut self, thread: &mut Thread, turn: &mut Turn<'_>) -> Option<Pause> {
        let frame = thread.frames.last()?;
        let code: Rc<Code> = frame.code.clone();
        let ops = &code.ops[..];
        let base = frame.base as usize;
        let (globals, namespace) = (frame.globals, frame.namespace);
        let mut pc = frame.pc as usize;
        let mut left = turn.left;

        macro_rules! leave {
            ($pause:expr) => {{
                if let Some(frame) = thread.frames.last_mut() {
                    frame.pc = pc as u32;
                }
                turn.left = left;
                return $pause;
            }};
        }
        macro_rules! push {
            ($value:expr) => {
                thread.stack.push($value)
            };
        }
        macro_rules! pop {
            () => {{
                let top = thread.stack.len() - 1;
                let value = thread.stack[top];
                thread.stack.truncate(top);
                value
            }};
        }
        // Applies a native to the values from a place on, or to the topmost ones; the frame goes on unless the native diverted.
        macro_rules! apply_from {
            ($native:expr, $from:expr, $floor:expr, $then:expr) => {{
                if let Some(frame) = thread.frames.last_mut() {
                    frame.pc = pc as u32;
                }
                let frames = thread.frames.len();
                match self.apply_from(thread, $native, $from, $floor, &[], $then) {
                    Flow::Continue => {
                        if thread.frames.len() != frames
                            || thread.frames.last().is_none_or(|frame| frame.pc as usize != pc)
                            || !self.printed.is_empty()
                        {
                            turn.left = left;
                            return None;
                        }
                    }
                    Flow::Pause(pause) => {
                        turn.left = left;
                        return Some(pause);
                    }
                }
            }};
        }
        macro_rules! apply {
            ($native:expr, $count:expr, $then:expr) => {{
                let from = thread.stack.len() - $count;
                apply_from!($native, from, from, $then);
            }};
        }
        macro_rules! throw {
            ($divert:expr) => {{
                let divert = $divert;
                if let Some(frame) = thread.frames.last_mut() {
                    frame.pc = pc as u32;
                }
                turn.left = left;
                let Diversion::Raise(exception) = self.diversion(divert) else { return Some(Pause::OutOfFuel) };
                return match self.settle(thread, Step::Throw(Then::Push, exception)) {
                    Flow::Continue => None,
                    Flow::Pause(pause) => Some(pause),
                };
            }};
        }
        macro_rules! local {
            ($slot:expr) => {{
                let value = thread.stack[base + usize::from($slot)];
                if value.is_unbound() {
                    throw!(self.unbound_local(&code, $slot));
                }
                value
            }};
        }

        loop {
            if left == 0 {
                leave!(Some(Pause::OutOfFuel));
            }
            left -= 1;
            let op = &ops[pc];
            pc += 1;
            match *op {
                Op::Line(line) => match self.reach_line(thread, turn, line) {
                    Reached::Nothing => {}
                    Reached::Passed => left = turn.fuel,
                    Reached::Due => {
                        pc -= 1;
                        if let Some(frame) = thread.frames.last_mut() {
                            frame.pc = pc as u32;
                        }
                        if let Some(pause) = self.between_lines(thread) {
                            turn.left = left;
                            return Some(pause);
                        }
                    }
                    Reached::Pause { depth } => leave!(Some(Pause::Line { line, depth })),
                },
                Op::Const(at) => push!(code.constants[at as usize]),
                Op::Pop => {
                    let value = pop!();
                    self.note_dropped(value);
                }
                Op::Copy(depth) => {
                    let value = thread.stack[thread.stack.len() - usize::from(depth)];
                    push!(value);
                }
                Op::Swap(depth) => {
                    let top = thread.stack.len() - 1;
                    thread.stack.swap(top, top + 1 - usize::from(depth));
                }
                Op::LoadFast(slot) => push!(local!(slot)),
                Op::LoadFastFast(slot, other) => {
                    push!(local!(slot));
                    let value = thread.stack[base + usize::from(other)];
                    if !value.is_unbound() {
                        push!(value);
                        pc += 1;
                    }
                }
                Op::LoadFastConst(slot, at) => {
                    push!(local!(slot));
                    push!(code.constants[at as usize]);
                    pc += 1;
                }
                Op::LoadFastAttr(slot, at) => {
                    let object = local!(slot);
                    let found = self.quick_attribute(object, code.names[at as usize]);
                    pc += usize::from(found.is_some());
                    push!(found.unwrap_or(object));
                }
                Op::LoadFastMethod(slot, at) => {
                    let object = local!(slot);
                    if let Some((function, receiver)) = self.quick_method(object, code.names[at as usize]) {
                        push!(function);
                        push!(receiver);
                        pc += 1;
                    } else {
                        push!(object);
                    }
                }
                Op::StoreFast(slot) => {
                    let value = pop!();
                    let place = &mut thread.stack[base + usize::from(slot)];
                    let old = std::mem::replace(place, value);
                    self.note_dropped(old);
                }
                Op::DeleteFast(slot) => {
                    let old = std::mem::replace(&mut thread.stack[base + usize::from(slot)], Value::Unbound);
                    if old.is_unbound() {
                        throw!(self.unbound_local(&code, slot));
                    }
                    self.note_dropped(old);
                }
                Op::AddFastInt(slot, amount) => {
                    let place = &mut thread.stack[base + usize::from(slot)];
                    match *place {
                        Value::Int(int) if int.checked_add(i64::from(amount)).is_some() => {
                            *place = Value::Int(int + i64::from(amount));
                            pc += 4;
                        }
                        _ => {}
                    }
                }
                Op::LoadName(at) => {
                    let name = code.names[at as usize];
                    let own = if namespace == globals { None } else { self.heap.name_get(namespace, name) };
                    let found = own.or_else(|| self.heap.name_get(globals, name));
                    match found.or_else(|| self.builtin(&code, globals, name)) {
                        Some(value) => push!(value),
                        None => throw!(self.unknown_name(name)),
                    }
                }
                Op::NoteScope => {
                    // The call itself comes before anything else.
                    left += 1;
                    let frame = thread.frames.last()?;
                    let visible = thread.frames.iter().rev().find(|frame| !frame.code.source.hidden);
                    let name = visible.map_or(Value::None, |frame| Value::Obj(frame.code.name));
                    let line = Value::Int(i64::from(self.line_of(thread)));
                    self.scope = [Value::Obj(globals), self.namespace_of(thread, frame), name, line];
                }
                Op::StoreName(at) => {
                    let value = pop!();
                    self.store_name(namespace, code.names[at as usize], value);
                }
                Op::LoadGlobal(at) => {
                    let name = code.names[at as usize];
                    match self.global(globals, name) {
                        Some(value) => push!(value),
                        None => throw!(self.unknown_name(name)),
                    }
                }
                Op::PushNullLoadGlobal(at) => {
                    push!(Value::Unbound);
                    if let Some(value) = self.global(globals, code.names[at as usize]) {
                        push!(value);
                        pc += 1;
                    }
                }
                Op::ConstBinary(operator, at) => {
                    let top = thread.stack.len() - 1;
                    let constant = code.constants[at as usize];
                    if let Some(value) = fast_binary(operator, thread.stack[top], constant) {
                        thread.stack[top] = value;
                        pc += 1;
                    } else {
                        push!(constant);
                    }
                }
                Op::Binary(operator) => {
                    let len = thread.stack.len();
                    let (a, b) = (thread.stack[len - 2], thread.stack[len - 1]);
                    if let Some(value) = fast_binary(operator, a, b) {
                        thread.stack.truncate(len - 1);
                        thread.stack[len - 2] = value;
                    } else {
                        apply!(&native::BINARY[operator as usize], 2, Then::Push);
                    }
                }
                Op::InPlace(operator) => {
                    let len = thread.stack.len();
                    let (a, b) = (thread.stack[len - 2], thread.stack[len - 1]);
                    if let Some(value) = fast_binary(operator, a, b) {
                        thread.stack.truncate(len - 1);
                        thread.stack[len - 2] = value;
                    } else {
                        apply!(&native::IN_PLACE[operator as usize], 2, Then::Push);
                    }
                }
                Op::Compare(operator) => {
                    let len = thread.stack.len();
                    let (a, b) = (thread.stack[len - 2], thread.stack[len - 1]);
                    if let Some(value) = fast_compare(operator, a, b).or_else(|| self.quick_compare(operator, a, b)) {
                        thread.stack.truncate(len - 1);
                        thread.stack[len - 2] = Value::Bool(value);
                    } else {
                        apply!(&native::COMPARE[operator as usize], 2, Then::Push);
                    }
                }
                Op::CompareJump(operator, target) => {
                    let len = thread.stack.len();
                    let (a, b) = (thread.stack[len - 2], thread.stack[len - 1]);
                    if let Some(value) = fast_compare(operator, a, b).or_else(|| self.quick_compare(operator, a, b)) {
                        thread.stack.truncate(len - 2);
                        pc = if value { pc + 2 } else { target as usize };
                    }
                    // Otherwise the plain comparison and jump follow.
                }
                Op::Jump(target) => pc = target as usize,
                Op::JumpBack(target) => {
                    pc = target as usize;
                    if let Some(frame) = thread.frames.last_mut() {
                        frame.last_line = 0;
                    }
                }
                Op::PopJumpIfFalse(target) | Op::PopJumpIfTrue(target) => {
                    let truth = match thread.stack[thread.stack.len() - 1] {
                        // What a comparison gives, without a call.
                        Value::Bool(truth) => Some(truth),
                        value => self.quick_truth(value),
                    };
                    if let Some(truth) = truth {
                        thread.stack.pop();
                        if truth == matches!(*op, Op::PopJumpIfTrue(_)) {
                            pc = target as usize;
                        }
                    } else {
                        apply!(&native::TRUTH, 1, Then::Again);
                    }
                }
                Op::PopJumpIfNone(target) => {
                    if pop!().is_none() {
                        pc = target as usize;
                    }
                }
                Op::Unary(Unary::Not) => {
                    let value = thread.stack[thread.stack.len() - 1];
                    if let Some(truth) = self.quick_truth(value) {
                        let top = thread.stack.len() - 1;
                        thread.stack[top] = Value::Bool(!truth);
                    } else {
                        apply!(&native::TRUTH, 1, Then::Again);
                    }
                }
                Op::Is(inverted) => {
                    let b = pop!();
                    let a = pop!();
                    push!(Value::Bool(a.is(b) != inverted));
                }
                Op::Subscript => {
                    let len = thread.stack.len();
                    if let Some(value) = self.quick_subscript(thread.stack[len - 2], thread.stack[len - 1]) {
                        thread.stack.truncate(len - 1);
                        thread.stack[len - 2] = value;
                    } else {
                        apply!(&native::SUBSCRIPT, 2, Then::Push);
                    }
                }
                Op::LoadAttr(at) => {
                    let name = code.names[at as usize];
                    let len = thread.stack.len();
                    if let Some(value) = self.quick_attribute(thread.stack[len - 1], name) {
                        thread.stack[len - 1] = value;
                    } else {
                        push!(Value::Obj(name));
                        apply!(&native::GET_ATTRIBUTE, 2, Then::Push);
                    }
                }
                Op::LoadMethod(at) => {
                    let name = code.names[at as usize];
                    let len = thread.stack.len();
                    let object = thread.stack[len - 1];
                    if let Some((function, receiver)) = self.quick_method(object, name) {
                        thread.stack[len - 1] = function;
                        push!(receiver);
                    } else {
                        // Nothing below, then the attribute itself: as for a plain call.
                        thread.stack[len - 1] = Value::Unbound;
                        push!(object);
                        push!(Value::Obj(name));
                        apply!(&native::GET_ATTRIBUTE, 2, Then::Push);
                    }
                }
                Op::PushNull => push!(Value::Unbound),
                Op::Call(count) => {
                    let floor = thread.stack.len() - usize::from(count) - 2;
                    let (callee, from) = callee_at(thread, floor);
                    if let Value::Native(native) = callee {
                        apply_from!(native, from, floor, Then::Push);
                    } else {
                        if let Some(frame) = thread.frames.last_mut() {
                            frame.pc = pc as u32;
                        }
                        turn.left = left;
                        return match self.call_on_stack(thread, callee, from, floor, &[]) {
                            Flow::Continue => None,
                            Flow::Pause(pause) => Some(pause),
                        };
                    }
                }
                Op::Return => {
                    let value = pop!();
                    turn.left = left;
                    return match self.return_value(thread, value) {
                        None => None,
                        Some(Step::Deliver(Then::Push, value)) => {
                            thread.stack.push(value);
                            None
                        }
                        Some(step) => match self.settle(thread, step) {
                            Flow::Continue => None,
                            Flow::Pause(pause) => Some(pause),
                        },
                    };
                }
                Op::ForIter(target) | Op::ForIterStoreFast(_, target) => {
                    let top = thread.stack.len() - 1;
                    match self.quick_next(thread.stack[top]) {
                        QuickNext::Item(value) => match *op {
                            Op::ForIterStoreFast(slot, _) => {
                                let place = &mut thread.stack[base + usize::from(slot)];
                                let old = std::mem::replace(place, value);
                                self.note_dropped(old);
                                pc += 1;
                            }
                            _ => push!(value),
                        },
                        QuickNext::End => {
                            let iterator = pop!();
                            self.note_dropped(iterator);
                            pc = target as usize;
                        }
                        QuickNext::Generator(generator) => {
                            if let Some(frame) = thread.frames.last_mut() {
                                frame.pc = pc as u32;
                            }
                            turn.left = left;
                            let step = Step::Resume(generator, Ok(Value::None), Then::Loop(target));
                            return match self.settle(thread, step) {
                                Flow::Continue => None,
                                Flow::Pause(pause) => Some(pause),
                            };
                        }
                        QuickNext::Ask => {
                            let iterator = thread.stack[top];
                            push!(iterator);
                            apply!(&native::NEXT, 1, Then::Loop(target));
                        }
                    }
                }
                Op::BuildTuple(count) => {
                    let from = thread.stack.len() - count as usize;
                    let items: Rc<[Value]> = thread.stack[from..].into();
                    thread.stack.truncate(from);
                    let tuple = self.heap.new_tuple(items);
                    push!(tuple);
                }
                Op::BuildList(count) => {
                    let from = thread.stack.len() - count as usize;
                    let items = thread.stack.split_off(from);
                    let list = self.heap.new_list(items);
                    push!(list);
                }
                _ => {
                    // A copy, so that `pc` itself can stay in a register.
                    let mut next = pc;
                    match self.run_rare(thread, &code, *op, &mut next) {
                        Next::Same => {
                            pc = next;
                            if !self.printed.is_empty() {
                                leave!(None);
                            }
                        }
                        Next::Reload => {
                            turn.left = left;
                            return None;
                        }
                        Next::Pause(pause) => {
                            turn.left = left;
                            return Some(pause);
                        }
                    }
                }
            }
        }
    }

    /// The frame on top comes to a line. Not a part of the loop itself, which keeps what each instruction needs in registers only
    /// while this is not in it.
    #[inline(never)]
    fn reach_line(&mut self, thread: &mut Thread, turn: &mut Turn<'_>, line: u32) -> Reached {
        let Some(frame) = thread.frames.last_mut() else { return Reached::Nothing };
        if frame.last_line == line {
            return Reached::Nothing;
        }
        frame.last_line = line;
        if frame.code.source.hidden {
            return Reached::Nothing;
        }
        let depth = frame.depth;
        if self.heap.used > self.heap.collect_at || self.dropped || self.lines_left == 0 {
            frame.last_line = 0;
            return Reached::Due;
        }
        if self.threads.len() > 1 {
            self.count_line();
        } else if self.pickled.is_empty() && turn.passed.left > 0 {
            turn.passed.left -= 1;
            turn.passed.lines.push(PassedLine { line, depth });
            return Reached::Passed;
        }
        Reached::Pause { depth }
    }

    /// Calls what is on the stack at `floor` with the arguments from `from` on.
    pub(super) fn call_on_stack(
        &mut self,
        thread: &mut Thread,
        callee: Value,
        from: usize,
        floor: usize,
        keywords: &[(Handle, Value)],
    ) -> Flow {
        if let Value::Obj(handle) = callee {
            match self.heap.get(handle) {
                Object::Function(_) => {
                    return match self.enter_function(thread, handle, from, floor, keywords, Then::Push) {
                        None => Flow::Continue,
                        Some(step) => self.settle(thread, step),
                    };
                }
                Object::Method(method) => {
                    let (function, receiver) = (method.function, method.receiver);
                    thread.stack.insert(from, receiver);
                    return self.call_on_stack(thread, function, from, floor, keywords);
                }
                Object::Class(_) => {
                    if let Some(flow) = self.instantiate(thread, handle, from, floor, keywords) {
                        return flow;
                    }
                }
                _ => {}
            }
        }
        if let Value::Native(native) = callee {
            return self.apply_from(thread, native, from, floor, keywords, Then::Push);
        }
        thread.stack.insert(from, callee);
        self.apply_from(thread, &native::CALL, from, floor, keywords, Then::Push)
    }

    /// The common way to make an instance: a plain class with an `__init__` in Python.
    fn instantiate(
        &mut self,
        thread: &mut Thread,
        class: Handle,
        from: usize,
        floor: usize,
        keywords: &[(Handle, Value)],
    ) -> Option<Flow> {
        if classes::is_builtin(class)
            || self.heap.class(class).layout != crate::object::Layout::Plain
            || self.heap.slot(class).class != classes::TYPE
            || self.lookup(class, crate::names::NEW).is_some()
        {
            return None;
        }
        let Some(Value::Obj(init)) = self.lookup(class, crate::names::INIT) else { return None };
        if !matches!(self.heap.get(init), Object::Function(_)) {
            return None;
        }
        let instance = Value::Obj(self.heap.alloc(class, Object::Plain));
        thread.stack.insert(from, instance);
        Some(match self.enter_function(thread, init, from, floor, keywords, Then::Instance(instance)) {
            None => Flow::Continue,
            Some(step) => self.settle(thread, step),
        })
    }

    /// Everything that is due between two lines: collection, closing of dropped sockets, the end of a turn.
    fn between_lines(&mut self, thread: &mut Thread) -> Option<Pause> {
        if self.heap.used > self.heap.collect_at {
            let roots = self.roots(thread);
            self.heap.collect(&roots);
            self.cache.clear();
            if self.heap.used > super::MEMORY_MAX {
                return Some(Pause::Limit {
                    thread: self.current,
                    text: format!("the program uses more than {} MiB of memory", super::MEMORY_MAX >> 20).into(),
                });
            }
        }
        if self.dropped {
            self.dropped = false;
            if let Some(request) = self.drop_sockets(thread) {
                thread.finalising = true;
                self.dropped = true;
                return Some(Pause::Call { request, line: self.line_of(thread) });
            }
        }
        if self.lines_left == 0 {
            self.lines_left = super::TURN_LINES;
            if self.threads.len() > 1 {
                return Some(Pause::Yielded);
            }
        }
        None
    }

    pub(super) fn store_name(&mut self, namespace: Handle, name: Handle, value: Value) {
        if !self.open_sockets.is_empty()
            && let Some(old) = self.heap.name_get(namespace, name)
        {
            self.note_dropped(old);
        }
        self.heap.name_set(namespace, name, value);
    }

    /// A name of the module, or a builtin one.
    #[inline]
    fn global(&self, globals: Handle, name: Handle) -> Option<Value> {
        self.heap.name_get(globals, name).or_else(|| self.heap.name_get(self.builtins, name))
    }

    pub(super) fn unbound_local(&mut self, code: &Code, slot: u16) -> Divert {
        let name = self.heap.name(code.locals[usize::from(slot)]);
        let text = format!("cannot access local variable '{name}' where it is not associated with a value");
        self.error(classes::UNBOUND_LOCAL_ERROR, &text)
    }

    /// A builtin, which evaluated text may have been given others of.
    fn builtin(&self, code: &Code, globals: Handle, name: Handle) -> Option<Value> {
        let own = if code.source.evaluated { self.heap.name_get(globals, crate::names::BUILTINS) } else { None };
        match own {
            Some(Value::Obj(own)) if matches!(self.heap.get(own), Object::Dict(_)) => self.heap.name_get(own, name),
            _ => self.heap.name_get(self.builtins, name),
        }
    }

    /// What `locals()` gives: the namespace itself, or a function's names in a dict of its own.
    fn namespace_of(&mut self, thread: &Thread, frame: &Frame) -> Value {
        if frame.code.namespace {
            return Value::Obj(frame.namespace);
        }
        let names = self.locals_of(thread, frame);
        let dict = self.heap.new_dict();
        for (name, value) in names {
            let name = self.heap.intern(&name);
            self.heap.name_set(dict, name, value);
        }
        Value::Obj(dict)
    }

    pub(super) fn unknown_name(&mut self, name: Handle) -> Divert {
        let text = format!("name '{}' is not defined", self.heap.name(name));
        let exception = self.new_error(classes::NAME_ERROR, &text);
        self.set_own(exception, crate::names::NAME_ATTR, Value::Obj(name));
        self.raise(exception)
    }

    /// The line that the innermost visible frame is at.
    pub(super) fn line_of(&self, thread: &Thread) -> u32 {
        let visible = |frame: &&Frame| !frame.code.source.hidden;
        thread.frames.iter().rev().find(visible).map_or(0, |frame| {
            frame.code.places.get(frame.pc.saturating_sub(1) as usize).map_or(frame.last_line, |place| place.line)
        })
    }

    /// Everything that running code can reach.
    pub(super) fn roots(&self, running: &Thread) -> Vec<Value> {
        let mut roots = Vec::with_capacity(1024);
        roots.extend(self.scope);
        for thread in self.threads.iter().chain(std::iter::once(running)) {
            roots.extend_from_slice(&thread.stack);
            roots.push(thread.object.0);
            roots.extend(thread.blocks.iter().map(|block| block.handled));
            let mut found = |value| roots.push(value);
            thread.frames.iter().for_each(|frame| frame.references(&mut found));
            if let Some(call) = &thread.waiting {
                call.own_references(&mut found);
                call.then.references(&mut found);
            }
        }
        roots
    }
}

/// The callee of a call whose two first places are at `floor` (function and receiver, or nothing and function), and where its
/// arguments begin.
#[inline]
pub(super) fn callee_at(thread: &Thread, floor: usize) -> (Value, usize) {
    let first = thread.stack[floor];
    if first.is_unbound() { (thread.stack[floor + 1], floor + 2) } else { (first, floor + 1) }
}

/// What [`Machine::quick_next`] found.
pub(super) enum QuickNext {
    Item(Value),
    End,
    Generator(Handle),
    /// The iterator must be asked by a native.
    Ask,
}

#[inline]
fn fast_binary(operator: Binary, a: Value, b: Value) -> Option<Value> {
    match (a, b) {
        (Value::Int(a), Value::Int(b)) => match operator {
            Binary::Add => a.checked_add(b).map(Value::Int),
            Binary::Sub => a.checked_sub(b).map(Value::Int),
            Binary::Mul => a.checked_mul(b).map(Value::Int),
            Binary::And => Some(Value::Int(a & b)),
            Binary::Or => Some(Value::Int(a | b)),
            Binary::Xor => Some(Value::Int(a ^ b)),
            Binary::FloorDiv if b > 0 => Some(Value::Int(a.div_euclid(b))),
            Binary::Mod if b > 0 => Some(Value::Int(a.rem_euclid(b))),
            _ => None,
        },
        (Value::Float(a), Value::Float(b)) => match operator {
            Binary::Add => Some(Value::Float(a + b)),
            Binary::Sub => Some(Value::Float(a - b)),
            Binary::Mul => Some(Value::Float(a * b)),
            Binary::Div if b != 0.0 => Some(Value::Float(a / b)),
            _ => None,
        },
        _ => None,
    }
}

#[inline]
fn fast_compare(operator: Compare, a: Value, b: Value) -> Option<bool> {
    let order = match (a, b) {
        (Value::Int(a), Value::Int(b)) => Some(a.cmp(&b)),
        (Value::Float(a), Value::Float(b)) => a.partial_cmp(&b),
        _ => None,
    }?;
    Some(holds(operator, order))
}

impl Machine {
    /// One more line of this thread's turn.
    pub(super) fn count_line(&mut self) {
        self.lines_left = self.lines_left.saturating_sub(1);
    }
}
