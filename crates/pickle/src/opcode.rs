//! The opcode table: all 68 opcodes of protocols 0 to 5, each with its argument, its effect on the stack, the
//! protocol that introduced it and one line of our own about what it does.
//! The disassembler, the machine, the help texts and the tests share it; it knows nothing of any of them.
//! Facts as `Lib/pickletools.py` of `CPython` 3.11 lists them. Longer than 500 lines only as a table.

/// What follows an opcode in the pickle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Argument {
    /// Nothing.
    None,
    /// A decimal int in a line; `INT` reads `00` and `01` as bools.
    DecimalLine,
    /// A decimal int in a line, with a closing `L`.
    LongLine,
    /// A float in a line.
    FloatLine,
    /// A quoted string literal in a line.
    QuotedLine,
    /// A line as it is.
    Line,
    /// Two lines: module and name.
    TwoLines,
    /// A line with backslash-u escapes.
    UnicodeLine,
    /// A signed little-endian int of four bytes.
    Int4,
    /// An unsigned byte.
    Uint1,
    /// An unsigned little-endian int of two bytes.
    Uint2,
    /// An unsigned little-endian int of four bytes.
    Uint4,
    /// An unsigned little-endian int of eight bytes.
    Uint8,
    /// A length of one byte, then an int in two's complement.
    Long1,
    /// A length of four bytes, then an int in two's complement.
    Long4,
    /// A length of one byte, then a Python 2 string.
    String1,
    /// A signed length of four bytes, then a Python 2 string.
    String4,
    /// A length of one byte, then bytes.
    Bytes1,
    /// A length of four bytes, then bytes.
    Bytes4,
    /// A length of eight bytes, then bytes.
    Bytes8,
    /// A length of eight bytes, then the bytes of a bytearray.
    ByteArray8,
    /// A length of one byte, then UTF-8.
    Unicode1,
    /// A length of four bytes, then UTF-8.
    Unicode4,
    /// A length of eight bytes, then UTF-8.
    Unicode8,
    /// A big-endian float of eight bytes.
    Float8,
}

/// What an opcode expects on the stack, or leaves there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StackItem {
    /// A `int`.
    Int,
    /// An `int`, or a `bool` (`INT` only).
    IntOrBool,
    /// A `bool`.
    Bool,
    /// A `float`.
    Float,
    /// A Python 2 string, read as `bytes` or `str`.
    BytesOrStr,
    /// A `bytes`.
    Bytes,
    /// A `bytearray`.
    ByteArray,
    /// A buffer from outside of the pickle.
    Buffer,
    /// `None`.
    None,
    /// A `str`.
    Str,
    /// A `list`.
    List,
    /// A `tuple`.
    Tuple,
    /// A `dict`.
    Dict,
    /// A `set`.
    Set,
    /// A `frozenset`.
    FrozenSet,
    /// Any object.
    Any,
    /// The mark.
    Mark,
    /// Everything above the mark.
    Slice,
}

impl StackItem {
    /// The name in `pickletools`' terms.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Int => "int",
            Self::IntOrBool => "int_or_bool",
            Self::Bool => "bool",
            Self::Float => "float",
            Self::BytesOrStr => "bytes_or_str",
            Self::Bytes => "bytes",
            Self::ByteArray => "bytearray",
            Self::Buffer => "buffer",
            Self::None => "None",
            Self::Str => "str",
            Self::List => "list",
            Self::Tuple => "tuple",
            Self::Dict => "dict",
            Self::Set => "set",
            Self::FrozenSet => "frozenset",
            Self::Any => "any",
            Self::Mark => "mark",
            Self::Slice => "stackslice",
        }
    }
}

/// One opcode.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opcode {
    /// Its name, such as `SHORT_BINUNICODE`.
    pub name: &'static str,
    /// Its byte.
    pub code: u8,
    /// What follows it.
    pub argument: Argument,
    /// What it takes from the stack, deepest first.
    pub before: &'static [StackItem],
    /// What it leaves there.
    pub after: &'static [StackItem],
    /// The protocol that introduced it.
    pub protocol: u8,
    /// What it does, in one line.
    pub meaning: &'static str,
}

impl Opcode {
    /// The opcode of a byte, if there is one.
    #[must_use]
    #[inline]
    pub fn of(byte: u8) -> Option<&'static Self> {
        match INDEX[usize::from(byte)] {
            NONE => None,
            index => Some(&OPCODES[usize::from(index)]),
        }
    }

    /// Whether it reaches back to a mark.
    #[must_use]
    pub fn takes_mark(&self) -> bool {
        self.before.contains(&StackItem::Mark)
    }
}

/// Marks a byte that is no opcode in [`INDEX`].
const NONE: u8 = u8::MAX;

/// Index into [`OPCODES`] by byte.
static INDEX: [u8; 256] = {
    let mut index = [NONE; 256];
    let mut at = 0;
    while at < OPCODES.len() {
        index[OPCODES[at].code as usize] = at as u8;
        at += 1;
    }
    index
};

/// Short names for the rows below.
use Argument as A;
use StackItem as S;

const fn row(
    name: &'static str,
    code: u8,
    argument: Argument,
    before: &'static [StackItem],
    after: &'static [StackItem],
    protocol: u8,
    meaning: &'static str,
) -> Opcode {
    Opcode { name, code, argument, before, after, protocol, meaning }
}

/// All opcodes, grouped as `pickletools` groups them.
#[rustfmt::skip]
pub static OPCODES: [Opcode; 68] = [
    row("INT", b'I', A::DecimalLine, &[], &[S::IntOrBool], 0, "Push an int spelled in decimal; 00 and 01 stand for False and True."),
    row("BININT", b'J', A::Int4, &[], &[S::Int], 1, "Push a signed int of four bytes."),
    row("BININT1", b'K', A::Uint1, &[], &[S::Int], 1, "Push an int from 0 to 255."),
    row("BININT2", b'M', A::Uint2, &[], &[S::Int], 1, "Push an int from 0 to 65,535."),
    row("LONG", b'L', A::LongLine, &[], &[S::Int], 0, "Push an int of any size spelled in decimal, with a closing L."),
    row("LONG1", 0x8a, A::Long1, &[], &[S::Int], 2, "Push an int of up to 255 bytes, little-endian."),
    row("LONG4", 0x8b, A::Long4, &[], &[S::Int], 2, "Push an int of up to 2 GiB, little-endian."),
    row("STRING", b'S', A::QuotedLine, &[], &[S::BytesOrStr], 0, "Push a Python 2 string written as a quoted literal."),
    row("BINSTRING", b'T', A::String4, &[], &[S::BytesOrStr], 1, "Push a Python 2 string; its length takes four bytes."),
    row("SHORT_BINSTRING", b'U', A::String1, &[], &[S::BytesOrStr], 1, "Push a Python 2 string of up to 255 bytes."),
    row("BINBYTES", b'B', A::Bytes4, &[], &[S::Bytes], 3, "Push bytes; their length takes four bytes."),
    row("SHORT_BINBYTES", b'C', A::Bytes1, &[], &[S::Bytes], 3, "Push up to 255 bytes."),
    row("BINBYTES8", 0x8e, A::Bytes8, &[], &[S::Bytes], 4, "Push bytes; their length takes eight bytes."),
    row("BYTEARRAY8", 0x96, A::ByteArray8, &[], &[S::ByteArray], 5, "Push a bytearray; its length takes eight bytes."),
    row("NEXT_BUFFER", 0x97, A::None, &[], &[S::Buffer], 5, "Push the next buffer that travels outside of the pickle."),
    row("READONLY_BUFFER", 0x98, A::None, &[S::Buffer], &[S::Buffer], 5, "Make the buffer on top read-only."),
    row("NONE", b'N', A::None, &[], &[S::None], 0, "Push None."),
    row("NEWTRUE", 0x88, A::None, &[], &[S::Bool], 2, "Push True."),
    row("NEWFALSE", 0x89, A::None, &[], &[S::Bool], 2, "Push False."),
    row("UNICODE", b'V', A::UnicodeLine, &[], &[S::Str], 0, "Push a str spelled in one line, with backslash-u escapes."),
    row("SHORT_BINUNICODE", 0x8c, A::Unicode1, &[], &[S::Str], 4, "Push a str of up to 255 bytes of UTF-8."),
    row("BINUNICODE", b'X', A::Unicode4, &[], &[S::Str], 1, "Push a str in UTF-8; its length takes four bytes."),
    row("BINUNICODE8", 0x8d, A::Unicode8, &[], &[S::Str], 4, "Push a str in UTF-8; its length takes eight bytes."),
    row("FLOAT", b'F', A::FloatLine, &[], &[S::Float], 0, "Push a float spelled in decimal."),
    row("BINFLOAT", b'G', A::Float8, &[], &[S::Float], 1, "Push a float of eight bytes, big-endian."),
    row("EMPTY_LIST", b']', A::None, &[], &[S::List], 1, "Push a new list."),
    row("APPEND", b'a', A::None, &[S::List, S::Any], &[S::List], 0, "Append the top to the list below it."),
    row("APPENDS", b'e', A::None, &[S::List, S::Mark, S::Slice], &[S::List], 1, "Append everything above the mark to the list below it."),
    row("LIST", b'l', A::None, &[S::Mark, S::Slice], &[S::List], 0, "Turn everything above the mark into a list."),
    row("EMPTY_TUPLE", b')', A::None, &[], &[S::Tuple], 1, "Push the empty tuple."),
    row("TUPLE", b't', A::None, &[S::Mark, S::Slice], &[S::Tuple], 0, "Turn everything above the mark into a tuple."),
    row("TUPLE1", 0x85, A::None, &[S::Any], &[S::Tuple], 2, "Turn the top into a tuple of one."),
    row("TUPLE2", 0x86, A::None, &[S::Any, S::Any], &[S::Tuple], 2, "Turn the top two into a tuple."),
    row("TUPLE3", 0x87, A::None, &[S::Any, S::Any, S::Any], &[S::Tuple], 2, "Turn the top three into a tuple."),
    row("EMPTY_DICT", b'}', A::None, &[], &[S::Dict], 1, "Push a new dict."),
    row("DICT", b'd', A::None, &[S::Mark, S::Slice], &[S::Dict], 0, "Turn the keys and values above the mark into a dict."),
    row("SETITEM", b's', A::None, &[S::Dict, S::Any, S::Any], &[S::Dict], 0, "Set one key and value in the dict below them."),
    row("SETITEMS", b'u', A::None, &[S::Dict, S::Mark, S::Slice], &[S::Dict], 1, "Set all keys and values above the mark in the dict below it."),
    row("EMPTY_SET", 0x8f, A::None, &[], &[S::Set], 4, "Push a new set."),
    row("ADDITEMS", 0x90, A::None, &[S::Set, S::Mark, S::Slice], &[S::Set], 4, "Add everything above the mark to the set below it."),
    row("FROZENSET", 0x91, A::None, &[S::Mark, S::Slice], &[S::FrozenSet], 4, "Turn everything above the mark into a frozenset."),
    row("POP", b'0', A::None, &[S::Any], &[], 0, "Throw the top away."),
    row("DUP", b'2', A::None, &[S::Any], &[S::Any, S::Any], 0, "Push the top once more."),
    row("MARK", b'(', A::None, &[], &[S::Mark], 0, "Set a mark that a later opcode will reach back to."),
    row("POP_MARK", b'1', A::None, &[S::Mark, S::Slice], &[], 1, "Throw away everything above the mark, and the mark."),
    row("GET", b'g', A::DecimalLine, &[], &[S::Any], 0, "Push what the memo holds under an index spelled in decimal."),
    row("BINGET", b'h', A::Uint1, &[], &[S::Any], 1, "Push what the memo holds under an index of one byte."),
    row("LONG_BINGET", b'j', A::Uint4, &[], &[S::Any], 1, "Push what the memo holds under an index of four bytes."),
    row("PUT", b'p', A::DecimalLine, &[], &[], 0, "Memoise the top under an index spelled in decimal."),
    row("BINPUT", b'q', A::Uint1, &[], &[], 1, "Memoise the top under an index of one byte."),
    row("LONG_BINPUT", b'r', A::Uint4, &[], &[], 1, "Memoise the top under an index of four bytes."),
    row("MEMOIZE", 0x94, A::None, &[S::Any], &[S::Any], 4, "Memoise the top under the next free index."),
    row("EXT1", 0x82, A::Uint1, &[], &[S::Any], 2, "Push the object registered under a code of one byte."),
    row("EXT2", 0x83, A::Uint2, &[], &[S::Any], 2, "Push the object registered under a code of two bytes."),
    row("EXT4", 0x84, A::Int4, &[], &[S::Any], 2, "Push the object registered under a code of four bytes."),
    row("GLOBAL", b'c', A::TwoLines, &[], &[S::Any], 0, "Import the class or function named by two lines."),
    row("STACK_GLOBAL", 0x93, A::None, &[S::Str, S::Str], &[S::Any], 4, "Import the class or function named by the top two strings."),
    row("REDUCE", b'R', A::None, &[S::Any, S::Any], &[S::Any], 0, "Call the callable with the tuple of arguments on top."),
    row("BUILD", b'b', A::None, &[S::Any, S::Any], &[S::Any], 0, "Give the object its state: __setstate__, or an update of its attributes."),
    row("INST", b'i', A::TwoLines, &[S::Mark, S::Slice], &[S::Any], 0, "Import a class by two lines and call it with everything above the mark."),
    row("OBJ", b'o', A::None, &[S::Mark, S::Any, S::Slice], &[S::Any], 1, "Call the class above the mark with everything above it."),
    row("NEWOBJ", 0x81, A::None, &[S::Any, S::Any], &[S::Any], 2, "Make an instance with cls.__new__ and a tuple of arguments."),
    row("NEWOBJ_EX", 0x92, A::None, &[S::Any, S::Any, S::Any], &[S::Any], 4, "Make an instance with cls.__new__, a tuple and keyword arguments."),
    row("PROTO", 0x80, A::Uint1, &[], &[], 2, "Say which protocol was used to write."),
    row("STOP", b'.', A::None, &[S::Any], &[], 0, "End here: the top is the value."),
    row("FRAME", 0x95, A::Uint8, &[], &[], 4, "Announce how many bytes can be read in one go."),
    row("PERSID", b'P', A::Line, &[], &[S::Any], 0, "Ask the application for the object with the id in this line."),
    row("BINPERSID", b'Q', A::None, &[S::Any], &[S::Any], 1, "Ask the application for the object with the id on top."),
];
