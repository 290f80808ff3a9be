import selectors
import socket
import types

sel = selectors.DefaultSelector()
listener = socket.socket()
listener.bind(("127.0.0.1", 4132))
listener.listen()
listener.setblocking(False)
sel.register(listener, selectors.EVENT_READ, data=None)
served = 0
while served < 2:
    for key, mask in sel.select(timeout=None):
        if key.data is None:
            conn, addr = key.fileobj.accept()
            conn.setblocking(False)
            data = types.SimpleNamespace(inb=b"", outb=b"")
            sel.register(conn, selectors.EVENT_READ | selectors.EVENT_WRITE, data=data)
        else:
            sock, data = key.fileobj, key.data
            if mask & selectors.EVENT_READ:
                received = sock.recv(1024)
                if received:
                    data.outb += received
                else:
                    print("closing")
                    sel.unregister(sock)
                    sock.close()
                    served += 1
                    continue
            if mask & selectors.EVENT_WRITE and data.outb:
                sent = sock.send(data.outb)
                print("echoing", data.outb[:sent])
                data.outb = data.outb[sent:]
sel.close()
listener.close()
