//! Names that the machine itself looks up, as handles that are the same in every machine, and two shared empty objects.
//! They are allocated right after the builtin classes, in the order of the table.

use crate::builtins::classes::COUNT as CLASSES;
use crate::value::Handle;

/// `b""`, `()`.
pub(crate) const EMPTY_BYTES: Handle = Handle(CLASSES as u32 * 2);
pub(crate) const EMPTY_TUPLE: Handle = Handle(CLASSES as u32 * 2 + 1);
const FIRST: u32 = CLASSES as u32 * 2 + 2;

macro_rules! names {
    ($($constant:ident $text:literal,)*) => {
        #[expect(non_camel_case_types, clippy::upper_case_acronyms, reason = "an index, not a type for use")]
        enum Index { $($constant,)* }
        $(pub(crate) const $constant: Handle = Handle(FIRST + Index::$constant as u32);)*
        /// Some are only there for the programs' sake: they are interned either way.
        const _: &[Handle] = &[$($constant,)*];
        /// Their texts, in order.
        pub(crate) const TEXTS: &[&str] = &[$($text,)*];
    };
}

names! {
    INIT "__init__", NEW "__new__", CALL "__call__", STR "__str__", REPR "__repr__", FORMAT "__format__", BYTES "__bytes__",
    HASH "__hash__", EQ "__eq__", NE "__ne__", LT "__lt__", LE "__le__", GT "__gt__", GE "__ge__", BOOL "__bool__", LEN "__len__",
    ITER "__iter__", NEXT "__next__", GETITEM "__getitem__", SETITEM "__setitem__", DELITEM "__delitem__", CONTAINS "__contains__",
    REVERSED "__reversed__", MISSING "__missing__", GETATTR "__getattr__", GETATTRIBUTE "__getattribute__", SETATTR "__setattr__",
    DELATTR "__delattr__", GET "__get__", SET "__set__", DELETE "__delete__", SET_NAME "__set_name__", ENTER "__enter__", EXIT "__exit__",
    INDEX "__index__", INT "__int__", FLOAT "__float__", COMPLEX "__complex__", ROUND "__round__", TRUNC "__trunc__", ABS "__abs__",
    NEG "__neg__", POS "__pos__", INVERT "__invert__", ADD "__add__", RADD "__radd__", IADD "__iadd__", SUB "__sub__", RSUB "__rsub__",
    ISUB "__isub__", MUL "__mul__", RMUL "__rmul__", IMUL "__imul__", MATMUL "__matmul__", RMATMUL "__rmatmul__", IMATMUL "__imatmul__",
    TRUEDIV "__truediv__", RTRUEDIV "__rtruediv__", ITRUEDIV "__itruediv__", FLOORDIV "__floordiv__", RFLOORDIV "__rfloordiv__",
    IFLOORDIV "__ifloordiv__", MOD "__mod__", RMOD "__rmod__", IMOD "__imod__", POW "__pow__", RPOW "__rpow__", IPOW "__ipow__",
    LSHIFT "__lshift__", RLSHIFT "__rlshift__", ILSHIFT "__ilshift__", RSHIFT "__rshift__", RRSHIFT "__rrshift__", IRSHIFT "__irshift__",
    AND "__and__", RAND "__rand__", IAND "__iand__", OR "__or__", ROR "__ror__", IOR "__ior__", XOR "__xor__", RXOR "__rxor__",
    IXOR "__ixor__", DIVMOD "__divmod__", RDIVMOD "__rdivmod__", NAME "__name__", QUALNAME "__qualname__", MODULE "__module__", DOC "__doc__",
    DICT "__dict__", CLASS "__class__", ANNOTATIONS "__annotations__", FILE "__file__", BASES "__bases__", BASE "__base__", OBJCLASS "__objclass__", MRO "__mro__",
    SLOTS "__slots__", INIT_SUBCLASS "__init_subclass__", CLASS_GETITEM "__class_getitem__", PREPARE "__prepare__",
    INSTANCECHECK "__instancecheck__", SUBCLASSCHECK "__subclasscheck__", ALL "__all__", MAIN "__main__", BUILTINS "__builtins__", DEL "__del__",
    REDUCE "__reduce__", REDUCE_EX "__reduce_ex__", GETSTATE "__getstate__", SETSTATE "__setstate__", GETNEWARGS "__getnewargs__",
    GETNEWARGS_EX "__getnewargs_ex__", COPY "__copy__", DEEPCOPY "__deepcopy__", MATCH_ARGS "__match_args__", WRAPPED "__wrapped__",
    DEFAULTS "__defaults__", CODE "__code__", SELF "self", METACLASS "metaclass", VALUE "value", ARGS "args", ERRNO "errno",
    STRERROR "strerror", FILENAME "filename", CODE_ATTR "code", NAME_ATTR "name", OBJ_ATTR "obj", MSG "msg", KEY "key", REVERSE "reverse",
    DEFAULT "default", SEP "sep", END "end", FILE_ATTR "file", FLUSH "flush", STRICT "strict", START "start", ENCODING "encoding",
    ERRORS "errors", OBJECT "object", REASON "reason", CAUSE "__cause__", CONTEXT "__context__", TRACEBACK "__traceback__",
    SUPPRESS_CONTEXT "__suppress_context__", NOTES "__notes__", SEND "send", THROW "throw", CLOSE "close", KEYS "keys", WRITE "write",
    READ "read", READLINE "readline", APPEND "append", EMPTY "", UNDERSCORE "_", LAMBDA "<lambda>", MODULE_NAME "<module>", LOCALS "<locals>",
    DUNDER_PACKAGE "__package__", LOADER "__loader__", SPEC "__spec__", PATH "__path__", BUILD_CLASS "__build_class__", IMPORT "__import__",
    LENGTH_HINT "__length_hint__", DIR "__dir__", FSPATH "__fspath__", FUNC "__func__", SELF_ATTR "__self__", KWDEFAULTS "__kwdefaults__",
}
