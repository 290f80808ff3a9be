# A server class with start, stop, a context manager and a registry of clients.
import socket
import threading


class ChatServer:
    def __init__(self, host="127.0.0.1", port=4140, limit=2):
        self.address = (host, port)
        self.limit = limit
        self.clients = {}
        self.history = []
        self.lock = threading.RLock()
        self.sock = None

    def __enter__(self):
        self.sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.sock.bind(self.address)
        self.sock.listen()
        return self

    def __exit__(self, kind, value, traceback):
        self.sock.close()
        print("server closed", kind.__name__ if kind else "")

    def run(self):
        threads = []
        for number in range(self.limit):
            conn, _ = self.sock.accept()
            thread = threading.Thread(target=self._serve, args=(conn, number))
            thread.start()
            threads.append(thread)
        for thread in threads:
            thread.join()

    def _serve(self, conn, number):
        with conn:
            name = conn.recv(64).decode().strip()
            with self.lock:
                self.clients[name] = conn
                conn.sendall(f"hello {name}, {len(self.history)} old messages".encode())
            while True:
                try:
                    data = conn.recv(64)
                except ConnectionError as error:
                    print(name, type(error).__name__)
                    break
                if not data:
                    break
                self._post(name, data.decode())
            with self.lock:
                del self.clients[name]

    def _post(self, name, text):
        with self.lock:
            self.history.append((name, text))
            for other, conn in self.clients.items():
                if other != name:
                    conn.sendall(f"{name}: {text}".encode())


with ChatServer() as chat:
    chat.run()
    print(chat.history, chat.clients)
    chat.history[5]
