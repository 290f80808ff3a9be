//! `eval`, `exec` and `compile`: text made at run time, compiled as a program is and run in namespaces of somebody's choice.
//! Compiled text is a function without parameters, where `CPython` has a code object. It makes no line events; see `Source::evaluated`.

use super::classes;
use crate::compile::code::Source;
use crate::machine::Machine;
use crate::names;
use crate::native::{Args, Divert};
use crate::object::{Function, Object};
use crate::syntax::SourceProblem;
use crate::value::{Handle, Value};
use std::rc::Rc;

type Answer = Result<Value, Divert>;

/// `eval(source, globals, locals)` and `exec`.
pub(super) fn run(m: &mut Machine, args: Args<'_>, name: &str) -> Answer {
    let body = m.once(|m| {
        let [source, globals, locals] = m.take(args, name, 1)?;
        let source = source.unwrap_or(Value::None);
        let given = |value: Option<Value>| value.filter(|value| !value.is_none());
        let (globals, locals) = match (given(globals), given(locals)) {
            (None, None) => (m.scope[0], m.scope[1]),
            (None, Some(locals)) => (m.scope[0], locals),
            (Some(globals), locals) => (globals, locals.unwrap_or(globals)),
        };
        let is_dict = |m: &Machine, value| matches!(m.heap.object(value), Some(Object::Dict(_)));
        let Some(namespace) = globals.handle().filter(|_| is_dict(m, globals)) else {
            let text = match name {
                "eval" => "globals must be a dict".to_owned(),
                _ => format!("exec() globals must be a dict, not {}", m.class_name(globals)),
            };
            return Err(m.type_error(&text));
        };
        if !is_dict(m, locals) {
            let text = match name {
                "eval" => "locals must be a mapping".to_owned(),
                _ => format!("locals must be a mapping or None, not {}", m.class_name(locals)),
            };
            return Err(m.type_error(&text));
        }
        if m.heap.name_get(namespace, names::BUILTINS).is_none() {
            m.heap.name_set(namespace, names::BUILTINS, Value::Obj(m.builtins));
        }
        let code = match m.heap.object(source) {
            Some(Object::Function(function)) if function.code.namespace => source,
            _ => compiled(m, source, name, "<string>")?,
        };
        let Some(Object::Function(function)) = m.heap.object(code) else { return Ok(code) };
        let mut function = function.clone();
        function.globals = namespace;
        function.defaults = [locals].into();
        Ok(Value::Obj(m.heap.alloc(classes::FUNCTION, Object::Function(function))))
    })?;
    m.call(body, &[])
}

/// `compile(source, filename, mode)`.
pub(super) fn compile(m: &mut Machine, args: Args<'_>) -> Answer {
    let names = ["source", "filename", "mode", "flags", "dont_inherit", "optimize"];
    let [source, file, mode, ..] = m.take_named(args, "compile", names, 6, 3)?;
    let file = m.text_argument(file.unwrap_or(Value::None), "compile() argument 'filename'")?;
    let mode = m.text_argument(mode.unwrap_or(Value::None), "compile() argument 'mode'")?;
    match mode.as_ref() {
        "eval" | "exec" | "single" => compiled(m, source.unwrap_or(Value::None), &mode, &file),
        _ => Err(m.error(classes::VALUE_ERROR, "compile() mode must be 'exec', 'eval' or 'single'")),
    }
}

fn compiled(m: &mut Machine, source: Value, name: &str, file: &str) -> Answer {
    let text = match (m.text(source), m.octets(source)) {
        (Some(text), _) => text,
        (None, Some(octets)) => String::from_utf8_lossy(&octets).into(),
        _ => {
            let (name, kinds) =
                if name == "single" { ("compile", "string, bytes or AST") } else { (name, "string, bytes or code") };
            return Err(m.type_error(&format!("{name}() arg 1 must be a {kinds} object")));
        }
    };
    if text.contains('\0') {
        return Err(m.error(classes::VALUE_ERROR, "source code string cannot contain null bytes"));
    }
    let text = if name == "eval" { text.trim_start_matches([' ', '\t']).into() } else { text };
    let source = Rc::new(Source { file: file.into(), text, hidden: true, evaluated: true });
    let code = match name {
        "eval" => crate::compile::compile_expression(&mut m.heap, &source),
        _ => crate::compile::compile(&mut m.heap, &source),
    };
    let code = code.map_err(|problem| syntax_error(m, &problem, file))?;
    let function = Function {
        code,
        globals: m.main,
        defaults: Rc::from([]),
        keyword_defaults: Rc::from([]),
        closure: Rc::from([]),
        name: Value::Obj(names::MODULE_NAME),
        qualname: Value::Obj(names::MODULE_NAME),
    };
    Ok(Value::Obj(m.heap.alloc(classes::FUNCTION, Object::Function(Box::new(function)))))
}

/// Raises `SyntaxError` with its attributes.
fn syntax_error(m: &mut Machine, problem: &SourceProblem, file: &str) -> Divert {
    let class = if problem.is_indentation() { classes::INDENTATION_ERROR } else { classes::SYNTAX_ERROR };
    let (message, file, text) =
        (m.heap.new_str(&problem.message), m.heap.new_str(file), m.heap.new_str(&format!("{}\n", problem.text)));
    let int = |value: u32| Value::Int(i64::from(value));
    let (line, column, end) = (int(problem.line), int(problem.column), int(problem.end_column));
    let details = m.heap.new_tuple([file, line, column, text, line, end].into());
    let exception = m.new_exception(class, &[message, details]);
    let attributes: [(&str, Value); 7] = [
        ("msg", message),
        ("filename", file),
        ("lineno", line),
        ("offset", column),
        ("text", text),
        ("end_lineno", line),
        ("end_offset", end),
    ];
    for (name, value) in attributes {
        let name: Handle = m.heap.intern(name);
        m.set_own(exception, name, value);
    }
    m.raise(exception)
}

impl Machine {
    /// File and place of a `SyntaxError` that has them.
    pub(crate) fn problem_of(&mut self, exception: Value) -> Option<(Rc<str>, SourceProblem)> {
        let mut own = |name: &str| {
            let name = self.heap.intern(name);
            self.own_attribute(exception, name)
        };
        let (message, file, text) = (own("msg")?, own("filename")?, own("text")?);
        let mut number = |name: &str| match own(name) {
            Some(Value::Int(number)) => Some(number as u32),
            _ => None,
        };
        let (line, column, end_column) = (number("lineno")?, number("offset")?, number("end_offset")?);
        let (message, text) = (self.text(message)?.to_string(), self.text(text)?.trim_end_matches('\n').to_owned());
        Some((self.text(file)?, SourceProblem { line, column, end_column, message, text }))
    }
}
