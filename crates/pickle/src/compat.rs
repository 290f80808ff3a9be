//! Names that moved between Python 2 and 3: protocols 0 to 2 use the old ones in both directions.
//! Facts about the standard library, as `Lib/_compat_pickle.py` of `CPython` 3.11 maps them; longer than 300 lines
//! would be a table of pairs, so exceptions, which all came from one module, are a plain list.

/// Modules: Python 3's name, Python 2's name, and in which directions the pair is used.
const MODULES: &[(&str, &str, Way)] = &[
    ("_bz2", "bz2", Way::Write),
    ("_dbm", "dbm", Way::Write),
    ("_dummy_thread", "dummy_thread", Way::Both),
    ("_functools", "functools", Way::Write),
    ("_gdbm", "gdbm", Way::Write),
    ("_markupbase", "markupbase", Way::Both),
    ("_pickle", "pickle", Way::Write),
    ("_thread", "thread", Way::Both),
    ("builtins", "__builtin__", Way::Both),
    ("collections", "UserDict", Way::Read),
    ("collections", "UserList", Way::Read),
    ("collections", "UserString", Way::Read),
    ("collections.abc", "_abcoll", Way::Both),
    ("configparser", "ConfigParser", Way::Both),
    ("copyreg", "copy_reg", Way::Both),
    ("dbm", "anydbm", Way::Both),
    ("dbm", "whichdb", Way::Read),
    ("dbm.bsd", "dbhash", Way::Both),
    ("dbm.dumb", "dumbdbm", Way::Both),
    ("dbm.gnu", "gdbm", Way::Both),
    ("dbm.ndbm", "dbm", Way::Both),
    ("html.entities", "htmlentitydefs", Way::Both),
    ("html.parser", "HTMLParser", Way::Both),
    ("http.client", "httplib", Way::Both),
    ("http.cookiejar", "cookielib", Way::Both),
    ("http.cookies", "Cookie", Way::Both),
    ("http.server", "BaseHTTPServer", Way::Both),
    ("http.server", "CGIHTTPServer", Way::Read),
    ("http.server", "SimpleHTTPServer", Way::Read),
    ("io", "StringIO", Way::Read),
    ("io", "cStringIO", Way::Read),
    ("pickle", "cPickle", Way::Read),
    ("queue", "Queue", Way::Both),
    ("reprlib", "repr", Way::Both),
    ("socketserver", "SocketServer", Way::Both),
    ("subprocess", "commands", Way::Both),
    ("test.support", "test.test_support", Way::Both),
    ("tkinter", "Tkinter", Way::Both),
    ("tkinter.colorchooser", "tkColorChooser", Way::Both),
    ("tkinter.commondialog", "tkCommonDialog", Way::Both),
    ("tkinter.constants", "Tkconstants", Way::Both),
    ("tkinter.dialog", "Dialog", Way::Both),
    ("tkinter.dnd", "Tkdnd", Way::Both),
    ("tkinter.filedialog", "FileDialog", Way::Read),
    ("tkinter.filedialog", "tkFileDialog", Way::Both),
    ("tkinter.font", "tkFont", Way::Both),
    ("tkinter.messagebox", "tkMessageBox", Way::Both),
    ("tkinter.scrolledtext", "ScrolledText", Way::Both),
    ("tkinter.simpledialog", "SimpleDialog", Way::Read),
    ("tkinter.simpledialog", "tkSimpleDialog", Way::Both),
    ("tkinter.tix", "Tix", Way::Both),
    ("tkinter.ttk", "ttk", Way::Both),
    ("urllib.parse", "urlparse", Way::Both),
    ("urllib.request", "urllib2", Way::Both),
    ("urllib.robotparser", "robotparser", Way::Both),
    ("winreg", "_winreg", Way::Both),
    ("xml.etree.ElementTree", "_elementtree", Way::Read),
    ("xmlrpc.client", "xmlrpclib", Way::Both),
    ("xmlrpc.server", "DocXMLRPCServer", Way::Read),
    ("xmlrpc.server", "SimpleXMLRPCServer", Way::Both),
];

/// Names: module and name of Python 3, module and name of Python 2.
const NAMES: &[([&str; 4], Way)] = &[
    (["_functools", "reduce", "__builtin__", "reduce"], Way::Write),
    (["_socket", "socket", "socket", "_socketobject"], Way::Write),
    (["builtins", "Exception", "exceptions", "StandardError"], Way::Read),
    (["builtins", "ModuleNotFoundError", "exceptions", "ImportError"], Way::Write),
    (["builtins", "chr", "__builtin__", "unichr"], Way::Both),
    (["builtins", "filter", "itertools", "ifilter"], Way::Both),
    (["builtins", "int", "__builtin__", "long"], Way::Both),
    (["builtins", "map", "itertools", "imap"], Way::Both),
    (["builtins", "range", "__builtin__", "xrange"], Way::Both),
    (["builtins", "str", "__builtin__", "basestring"], Way::Read),
    (["builtins", "str", "__builtin__", "unicode"], Way::Both),
    (["builtins", "zip", "itertools", "izip"], Way::Both),
    (["collections", "UserDict", "UserDict", "IterableUserDict"], Way::Both),
    (["collections", "UserDict", "UserDict", "UserDict"], Way::Read),
    (["collections", "UserList", "UserList", "UserList"], Way::Both),
    (["collections", "UserString", "UserString", "UserString"], Way::Both),
    (["dbm", "whichdb", "whichdb", "whichdb"], Way::Both),
    (["functools", "reduce", "__builtin__", "reduce"], Way::Both),
    (["http.server", "CGIHTTPRequestHandler", "CGIHTTPServer", "CGIHTTPRequestHandler"], Way::Write),
    (["http.server", "SimpleHTTPRequestHandler", "SimpleHTTPServer", "SimpleHTTPRequestHandler"], Way::Write),
    (["itertools", "filterfalse", "itertools", "ifilterfalse"], Way::Both),
    (["itertools", "zip_longest", "itertools", "izip_longest"], Way::Both),
    (["multiprocessing.connection", "Connection", "_multiprocessing", "Connection"], Way::Both),
    (["multiprocessing.context", "AuthenticationError", "multiprocessing", "AuthenticationError"], Way::Both),
    (["multiprocessing.context", "BufferTooShort", "multiprocessing", "BufferTooShort"], Way::Both),
    (["multiprocessing.context", "Process", "multiprocessing.process", "Process"], Way::Both),
    (["multiprocessing.context", "ProcessError", "multiprocessing", "ProcessError"], Way::Both),
    (["multiprocessing.context", "TimeoutError", "multiprocessing", "TimeoutError"], Way::Both),
    (["multiprocessing.popen_fork", "Popen", "multiprocessing.forking", "Popen"], Way::Both),
    (["socket", "SocketType", "socket", "_socketobject"], Way::Read),
    (["socket", "fromfd", "_socket", "fromfd"], Way::Both),
    (["sys", "intern", "__builtin__", "intern"], Way::Both),
    (["tkinter.filedialog", "FileDialog", "FileDialog", "FileDialog"], Way::Write),
    (["tkinter.filedialog", "LoadFileDialog", "FileDialog", "LoadFileDialog"], Way::Write),
    (["tkinter.filedialog", "SaveFileDialog", "FileDialog", "SaveFileDialog"], Way::Write),
    (["tkinter.simpledialog", "SimpleDialog", "SimpleDialog", "SimpleDialog"], Way::Write),
    (["urllib.error", "ContentTooShortError", "urllib", "ContentTooShortError"], Way::Both),
    (["urllib.error", "HTTPError", "urllib2", "HTTPError"], Way::Both),
    (["urllib.error", "URLError", "urllib2", "URLError"], Way::Both),
    (["urllib.parse", "quote", "urllib", "quote"], Way::Both),
    (["urllib.parse", "quote_plus", "urllib", "quote_plus"], Way::Both),
    (["urllib.parse", "unquote", "urllib", "unquote"], Way::Both),
    (["urllib.parse", "unquote_plus", "urllib", "unquote_plus"], Way::Both),
    (["urllib.parse", "urlencode", "urllib", "urlencode"], Way::Both),
    (["urllib.request", "getproxies", "urllib", "getproxies"], Way::Both),
    (["urllib.request", "pathname2url", "urllib", "pathname2url"], Way::Both),
    (["urllib.request", "url2pathname", "urllib", "url2pathname"], Way::Both),
    (["urllib.request", "urlcleanup", "urllib", "urlcleanup"], Way::Both),
    (["urllib.request", "urlopen", "urllib", "urlopen"], Way::Both),
    (["urllib.request", "urlretrieve", "urllib", "urlretrieve"], Way::Both),
    (["xmlrpc.server", "DocCGIXMLRPCRequestHandler", "DocXMLRPCServer", "DocCGIXMLRPCRequestHandler"], Way::Write),
    (["xmlrpc.server", "DocXMLRPCRequestHandler", "DocXMLRPCServer", "DocXMLRPCRequestHandler"], Way::Write),
    (["xmlrpc.server", "DocXMLRPCServer", "DocXMLRPCServer", "DocXMLRPCServer"], Way::Write),
    (["xmlrpc.server", "ServerHTMLDoc", "DocXMLRPCServer", "ServerHTMLDoc"], Way::Write),
    (["xmlrpc.server", "XMLRPCDocGenerator", "DocXMLRPCServer", "XMLRPCDocGenerator"], Way::Write),
];

/// Exceptions of `builtins` that stood in `exceptions`.
const EXCEPTIONS: &[&str] = &[
    "ArithmeticError",
    "AssertionError",
    "AttributeError",
    "BaseException",
    "BufferError",
    "BytesWarning",
    "DeprecationWarning",
    "EOFError",
    "EnvironmentError",
    "Exception",
    "FloatingPointError",
    "FutureWarning",
    "GeneratorExit",
    "IOError",
    "ImportError",
    "ImportWarning",
    "IndentationError",
    "IndexError",
    "KeyError",
    "KeyboardInterrupt",
    "LookupError",
    "MemoryError",
    "NameError",
    "NotImplementedError",
    "OSError",
    "OverflowError",
    "PendingDeprecationWarning",
    "ReferenceError",
    "RuntimeError",
    "RuntimeWarning",
    "StopIteration",
    "SyntaxError",
    "SyntaxWarning",
    "SystemError",
    "SystemExit",
    "TabError",
    "TypeError",
    "UnboundLocalError",
    "UnicodeDecodeError",
    "UnicodeEncodeError",
    "UnicodeError",
    "UnicodeTranslateError",
    "UnicodeWarning",
    "UserWarning",
    "ValueError",
    "Warning",
    "ZeroDivisionError",
];

/// Exceptions of Python 3 that Python 2 knew as `OSError`.
const OS_ERRORS: &[&str] = &[
    "BrokenPipeError",
    "ChildProcessError",
    "ConnectionAbortedError",
    "ConnectionError",
    "ConnectionRefusedError",
    "ConnectionResetError",
    "FileExistsError",
    "FileNotFoundError",
    "InterruptedError",
    "IsADirectoryError",
    "NotADirectoryError",
    "PermissionError",
    "ProcessLookupError",
    "TimeoutError",
];

/// Whether a pair is used when reading, when writing, or both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Both,
    Read,
    Write,
}

/// The names that a pickle of protocol 0 to 2 says for `module.name`.
pub(crate) fn to_python_2<'a>(module: &'a str, name: &'a str) -> (&'a str, &'a str) {
    if let Some((pair, _)) = NAMES.iter().find(|(pair, way)| *way != Way::Read && pair[0] == module && pair[1] == name)
    {
        return (pair[2], pair[3]);
    }
    if module == "builtins" && OS_ERRORS.contains(&name) {
        return ("exceptions", "OSError");
    }
    if module == "builtins" && EXCEPTIONS.contains(&name) {
        return ("exceptions", name);
    }
    let renamed = MODULES.iter().find(|(new, _, way)| *way != Way::Read && *new == module);
    (renamed.map_or(module, |(_, old, _)| old), name)
}

/// What the names in a pickle of protocol 0 to 2 mean today.
#[must_use]
pub fn to_python_3<'a>(module: &'a str, name: &'a str) -> (&'a str, &'a str) {
    if let Some((pair, _)) = NAMES.iter().find(|(pair, way)| *way != Way::Write && pair[2] == module && pair[3] == name)
    {
        return (pair[0], pair[1]);
    }
    if module == "exceptions" && EXCEPTIONS.contains(&name) {
        return ("builtins", name);
    }
    let renamed = MODULES.iter().find(|(_, old, way)| *way != Way::Write && *old == module);
    (renamed.map_or(module, |(new, _, _)| new), name)
}
