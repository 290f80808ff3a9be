import selectors, select, signal, socket
print(selectors.EVENT_READ, selectors.EVENT_WRITE, select.POLLIN, signal.SIGINT + 0, socket.AF_INET + 0, socket.SOCK_STREAM + 0, socket.SOL_SOCKET, socket.SO_REUSEADDR, socket.SHUT_WR + 0, socket.timeout is TimeoutError, socket.error is OSError, issubclass(socket.gaierror, OSError))
print(socket.htons(80), socket.ntohs(20480), socket.htonl(1), socket.inet_aton("127.0.0.1"), socket.inet_ntoa(b"\x0a\0\0\1"))
sel = selectors.SelectSelector()
try:
    sel.register(-1, selectors.EVENT_READ)
except ValueError as e:
    print(e)
try:
    sel.unregister(5)
except KeyError as e:
    print(e)
for f in (lambda: select.select(5, [], []), lambda: select.select([], [], [], -1), lambda: select.select(["x"], [], []), lambda: select.select([], [], [], "a")):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print(select.select([], [], [], 0))
