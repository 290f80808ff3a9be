import pickle, socket, struct
class RPCProxy:
    def __init__(self, connection): self._connection = connection
    def __getattr__(self, name):
        def do_rpc(*args, **kwargs):
            self._connection.send_msg(pickle.dumps((name, args, kwargs)))
            result = pickle.loads(self._connection.recv_msg())
            if isinstance(result, Exception):
                raise result
            return result
        return do_rpc
class Connection:
    def __init__(self, sock): self.sock = sock
    def send_msg(self, b): self.sock.sendall(struct.pack(">I", len(b)) + b)
    def recv_msg(self):
        f = self.sock.makefile("rb")
        n, = struct.unpack(">I", f.read(4))
        return f.read(n)
s = socket.create_connection(("127.0.0.1", 6004))
proxy = RPCProxy(Connection(s))
print(proxy.add(2, 3), proxy.sub(x=5, y=2))
try:
    proxy.div(1, 0)
except ZeroDivisionError as e:
    print("remote:", e, repr(e))
proxy.sub([1, 2], 4)
