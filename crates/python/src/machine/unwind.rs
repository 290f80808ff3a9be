//! Exceptions on their way through frames, generators giving up control, and the end of threads.

use super::call::Step;
use super::traceback::Teller;
use super::{Machine, Suspended, Then, Thread};
use crate::builtins::classes;
use crate::object::{GeneratorState, Object, TraceEntry};
use crate::pause::{Console, Pause};
use crate::value::{Handle, Value};

impl Machine {
    /// Takes an exception to the top frame: to its handler (`None`), or else to whoever called.
    pub(super) fn unwind(&mut self, thread: &mut Thread, exception: Value, visible: bool) -> Option<Step> {
        let Some(frame) = thread.frames.last() else { return Some(Step::Ended(Some(exception))) };
        self.set_context(thread, exception);
        let at = frame.pc.saturating_sub(1);
        if let Some(object) = self.heap.exception_mut(exception) {
            object.raised = true;
        }
        if visible && (!frame.code.source.hidden || frame.code.source.evaluated) {
            let place = frame.code.places.get(at as usize).copied().unwrap_or_default();
            let kept: Vec<Value> = if self.open_sockets.is_empty() {
                Vec::new()
            } else {
                let base = frame.base as usize;
                let end = (base + frame.code.locals.len()).min(thread.stack.len());
                thread.stack[base..end].iter().copied().filter(|value| value.handle().is_some()).collect()
            };
            let entry = TraceEntry { code: frame.code.clone(), at, line: place.line, kept };
            if let Some(object) = self.heap.exception_mut(exception) {
                object.trace.push(entry);
            }
        }
        if thread.blocks.len() > frame.blocks as usize {
            let block = thread.blocks.pop()?;
            let frame = thread.frames.last_mut()?;
            thread.stack.truncate((frame.base + block.height) as usize);
            // The handler ends with `PopExcept`, which puts the former exception back.
            thread.stack.push(block.handled);
            thread.stack.push(exception);
            frame.handled = exception;
            frame.pc = block.handler;
            frame.last_line = 0;
            return None;
        }
        let frame = thread.frames.pop()?;
        self.note_dropped_frame(thread, frame.base as usize);
        thread.stack.truncate(frame.floor as usize);
        if let Value::Obj(generator) = frame.generator {
            self.end_generator(generator);
            if self.is_instance_of(exception, classes::STOP_ITERATION) {
                let error = self.new_error(classes::RUNTIME_ERROR, "generator raised StopIteration");
                if let Some(object) = self.heap.exception_mut(error) {
                    object.cause = exception;
                    object.context = exception;
                    object.suppress_context = true;
                    object.trace = Vec::new();
                }
                let trace = self.heap.exception(exception).map(|object| object.trace.clone()).unwrap_or_default();
                if let Some(object) = self.heap.exception_mut(error) {
                    object.trace = trace;
                }
                return Some(Step::Throw(frame.then, error));
            }
        }
        if thread.frames.is_empty() && !matches!(frame.then, Then::Native(_)) {
            return Some(Step::Ended(Some(exception)));
        }
        Some(Step::Throw(frame.then, exception))
    }

    /// The exception that is being handled, as `sys.exc_info()` sees it.
    pub(crate) fn handled(thread: &Thread) -> Value {
        thread.frames.iter().rev().map(|frame| frame.handled).find(|value| !value.is_none()).unwrap_or(Value::None)
    }

    fn set_context(&mut self, thread: &Thread, exception: Value) {
        let handled = Self::handled(thread);
        if handled.is_none() || handled.is(exception) {
            return;
        }
        if self.heap.exception(exception).is_none_or(|object| !object.context.is_none() || !object.trace.is_empty()) {
            return;
        }
        // A chain must not lead back to the exception itself.
        let mut link = handled;
        for _ in 0..1000 {
            let Some(object) = self.heap.exception(link) else { break };
            let next = object.context;
            if next.is(exception) {
                if let Some(object) = self.heap.exception_mut(link) {
                    object.context = Value::None;
                }
                break;
            }
            link = next;
        }
        if let Some(object) = self.heap.exception_mut(exception) {
            object.context = handled;
        }
    }

    /// The frame on top returns.
    pub(super) fn return_value(&mut self, thread: &mut Thread, value: Value) -> Option<Step> {
        let frame = thread.frames.pop()?;
        self.note_dropped_frame(thread, frame.base as usize);
        thread.stack.truncate(frame.floor as usize);
        thread.blocks.truncate(frame.blocks as usize);
        if let Value::Obj(generator) = frame.generator {
            self.end_generator(generator);
            if let Then::Loop(target) = frame.then {
                thread.stack.pop();
                if let Some(below) = thread.frames.last_mut() {
                    below.pc = target;
                }
                return None;
            }
            let stop = self.new_stop_iteration(value);
            return Some(Step::Throw(frame.then, stop));
        }
        Some(Step::Deliver(frame.then, value))
    }

    fn end_generator(&mut self, generator: Handle) {
        if let Object::Generator(object) = self.heap.get_mut(generator) {
            object.state = GeneratorState::Ended;
            object.suspended = None;
        }
    }

    /// The generator frame on top gives up control with a value.
    pub(super) fn yield_value(&mut self, thread: &mut Thread, value: Value) -> Step {
        let Some(mut frame) = thread.frames.pop() else { return Step::Ended(None) };
        let then = std::mem::replace(&mut frame.then, Then::Discard);
        let stack = thread.stack.split_off(frame.base as usize);
        thread.stack.truncate(frame.floor as usize);
        let blocks = thread.blocks.split_off(frame.blocks as usize);
        if let Value::Obj(generator) = frame.generator
            && let Object::Generator(object) = self.heap.get_mut(generator)
        {
            object.state = GeneratorState::Suspended;
            object.suspended = Some(Box::new(Suspended { frame, stack, blocks }));
        }
        Step::Deliver(then, value)
    }

    /// Lets a generator go on with a value or an exception.
    pub(super) fn resume_generator(
        &mut self,
        thread: &mut Thread,
        generator: Handle,
        sent: Result<Value, Value>,
        then: Then,
    ) -> Option<Step> {
        let Object::Generator(object) = self.heap.get_mut(generator) else {
            return Some(Step::Deliver(then, Value::None));
        };
        let created = object.state == GeneratorState::Created;
        let text = match (object.state, sent) {
            (GeneratorState::Running, _) => Some("generator already executing"),
            (GeneratorState::Created, Ok(value)) if !value.is_none() => {
                Some("can't send non-None value to a just-started generator")
            }
            _ => None,
        };
        if let Some(text) = text {
            let class = if created { classes::TYPE_ERROR } else { classes::VALUE_ERROR };
            let error = self.new_error(class, text);
            return Some(Step::Throw(then, error));
        }
        let Some(suspended) = object.suspended.take() else {
            return Some(Step::Throw(
                then,
                match sent {
                    Err(exception) => exception,
                    Ok(_) => self.new_stop_iteration(Value::None),
                },
            ));
        };
        object.state = GeneratorState::Running;
        let Suspended { mut frame, stack, blocks } = *suspended;
        let base = thread.stack.len() as u32;
        frame.base = base;
        frame.floor = base;
        frame.blocks = thread.blocks.len() as u32;
        frame.generator = Value::Obj(generator);
        frame.then = then;
        frame.depth = thread.frames.last().map_or(0, |below| below.depth + u16::from(!below.code.source.hidden));
        thread.stack.extend_from_slice(&stack);
        thread.blocks.extend_from_slice(&blocks);
        let delegating =
            matches!(frame.code.ops.get(frame.pc as usize), Some(crate::compile::code::Op::YieldFrom)) && !created;
        if thread.frames.len() >= self.recursion_max {
            thread.frames.push(frame);
            let error = self.new_error(classes::RECURSION_ERROR, "maximum recursion depth exceeded");
            return Some(Step::Throw(Then::Push, error));
        }
        thread.frames.push(frame);
        match sent {
            Ok(value) => {
                if !created {
                    thread.stack.push(value);
                }
                None
            }
            Err(exception) if delegating => self.throw_into_delegate(thread, exception),
            Err(exception) => {
                if let Some(frame) = thread.frames.last_mut()
                    && created
                {
                    frame.pc = 1;
                }
                Some(Step::Throw(Then::Push, exception))
            }
        }
    }

    /// `throw` on a generator that is inside `yield from`: the inner one gets the exception.
    fn throw_into_delegate(&mut self, thread: &mut Thread, exception: Value) -> Option<Step> {
        let inner = thread.stack.last().copied().unwrap_or(Value::None);
        if let Some(frame) = thread.frames.last_mut() {
            frame.pc += 1;
        }
        if let Value::Obj(handle) = inner
            && let Object::Generator(_) = self.heap.get(handle)
        {
            if self.is_instance_of(exception, classes::GENERATOR_EXIT) {
                // Close the inner one, then raise here.
                let close = &crate::builtins::iterators::CLOSE_AND_RAISE;
                return Some(Step::Call(Value::Native(close), vec![inner, exception], Vec::new(), Then::Push));
            }
            return Some(Step::Resume(handle, Err(exception), Then::Delegate));
        }
        Some(Step::Throw(Then::Push, exception))
    }

    /// The last frame of a thread is gone.
    pub(super) fn thread_ended(&mut self, thread: &mut Thread, exception: Option<Value>) -> Pause {
        thread.ended = true;
        thread.stack.clear();
        thread.blocks.clear();
        let main = self.current.0 == 0;
        if let Some(exception) = exception {
            let exit = self.is_instance_of(exception, classes::SYSTEM_EXIT);
            if main && exit {
                self.ending = Some((self.exit_code(exception), None));
            } else if main {
                let text = self.format_exception(exception, Teller::Interpreter);
                self.printed.push((Console::Err, text.into()));
                let class = self.class_of(exception);
                self.ending = Some((1, Some(self.heap.class(class).name.clone())));
            } else if !exit {
                let name = self.thread_name(thread);
                let text =
                    format!("Exception in thread {name}:\n{}", self.format_exception(exception, Teller::Interpreter));
                self.printed.push((Console::Err, text.into()));
            }
        } else if main {
            self.ending = Some((0, None));
        }
        // Its exception and its object were the last to refer to what it worked on.
        thread.object.0 = Value::None;
        self.dropped |= !self.open_sockets.is_empty();
        self.wake_joiners();
        self.end_of_thread(thread)
    }

    /// The process ends with its main thread and all others that are not daemons.
    fn end_of_thread(&mut self, thread: &Thread) -> Pause {
        let current = usize::from(self.current.0);
        let others = self.threads.iter().enumerate().any(|(at, other)| at != current && !other.ended && !other.daemon);
        debug_assert!(thread.ended, "invariant: called at a thread's end");
        match (&self.ending, others) {
            (Some((code, exception)), false) => Pause::Exited { code: *code, exception: exception.clone() },
            _ => Pause::ThreadEnded,
        }
    }

    fn exit_code(&mut self, exception: Value) -> i32 {
        let args = self.heap.exception(exception).map_or(Value::None, |object| object.args);
        let code = match self.heap.object(args) {
            Some(Object::Tuple(items)) if items.len() == 1 => items[0],
            Some(Object::Tuple(items)) if !items.is_empty() => args,
            _ => Value::None,
        };
        match code {
            Value::None => 0,
            Value::Bool(flag) => i32::from(flag),
            Value::Int(code) => (code & 0xFF) as i32,
            other => {
                let text = self.show_quick(other, false);
                self.printed.push((Console::Err, format!("{text}\n").into()));
                1
            }
        }
    }
}
