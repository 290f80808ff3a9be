import socket
import threading
import time


class Client:
    def __init__(self, address):
        self.sock = socket.create_connection(address)
        self.alive = True
        self.thread = threading.Thread(target=self.listen, daemon=True)
        self.thread.start()

    def listen(self):
        while self.alive:
            data = self.sock.recv(1024)
            if not data:
                self.alive = False
                break
            print("<", data.decode())

    def run(self):
        while self.alive:
            try:
                line = input("> ")
            except EOFError:
                line = "exit"
            print(line)
            self.sock.send(line.encode())
            time.sleep(0.2)
        print("closed", self.thread.is_alive())


Client(("127.0.0.1", 4135)).run()
