//! Opcodes about classes, calls and what lies outside of the pickle: they give symbols, and import and call nothing.
//! Order of checks and words are those of the C unpickler.

use super::{Effect, FindClass, Flow, Globals, Unpickler};
use crate::compat;
use crate::fault::ExceptionClass;
use crate::graph::{Construction, Graph, Node, NodeId, Object, Span};
use crate::text;

const NO_PERSISTENT_LOAD: &str =
    "A load persistent id instruction was encountered,\nbut no persistent_load function was specified.";

impl Unpickler {
    /// A class or function by name: asks the hook and the allow-list, then makes a symbol.
    fn find_class<const TRACE: bool>(
        &mut self,
        module: NodeId,
        name: NodeId,
        hook: &mut Option<FindClass<'_>>,
    ) -> Flow<NodeId> {
        let (module, name) = self.modern_names(module, name);
        if let Globals::Only(_) | Globals::Symbolic = &self.options.globals
            && (hook.is_some() || self.options.globals != Globals::Symbolic)
        {
            let graph = &self.graph;
            let text = |id: NodeId| match graph.node(id) {
                Node::Str(span) => graph.text(*span).into_owned(),
                _ => String::new(),
            };
            let (module, name) = (text(module), text(name));
            if let Globals::Only(allowed) = &self.options.globals
                && !allowed.contains(&(module.clone(), name.clone()))
            {
                return self.fault(ExceptionClass::Unpickling, format!("global '{module}.{name}' is forbidden"));
            }
            if let Some(hook) = hook
                && let Err((class, message)) = hook(&module, &name)
            {
                return self.fault(class, message);
            }
        }
        let id = self.graph.add(Node::Global { module, name });
        if TRACE {
            self.effects.push(Effect::WouldImport(id));
        }
        Ok(id)
    }

    /// Below protocol 3 a pickle uses the names of Python 2.
    fn modern_names(&mut self, module: NodeId, name: NodeId) -> (NodeId, NodeId) {
        let (Node::Str(module_span), Node::Str(name_span)) = (self.graph.node(module), self.graph.node(name)) else {
            return (module, name);
        };
        if self.protocol >= 3 {
            return (module, name);
        }
        let (old_module, old_name) = (self.graph.text(*module_span), self.graph.text(*name_span));
        let (new_module, new_name) = compat::to_python_3(&old_module, &old_name);
        if (new_module, new_name) == (&*old_module, &*old_name) {
            return (module, name);
        }
        let (new_module, new_name) = (new_module.to_owned(), new_name.to_owned());
        (self.graph.add_str(&new_module), self.graph.add_str(&new_name))
    }

    /// A line that is a module's or class's name.
    fn name_line(&mut self, ascii: bool) -> Flow<Span> {
        let line = self.full_line()?;
        let bytes = &self.graph.input[line.clone()];
        if ascii {
            self.ascii(bytes)?;
        } else if let Err(message) = text::check_utf8(bytes, false) {
            return self.fault(ExceptionClass::UnicodeDecode, message);
        }
        Ok(Span::of_input(line.start, line.len()))
    }

    pub(super) fn global<const TRACE: bool>(&mut self, hook: &mut Option<FindClass<'_>>) -> Flow<()> {
        let module = self.name_line(false)?;
        let name = self.name_line(false)?;
        let module = self.graph.add(Node::Str(module));
        let name = self.graph.add(Node::Str(name));
        let id = self.find_class::<TRACE>(module, name, hook)?;
        self.push_id::<TRACE>(id)
    }

    pub(super) fn stack_global<const TRACE: bool>(&mut self, hook: &mut Option<FindClass<'_>>) -> Flow<()> {
        let name = self.pop::<TRACE>()?;
        let module = self.pop::<TRACE>()?;
        let is_str = |id: NodeId| matches!(self.graph.node(id), Node::Str(_));
        if !is_str(module) || !is_str(name) {
            return self.fault(ExceptionClass::Unpickling, "STACK_GLOBAL requires str");
        }
        // The class has a name of its own: writing it again must not find the string that was read.
        let module = self.graph.add(self.graph.node(module).clone());
        let name = self.graph.add(self.graph.node(name).clone());
        let id = self.find_class::<TRACE>(module, name, hook)?;
        self.push_id::<TRACE>(id)
    }

    fn callable(&self, id: NodeId) -> bool {
        matches!(self.graph.node(id), Node::Global { .. } | Node::Object(_) | Node::Persistent(_))
    }

    /// Pushes the symbol of a call, or its value where it is harmless.
    fn call<const TRACE: bool>(&mut self, object: Object) -> Flow<()> {
        let (callable, args) = (object.callable, object.args);
        if object.construction == Construction::Call
            && let Some(value) = self.understand(callable, args)?
        {
            if TRACE {
                self.effects.push(Effect::Understood { callable, value });
            }
            return self.push_id::<TRACE>(value);
        }
        let id = self.graph.add(Node::Object(Box::new(object)));
        if TRACE {
            self.effects.push(Effect::WouldCall(id));
        }
        self.push_id::<TRACE>(id)
    }

    pub(super) fn reduce<const TRACE: bool>(&mut self) -> Flow<()> {
        let args = self.pop::<TRACE>()?;
        let callable = self.pop::<TRACE>()?;
        if !matches!(self.graph.node(args), Node::Tuple(_) | Node::Object(_)) {
            return self.fault(ExceptionClass::Type, "argument list must be a tuple");
        }
        if !self.callable(callable) {
            let message = format!("'{}' object is not callable", self.graph.type_name(callable));
            return self.fault(ExceptionClass::Type, message);
        }
        self.call::<TRACE>(Object::call(callable, args))
    }

    pub(super) fn newobj<const TRACE: bool>(&mut self, keywords: bool) -> Flow<()> {
        let name = if keywords { "NEWOBJ_EX" } else { "NEWOBJ" };
        let kwargs = if keywords { Some(self.pop::<TRACE>()?) } else { None };
        let args = self.pop::<TRACE>()?;
        let class = self.pop::<TRACE>()?;
        let symbol = |graph: &Graph, id: NodeId| matches!(graph.node(id), Node::Object(_) | Node::Persistent(_));
        let wrong = |what: &str, wanted: &str, id: NodeId| {
            let message = format!("{name} {what} argument must be a {wanted}, not {}", self.graph.type_name(id));
            self.fault(ExceptionClass::Unpickling, message)
        };
        if !self.callable(class) {
            return wrong("class", "type", class);
        }
        if crate::render::is_builtin_function(&self.graph, class) {
            let message = format!("{name} class argument must be a type, not builtin_function_or_method");
            return self.fault(ExceptionClass::Unpickling, message);
        }
        if !matches!(self.graph.node(args), Node::Tuple(_)) && !symbol(&self.graph, args) {
            return wrong("args", "tuple", args);
        }
        if let Some(kwargs) = kwargs
            && !matches!(self.graph.node(kwargs), Node::Dict(_))
            && !symbol(&self.graph, kwargs)
        {
            return wrong("kwargs", "dict", kwargs);
        }
        self.call::<TRACE>(Object { kwargs, ..Object::new(class, args) })
    }

    /// `INST` and `OBJ`: a class without arguments is made by `__new__`, anything else is called.
    fn instantiate<const TRACE: bool>(&mut self, class: NodeId, args: Vec<NodeId>) -> Flow<()> {
        if !self.callable(class) {
            let message = format!("'{}' object is not callable", self.graph.type_name(class));
            return self.fault(ExceptionClass::Type, message);
        }
        let plain = args.is_empty();
        let args = self.graph.add(Node::Tuple(args));
        let object = Object::call(class, args);
        let harmless = self.graph.global_name(class).is_some_and(|(module, _)| module == "builtins");
        if plain && !harmless {
            return self.call::<TRACE>(Object { construction: Construction::New, ..object });
        }
        self.call::<TRACE>(object)
    }

    pub(super) fn inst<const TRACE: bool>(&mut self, hook: &mut Option<FindClass<'_>>) -> Flow<()> {
        if self.marks.is_empty() {
            return self.fault(ExceptionClass::Unpickling, "could not find MARK");
        }
        let module = self.name_line(true)?;
        let name = self.name_line(true)?;
        let module = self.graph.add(Node::Str(module));
        let name = self.graph.add(Node::Str(name));
        let from = self.take_mark::<TRACE>()?;
        let class = self.find_class::<TRACE>(module, name, hook)?;
        if from < self.fence {
            return self.underflow();
        }
        let args = self.stack.split_off(from);
        self.instantiate::<TRACE>(class, args)
    }

    pub(super) fn obj<const TRACE: bool>(&mut self) -> Flow<()> {
        let from = self.take_mark::<TRACE>()?;
        if self.stack.len() <= from {
            return self.underflow();
        }
        let args = self.stack.split_off(from + 1);
        let class = self.stack.pop().expect("invariant: there is one above the mark");
        self.instantiate::<TRACE>(class, args)
    }

    pub(super) fn extension<const TRACE: bool>(&mut self, code: i64, hook: &mut Option<FindClass<'_>>) -> Flow<()> {
        if code <= 0 {
            return self.fault(ExceptionClass::Unpickling, "EXT specifies code <= 0");
        }
        let known = self.options.extensions.get(&code).cloned();
        let unknown = self.options.unknown_extensions.then(|| ("copyreg".to_owned(), format!("extension {code}")));
        let Some((module, name)) = known.or(unknown) else {
            return self.fault(ExceptionClass::Value, format!("unregistered extension code {code}"));
        };
        let module = self.graph.add_str(&module);
        let name = self.graph.add_str(&name);
        let id = self.find_class::<TRACE>(module, name, hook)?;
        self.push_id::<TRACE>(id)
    }

    pub(super) fn next_buffer<const TRACE: bool>(&mut self) -> Flow<()> {
        let index = self.buffers_taken;
        match self.options.buffers {
            None => {
                let message = "pickle stream refers to out-of-band data but no *buffers* argument was given";
                self.fault(ExceptionClass::Unpickling, message)
            }
            Some(count) if index >= count => self.fault(ExceptionClass::Unpickling, "not enough out-of-band buffers"),
            Some(_) => {
                self.buffers_taken += 1;
                self.push::<TRACE>(Node::Buffer { index, readonly: false })
            }
        }
    }

    pub(super) fn readonly_buffer(&mut self) -> Flow<()> {
        let top = self.top()?;
        match self.graph.node(top) {
            Node::Buffer { index, readonly: false } => {
                let view = self.graph.add(Node::Buffer { index: *index, readonly: true });
                *self.stack.last_mut().expect("invariant: there is a top") = view;
                Ok(())
            }
            Node::ByteArray(_) | Node::Bytes(_) | Node::Buffer { .. } | Node::Object(_) | Node::Persistent(_) => Ok(()),
            _ => {
                let name = self.graph.type_name(top);
                self.fault(ExceptionClass::Type, format!("memoryview: a bytes-like object is required, not '{name}'"))
            }
        }
    }

    pub(super) fn persid<const TRACE: bool>(&mut self) -> Flow<()> {
        if !self.options.persistent {
            return self.fault(ExceptionClass::Unpickling, NO_PERSISTENT_LOAD);
        }
        let line = self.line()?;
        if !self.graph.input[line.clone()].is_ascii() {
            let message = "persistent IDs in protocol 0 must be ASCII strings";
            return self.fault(ExceptionClass::Unpickling, message);
        }
        let pid = self.graph.add(Node::Str(Span::of_input(line.start, line.len())));
        self.push::<TRACE>(Node::Persistent(pid))
    }

    pub(super) fn binpersid<const TRACE: bool>(&mut self) -> Flow<()> {
        if !self.options.persistent {
            return self.fault(ExceptionClass::Unpickling, NO_PERSISTENT_LOAD);
        }
        let pid = self.pop::<TRACE>()?;
        self.push::<TRACE>(Node::Persistent(pid))
    }
}
