import sys, os, errno
print(sys.byteorder, sys.maxsize, sys.version_info[:2], sys.version_info >= (3, 8), sys.version_info.major, len(sys.argv), sys.platform, sys.getrecursionlimit(), sys.getdefaultencoding(), sys.maxunicode)
print(sys.getsizeof(0), sys.getsizeof(1), sys.getsizeof(""), sys.getsizeof("abc"), sys.getsizeof(b"abc"), sys.getsizeof(1.5), sys.getsizeof(()), sys.getsizeof((1, 2)), sys.getsizeof("é"), sys.getsizeof(2**40))
sys.stdout.write("written\n"); print("to err", file=sys.stderr); sys.stderr.write("err\n"); sys.stdout.flush(); print(sys.stdin.readline() == "", sys.stdout.encoding, sys.stdout.fileno())
print(os.sep, repr(os.linesep), os.name, os.path.join("a", "b", "/c", "d"), os.path.basename("/x/y.txt"), os.path.dirname("/x/y.txt"), os.path.splitext("a/b.tar.gz"), os.path.split("/a/b"), os.path.normpath("a/../b//c/."), isinstance(os.getpid(), int), os.environ.get("NOPE_X", "dflt"), os.strerror(111), os.path.isabs("/x"))
print(errno.ECONNREFUSED, errno.EADDRINUSE, errno.errorcode[32], errno.EAGAIN == errno.EWOULDBLOCK, errno.EINPROGRESS)
try:
    raise OSError(errno.ECONNREFUSED, "Connection refused")
except ConnectionRefusedError as e:
    print(repr(e), e.errno, e.strerror, e.args, e)
try:
    sys.exit("bye")
except SystemExit as e:
    print(repr(e), e.code)
import sys as s2; print(s2 is sys, "sys" in sys.modules, __name__)
sys.exit(3)
