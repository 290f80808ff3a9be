import socket
import threading
import time

done = threading.Event()


def receive(sock):
    while True:
        data = sock.recv(1024)
        if not data:
            break
        print("them:", data.decode())
        if data.endswith(b"?"):
            done.set()


s = socket.create_connection(("127.0.0.1", 4068))
threading.Thread(target=receive, args=(s,), daemon=True).start()
time.sleep(0.2)
s.sendall(b"hi there")
done.wait()
s.sendall(b"fine, bye")
time.sleep(0.2)
print("leaving")
