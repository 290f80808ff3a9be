//! What `pickletools` needs: disassembly, opcodes and their arguments, and the shorter pickle.

use super::{Answer, raise};
use crate::machine::Machine;
use crate::native::Args;
use crate::object::text::Bytes;
use crate::value::Value;
use std::rc::Rc;

/// `_dis(bytes, indent, annotate, raising)`: what `pickletools.dis` prints, or else only raises behind it.
pub(super) fn dis(m: &mut Machine, args: Args<'_>) -> Answer {
    let [data, indent, annotate, raising] = m.take(args, "_dis", 4)?;
    let data = m.octets_argument(data.unwrap_or(Value::None))?.data;
    let size = |value: Option<Value>| match value {
        Some(Value::Int(size)) => size.clamp(0, 1000) as usize,
        _ => 0,
    };
    let annotate = Some(size(annotate)).filter(|column| *column > 0);
    let disassembler = sockscope_pickle::Disassembler { indent: size(indent), annotate, ..Default::default() };
    let found = disassembler.run(&data, 0, &mut sockscope_pickle::DisassemblyMemo::default());
    match found.error {
        _ if matches!(raising, Some(Value::Bool(false))) => Ok(m.heap.new_str(&found.text)),
        Some(error) => Err(raise(m, &error)),
        None => Ok(Value::None),
    }
}

/// `_genops(bytes)`: name, code, protocol, argument's `repr` and place of each opcode.
pub(super) fn genops(m: &mut Machine, args: Args<'_>) -> Answer {
    let data = m.take_one(args, "_genops")?;
    let data = m.octets_argument(data)?.data;
    let mut items = Vec::new();
    for operation in sockscope_pickle::tools::Operations::new(&data, 0) {
        let operation = operation.map_err(|error| raise(m, &error))?;
        let argument = match operation.argument.repr() {
            Ok(None) => Value::None,
            Ok(Some(text)) => m.heap.new_str(&text),
            Err(text) => return Err(m.value_error(text)),
        };
        let (opcode, code) = (operation.opcode, char::from(operation.opcode.code).to_string());
        let (name, code) = (m.heap.new_str(opcode.name), m.heap.new_str(&code));
        let parts = [name, code, Value::Int(i64::from(opcode.protocol)), argument, Value::Int(operation.at as i64)];
        items.push(m.heap.new_tuple(Rc::new(parts)));
    }
    Ok(m.heap.new_list(items))
}

/// `_optimize(bytes)`.
pub(super) fn optimize(m: &mut Machine, args: Args<'_>) -> Answer {
    let data = m.take_one(args, "optimize")?;
    let data = m.octets_argument(data)?.data;
    match sockscope_pickle::optimize(&data) {
        Ok(short) => Ok(m.heap.new_bytes(Bytes::new(short.into()))),
        Err(error) => Err(raise(m, &error)),
    }
}
