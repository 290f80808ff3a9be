import pickle, socket, struct, traceback

class RPCHandler:
    def __init__(self):
        self._functions = {}
    def register_function(self, func):
        self._functions[func.__name__] = func
        return func
    def handle_connection(self, connection):
        try:
            while True:
                func_name, args, kwargs = pickle.loads(connection.recv_msg())
                try:
                    r = self._functions[func_name](*args, **kwargs)
                    connection.send_msg(pickle.dumps(r))
                except Exception as e:
                    connection.send_msg(pickle.dumps(e))
        except EOFError:
            print("client gone")

class Connection:
    def __init__(self, sock): self.sock = sock
    def send_msg(self, b): self.sock.sendall(struct.pack(">I", len(b)) + b)
    def recv_msg(self):
        h = self._exact(4)
        return self._exact(struct.unpack(">I", h)[0])
    def _exact(self, n):
        data = b""
        while len(data) < n:
            more = self.sock.recv(n - len(data))
            if not more: raise EOFError("eof")
            data += more
        return data
handler = RPCHandler()
@handler.register_function
def add(x, y): return x + y
@handler.register_function
def sub(x, y): return x - y
@handler.register_function
def div(x, y): return x / y
s = socket.create_server(("127.0.0.1", 6004))
c, _ = s.accept()
handler.handle_connection(Connection(c))
