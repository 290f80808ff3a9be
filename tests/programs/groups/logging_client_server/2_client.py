import logging
import socket

logging.warning("from the root logger")
s = socket.create_connection(("127.0.0.1", 4133))
for text in ["12", "twelve"]:
    s.send(text.encode())
    s.recv(1)
logging.getLogger("client").error("done %s", {"n": 2})
