import logging
import socket
import threading

logging.warning('connected %s', 'ok')
logging.warning('got %d bytes', 'some')
thread = threading.Thread(target=print, args=5, name='wrong')
thread.start()
thread.join()
link = socket.socket()
print(link._closed)
link.close()
print(link._closed)
try:
    link.close.now
except AttributeError as error:
    print(error)


class Handler:
    def handle(self):
        pass


try:
    Handler().handle.now
except AttributeError as error:
    print(error)
raise RuntimeError('bare').with_traceback(None)
