import errno, selectors, socket
sel = selectors.DefaultSelector()
class Session:
    def __init__(self, sock):
        self.sock, self.state, self.buf, self.out = sock, self.wait_user, b"", b"USER?\n"
        sock.setblocking(False)
        sel.register(sock, selectors.EVENT_READ | selectors.EVENT_WRITE, self)
    def on_event(self, mask):
        if mask & selectors.EVENT_READ:
            try: data = self.sock.recv(4)
            except BlockingIOError: return
            if not data: return self.close("eof")
            self.buf += data
            while b"\n" in self.buf:
                line, self.buf = self.buf.split(b"\n", 1)
                self.state = self.state(line.decode().strip()) or self.state
        if mask & selectors.EVENT_WRITE and self.out:
            n = self.sock.send(self.out[:3]); self.out = self.out[n:]
        if not self.out:
            if self.state is None or self.state == self.done: return self.close("done")
            sel.modify(self.sock, selectors.EVENT_READ, self)
        else: sel.modify(self.sock, selectors.EVENT_READ | selectors.EVENT_WRITE, self)
    def wait_user(self, line): self.user = line; self.out += b"PASS?\n"; return self.wait_pass
    def wait_pass(self, line):
        if line != "secret": self.out += b"NO\n"; return self.wait_user
        self.out += f"HELLO {self.user}\n".encode(); return self.done
    def done(self, line): return self.done
    def close(self, why):
        print(why, self.state.__name__, repr(self.buf)); sel.unregister(self.sock); self.sock.close()
srv = socket.create_server(("127.0.0.1", 6105)); srv.setblocking(False)
try: srv.accept()
except BlockingIOError as e: print(e, e.errno == errno.EAGAIN, errno.errorcode[e.errno])
sel.register(srv, selectors.EVENT_READ)
sessions = 0
while sessions < 1 or len(sel.get_map()) > 1:
    for key, mask in sel.select(timeout=2):
        if key.data is None: Session(srv.accept()[0]); sessions += 1
        else: key.data.on_event(mask)
print("bye", len(sel.get_map()))
