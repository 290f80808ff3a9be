//! The library: modules that `import` finds. A module has native functions, values that `fill` sets, and Python text of ours that runs
//! when it is first imported; most have only text. Text may import other modules of this table.

pub(crate) mod checksums;
pub(crate) mod codecs;
pub(crate) mod errno;
pub(crate) mod hashlib;
pub(crate) mod json;
pub(crate) mod math;
pub(crate) mod pickle;
pub(crate) mod random;
pub(crate) mod select;
pub(crate) mod socket;
pub(crate) mod structs;
pub(crate) mod sys;
pub(crate) mod thread;
pub(crate) mod time;
pub(crate) mod traceback;

use crate::machine::Machine;
use crate::native::Native;
use crate::value::{Handle, Value};

/// One module.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ModuleSpec {
    /// Dotted name.
    pub(crate) name: &'static str,
    /// Functions written in Rust.
    pub(crate) functions: &'static [Native],
    /// Sets further names in the module's namespace.
    pub(crate) fill: Option<fn(&mut Machine, Handle)>,
    /// Python text, run at the first import.
    pub(crate) python: Option<&'static str>,
}

/// A module that is Python text only.
const fn text(name: &'static str, python: &'static str) -> ModuleSpec {
    ModuleSpec { name, functions: &[], fill: None, python: Some(python) }
}

static TEXTS: &[ModuleSpec] = &[
    text("__future__", include_str!("future.py")),
    text("_codecs", "from codecs import decode, encode, lookup"),
    text("abc", include_str!("abc.py")),
    text("argparse", include_str!("argparse.py")),
    text("atexit", include_str!("atexit.py")),
    text("base64", include_str!("base64.py")),
    text("bisect", include_str!("bisect.py")),
    text("collections", include_str!("collections.py")),
    text("collections.abc", include_str!("collections_abc.py")),
    text("concurrent", ""),
    text("concurrent.futures", include_str!("concurrent_futures.py")),
    text("contextlib", include_str!("contextlib.py")),
    text("copy", include_str!("copy.py")),
    text("copyreg", include_str!("copyreg.py")),
    text("csv", include_str!("csv.py")),
    text("dataclasses", include_str!("dataclasses.py")),
    text("datetime", include_str!("datetime.py")),
    text("enum", include_str!("enum.py")),
    text("functools", include_str!("functools.py")),
    text("heapq", include_str!("heapq.py")),
    text("hmac", include_str!("hmac.py")),
    text("html", include_str!("html.py")),
    text("http", ""),
    text("http.server", include_str!("http_server.py")),
    text("io", include_str!("io.py")),
    text("ipaddress", include_str!("ipaddress.py")),
    text("itertools", include_str!("itertools.py")),
    text("logging", include_str!("logging.py")),
    text("operator", include_str!("operator.py")),
    text("os", include_str!("os.py")),
    text("os.path", include_str!("os_path.py")),
    text("pickletools", include_str!("pickletools.py")),
    text("platform", include_str!("platform.py")),
    text("posix", include_str!("posix.py")),
    text("pprint", include_str!("pprint.py")),
    text("queue", include_str!("queue.py")),
    text("re", include_str!("re.py")),
    text("secrets", include_str!("secrets.py")),
    text("selectors", include_str!("selectors.py")),
    text("shlex", include_str!("shlex.py")),
    text("signal", include_str!("signal.py")),
    text("socketserver", include_str!("socketserver.py")),
    text("statistics", include_str!("statistics.py")),
    text("string", include_str!("string.py")),
    text("subprocess", include_str!("subprocess.py")),
    text("textwrap", include_str!("textwrap.py")),
    text("types", include_str!("types.py")),
    text("typing", include_str!("typing.py")),
    text("urllib", ""),
    text("urllib.parse", include_str!("urllib_parse.py")),
    text("uuid", include_str!("uuid.py")),
    text("warnings", include_str!("warnings.py")),
];

static NATIVES: &[&ModuleSpec] = &[
    &checksums::BINASCII,
    &checksums::ZLIB,
    &codecs::MODULE,
    &errno::MODULE,
    &hashlib::MODULE,
    &json::MODULE,
    &math::MODULE,
    &pickle::MODULE,
    &random::MODULE,
    &select::MODULE,
    &socket::MODULE,
    &structs::MODULE,
    &sys::MODULE,
    &thread::MODULE,
    &thread::THREADING,
    &time::MODULE,
    &traceback::MODULE,
];

/// The module of a dotted name.
pub(crate) fn find(path: &str) -> Option<&'static ModuleSpec> {
    NATIVES.iter().copied().chain(TEXTS).find(|spec| spec.name == path)
}

/// The module that a function written in Rust belongs to.
pub(crate) fn module_of(native: &Native) -> Option<&'static str> {
    let owns = |spec: &&&ModuleSpec| spec.functions.iter().any(|own| std::ptr::eq(own, native));
    NATIVES.iter().find(owns).map(|spec| spec.name)
}

/// Modules of `CPython` that are not here: a program that imports one is told so.
const MISSING: &str = " aifc antigravity array ast asyncio audioop bz2 calendar cmath cmd code codeop colorsys configparser ctypes \
    curses dbm decimal difflib dis doctest email faulthandler fcntl filecmp fileinput fnmatch fractions ftplib gc getopt getpass gettext glob \
    grp gzip imaplib importlib inspect keyword linecache locale lzma mailbox marshal mimetypes mmap multiprocessing \
    netrc numbers opcode os pathlib pdb pkgutil poplib profile pstats pty pwd py_compile pyclbr pydoc readline reprlib \
    resource runpy sched shelve shutil site smtplib sqlite3 ssl stat stringprep symtable sysconfig syslog tarfile telnetlib \
    tempfile termios test this timeit tkinter token tokenize trace tracemalloc tty turtle unicodedata unittest urllib venv wave \
    weakref webbrowser xml xmlrpc zipfile zipimport zoneinfo numpy pandas requests cryptography twisted flask django scapy ";

/// Whether `CPython` (or everybody) has a module that is not here.
pub(crate) fn is_known(path: &str) -> bool {
    let top = path.split('.').next().unwrap_or(path);
    MISSING.contains(&format!(" {top} "))
}

impl Machine {
    /// A name in the namespace of a module that was imported.
    pub(crate) fn module_value(&mut self, module: &str, name: &str) -> Option<Value> {
        let key = self.heap.interned(module)?;
        let module = self.heap.name_get(self.modules, key)?;
        let Some(crate::object::Object::Module(module)) = self.heap.object(module) else { return None };
        let globals = module.globals;
        let name = self.heap.interned(name)?;
        self.heap.name_get(globals, name)
    }

    /// Sets a name in a module's namespace.
    pub(crate) fn set_in_module(&mut self, globals: Handle, name: &str, value: Value) {
        let name = self.heap.intern(name);
        self.heap.name_set(globals, name, value);
    }
}
