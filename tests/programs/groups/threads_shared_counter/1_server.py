import socket
import threading

lock = threading.Lock()
visits = 0


class Handler(threading.Thread):
    def __init__(self, conn):
        super().__init__()
        self.conn = conn

    def run(self):
        global visits
        with lock:
            visits += 1
            mine = visits
        self.conn.sendall(f"visit {mine}".encode())
        self.conn.close()


server = socket.create_server(("127.0.0.1", 4116))
handlers = []
for _ in range(3):
    conn, _ = server.accept()
    handler = Handler(conn)
    handler.start()
    handlers.append(handler)
for handler in handlers:
    handler.join()
print("visits", visits)
