//! Attributes that the classes of exceptions have beside `args`: what was not given to an exception reads as `None`.

use crate::machine::Machine;
use crate::native::{Args, Divert, Native, getter};
use crate::value::Value;

fn own(machine: &mut Machine, args: Args<'_>, name: &str) -> Result<Value, Divert> {
    let name = machine.heap.intern(name);
    Ok(machine.own_attribute(args.receiver(), name).unwrap_or(Value::None))
}

macro_rules! attributes {
    ($($constant:ident $($name:literal)*;)*) => {
        $(pub(crate) static $constant: &[Native] = &[$(getter($name, |m, a| own(m, a, $name)),)*];)*
    };
}

attributes! {
    STOP_ITERATION "value";
    SYSTEM_EXIT "code";
    ATTRIBUTE_ERROR "name" "obj";
    NAME_ERROR "name";
    IMPORT_ERROR "msg" "name" "path";
    OS_ERROR "errno" "strerror" "filename" "filename2";
    SYNTAX_ERROR "msg" "filename" "lineno" "offset" "text" "end_lineno" "end_offset" "print_file_and_line";
}
