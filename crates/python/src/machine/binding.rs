//! Arguments to parameters, with the wording of every `TypeError` that a wrong call gets.

use super::Machine;
use crate::native::Divert;
use crate::object::{Function, Object};
use crate::value::{Handle, Value};

impl Machine {
    /// The parameters' values in slot order.
    pub(super) fn bind(
        &mut self,
        function: Handle,
        positional: &[Value],
        keywords: &[(Handle, Value)],
    ) -> Result<Vec<Value>, Divert> {
        let Object::Function(parts) = self.heap.get(function) else { return Ok(Vec::new()) };
        let parts: Function = parts.as_ref().clone();
        let code = parts.code.clone();
        let count = usize::from(code.positional);
        let keyword_only = usize::from(code.keyword_only);
        let mut slots = vec![Value::Unbound; code.parameters()];
        let taken = positional.len().min(count);
        slots[..taken].copy_from_slice(&positional[..taken]);
        let extra_keywords = if code.var_keyword { Some(self.heap.new_dict()) } else { None };
        let mut only_positional: Vec<String> = Vec::new();
        for (name, value) in keywords {
            let parameters = &code.locals[..count + keyword_only];
            let found = parameters.iter().position(|parameter| parameter == name);
            match found {
                Some(at) if at >= usize::from(code.positional_only) => {
                    if !slots[at].is_unbound() {
                        let text = format!(
                            "{}() got multiple values for argument '{}'",
                            self.qualified(&parts),
                            self.heap.name(*name)
                        );
                        return Err(self.type_error(&text));
                    }
                    slots[at] = *value;
                }
                other => match extra_keywords {
                    Some(dict) => self.heap.name_set(dict, *name, *value),
                    None if other.is_some() => only_positional.push(self.heap.name(*name).to_string()),
                    None => {
                        let name = self.heap.name(*name);
                        let text = match self.native_name(&parts) {
                            Some((native, _)) => format!("'{name}' is an invalid keyword argument for {native}()"),
                            None => format!("{}() got an unexpected keyword argument '{name}'", self.qualified(&parts)),
                        };
                        return Err(self.type_error(&text));
                    }
                },
            }
        }
        if !only_positional.is_empty() && self.native_name(&parts).is_some() {
            let text = format!(
                "{}() takes exactly {} positional argument (0 given)",
                self.qualified(&parts),
                only_positional.len()
            );
            return Err(self.type_error(&text));
        }
        if !only_positional.is_empty() {
            let text = format!(
                "{}() got some positional-only arguments passed as keyword arguments: '{}'",
                self.qualified(&parts),
                only_positional.join(", ")
            );
            return Err(self.type_error(&text));
        }
        if positional.len() > count && !code.var_positional {
            return Err(self.too_many(&parts, positional.len(), &slots));
        }
        let first_default = count - parts.defaults.len().min(count);
        for (slot, default) in slots[first_default..count].iter_mut().zip(parts.defaults.iter()) {
            if slot.is_unbound() {
                *slot = *default;
            }
        }
        let missing: Vec<Handle> = (0..count).filter(|at| slots[*at].is_unbound()).map(|at| code.locals[at]).collect();
        if !missing.is_empty() {
            return Err(self.missing(&parts, &missing, "positional"));
        }
        for (at, slot) in slots.iter_mut().enumerate().take(count + keyword_only).skip(count) {
            if slot.is_unbound()
                && let Some((_, value)) = parts.keyword_defaults.iter().find(|(name, _)| *name == code.locals[at])
            {
                *slot = *value;
            }
        }
        let missing: Vec<Handle> =
            (count..count + keyword_only).filter(|at| slots[*at].is_unbound()).map(|at| code.locals[at]).collect();
        if !missing.is_empty() {
            return Err(self.missing(&parts, &missing, "keyword-only"));
        }
        let mut next = count + keyword_only;
        if code.var_positional {
            slots[next] = self.heap.new_tuple(positional[taken..].into());
            next += 1;
        }
        if let Some(dict) = extra_keywords {
            slots[next] = Value::Obj(dict);
        }
        Ok(slots)
    }

    fn qualified(&self, function: &Function) -> std::rc::Rc<str> {
        self.text(function.qualname).unwrap_or_else(|| "?".into())
    }

    /// Name of a function, and the number of its hidden arguments, if `CPython`'s is not written in Python and words its errors so.
    fn native_name(&self, function: &Function) -> Option<(String, usize)> {
        let name = self.qualified(function);
        if function.code.source.file.as_ref() != "<pickle>" || name.starts_with('_') {
            return None;
        }
        match name.strip_suffix(".__init__") {
            Some(class) => Some((class.to_owned(), 1)),
            None if name.contains('.') => None,
            None => Some((name.to_string(), 0)),
        }
    }

    fn missing(&mut self, function: &Function, names: &[Handle], kind: &str) -> Divert {
        if let Some((native, own)) = self.native_name(function)
            && let Some(at) = function.code.locals.iter().position(|name| names.first() == Some(name))
        {
            let position = at + 1 - own.min(at);
            let text = match function.code.positional_only {
                0 => format!("{native}() missing required argument '{}' (pos {position})", self.heap.name(names[0])),
                only => format!("{native}() takes exactly {only} positional argument (0 given)"),
            };
            return self.type_error(&text);
        }
        let quoted: Vec<String> = names.iter().map(|name| format!("'{}'", self.heap.name(*name))).collect();
        let list = match quoted.as_slice() {
            [one] => one.clone(),
            [first, second] => format!("{first} and {second}"),
            [start @ .., last] => format!("{}, and {last}", start.join(", ")),
            [] => String::new(),
        };
        let text = format!(
            "{}() missing {} required {kind} argument{}: {list}",
            self.qualified(function),
            names.len(),
            if names.len() == 1 { "" } else { "s" }
        );
        self.type_error(&text)
    }

    fn too_many(&mut self, function: &Function, given: usize, slots: &[Value]) -> Divert {
        let code = &function.code;
        let count = usize::from(code.positional);
        let defaults = function.defaults.len();
        let (takes, plural) = if defaults > 0 {
            (format!("from {} to {count}", count - defaults), true)
        } else {
            (count.to_string(), count != 1)
        };
        if let Some((native, own)) = self.native_name(function) {
            let bound = if defaults > 0 { "at most" } else { "exactly" };
            let (count, given) = (count - own, given - own);
            let plural = if count == 1 { "" } else { "s" };
            let text = format!("{native}() takes {bound} {count} positional argument{plural} ({given} given)");
            return self.type_error(&text);
        }
        let keyword_given =
            slots[count..count + usize::from(code.keyword_only)].iter().filter(|slot| !slot.is_unbound()).count();
        let were = if keyword_given > 0 {
            format!(
                "{given} positional argument{} (and {keyword_given} keyword-only argument{}) were given",
                if given == 1 { "" } else { "s" },
                if keyword_given == 1 { "" } else { "s" }
            )
        } else {
            format!("{given} {} given", if given == 1 { "was" } else { "were" })
        };
        let text = format!(
            "{}() takes {takes} positional argument{} but {were}",
            self.qualified(function),
            if plural { "s" } else { "" }
        );
        self.type_error(&text)
    }
}
