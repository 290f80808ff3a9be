//! Making exceptions. The texts are the callers'; here is only how an exception object comes to be.

use super::Machine;
use crate::builtins::classes;
use crate::native::Divert;
use crate::object::{Exception, Object};
use crate::text::{Fault, FaultClass};
use crate::value::{Handle, Value};

impl Machine {
    /// An exception object with these arguments.
    pub(crate) fn new_exception(&mut self, class: Handle, args: &[Value]) -> Value {
        let number_and_text = if let [number, text, ..] = args { [*number, *text] } else { [Value::None; 2] };
        let args = self.heap.new_tuple(args.into());
        let exception = Exception {
            args,
            trace: Vec::new(),
            raised: false,
            cause: Value::None,
            context: Value::None,
            suppress_context: false,
        };
        let exception = Value::Obj(self.heap.alloc(class, Object::Exception(Box::new(exception))));
        if self.is_subclass(class, classes::OS_ERROR) {
            self.set_own(exception, crate::names::ERRNO, number_and_text[0]);
            self.set_own(exception, crate::names::STRERROR, number_and_text[1]);
            self.set_own(exception, crate::names::FILENAME, Value::None);
        }
        exception
    }

    /// An exception with a text, not raised yet.
    pub(crate) fn new_error(&mut self, class: Handle, text: &str) -> Value {
        let text = self.heap.new_str(text);
        self.new_exception(class, &[text])
    }

    /// Raises an exception with a text.
    pub(crate) fn error(&mut self, class: Handle, text: &str) -> Divert {
        let exception = self.new_error(class, text);
        self.raise(exception)
    }

    /// Raises `TypeError`.
    pub(crate) fn type_error(&mut self, text: &str) -> Divert {
        self.error(classes::TYPE_ERROR, text)
    }

    /// Raises `ValueError`.
    pub(crate) fn value_error(&mut self, text: &str) -> Divert {
        self.error(classes::VALUE_ERROR, text)
    }

    /// Raises `IndexError`.
    pub(crate) fn index_error(&mut self, text: &str) -> Divert {
        self.error(classes::INDEX_ERROR, text)
    }

    /// Raises `OverflowError`.
    pub(crate) fn overflow_error(&mut self, text: &str) -> Divert {
        self.error(classes::OVERFLOW_ERROR, text)
    }

    /// Raises `MemoryError`, which has no text.
    pub(crate) fn memory_error(&mut self) -> Divert {
        let exception = self.new_exception(classes::MEMORY_ERROR, &[]);
        self.raise(exception)
    }

    /// Raises `KeyError` with the key.
    pub(crate) fn key_error(&mut self, key: Value) -> Divert {
        let exception = self.new_exception(classes::KEY_ERROR, &[key]);
        self.raise(exception)
    }

    /// Raises `StopIteration`, with a value unless that is `None`.
    pub(crate) fn stop_iteration(&mut self, value: Value) -> Divert {
        let exception = self.new_stop_iteration(value);
        self.raise(exception)
    }

    /// A `StopIteration`, not raised yet.
    pub(crate) fn new_stop_iteration(&mut self, value: Value) -> Value {
        let args: &[Value] = if value.is_none() { &[] } else { &[value] };
        let exception = self.new_exception(classes::STOP_ITERATION, args);
        self.set_own(exception, crate::names::VALUE, value);
        exception
    }

    /// Raises `RecursionError` as a native that calls too deep does.
    pub(crate) fn raise_recursion(&mut self) -> Divert {
        self.error(classes::RECURSION_ERROR, "maximum recursion depth exceeded while calling a Python object")
    }

    /// Raises what a pure function of [`crate::text`] found wrong.
    pub(crate) fn fault(&mut self, fault: &Fault) -> Divert {
        let class = match fault.class {
            FaultClass::Value => classes::VALUE_ERROR,
            FaultClass::Type => classes::TYPE_ERROR,
            FaultClass::Overflow => classes::OVERFLOW_ERROR,
            FaultClass::Key => classes::KEY_ERROR,
            FaultClass::Index => classes::INDEX_ERROR,
            FaultClass::Lookup => classes::LOOKUP_ERROR,
            FaultClass::Memory => return self.memory_error(),
            FaultClass::Struct => self.module_class("struct", "error"),
            FaultClass::Binascii => self.module_class("binascii", "Error"),
            FaultClass::Unsupported => classes::NOT_IMPLEMENTED_ERROR,
        };
        self.error(class, &fault.text)
    }

    /// An exception class of a library module; `ValueError` before it is imported.
    fn module_class(&mut self, module: &str, name: &str) -> Handle {
        self.module_value(module, name).and_then(Value::handle).unwrap_or(classes::VALUE_ERROR)
    }

    /// Refuses to make something that would not fit into memory.
    pub(crate) fn reserve(&mut self, bytes: usize) -> Result<(), Divert> {
        if bytes > super::MEMORY_MAX || self.heap.used + bytes > super::MEMORY_MAX * 2 {
            return Err(self.memory_error());
        }
        self.heap.used += bytes / 8;
        Ok(())
    }
}
