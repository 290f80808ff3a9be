//! The instructions that are not worth a place in the loop: a call more for each does not count there.

use super::call::Step;
use super::operators as native;
use super::run::{Next, callee_at};
use super::{Block, Machine, Then, Thread};
use crate::builtins::classes;
use crate::compile::code::{Code, Op, Unary};
use crate::native::{Diversion, Divert};
use crate::object::{Function, Object};
use crate::value::{Handle, Value};
use std::rc::Rc;

impl Machine {
    pub(super) fn run_rare(&mut self, thread: &mut Thread, code: &Rc<Code>, op: Op, pc: &mut usize) -> Next {
        let base = thread.frames.last().map_or(0, |frame| frame.base as usize);
        if let Some(frame) = thread.frames.last_mut() {
            frame.pc = *pc as u32;
        }
        macro_rules! apply {
            ($native:expr, $count:expr, $then:expr) => {
                return self.apply(thread, $native, $count, $then).into()
            };
        }
        macro_rules! throw {
            ($divert:expr) => {{
                let divert = $divert;
                let Diversion::Raise(exception) = self.diversion(divert) else { return Next::Reload };
                return self.settle(thread, Step::Throw(Then::Push, exception)).into();
            }};
        }
        let top = thread.stack.len();
        match op {
            Op::StoreGlobal(at) => {
                let value = thread.stack.pop().unwrap_or(Value::None);
                let globals = thread.frames.last().map_or(self.main, |frame| frame.globals);
                self.store_name(globals, code.names[at as usize], value);
            }
            Op::DeleteName(at) | Op::DeleteGlobal(at) => {
                let name = code.names[at as usize];
                let frame = thread.frames.last().map_or(self.main, |frame| {
                    if matches!(op, Op::DeleteName(_)) { frame.namespace } else { frame.globals }
                });
                if let Some(old) = self.heap.name_get(frame, name) {
                    self.note_dropped(old);
                }
                if !self.heap.name_delete(frame, name) {
                    throw!(self.unknown_name(name));
                }
            }
            Op::MakeCell(slot) => {
                let place = base + usize::from(slot);
                let value = thread.stack[place];
                let cell = self.heap.alloc(classes::CELL, Object::Cell(value));
                thread.stack[place] = Value::Obj(cell);
            }
            Op::LoadCell(slot) => {
                let cell = thread.stack[base + usize::from(slot)];
                thread.stack.push(cell);
            }
            Op::LoadDeref(slot) => match self.cell_value(thread.stack[base + usize::from(slot)]) {
                Value::Unbound => throw!(self.unbound_cell(code, slot)),
                value => thread.stack.push(value),
            },
            Op::LoadClassDeref(slot, at) => {
                let name = code.names[usize::from(at)];
                let namespace = thread.frames.last().map_or(self.main, |frame| frame.namespace);
                let value = self
                    .heap
                    .name_get(namespace, name)
                    .unwrap_or_else(|| self.cell_value(thread.stack[base + usize::from(slot)]));
                if value.is_unbound() {
                    throw!(self.unbound_cell(code, slot));
                }
                thread.stack.push(value);
            }
            Op::StoreDeref(slot) | Op::DeleteDeref(slot) => {
                let value =
                    if matches!(op, Op::StoreDeref(_)) { thread.stack.pop() } else { None }.unwrap_or(Value::Unbound);
                if let Value::Obj(cell) = thread.stack[base + usize::from(slot)]
                    && let Object::Cell(place) = self.heap.get_mut(cell)
                {
                    let old = std::mem::replace(place, value);
                    if value.is_unbound() && old.is_unbound() {
                        throw!(self.unbound_cell(code, slot));
                    }
                    self.note_dropped(old);
                }
            }
            Op::StoreAttr(at) => {
                // value, object
                let name = code.names[at as usize];
                let object = thread.stack[top - 1];
                let value = thread.stack[top - 2];
                if self.quick_set_attribute(object, name, value) {
                    thread.stack.truncate(top - 2);
                } else {
                    thread.stack.truncate(top - 2);
                    thread.stack.extend([object, Value::Obj(name), value]);
                    apply!(&native::SET_ATTRIBUTE, 3, Then::Discard);
                }
            }
            Op::DeleteAttr(at) => {
                thread.stack.push(Value::Obj(code.names[at as usize]));
                apply!(&native::DELETE_ATTRIBUTE, 2, Then::Discard);
            }
            Op::StoreSubscript => {
                // value, object, key
                if self.quick_store(thread.stack[top - 2], thread.stack[top - 1], thread.stack[top - 3]) {
                    thread.stack.truncate(top - 3);
                } else {
                    apply!(&native::STORE_SUBSCRIPT, 3, Then::Discard);
                }
            }
            Op::DeleteSubscript => apply!(&native::DELETE_SUBSCRIPT, 2, Then::Discard),
            Op::Unary(operator) => {
                let value = thread.stack[top - 1];
                let quick = match (operator, value) {
                    (Unary::Neg, Value::Int(int)) => int.checked_neg().map(Value::Int),
                    (Unary::Neg, Value::Float(float)) => Some(Value::Float(-float)),
                    _ => None,
                };
                match quick {
                    Some(value) => thread.stack[top - 1] = value,
                    None => apply!(&native::UNARY[operator as usize], 1, Then::Push),
                }
            }
            Op::Contains(inverted) => {
                apply!(if inverted { &native::NOT_CONTAINS } else { &native::CONTAINS }, 2, Then::Push)
            }
            Op::GetIter => match self.quick_iter(thread.stack[top - 1]) {
                Some(iterator) => thread.stack[top - 1] = iterator,
                None => apply!(&native::ITER, 1, Then::Push),
            },
            Op::BuildSet(count) => apply!(&native::BUILD_SET, count as usize, Then::Push),
            Op::CopySet => {
                if let Value::Obj(set) = thread.stack[top - 1]
                    && let Object::Set(table) = self.heap.get_mut(set)
                {
                    **table = table.copied();
                }
            }
            Op::BuildDict(count) => apply!(&native::BUILD_DICT, count as usize * 2, Then::Push),
            Op::BuildSlice(count) => {
                let step = if count == 3 { thread.stack.pop().unwrap_or(Value::None) } else { Value::None };
                let stop = thread.stack.pop().unwrap_or(Value::None);
                let start = thread.stack.pop().unwrap_or(Value::None);
                if let (Some(Op::Subscript), Some(object)) = (code.ops.get(*pc), thread.stack.last_mut())
                    && let Some(part) = self.quick_slice(*object, [start, stop, step])
                {
                    *object = part;
                    *pc += 1;
                    return Next::Same;
                }
                let slice = self.heap.alloc(classes::SLICE, Object::Slice(Box::new([start, stop, step])));
                thread.stack.push(Value::Obj(slice));
            }
            Op::BuildString(count) => {
                let from = top - count as usize;
                let mut text = String::new();
                for value in &thread.stack[from..] {
                    if let Some(Object::Str(part)) = self.heap.object(*value) {
                        text.push_str(&part.text);
                    }
                }
                thread.stack.truncate(from);
                if let Err(divert) = self.reserve(text.len()) {
                    throw!(divert);
                }
                let value = self.heap.new_str(&text);
                thread.stack.push(value);
            }
            Op::ListAppend(depth) => {
                let value = thread.stack.pop().unwrap_or(Value::None);
                self.heap.used += 16;
                if let Value::Obj(list) = thread.stack[top - 1 - usize::from(depth)]
                    && let Object::List(items) = self.heap.get_mut(list)
                {
                    items.push(value);
                }
            }
            Op::SetAdd(depth) => {
                let set = thread.stack[top - 1 - usize::from(depth)];
                let key = thread.stack[top - 1];
                thread.stack[top - 1] = set;
                thread.stack.push(key);
                apply!(&native::SET_ADD, 2, Then::Discard);
            }
            Op::DictInsert(depth) => {
                // key, value
                let dict = thread.stack[top - 2 - usize::from(depth)];
                thread.stack.insert(top - 2, dict);
                apply!(&native::DICT_INSERT, 3, Then::Discard);
            }
            Op::ListExtend(depth) | Op::SetUpdate(depth) | Op::DictUpdate(depth) | Op::DictMerge(depth) => {
                let target = thread.stack[top - 1 - usize::from(depth)];
                thread.stack.insert(top - 1, target);
                if matches!(op, Op::DictMerge(_)) {
                    // The function, for the text of a fault, is below the dict and the tuple of arguments.
                    let function = callee_at(thread, top - 1 - usize::from(depth) - 3).0;
                    thread.stack.push(function);
                    apply!(&native::DICT_MERGE, 3, Then::Discard);
                }
                let native = match op {
                    Op::ListExtend(_) => &native::LIST_EXTEND,
                    Op::SetUpdate(_) => &native::SET_UPDATE,
                    _ => &native::DICT_UPDATE,
                };
                apply!(native, 2, Then::Discard);
            }
            Op::ArgumentsExtend => {
                // function's two places, list, iterable
                let (list, function) = (thread.stack[top - 2], callee_at(thread, top - 4).0);
                thread.stack.insert(top - 1, list);
                thread.stack.push(function);
                apply!(&native::ARGUMENTS_EXTEND, 3, Then::Discard);
            }
            Op::ListToTuple => {
                if let Value::Obj(list) = thread.stack[top - 1]
                    && let Object::List(items) = self.heap.get(list)
                {
                    let items: Rc<[Value]> = items.as_slice().into();
                    thread.stack[top - 1] = self.heap.new_tuple(items);
                }
            }
            Op::Format(conversion, has_spec) => {
                if !has_spec {
                    thread.stack.push(Value::Obj(crate::names::EMPTY));
                }
                thread.stack.push(Value::Int(i64::from(conversion)));
                apply!(&native::FORMAT, 3, Then::Push);
            }
            Op::CallKeywords(count, at) => {
                let floor = top - usize::from(count) - 2;
                let names = match self.heap.object(code.constants[usize::from(at)]) {
                    Some(Object::Tuple(names)) => names.clone(),
                    _ => Rc::from([]),
                };
                let values = thread.stack.split_off(top - names.len());
                let keywords: Vec<(Handle, Value)> =
                    names.iter().filter_map(|name| name.handle()).zip(values).collect();
                let (callee, from) = callee_at(thread, floor);
                return self.call_on_stack(thread, callee, from, floor, &keywords).into();
            }
            Op::CallSpread(with_keywords) => return self.call_spread(thread, with_keywords),
            Op::MakeFunction(at, parts) => self.make_function(thread, &code.codes[usize::from(at)].clone(), parts),
            Op::LoadBuildClass => thread.stack.push(Value::Native(&native::BUILD_CLASS)),
            Op::Yield => {
                let value = thread.stack.pop().unwrap_or(Value::None);
                let step = self.yield_value(thread, value);
                return self.settle(thread, step).into();
            }
            Op::YieldFrom => {
                let sent = thread.stack.pop().unwrap_or(Value::None);
                let iterator = thread.stack[top - 2];
                if let Value::Obj(handle) = iterator
                    && matches!(self.heap.get(handle), Object::Generator(_))
                {
                    return self.settle(thread, Step::Resume(handle, Ok(sent), Then::Delegate)).into();
                }
                thread.stack.extend([iterator, sent]);
                apply!(&native::SEND, 2, Then::Delegate);
            }
            Op::UnpackSequence(count) => {
                let quick = match self.heap.object(thread.stack[top - 1]) {
                    Some(Object::Tuple(items)) if items.len() == usize::from(count) => Some(items.clone()),
                    _ => None,
                };
                if let Some(items) = quick {
                    thread.stack.pop();
                    thread.stack.extend(items.iter().rev());
                } else {
                    thread.stack.push(Value::Int(i64::from(count)));
                    apply!(&native::UNPACK, 2, Then::Again);
                }
            }
            Op::UnpackRest(before, after) => {
                thread.stack.push(Value::Int(i64::from(before)));
                thread.stack.push(Value::Int(i64::from(after)));
                apply!(&native::UNPACK_REST, 3, Then::Push);
            }
            Op::SetupTry(handler) | Op::SetupWith(handler) => {
                let height = (top - base - usize::from(matches!(op, Op::SetupWith(_)))) as u32;
                let handled = thread.frames.last().map_or(Value::None, |frame| frame.handled);
                thread.blocks.push(Block { handler, height, handled });
            }
            Op::PopBlock => {
                thread.blocks.pop();
            }
            Op::PopExcept => {
                let former = thread.stack.pop().unwrap_or(Value::None);
                if let Some(frame) = thread.frames.last_mut() {
                    let old = std::mem::replace(&mut frame.handled, former);
                    self.note_dropped(old);
                }
            }
            Op::DropIter => {
                let iterator = thread.stack.pop().unwrap_or(Value::None);
                self.note_dropped(iterator);
                if self.is_abandoned(thread, iterator) {
                    thread.stack.push(iterator);
                    apply!(&crate::builtins::iterators::CLOSE, 1, Then::Discard);
                }
            }
            Op::MatchException => apply!(&native::MATCH_EXCEPTION, 2, Then::Push),
            Op::MatchGroup => apply!(&native::MATCH_GROUP, 2, Then::Push),
            Op::RejoinGroup => apply!(&native::REJOIN_GROUP, 2, Then::Push),
            Op::Handle => {
                let part = thread.stack[top - 1];
                if let Some(frame) = thread.frames.last_mut() {
                    frame.handled = part;
                }
            }
            Op::Reraise => {
                let exception = thread.stack.pop().unwrap_or(Value::None);
                return self.settle(thread, Step::Rethrow(exception)).into();
            }
            Op::Raise(0) => {
                let exception = Self::handled(thread);
                if exception.is_none() {
                    throw!(self.error(classes::RUNTIME_ERROR, "No active exception to reraise"));
                }
                return self.settle(thread, Step::Rethrow(exception)).into();
            }
            Op::Raise(count) => apply!(&native::RAISE, usize::from(count), Then::Push),
            Op::AssertionError => thread.stack.push(Value::Obj(classes::ASSERTION_ERROR)),
            Op::EnterWith => return self.enter_with(thread),
            Op::ExitWithException => {
                // exit function, former exception, exception
                let exception = thread.stack[top - 1];
                let exit = thread.stack[top - 3];
                thread.stack.extend([exit, exception]);
                apply!(&native::EXIT_WITH_EXCEPTION, 2, Then::Push);
            }
            Op::ImportModule(at) => {
                // level, names to import from it (or None)
                thread.stack.push(Value::Obj(code.names[at as usize]));
                apply!(&native::IMPORT, 3, Then::Push);
            }
            Op::ImportFrom(at) => {
                let module = thread.stack[top - 1];
                thread.stack.extend([module, Value::Obj(code.names[at as usize])]);
                apply!(&native::IMPORT_FROM, 2, Then::Push);
            }
            Op::ImportStar => {
                let namespace = thread.frames.last().map_or(self.main, |frame| frame.namespace);
                thread.stack.push(Value::Obj(namespace));
                apply!(&native::IMPORT_STAR, 2, Then::Discard);
            }
            Op::SetupAnnotations => {
                let namespace = thread.frames.last().map_or(self.main, |frame| frame.namespace);
                if self.heap.name_get(namespace, crate::names::ANNOTATIONS).is_none() {
                    let dict = self.heap.new_dict();
                    self.heap.name_set(namespace, crate::names::ANNOTATIONS, Value::Obj(dict));
                }
            }
            Op::MatchSequence | Op::MatchMapping => {
                let subject = thread.stack[top - 1];
                let class = self.class_of(subject);
                let bases: &[Handle] = if matches!(op, Op::MatchSequence) {
                    &[classes::LIST, classes::TUPLE, classes::RANGE, classes::MEMORYVIEW]
                } else {
                    &[classes::DICT, classes::MAPPING_PROXY]
                };
                let found = bases.iter().any(|base| self.is_subclass(class, *base));
                thread.stack.push(Value::Bool(found));
            }
            Op::Length => {
                let subject = thread.stack[top - 1];
                thread.stack.push(subject);
                apply!(&native::LENGTH, 1, Then::Push);
            }
            Op::MatchClass(at, count) => {
                // subject, class
                thread.stack.push(code.constants[usize::from(at)]);
                thread.stack.push(Value::Int(i64::from(count)));
                apply!(&native::MATCH_CLASS, 4, Then::Push);
            }
            Op::MatchKeys => {
                let (subject, keys) = (thread.stack[top - 2], thread.stack[top - 1]);
                thread.stack.extend([subject, keys]);
                apply!(&native::MATCH_KEYS, 2, Then::Push);
            }
            other => unreachable!("invariant: {other:?} is handled by the loop"),
        }
        Next::Same
    }

    fn call_spread(&mut self, thread: &mut Thread, with_keywords: bool) -> Next {
        let keywords = if with_keywords { thread.stack.pop() } else { None };
        let args = thread.stack.pop().unwrap_or(Value::None);
        let floor = thread.stack.len() - 2;
        let (callee, from) = callee_at(thread, floor);
        let items = match self.heap.object(args) {
            Some(Object::Tuple(items)) => items.clone(),
            Some(Object::List(items)) => items.as_slice().into(),
            _ => Rc::from([]),
        };
        thread.stack.extend_from_slice(&items);
        let mut pairs = Vec::new();
        if let Some(Object::Dict(dict)) = keywords.and_then(|keywords| self.heap.object(keywords)) {
            let entries: Vec<(Value, Value)> = dict.iter().map(|entry| (entry.key, entry.value)).collect();
            for (key, value) in entries {
                if let Some(Object::Str(text)) = self.heap.object(key) {
                    let text = text.text.clone();
                    pairs.push((self.heap.intern(&text), value));
                }
            }
        }
        self.call_on_stack(thread, callee, from, floor, &pairs).into()
    }

    fn make_function(&mut self, thread: &mut Thread, code: &Rc<Code>, parts: u8) {
        use crate::compile::code::FunctionParts as Parts;
        let globals = thread.frames.last().map_or(self.main, |frame| frame.globals);
        let mut take = |bit: u8| if parts & bit != 0 { thread.stack.pop() } else { None };
        let closure = take(Parts::CLOSURE);
        let annotations = take(Parts::ANNOTATIONS);
        let keyword_defaults = take(Parts::KEYWORD_DEFAULTS);
        let defaults = take(Parts::DEFAULTS);
        let tuple = |heap: &crate::heap::Heap, value: Option<Value>| match value.and_then(|value| heap.object(value)) {
            Some(Object::Tuple(items)) => items.clone(),
            _ => Rc::from([]),
        };
        let keyword_defaults = match keyword_defaults.and_then(|value| self.heap.object(value)) {
            Some(Object::Dict(dict)) => {
                dict.iter().filter_map(|entry| Some((entry.key.handle()?, entry.value))).collect()
            }
            _ => Rc::from([]),
        };
        let function = Function {
            code: code.clone(),
            globals,
            defaults: tuple(&self.heap, defaults),
            keyword_defaults,
            closure: tuple(&self.heap, closure),
            name: Value::Obj(code.name),
            qualname: Value::Obj(code.qualname),
        };
        let handle = self.heap.alloc(classes::FUNCTION, Object::Function(Box::new(function)));
        if let Some(annotations) = annotations {
            self.set_own(Value::Obj(handle), crate::names::ANNOTATIONS, annotations);
        }
        thread.stack.push(Value::Obj(handle));
    }

    /// `with`: finds `__enter__` and `__exit__`, leaves the bound exit and what enter gives.
    fn enter_with(&mut self, thread: &mut Thread) -> Next {
        let manager = thread.stack[thread.stack.len() - 1];
        let class = self.class_of(manager);
        let found = [crate::names::ENTER, crate::names::EXIT].map(|name| self.lookup_any(class, name));
        let [Some(enter), Some(exit)] = found else {
            let name = self.heap.class(class).name.clone();
            let text = if found[0].is_none() {
                format!("'{name}' object does not support the context manager protocol")
            } else {
                format!("'{name}' object does not support the context manager protocol (missed __exit__ method)")
            };
            let exception = self.new_error(classes::TYPE_ERROR, &text);
            return self.settle(thread, Step::Throw(Then::Push, exception)).into();
        };
        let top = thread.stack.len() - 1;
        thread.stack[top] = self.bind_to(exit, manager, class);
        let enter = self.bind_to(enter, manager, class);
        self.settle(thread, Step::Call(enter, Vec::new(), Vec::new(), Then::Push)).into()
    }

    fn cell_value(&self, cell: Value) -> Value {
        match self.heap.object(cell) {
            Some(Object::Cell(value)) => *value,
            _ => Value::Unbound,
        }
    }

    fn unbound_cell(&mut self, code: &Code, slot: u16) -> Divert {
        let first_free = code.locals.len() - usize::from(code.free);
        if usize::from(slot) < first_free {
            return self.unbound_local(code, slot);
        }
        let name = self.heap.name(code.locals[usize::from(slot)]);
        let text =
            format!("cannot access free variable '{name}' where it is not associated with a value in enclosing scope");
        self.error(classes::NAME_ERROR, &text)
    }
}
