//! The builtin classes: handles that are the same in every machine, and for each its name, base, payload and methods.
//! A type's methods are the table `METHODS` of its own file in `builtins/`; exceptions share [`super::exceptions`]'s.

use super::{
    attributes, bytearray, bytes, dict, exceptions, float, generic, int, iterators, list, memoryview, sets, slots,
    special, strs, tuple,
};
use crate::heap::{Heap, NO_ATTRIBUTES};
use crate::native::{Native, NativeFn};
use crate::object::dict::Dict;
use crate::object::{Class, Layout, Object, Spec};
use crate::value::{Handle, Value};

/// A builtin class as the program text describes it.
#[derive(Debug)]
pub(crate) struct TypeSpec {
    pub(crate) name: &'static str,
    pub(crate) module: &'static str,
    pub(crate) base: Handle,
    pub(crate) layout: Layout,
    /// Makes an object; the first argument is the class.
    pub(crate) new: Option<NativeFn>,
    /// Fills a new object; the first argument is the object.
    pub(crate) init: Option<NativeFn>,
    pub(crate) methods: &'static [&'static [Native]],
}

macro_rules! classes {
    ($($constant:ident $name:literal $module:literal $base:ident $layout:ident $new:expr, $init:expr, $methods:expr;)*) => {
        #[expect(non_camel_case_types, clippy::upper_case_acronyms, reason = "an index, not a type for use")]
        enum Index { $($constant,)* COUNT }
        $(pub(crate) const $constant: Handle = Handle(Index::$constant as u32 * 2);)*
        /// Some classes are only reached by name.
        const _: &[Handle] = &[$($constant,)*];
        /// How many builtin classes there are.
        pub(crate) const COUNT: usize = Index::COUNT as usize;
        static SPECS: [TypeSpec; COUNT] = [$(TypeSpec {
            name: $name, module: $module, base: $base, layout: Layout::$layout, new: $new, init: $init, methods: $methods,
        },)*];
    };
}

classes! {
    OBJECT "object" "builtins" OBJECT Plain Some(generic::object_new), Some(generic::object_init), &[generic::OBJECT, slots::ORDER, special::OBJECT];
    TYPE "type" "builtins" OBJECT Class Some(generic::type_new), None, &[generic::TYPE];
    INT "int" "builtins" OBJECT Int Some(int::new), None, &[int::METHODS, slots::NUMBER, slots::INT, special::INT];
    BOOL "bool" "builtins" INT Sealed Some(int::bool_new), None, &[];
    FLOAT "float" "builtins" OBJECT Float Some(float::new), None, &[float::METHODS, slots::NUMBER, special::FLOAT];
    STR "str" "builtins" OBJECT Str Some(strs::new), None, &[strs::METHODS, slots::TEXT, special::COPIED];
    BYTES "bytes" "builtins" OBJECT Bytes Some(bytes::new), None, &[bytes::METHODS, slots::TEXT, special::BYTES];
    BYTEARRAY "bytearray" "builtins" OBJECT ByteArray Some(bytearray::new), None, &[bytes::METHODS, bytearray::MUTABLE, slots::BUFFER];
    MEMORYVIEW "memoryview" "builtins" OBJECT Sealed Some(memoryview::new), None, &[memoryview::MEMORYVIEW, slots::VIEW_OF_BYTES];
    PICKLE_BUFFER "PickleBuffer" "pickle" OBJECT Sealed Some(memoryview::pickle_buffer_new), None, &[memoryview::PICKLE_BUFFER];
    TUPLE "tuple" "builtins" OBJECT Tuple Some(tuple::new), None, &[tuple::METHODS, slots::TUPLE, special::COPIED, special::GENERIC];
    LIST "list" "builtins" OBJECT List Some(list::new), Some(list::init), &[list::METHODS, slots::LIST, special::GENERIC];
    DICT "dict" "builtins" OBJECT Dict Some(dict::new), Some(dict::init), &[dict::METHODS, slots::MAPPING, special::GENERIC];
    SET "set" "builtins" OBJECT Set Some(sets::new), Some(sets::init), &[sets::METHODS, sets::MUTABLE, slots::SET, slots::SET_IN_PLACE, special::GENERIC];
    FROZENSET "frozenset" "builtins" OBJECT Set Some(sets::frozen_new), None, &[sets::METHODS, slots::SET, special::GENERIC];
    SLICE "slice" "builtins" OBJECT Sealed Some(generic::slice_new), None, &[generic::SLICE];
    RANGE "range" "builtins" OBJECT Sealed Some(generic::range_new), None, &[generic::RANGE, slots::RANGE];
    NONE_TYPE "NoneType" "builtins" OBJECT Sealed None, None, &[special::TRUTH];
    ELLIPSIS_TYPE "ellipsis" "builtins" OBJECT Sealed None, None, &[];
    NOT_IMPLEMENTED_TYPE "NotImplementedType" "builtins" OBJECT Sealed None, None, &[special::TRUTH];
    FUNCTION "function" "builtins" OBJECT Sealed None, None, &[generic::FUNCTION];
    METHOD "method" "builtins" OBJECT Sealed Some(generic::method_new), None, &[generic::METHOD];
    BUILTIN "builtin_function_or_method" "builtins" OBJECT Sealed None, None, &[generic::BUILTIN];
    METHOD_DESCRIPTOR "method_descriptor" "builtins" OBJECT Sealed None, None, &[generic::BUILTIN];
    MEMBER_DESCRIPTOR "member_descriptor" "builtins" OBJECT Sealed None, None, &[special::MEMBER];
    FRAME "frame" "builtins" OBJECT Sealed None, None, &[];
    GENERATOR "generator" "builtins" OBJECT Sealed None, None, &[iterators::GENERATOR];
    MODULE "module" "builtins" OBJECT Sealed Some(generic::module_new), None, &[];
    CELL "cell" "builtins" OBJECT Sealed None, None, &[generic::CELL];
    PROPERTY "property" "builtins" OBJECT Sealed Some(generic::property_new), None, &[generic::PROPERTY, special::PROPERTY];
    STATICMETHOD "staticmethod" "builtins" OBJECT Sealed Some(generic::staticmethod_new), None, &[generic::WRAPPER, special::WRAPPER];
    CLASSMETHOD "classmethod" "builtins" OBJECT Sealed Some(generic::classmethod_new), None, &[generic::WRAPPER, special::WRAPPER];
    SUPER "super" "builtins" OBJECT Sealed Some(generic::super_new), None, &[];
    MAPPING_PROXY "mappingproxy" "builtins" OBJECT Sealed None, None, &[dict::PROXY];
    TRACEBACK "traceback" "builtins" OBJECT Sealed None, None, &[exceptions::TRACEBACK];
    CODE "code" "builtins" OBJECT Sealed None, None, &[];
    DICT_KEYS "dict_keys" "builtins" OBJECT Sealed None, None, &[dict::VIEW, dict::SET_VIEW, slots::SET, slots::VIEW];
    DICT_VALUES "dict_values" "builtins" OBJECT Sealed None, None, &[dict::VIEW, slots::VALUES, slots::VIEW];
    DICT_ITEMS "dict_items" "builtins" OBJECT Sealed None, None, &[dict::VIEW, dict::SET_VIEW, slots::SET, slots::VIEW];
    LIST_ITERATOR "list_iterator" "builtins" OBJECT Sealed None, None, &[iterators::METHODS];
    LIST_REVERSEITERATOR "list_reverseiterator" "builtins" OBJECT Sealed None, None, &[iterators::METHODS];
    TUPLE_ITERATOR "tuple_iterator" "builtins" OBJECT Sealed None, None, &[iterators::METHODS];
    STR_ITERATOR "str_iterator" "builtins" OBJECT Sealed None, None, &[iterators::METHODS];
    STR_ASCII_ITERATOR "str_ascii_iterator" "builtins" OBJECT Sealed None, None, &[iterators::METHODS];
    BYTES_ITERATOR "bytes_iterator" "builtins" OBJECT Sealed None, None, &[iterators::METHODS];
    BYTEARRAY_ITERATOR "bytearray_iterator" "builtins" OBJECT Sealed None, None, &[iterators::METHODS];
    RANGE_ITERATOR "range_iterator" "builtins" OBJECT Sealed None, None, &[iterators::METHODS];
    DICT_KEYITERATOR "dict_keyiterator" "builtins" OBJECT Sealed None, None, &[iterators::METHODS];
    DICT_VALUEITERATOR "dict_valueiterator" "builtins" OBJECT Sealed None, None, &[iterators::METHODS];
    DICT_ITEMITERATOR "dict_itemiterator" "builtins" OBJECT Sealed None, None, &[iterators::METHODS];
    SET_ITERATOR "set_iterator" "builtins" OBJECT Sealed None, None, &[iterators::METHODS];
    CALLABLE_ITERATOR "callable_iterator" "builtins" OBJECT Sealed None, None, &[iterators::LAZY];
    ITERATOR "iterator" "builtins" OBJECT Sealed None, None, &[iterators::METHODS];
    ENUMERATE "enumerate" "builtins" OBJECT Sealed Some(iterators::enumerate_new), None, &[iterators::LAZY, special::GENERIC];
    ZIP "zip" "builtins" OBJECT Sealed Some(iterators::zip_new), None, &[iterators::LAZY];
    MAP "map" "builtins" OBJECT Sealed Some(iterators::map_new), None, &[iterators::LAZY];
    FILTER "filter" "builtins" OBJECT Sealed Some(iterators::filter_new), None, &[iterators::LAZY];
    REVERSED "reversed" "builtins" OBJECT Sealed Some(iterators::reversed_new), None, &[iterators::METHODS];
    SOCKET "socket" "socket" OBJECT Socket Some(crate::modules::socket::new), Some(crate::modules::socket::init), &[crate::modules::socket::METHODS];
    LOCK "lock" "_thread" OBJECT Sealed None, None, &[crate::modules::thread::LOCK];
    RLOCK "RLock" "_thread" OBJECT Sealed None, None, &[crate::modules::thread::LOCK];
    STATE "state" "builtins" OBJECT Sealed None, None, &[];
    BASE_EXCEPTION "BaseException" "builtins" OBJECT Exception Some(exceptions::new), Some(exceptions::init), &[exceptions::METHODS];
    SYSTEM_EXIT "SystemExit" "builtins" BASE_EXCEPTION Exception None, Some(exceptions::system_exit_init), &[attributes::SYSTEM_EXIT];
    KEYBOARD_INTERRUPT "KeyboardInterrupt" "builtins" BASE_EXCEPTION Exception None, None, &[];
    GENERATOR_EXIT "GeneratorExit" "builtins" BASE_EXCEPTION Exception None, None, &[];
    EXCEPTION "Exception" "builtins" BASE_EXCEPTION Exception None, None, &[];
    STOP_ITERATION "StopIteration" "builtins" EXCEPTION Exception None, Some(exceptions::stop_iteration_init), &[attributes::STOP_ITERATION];
    STOP_ASYNC_ITERATION "StopAsyncIteration" "builtins" EXCEPTION Exception None, None, &[];
    ARITHMETIC_ERROR "ArithmeticError" "builtins" EXCEPTION Exception None, None, &[];
    FLOATING_POINT_ERROR "FloatingPointError" "builtins" ARITHMETIC_ERROR Exception None, None, &[];
    OVERFLOW_ERROR "OverflowError" "builtins" ARITHMETIC_ERROR Exception None, None, &[];
    ZERO_DIVISION_ERROR "ZeroDivisionError" "builtins" ARITHMETIC_ERROR Exception None, None, &[];
    ASSERTION_ERROR "AssertionError" "builtins" EXCEPTION Exception None, None, &[];
    ATTRIBUTE_ERROR "AttributeError" "builtins" EXCEPTION Exception None, Some(exceptions::attribute_error_init), &[attributes::ATTRIBUTE_ERROR];
    BUFFER_ERROR "BufferError" "builtins" EXCEPTION Exception None, None, &[];
    EOF_ERROR "EOFError" "builtins" EXCEPTION Exception None, None, &[];
    IMPORT_ERROR "ImportError" "builtins" EXCEPTION Exception None, Some(exceptions::import_error_init), &[attributes::IMPORT_ERROR];
    MODULE_NOT_FOUND_ERROR "ModuleNotFoundError" "builtins" IMPORT_ERROR Exception None, None, &[];
    LOOKUP_ERROR "LookupError" "builtins" EXCEPTION Exception None, None, &[];
    INDEX_ERROR "IndexError" "builtins" LOOKUP_ERROR Exception None, None, &[];
    KEY_ERROR "KeyError" "builtins" LOOKUP_ERROR Exception None, None, &[];
    MEMORY_ERROR "MemoryError" "builtins" EXCEPTION Exception None, None, &[];
    NAME_ERROR "NameError" "builtins" EXCEPTION Exception None, Some(exceptions::name_error_init), &[attributes::NAME_ERROR];
    UNBOUND_LOCAL_ERROR "UnboundLocalError" "builtins" NAME_ERROR Exception None, None, &[];
    OS_ERROR "OSError" "builtins" EXCEPTION Exception Some(exceptions::os_error_new), Some(exceptions::os_error_init), &[attributes::OS_ERROR];
    BLOCKING_IO_ERROR "BlockingIOError" "builtins" OS_ERROR Exception None, None, &[];
    CHILD_PROCESS_ERROR "ChildProcessError" "builtins" OS_ERROR Exception None, None, &[];
    CONNECTION_ERROR "ConnectionError" "builtins" OS_ERROR Exception None, None, &[];
    BROKEN_PIPE_ERROR "BrokenPipeError" "builtins" CONNECTION_ERROR Exception None, None, &[];
    CONNECTION_ABORTED_ERROR "ConnectionAbortedError" "builtins" CONNECTION_ERROR Exception None, None, &[];
    CONNECTION_REFUSED_ERROR "ConnectionRefusedError" "builtins" CONNECTION_ERROR Exception None, None, &[];
    CONNECTION_RESET_ERROR "ConnectionResetError" "builtins" CONNECTION_ERROR Exception None, None, &[];
    FILE_EXISTS_ERROR "FileExistsError" "builtins" OS_ERROR Exception None, None, &[];
    FILE_NOT_FOUND_ERROR "FileNotFoundError" "builtins" OS_ERROR Exception None, None, &[];
    INTERRUPTED_ERROR "InterruptedError" "builtins" OS_ERROR Exception None, None, &[];
    IS_A_DIRECTORY_ERROR "IsADirectoryError" "builtins" OS_ERROR Exception None, None, &[];
    NOT_A_DIRECTORY_ERROR "NotADirectoryError" "builtins" OS_ERROR Exception None, None, &[];
    PERMISSION_ERROR "PermissionError" "builtins" OS_ERROR Exception None, None, &[];
    PROCESS_LOOKUP_ERROR "ProcessLookupError" "builtins" OS_ERROR Exception None, None, &[];
    TIMEOUT_ERROR "TimeoutError" "builtins" OS_ERROR Exception None, None, &[];
    REFERENCE_ERROR "ReferenceError" "builtins" EXCEPTION Exception None, None, &[];
    RUNTIME_ERROR "RuntimeError" "builtins" EXCEPTION Exception None, None, &[];
    NOT_IMPLEMENTED_ERROR "NotImplementedError" "builtins" RUNTIME_ERROR Exception None, None, &[];
    RECURSION_ERROR "RecursionError" "builtins" RUNTIME_ERROR Exception None, None, &[];
    SYNTAX_ERROR "SyntaxError" "builtins" EXCEPTION Exception None, Some(exceptions::syntax_error_init), &[attributes::SYNTAX_ERROR];
    INDENTATION_ERROR "IndentationError" "builtins" SYNTAX_ERROR Exception None, None, &[];
    TAB_ERROR "TabError" "builtins" INDENTATION_ERROR Exception None, None, &[];
    SYSTEM_ERROR "SystemError" "builtins" EXCEPTION Exception None, None, &[];
    TYPE_ERROR "TypeError" "builtins" EXCEPTION Exception None, None, &[];
    VALUE_ERROR "ValueError" "builtins" EXCEPTION Exception None, None, &[];
    UNICODE_ERROR "UnicodeError" "builtins" VALUE_ERROR Exception None, None, &[];
    UNICODE_DECODE_ERROR "UnicodeDecodeError" "builtins" UNICODE_ERROR Exception None, Some(exceptions::unicode_error_init), &[];
    UNICODE_ENCODE_ERROR "UnicodeEncodeError" "builtins" UNICODE_ERROR Exception None, Some(exceptions::unicode_error_init), &[];
    WARNING "Warning" "builtins" EXCEPTION Exception None, None, &[];
    DEPRECATION_WARNING "DeprecationWarning" "builtins" WARNING Exception None, None, &[];
    FUTURE_WARNING "FutureWarning" "builtins" WARNING Exception None, None, &[];
    RESOURCE_WARNING "ResourceWarning" "builtins" WARNING Exception None, None, &[];
    RUNTIME_WARNING "RuntimeWarning" "builtins" WARNING Exception None, None, &[];
    SYNTAX_WARNING "SyntaxWarning" "builtins" WARNING Exception None, None, &[];
    USER_WARNING "UserWarning" "builtins" WARNING Exception None, None, &[];
    UNICODE_WARNING "UnicodeWarning" "builtins" WARNING Exception None, None, &[];
    BYTES_WARNING "BytesWarning" "builtins" WARNING Exception None, None, &[];
    IMPORT_WARNING "ImportWarning" "builtins" WARNING Exception None, None, &[];
    GAI_ERROR "gaierror" "socket" OS_ERROR Exception None, None, &[];
    H_ERROR "herror" "socket" OS_ERROR Exception None, None, &[];
    PICKLE_ERROR "PickleError" "_pickle" EXCEPTION Exception None, None, &[];
    PICKLING_ERROR "PicklingError" "_pickle" PICKLE_ERROR Exception None, None, &[];
    UNPICKLING_ERROR "UnpicklingError" "_pickle" PICKLE_ERROR Exception None, None, &[];
}

/// Whether a class is one of ours, not the program's.
#[inline]
pub(crate) fn is_builtin(class: Handle) -> bool {
    class.0 < COUNT as u32 * 2
}

/// The class that a method belongs to, and its name.
pub(crate) fn owner_of(native: &Native) -> Option<(Handle, &'static str)> {
    let owns =
        |spec: &TypeSpec| spec.methods.iter().flat_map(|table| table.iter()).any(|own| std::ptr::eq(own, native));
    let at = SPECS.iter().position(owns)?;
    Some((Handle(at as u32 * 2), SPECS[at].name))
}

/// Builtin classes that have a name in `builtins`.
pub(crate) fn in_builtins() -> impl Iterator<Item = (&'static str, Handle)> {
    SPECS.iter().enumerate().filter_map(|(at, spec)| {
        let handle = Handle(at as u32 * 2);
        let hidden = spec.module != "builtins"
            || spec.new.is_none() && spec.layout != Layout::Exception
            || spec.layout == Layout::Sealed && spec.new.is_none()
            || matches!(handle, METHOD | MODULE);
        (!hidden).then_some((spec.name, handle))
    })
}

/// Allocates the builtin classes, the well-known names and the shared empty objects. Must be the first thing done to a heap.
pub(crate) fn install(heap: &mut Heap) {
    for (at, spec) in SPECS.iter().enumerate() {
        let own = Handle(at as u32 * 2);
        let mut mro = vec![own];
        let mut class = spec;
        while !std::ptr::eq(class, &SPECS[0]) {
            mro.push(class.base);
            class = &SPECS[class.base.0 as usize / 2];
        }
        let object = Class {
            name: spec.name.into(),
            qualname: spec.name.into(),
            namespace: Handle(own.0 + 1),
            bases: if at == 0 { Vec::new() } else { vec![spec.base] },
            mro: mro.into(),
            layout: spec.layout,
            spec: Some(Spec(spec)),
        };
        let class = heap.alloc(TYPE, Object::Class(Box::new(object)));
        let namespace = heap.alloc(DICT, Object::Dict(Box::<Dict>::default()));
        assert!(class == own && namespace.0 == own.0 + 1, "invariant: builtin classes come first");
    }
    let bytes = crate::object::text::Bytes::new((&[] as &[u8]).into());
    let empty_bytes = heap.alloc(BYTES, Object::Bytes(bytes));
    let empty_tuple = heap.alloc(TUPLE, Object::Tuple((&[] as &[Value]).into()));
    assert!(empty_bytes == crate::names::EMPTY_BYTES && empty_tuple == crate::names::EMPTY_TUPLE, "invariant: order");
    for text in crate::names::TEXTS {
        heap.intern(text);
    }
    assert!(heap.name(crate::names::MODULE_NAME).as_ref() == "<module>", "invariant: names are all different");
    debug_assert!(heap.slot(OBJECT).attributes == NO_ATTRIBUTES, "invariant: no attributes");
}
