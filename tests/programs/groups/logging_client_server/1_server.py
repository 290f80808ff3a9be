import logging
import socket
import sys

logging.basicConfig(level=logging.INFO, format="%(levelname)s:%(name)s:%(message)s", stream=sys.stdout)
log = logging.getLogger("server")
server = socket.create_server(("127.0.0.1", 4133))
log.info("listening on %s", server.getsockname())
conn, _ = server.accept()
while data := conn.recv(100):
    log.debug("not shown")
    try:
        log.info("value %d", int(data))
    except ValueError:
        log.exception("bad data")
    conn.send(b"+")
log.warning("client left after %.1f s", 0)
